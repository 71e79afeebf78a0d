//! Uploads in parts: every step is there, takes what it needs, and gets every value that it requires.

use super::roles::{Fields, response};
use super::sites::{OperationSite, Sites};
use super::text::{did_you_mean, listed, names, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Span, Spanned};
use crate::spec::{ChecksumField, Chunked, Effective, Entry, Field, Operation, Place, TypeExpr};

/// Reports uploads in parts that could not be made.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.operations {
        if let Some(chunked) = &site.entry.value.chunked {
            Upload { site, chunked, place: site.place }.check(out);
        }
    }
}

/// An upload and where it stands.
struct Upload<'a> {
    site: &'a OperationSite<'a>,
    chunked: &'a Chunked,
    place: Place<'a>,
}

/// A step of an upload.
#[derive(Clone, Copy)]
struct Step<'a> {
    key: &'static str,
    /// The operation's name, where `chunked` says it.
    name: &'a Spanned<String>,
    operation: &'a Operation,
}

/// A field that a step must have.
struct Role<'a> {
    key: &'static str,
    name: &'a str,
    /// Where the name is written, or else the whole description.
    span: Span,
    needed: TypeExpr,
}

impl<'a> Upload<'a> {
    fn check(&self, out: &mut Vec<Diagnostic>) {
        let chunked = self.chunked;
        let steps = [("prepare", &chunked.prepare), ("part", &chunked.part), ("finish", &chunked.finish)];
        let steps = steps.map(|(key, name)| self.step(key, name).map_err(|problem| out.push(problem)).ok());
        self.check_whole(out);
        self.check_refusals(&steps, out);
        let [prepare, part, finish] = steps;
        if let Some(step) = prepare {
            self.check_step(step, &[self.size()], out);
            self.check_answer(step, out);
        }
        if let Some(step) = part {
            let checksum = chunked.part_checksum.as_ref().map(|sum| self.checksum("part_checksum", sum));
            let roles = [self.upload_id(), self.part_number()].into_iter().chain(checksum);
            self.check_step(step, &roles.collect::<Vec<_>>(), out);
            out.extend(one_file(step.name, step.operation, self.place));
        }
        if let Some(step) = finish {
            let count = self.part_count();
            let takes = inputs(step.operation).any(|entry| entry.name.value == count.name);
            let roles = [Some(self.upload_id()), takes.then_some(count)];
            self.check_step(step, &roles.into_iter().flatten().collect::<Vec<_>>(), out);
            self.check_finished(step, out);
        }
    }

