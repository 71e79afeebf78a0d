//! `required`: only where a caller has a choice to make, and never together with a default.

use super::reach::{Flow, Reach};
use super::sites::{FieldSite, Owner, Part, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::spec::Effective;

/// Reports `required` where it says nothing or something wrong.
pub(super) fn check(sites: &Sites, reach: &Reach, out: &mut Vec<Diagnostic>) {
    for site in &sites.fields {
        out.extend(noise(site));
        out.extend(misplaced(site, reach));
        out.extend(with_default(site));
    }
}

/// `required: false`, unless it overrides a common field.
fn noise(site: &FieldSite) -> Option<Diagnostic> {
    let required = site.field.required.as_ref().filter(|required| !required.value)?;
    let used = site.field.use_.as_ref().and_then(|name| site.place.common_field(name));
    if used.is_some_and(|found| Effective::new(&found.entry.value, found.place).is_required()) {
        return None;
    }
    let message = format!("`required: false` of `{}` says nothing", site.name);
    Some(
        problem(Code::Required, required.span, "", message)
            .with_help("leave it out; fields are optional unless `required: true` stands"),
    )
}

/// `required: true` where it cannot hold.
fn misplaced(site: &FieldSite, reach: &Reach) -> Option<Diagnostic> {
    let required = site.effective.required().filter(|required| required.value)?;
    let reason = match site.owner {
        Owner::Operation(_, Part::Params) => "a path parameter is always required",
        Owner::Operation(_, Part::Response) => "nothing is required in an answer",
        Owner::Operation(..) => return None,
        Owner::Type(entry) => only_answers(reach.of_type(entry))?,
        Owner::Common(entry) => only_answers(reach.of_common_field(entry))?,
    };
    let message = format!("`required` of `{}` is out of place: {reason}", site.name);
    Some(with_origin(site, required, message, "leave it out"))
}

fn only_answers(flow: Option<Flow>) -> Option<&'static str> {
    flow.filter(|flow| flow.response && !flow.request).map(|_| "it is only used in answers, where nothing is required")
}

/// Points at the key, or at the `use` that brings it in.
fn with_origin(site: &FieldSite, key: &Spanned<bool>, message: String, help: &str) -> Diagnostic {
    match (&site.field.required, &site.field.use_) {
        (None, Some(name)) => problem(Code::Required, name.span, "comes from this common field", message)
            .with_secondary(key.span, "stands here")
            .with_help("move `required: true` from the common field to the fields that need it"),
        _ => problem(Code::Required, key.span, "", message).with_help(help),
    }
}

/// A default for something that cannot be left out.
fn with_default(site: &FieldSite) -> Option<Diagnostic> {
    if let (Owner::Operation(_, Part::Params), Some(default)) = (site.owner, &site.field.default) {
        let report = problem(Code::Required, default.span, "", format!("path parameter `{}` has a default", site.name));
        return Some(report.with_help("remove it: a path parameter is always given"));
    }
    let required = site.effective.required().filter(|required| required.value)?;
    let default = site.effective.default()?;
    if site.field.required.is_none() && site.field.default.is_none() && site.field.use_.is_some() {
        return None;
    }
    let message = format!("`{}` is required and has a default", site.name);
    let (span, other) = match &site.field.default {
        Some(own) => (own.span, required.span),
        None => (required.span, default.span),
    };
    let report = problem(Code::Required, span, "", message).with_secondary(other, "contradicts this");
    Some(report.with_help("what has a default may be left out: remove one of the two"))
}
