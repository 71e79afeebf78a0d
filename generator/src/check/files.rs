//! Sizes of files, and keys that only some uploads and downloads can have.

use super::sites::{FieldSite, OperationSite, Owner, Part, Sites};
use super::text::{did_you_mean, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::spec::{Effective, Envelope, TypeExpr};

/// Reports sizes that are those of no file, and keys that do not go with their operation.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    out.extend(sites.fields.iter().filter_map(size));
    for site in &sites.operations {
        out.extend(ranges(site));
        out.extend(content_type(site));
        out.extend(range_header(site));
    }
}

/// `size_of` stands on a number of a form and names a file of it.
fn size(site: &FieldSite) -> Option<Diagnostic> {
    let name = site.field.size_of.as_ref()?;
    let wrong = |message: String, help: String| Some(problem(Code::SizeOf, name.span, "", message).with_help(help));
    let Owner::Operation(operation, Part::Body) = site.owner else {
        return wrong(
            format!("`{}` is no field of a form", site.name),
            "`size_of` stands on a field of a `body` with `multipart: true`".to_owned(),
        );
    };
    if site.effective.ty().is_some_and(|(ty, _)| ty.value != TypeExpr::Int) {
        return wrong(format!("`{}` is no `int`", site.name), "the size of a file is a number of bytes".to_owned());
    }
    let files = operation.value.body.iter().flatten().filter(|entry| {
        let effective = Effective::new(&entry.value, site.place);
        effective.ty().is_some_and(|(ty, _)| ty.value == TypeExpr::File) && effective.is_required()
    });
    let files: Vec<&str> = files.map(|entry| entry.name.as_str()).collect();
    if site.nested || !files.contains(&name.as_str()) {
        let help = did_you_mean(nearest(name, files), || "name a required field of `type: file`".to_owned());
        return wrong(format!("the form has no file `{name}`"), help);
    }
    None
}

fn is_file(site: &OperationSite) -> bool {
    site.entry.value.envelope.as_ref().is_some_and(|envelope| envelope.value == Envelope::File)
}

fn ranges(site: &OperationSite) -> Option<Diagnostic> {
    let ranges = site.entry.value.ranges.as_ref().filter(|_| !is_file(site))?;
    let report = problem(Code::KeyNotForOperation, ranges.span, "", "only a file can be had in ranges");
    Some(report.with_help("remove `ranges`, or say `envelope: file`"))
}

/// A `Range` header that the client itself sends.
fn range_header(site: &OperationSite) -> Option<Diagnostic> {
    let header = site.entry.value.headers.iter().find(|entry| entry.name.eq_ignore_ascii_case("range"))?;
    let report = problem(
        Code::KeyNotForOperation,
        header.name.span,
        "",
        "the header `Range` is not for an operation to declare",
    );
    is_file(site).then(|| report.with_help("write `ranges: true` instead: the client sends it, and checks the answer"))
}

fn content_type(site: &OperationSite) -> Option<Diagnostic> {
    let operation = &site.entry.value;
    let given = operation.content_type.as_ref()?;
    let body = operation.body.as_ref().map(|_| "body").or(operation.body_type.as_ref().map(|_| "body_type"))?;
    let report = problem(Code::KeyNotForOperation, given.span, "", "a request with a body says itself what it is");
    Some(report.with_help(format!("remove `content_type`; it is for requests without a body, and there is `{body}`")))
}