    fn step(&self, key: &'static str, name: &'a Spanned<String>) -> Result<Step<'a>, Diagnostic> {
        let operations = self.place.resource.map(|resource| &resource.operations);
        if let Some(operation) = operations.and_then(|operations| operations.get(name)) {
            return Ok(Step { key, name, operation });
        }
        let help = did_you_mean(nearest(name, operations.into_iter().flat_map(names)), || {
            "name an operation of the same resource".to_owned()
        });
        Err(problem(Code::Chunked, name.span, "", format!("there is no operation `{name}`")).with_help(help))
    }

    fn role(&self, key: &'static str, given: Option<&Spanned<String>>, name: &'a str, needed: TypeExpr) -> Role<'a> {
        Role { key, name, span: given.map_or(self.chunked.span, |given| given.span), needed }
    }

    fn size(&self) -> Role<'a> {
        self.role("size", self.chunked.size.as_ref(), self.chunked.size(), TypeExpr::Int)
    }

    fn upload_id(&self) -> Role<'a> {
        self.role("upload_id", self.chunked.upload_id.as_ref(), self.chunked.upload_id(), TypeExpr::String)
    }

    fn part_count(&self) -> Role<'a> {
        self.role("part_count", self.chunked.part_count.as_ref(), self.chunked.part_count(), TypeExpr::Int)
    }

    fn part_number(&self) -> Role<'a> {
        self.role("part_number", self.chunked.part_number.as_ref(), self.chunked.part_number(), TypeExpr::Int)
    }

    fn checksum(&self, key: &'static str, sum: &'a ChecksumField) -> Role<'a> {
        self.role(key, Some(&sum.field), &sum.field, TypeExpr::String)
    }

    /// The whole upload: a form with one file, and the checksum that is said.
    fn check_whole(&self, out: &mut Vec<Diagnostic>) {
        let operation = &self.site.entry.value;
        out.extend(one_file(&self.site.entry.name, operation, self.place));
        if let Some(sum) = &self.chunked.checksum {
            let fields: Fields = inputs(operation).map(|entry| (entry, self.place)).collect();
            out.extend(self.checksum("checksum", sum).hold_against(&fields, &format!("`{}`", self.site.entry.name)));
        }
    }

    /// Codes that none of the operations returns cannot say anything of the upload.
    fn check_refusals(&self, steps: &[Option<Step>], out: &mut Vec<Diagnostic>) {
        let operations = steps.iter().flatten().map(|step| step.operation).chain([&self.site.entry.value]);
        let known: Vec<&str> =
            operations.flat_map(|operation| &operation.error_codes).map(|code| code.value.as_str()).collect();
        for (_, name) in self.chunked.refusals.iter().filter(|(_, name)| !known.contains(&name.value.as_str())) {
            let help = did_you_mean(nearest(name, known.iter().copied()), || {
                "add it to `error_codes` of the step whose page lists it".to_owned()
            });
            let message = format!("no step of the upload has the error code `{name}`");
            out.push(problem(Code::Chunked, name.span, "", message).with_help(help));
        }
    }

    /// The answer of `prepare` has what the parts are made by.
    fn check_answer(&self, step: Step<'a>, out: &mut Vec<Diagnostic>) {
        let fields = response(step.operation, self.place);
        let size = self.role("part_size", self.chunked.part_size.as_ref(), self.chunked.part_size(), TypeExpr::Int);
        let count = self.part_count();
        let counted = fields.iter().any(|(entry, _)| entry.name.value == count.name);
        let count = Some(count).filter(|_| counted || self.chunked.part_count.is_some());
        for role in [Some(self.upload_id()), Some(size), count].into_iter().flatten() {
            out.extend(role.hold_against(&fields, &format!("the answer of `{}`", step.name)));
        }
    }

    /// The caller gets the same answer however the file went up.
    fn check_finished(&self, step: Step<'a>, out: &mut Vec<Diagnostic>) {
        let whole = &self.site.entry.value;
        let named = |operation: &'a Operation| operation.response_type.as_ref();
        if let Some(ty) = named(whole).filter(|ty| !matches!(ty.value, TypeExpr::Named(_))) {
            let same = named(step.operation).is_some_and(|other| other.value == ty.value);
            let message = format!("`{}` and `{}` answer with different types", self.site.entry.name, step.name);
            let report = problem(Code::Chunked, ty.span, "", message);
            out.extend((!same).then(|| report.with_help("give both the same `response_type`, or write the fields")));
        }
        let fields = response(step.operation, self.place);
        for (entry, place) in response(whole, self.place) {
            let wanted = Effective::new(&entry.value, place);
            let found = fields.iter().find(|(other, _)| other.name.value == entry.name.value);
            if found.is_some_and(|(other, place)| same_type(&Effective::new(&other.value, *place), &wanted)) {
                continue;
            }
            let message = format!(
                "`{}` answers with `{}`, and `{}` does not, or with another type",
                self.site.entry.name, entry.name, step.name
            );
            let help = "what both answer with is the answer of the upload: write the same fields in both";
            out.push(
                problem(Code::Chunked, step.name.span, "", message)
                    .with_secondary(entry.name.span, "this field")
                    .with_help(help),
            );
        }
    }

    fn check_step(&self, step: Step<'a>, roles: &[Role], out: &mut Vec<Diagnostic>) {
        let fields: Fields = inputs(step.operation).map(|entry| (entry, self.place)).collect();
        for role in roles {
            out.extend(role.hold_against(&fields, &format!("`{}`", step.name)));
        }
        out.extend(self.other_tokens(step));
        for (entry, _) in fields.iter().filter(|(entry, _)| roles.iter().all(|role| role.name != entry.name.value)) {
            out.extend(self.without_value(step, entry));
        }
    }

    /// All steps must be made by one identity.
    fn other_tokens(&self, step: Step) -> Option<Diagnostic> {
        let kinds = |operation: &Operation| operation.tokens.iter().map(|token| token.value).collect::<Vec<_>>();
        let own = &self.site.entry.value;
        let message = format!("`{}` takes other tokens than `{}`", step.name, self.site.entry.name);
        (kinds(own) != kinds(step.operation)).then(|| {
            problem(Code::Chunked, step.name.span, "", message)
                .with_secondary(step.operation.tokens.span, "these")
                .with_secondary(own.tokens.span, "and these")
                .with_help(
                    "all calls of an upload are made by one identity: both list the same tokens in the same order",
                )
        })
    }

    /// A field of a step that neither the upload nor the operation for whole files has a value for.
    fn without_value(&self, step: Step, entry: &Entry<Field>) -> Option<Diagnostic> {
        let wanted = Effective::new(&entry.value, self.place);
        let computed = wanted.size_of().is_some() || file(&wanted);
        let is_path = step.operation.params.get(&entry.name).is_some();
        let whole = &self.site.entry.value;
        let given = inputs(whole).find(|given| given.name.value == entry.name.value);
        let needed = is_path || wanted.is_required();
        let Some(given) = given.filter(|_| !computed) else {
            let message = format!("nothing says what `{}` of `{}` is to be", entry.name, step.name);
            let help = format!(
                "an upload fills the fields that `chunked` names and those that `{}` has",
                self.site.entry.name
            );
            let report = problem(Code::Chunked, step.name.span, "", message);
            return (needed && !computed)
                .then(|| report.with_secondary(entry.name.span, "this field is required").with_help(help));
        };
        let value = Effective::new(&given.value, self.place);
        let same = same_type(&value, &wanted);
        let there = !needed || value.is_required() || whole.params.get(&given.name).is_some();
        let (what, help) = match (same, there) {
            (true, true) => return None,
            (false, _) => {
                ("are of different types", "give both the same type; an enumeration or object belongs under `types`")
            }
            (true, false) => {
                ("differ in whether they are required", "what a step requires must be required here as well")
            }
        };
        let message = format!("`{}` of `{}` and of `{}` {what}", entry.name, self.site.entry.name, step.name);
        Some(
            problem(Code::Chunked, given.name.span, "taken from here", message)
                .with_secondary(entry.name.span, format!("for `{}`", step.key))
                .with_help(help),
        )
    }
}

