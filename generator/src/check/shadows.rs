//! Names that hide the same name further out: an inner type or common field must not.
//!
//! A service's error code may have the name of one of the platform's (`internal_error`): the nearer one is meant, and the code's
//! number tells them apart. Error codes within one service are looked at together, elsewhere.

use super::sites::Sites;
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::spec::{Found, Place, TypePath};

/// Reports definitions that hide others.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for place in sites.places.iter().filter(|place| place.service.is_some()) {
        let (own, outer) = (place.own(), outside(*place));
        for entry in &own.types {
            let path = TypePath { scope: Vec::new(), name: entry.name.value.clone() };
            out.extend(hidden("type", &entry.name, outer.type_def(&path)));
        }
        for entry in &own.common_fields {
            out.extend(hidden("common field", &entry.name, outer.common_field(&entry.name)));
        }
    }
}

/// The place around a place; the platform's is its own.
fn outside(place: Place) -> Place {
    place.outwards().nth(1).unwrap_or(place)
}

fn hidden<T>(kind: &str, name: &Spanned<String>, outer: Option<Found<T>>) -> Option<Diagnostic> {
    let outer = outer?;
    let file = super::text::file_of(&outer.place);
    let message = format!("{kind} `{name}` hides the one of {file}");
    let report = problem(Code::Shadowed, name.span, "the inner one", message)
        .with_secondary(outer.entry.name.span, "the outer one");
    Some(report.with_help("give it another name, or remove it and use the outer one"))
}
