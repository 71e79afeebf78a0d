//! `use`: no circles and no contradictions.
//!
//! Whether the common field exists at all is a matter of references.

use std::collections::HashSet;

use super::reach::identity;
use super::sites::{FieldSite, Owner, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::spec::{Effective, Entry, Field, Place};

/// Reports circles of `use` and types that contradict it.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    check_circles(sites, out);
    out.extend(sites.fields.iter().filter_map(contradiction));
}

/// Reports each circle once, at its first common field.
fn check_circles(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let mut reported: HashSet<usize> = HashSet::new();
    for site in sites.fields.iter().filter(|site| !site.nested) {
        let Owner::Common(entry) = site.owner else { continue };
        let mut walk = Walk { start: entry, seen: HashSet::new(), path: Vec::new() };
        if reported.contains(&identity(entry)) || !walk.returns(&entry.value, site.place) {
            continue;
        }
        reported.extend(walk.path.iter().map(|(_, entry)| identity(entry)));
        out.push(circular(entry, &walk.path));
    }
}

/// A way from a common field back to itself, through `use` of its own and of the fields of objects in place.
struct Walk<'a> {
    start: &'a Entry<Field>,
    seen: HashSet<usize>,
    /// Each `use` with what it leads to.
    path: Vec<(Span, &'a Entry<Field>)>,
}

impl<'a> Walk<'a> {
    fn returns(&mut self, field: &'a Field, place: Place<'a>) -> bool {
        let found = field.use_.as_ref().and_then(|name| Some((name.span, place.common_field(name)?)));
        if let Some((span, found)) = found {
            self.path.push((span, found.entry));
            let back = std::ptr::eq(found.entry, self.start);
            if back || (self.seen.insert(identity(found.entry)) && self.returns(&found.entry.value, found.place)) {
                return true;
            }
            self.path.pop();
        }
        field.fields.iter().flatten().any(|entry| self.returns(&entry.value, place))
    }
}

fn circular(entry: &Entry<Field>, path: &[(Span, &Entry<Field>)]) -> Diagnostic {
    let at = path.first().map_or(entry.name.span, |(span, _)| *span);
    let mut report = problem(Code::CircularUse, at, "", format!("common field `{}` uses itself", entry.name));
    for pair in path.windows(2) {
        report = report.with_secondary(pair[1].0, format!("through `{}`", pair[0].1.name));
    }
    report.with_help(
        "give one of them a `type` of its own instead of `use`; an object that holds itself needs a name under `types`",
    )
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
