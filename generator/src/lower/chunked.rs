//! Uploads in parts, once all operations of a resource are lowered: what goes where.

use super::Lowering;
use super::codes::operation_code;
use crate::ir::{
    Chunked, Field, Filler, Filling, Finished, Name, Operation, Presence, Response, Step, Sum, Ty, TypeKind,
};
use crate::spec::{self, Place};

impl<'a> Lowering<'a> {
    /// Settles the uploads in parts of a resource.
    pub(super) fn uploads(&self, place: Place<'a>, operations: &mut [Operation]) {
        let Some(resource) = place.resource else { return };
        for (at, entry) in resource.operations.iter().enumerate() {
            let Some(chunked) = &entry.value.chunked else { continue };
            let upload = Upload { lowering: self, place, chunked, operations, whole: &operations[at] };
            operations[at].chunked = upload.lower();
        }
    }
}

/// An upload and the operations around it.
struct Upload<'u, 'a> {
    lowering: &'u Lowering<'a>,
    place: Place<'a>,
    chunked: &'a spec::Chunked,
    operations: &'u [Operation],
    whole: &'u Operation,
}

impl Upload<'_, '_> {
    /// `None` where something is missing that the checks would have reported.
    fn lower(&self) -> Option<Chunked> {
        let chunked = self.chunked;
        let [prepare, part, finish] =
            [&chunked.prepare, &chunked.part, &chunked.finish].map(|name| self.operation(name));
        let (prepare, part, finish) = (prepare?, part?, finish?);
        let refusals = chunked.refusals.iter();
        Some(Chunked {
            above: chunked.above.value,
            first_part: chunked.first_part.as_ref().map_or(0, |first| first.value),
            file: file(self.whole)?.name.clone(),
            checksum: sum(self.whole, chunked.checksum.as_ref()),
            part_checksum: sum(part, chunked.part_checksum.as_ref()),
            prepare: self.step(prepare, |field| (field.name.wire == chunked.size()).then_some(Filler::Size)),
            part: self.step(part, |field| self.of_part(field)),
            finish: self.step(finish, |field| self.of_session(field)),
            upload_id: self.answer_field(prepare, chunked.upload_id())?,
            part_size: self.answer_field(prepare, chunked.part_size())?,
            part_count: self.answer_field(prepare, chunked.part_count()),
            finished: self.finished(finish),
            refusals: refusals
                .filter_map(|(refusal, name)| Some((*refusal, operation_code(self.place, name)?)))
                .collect(),
        })
    }

    fn operation(&self, name: &str) -> Option<&Operation> {
        self.operations.iter().find(|operation| operation.name.wire == name)
    }

    fn step(&self, operation: &Operation, own: impl Fn(&Field) -> Option<Filler>) -> Step {
        let fields = operation.parameters.iter().map(|parameter| {
            let field = &parameter.field;
            let value = own(field).or_else(|| self.copied(field)).unwrap_or(Filler::Nothing);
            Filling { name: field.name.clone(), value, optional: field.presence != Presence::Required }
        });
        let (_, module) = operation.module.split_last().unwrap_or((&operation.name.rust, &[]));
        Step {
            id: operation.id.clone(),
            module: module.to_vec(),
            type_name: operation.type_name.clone(),
            response: operation.response.clone(),
            fields: fields.collect(),
        }
    }

    fn of_session(&self, field: &Field) -> Option<Filler> {
        match field.name.wire.as_str() {
            name if name == self.chunked.upload_id() => Some(Filler::UploadId),
            name if name == self.chunked.part_count() => Some(Filler::PartCount),
            _ => None,
        }
    }

    fn of_part(&self, field: &Field) -> Option<Filler> {
        let checksum = self.chunked.part_checksum.as_ref().map(|sum| sum.field.value.as_str());
        match field.name.wire.as_str() {
            name if name == self.chunked.part_number() => Some(Filler::PartNumber),
            name if Some(name) == checksum => Some(Filler::PartChecksum),
            _ if field.ty == Ty::File => Some(Filler::Content),
            _ if field.facts.size_of.is_some() => Some(Filler::PartSize),
            _ => self.of_session(field),
        }
    }

    /// The field of the whole upload with the same name, where it is of the same type.
    fn copied(&self, field: &Field) -> Option<Filler> {
        let from =
            input(self.whole, &field.name.wire).filter(|from| from.ty == field.ty && from.boxed == field.boxed)?;
        Some(Filler::Copied { from: from.name.rust.clone(), optional: from.presence != Presence::Required })
    }

    fn answer_fields(&self, operation: &Operation) -> &[Field] {
        match &operation.response {
            Response::Value(Ty::Type(id)) => match &self.lowering.types[id.0].kind {
                TypeKind::Object(fields) => fields,
                _ => &[],
            },
            _ => &[],
        }
    }

    fn answer_field(&self, operation: &Operation, wire: &str) -> Option<Name> {
        self.answer_fields(operation).iter().find(|field| field.name.wire == wire).map(|field| field.name.clone())
    }

    fn finished(&self, finish: &Operation) -> Finished {
        if self.whole.response == Response::Nothing {
            return Finished::Nothing;
        }
        if self.whole.response == finish.response {
            return Finished::Same;
        }
        let fields = self.answer_fields(self.whole).iter().filter_map(|field| {
            let from = self.answer_field(finish, &field.name.wire)?;
            Some((field.name.rust.clone(), from.rust))
        });
        Finished::Fields(fields.collect())
    }
}

fn input<'o>(operation: &'o Operation, wire: &str) -> Option<&'o Field> {
    operation.parameters.iter().map(|parameter| &parameter.field).find(|field| field.name.wire == wire)
}

fn file(operation: &Operation) -> Option<&Field> {
    operation.parameters.iter().map(|parameter| &parameter.field).find(|field| field.ty == Ty::File)
}

fn sum(operation: &Operation, sum: Option<&spec::ChecksumField>) -> Option<Sum> {
    let sum = sum?;
    let field = input(operation, &sum.field)?;
    Some(Sum { field: field.name.clone(), algorithm: sum.algorithm.value })
}
