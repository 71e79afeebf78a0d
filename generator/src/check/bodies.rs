//! Bodies of requests and answers that are a type as a whole, and envelopes that leave no room for them.

use super::sites::{OperationSite, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use crate::spec::{Envelope, Operation, Place, TypeExpr, TypeKind};

/// Reports whole bodies that are no object, and bodies where there cannot be any.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.operations {
        let operation = &site.entry.value;
        out.extend(operation.body_type.as_ref().and_then(|ty| no_object("body_type", ty, site.place)));
        out.extend(operation.response_type.as_ref().and_then(|ty| no_object("response_type", ty, site.place)));
        out.extend(download_with_fields(site));
        out.extend(form_of_type(operation));
    }
}

fn no_object(key: &str, ty: &Spanned<TypeExpr>, place: Place) -> Option<Diagnostic> {
    let fits = match &ty.value {
        TypeExpr::List(_) | TypeExpr::Map(_) => !matches!(ty.innermost(), TypeExpr::Object | TypeExpr::File),
        TypeExpr::Named(path) => {
            place.type_def(path).is_none_or(|found| matches!(found.entry.value.kind, TypeKind::Object(_)))
        }
        _ => false,
    };
    let report = problem(Code::WholeBody, ty.span, "", format!("`{key}` is `{}`, which is no object", ty.value));
    let instead = key.trim_end_matches("_type");
    let help = format!("name an object of `types`, or a list or map of one; or write the fields under `{instead}`");
    (!fits).then(|| report.with_help(help))
}

/// `envelope: file` leaves no room for fields.
fn download_with_fields(site: &OperationSite) -> Option<Diagnostic> {
    let operation = &site.entry.value;
    let envelope = operation.envelope.as_ref().filter(|envelope| envelope.value == Envelope::File)?;
    let whole = operation.response_type.as_ref().map(|ty| ty.span);
    let fields = || {
        operation.response.as_ref().map(|fields| fields.first().map_or(site.entry.name.span, |entry| entry.name.span))
    };
    let answer: Span = whole.or_else(fields)?;
    let report = problem(Code::WholeBody, envelope.span, "", "the answer cannot be a file and have fields");
    Some(report.with_secondary(answer, "these fields").with_help("remove `response`, or correct the envelope"))
}

fn form_of_type(operation: &Operation) -> Option<Diagnostic> {
    let multipart = operation.multipart.as_ref().filter(|multipart| multipart.value)?;
    let ty = operation.body_type.as_ref()?;
    let report = problem(Code::WholeBody, ty.span, "", "a form cannot be a type as a whole");
    Some(
        report.with_secondary(multipart.span, "a form").with_help("write the parts of the form as fields under `body`"),
    )
}