/// The fields that a caller gives.
fn inputs(operation: &Operation) -> impl Iterator<Item = &Entry<Field>> {
    let outside = operation.params.iter().chain(&operation.query).chain(&operation.headers);
    outside.chain(operation.body.iter().flatten())
}

fn file(field: &Effective) -> bool {
    field.ty().is_some_and(|(ty, _)| *ty.innermost() == TypeExpr::File)
}

/// Whether two fields become the same type in Rust. Types in place are different ones.
fn same_type(one: &Effective, other: &Effective) -> bool {
    let in_place =
        |field: &Effective| field.enum_().is_some() || field.enum_int().is_some() || field.fields().is_some();
    let (Some((ty, place)), Some((other_ty, other_place))) = (one.ty(), other.ty()) else { return true };
    let definition = |ty: &TypeExpr, place: Place| match ty.innermost() {
        TypeExpr::Named(path) => place.type_def(path).map(|found| found.place.address()),
        _ => None,
    };
    ty.value == other_ty.value
        && definition(ty, place) == definition(other_ty, other_place)
        && one.is_sensitive() == other.is_sensitive()
        && !in_place(one)
        && !in_place(other)
}

/// An operation that takes a file must be a form with exactly one.
fn one_file(name: &Spanned<String>, operation: &Operation, place: Place) -> Option<Diagnostic> {
    let files: Vec<&Entry<Field>> =
        operation.body.iter().flatten().filter(|entry| file(&Effective::new(&entry.value, place))).collect();
    let single = |entry: &Entry<Field>| {
        let effective = Effective::new(&entry.value, place);
        effective.ty().is_some_and(|(ty, _)| ty.value == TypeExpr::File) && effective.is_required()
    };
    if matches!(files.as_slice(), [one] if single(one)) {
        return None;
    }
    let message = match files.as_slice() {
        [] => format!("`{name}` takes no file"),
        files => format!("`{name}` must take one file, not {}", listed(files.iter().map(|entry| entry.name.as_str()))),
    };
    let help = "the operations that take content have `multipart: true` and one required field of `type: file`";
    Some(problem(Code::Chunked, name.span, "", message).with_help(help))
}

impl Role<'_> {
    fn hold_against(&self, fields: &Fields, part: &str) -> Option<Diagnostic> {
        let Some((entry, place)) = fields.iter().find(|(entry, _)| entry.name.value == self.name) else {
            return Some(self.missing(fields, part));
        };
        let effective = Effective::new(&entry.value, *place);
        let (ty, _) = effective.ty()?;
        let message = format!("`{}` needs `{}`, but `{}` is of type `{}`", self.key, self.needed, self.name, ty.value);
        let report = problem(Code::Chunked, self.span, "", message).with_secondary(ty.span, "this type");
        let fits = ty.value == self.needed && effective.enum_().is_none() && effective.enum_int().is_none();
        (!fits).then(|| report.with_help(format!("name another field, or correct its type to `{}`", self.needed)))
    }

    fn missing(&self, fields: &Fields, part: &str) -> Diagnostic {
        let key = self.key;
        let help = did_you_mean(nearest(self.name, fields.iter().map(|(entry, _)| entry.name.value.as_str())), || {
            format!("add the field, or say with `{key}: …` which one it is")
        });
        let message = format!("`{key}` needs a field `{}` in {part}, but there is none", self.name);
        problem(Code::Chunked, self.span, "", message).with_help(help)
    }
}
