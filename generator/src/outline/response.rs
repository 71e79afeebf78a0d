//! The answer.

use super::fields::{Part, list, rows_of};
use super::model::{Answer, Doubts, Payload};
use super::{field, samples};
use crate::diagnostic::shorten;
use crate::page::facts::{Field, FieldType, Response};
use crate::spec::{Envelope, TypeExpr};

/// What an operation answers.
pub(super) fn of(response: &Response, headers: &[Field], doubts: &mut Doubts) -> Answer {
    let file = response.envelope == Envelope::File;
    let ranges = file && headers.iter().any(|header| header.name.eq_ignore_ascii_case("range"));
    let payload = match response.envelope {
        Envelope::File => {
            leave_out(
                response.root.iter().filter(|field| field.kind != FieldType::File),
                "the answer is a file",
                doubts,
            );
            Payload::Nothing
        }
        Envelope::Data if !response.unwrapped => in_data(&response.root, doubts),
        _ => fields(response.fields(), doubts),
    };
    let mut answer = Answer { envelope: response.envelope, payload, ranges };
    samples::fill(&mut answer, response);
    answer
}

/// The payload that lies in `data`.
fn in_data(root: &[Field], doubts: &mut Doubts) -> Payload {
    let beside = root.iter().filter(|field| !matches!(field.name.as_str(), "code" | "msg" | "data"));
    leave_out(beside, "it stands beside `data`", doubts);
    let mut datas = root.iter().filter(|field| field.name == "data");
    let Some(data) = datas.next() else { return Payload::Nothing };
    leave_out(datas, "`data` stands twice", doubts);
    match &data.kind {
        FieldType::Object(_) | FieldType::Any | FieldType::Unstated => fields(data.fields.iter().collect(), doubts),
        FieldType::List(_) | FieldType::Map(_) => whole(data, doubts),
        _ => {
            let text = format!("`data` is {}, which no answer can be; it is left out", shorten(&data.type_words));
            doubts.add_rows(data.line, text, rows_of(data) - 1);
            Payload::Nothing
        }
    }
}

fn fields(rows: Vec<&Field>, doubts: &mut Doubts) -> Payload {
    match list(rows, Part::Answer, doubts) {
        fields if fields.is_empty() => Payload::Nothing,
        fields => Payload::Fields(fields),
    }
}

/// A list or map that is the whole payload.
fn whole(data: &Field, doubts: &mut Doubts) -> Payload {
    match field::of(data, Part::Answer, doubts) {
        Some(field) if *field.kind.innermost() != TypeExpr::File => Payload::Whole(Box::new(field)),
        Some(field) => {
            doubts.add_rows(
                field.line,
                "`data` is a list of files, which no answer can be; it is left out",
                field.rows(),
            );
            Payload::Nothing
        }
        None => Payload::Nothing,
    }
}

fn leave_out<'f>(rows: impl Iterator<Item = &'f Field>, why: &str, doubts: &mut Doubts) {
    for row in rows {
        let text = format!("`{}` is left out: {why}", shorten(&row.name));
        doubts.add_rows(row.line, text, rows_of(row));
    }
}
