//! `use`: no circles and no contradictions.
//!
//! Whether the common field exists at all is a matter of references.

use super::sites::{FieldSite, Owner, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::{Effective, Entry, Field, Found, Place};

/// Reports circles of `use` and types that contradict it.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    check_circles(sites, out);
    out.extend(sites.fields.iter().filter_map(contradiction));
}

/// Reports each circle once, at its first common field.
fn check_circles(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let mut reported: Vec<*const Entry<Field>> = Vec::new();
    for site in sites.fields.iter().filter(|site| !site.nested) {
        let Owner::Common(entry) = site.owner else { continue };
        let circle = circle(entry, site.place);
        if circle.is_empty() || reported.contains(&std::ptr::from_ref(entry)) {
            continue;
        }
        reported.extend(circle.iter().map(|entry| std::ptr::from_ref(*entry)));
        out.push(circular(&circle));
    }
}

/// The common fields from one back to itself; none where its `use` ends elsewhere.
fn circle<'a>(start: &'a Entry<Field>, place: Place<'a>) -> Vec<&'a Entry<Field>> {
    let mut chain = vec![start];
    let mut next = used(start, place);
    while let Some(found) = next {
        if std::ptr::eq(found.entry, start) {
            return chain;
        }
        if chain.iter().any(|known| std::ptr::eq(*known, found.entry)) {
            break;
        }
        chain.push(found.entry);
        next = used(found.entry, found.place);
    }
    Vec::new()
}

fn used<'a>(entry: &'a Entry<Field>, place: Place<'a>) -> Option<Found<'a, Field>> {
    entry.value.use_.as_ref().and_then(|name| place.common_field(name))
}

fn circular(circle: &[&Entry<Field>]) -> Diagnostic {
    let first = circle[0];
    let span = |entry: &Entry<Field>| entry.value.use_.as_ref().map_or(entry.name.span, |name| name.span);
    let message = format!("common field `{}` uses itself", first.name);
    let mut report = problem(Code::CircularUse, span(first), "", message);
    for entry in &circle[1..] {
        report = report.with_secondary(span(entry), format!("through `{}`", entry.name));
    }
    report.with_help("give one of them a `type` of its own instead of `use`")
}

/// A type beside `use` that is another than the common field's.
fn contradiction(site: &FieldSite) -> Option<Diagnostic> {
    let (own, name) = (site.field.ty.as_ref()?, site.field.use_.as_ref()?);
    let found = site.place.common_field(name)?;
    let (theirs, _) = Effective::new(&found.entry.value, found.place).ty()?;
    if own.value == theirs.value {
        return None;
    }
    let message = format!(
        "`{}` is of type `{}`, but the common field `{name}` is of type `{}`",
        site.name, own.value, theirs.value
    );
    let report =
        problem(Code::TypeBesideUse, own.span, "", message).with_secondary(theirs.span, "the type of the common field");
    Some(report.with_help("leave `type` out, or describe the field without `use`"))
}
