//! Which types requests hold.
//!
//! The limits of a type are those of the values that callers give. Where an answer holds the type as well, its page mostly leaves
//! them out, and they hold nevertheless.

use std::collections::HashSet;

use crate::source::{Span, Spanned};
use crate::spec::{Inside, Members, Operation, Place, SpecSet};

/// The types that some request holds, by their names' places.
#[derive(Debug, Default)]
pub(crate) struct Requests(HashSet<Span>);

/// The parts that a request has, by the keys of the notation.
pub(super) const PARTS: [&str; 4] = ["headers", "params", "query", "body"];

impl Requests {
    /// Those of all operations.
    pub(crate) fn of(spec: &SpecSet) -> Self {
        let mut requests = Self::default();
        for place in Place::all(spec) {
            for entry in place.resource.iter().flat_map(|resource| &resource.operations) {
                requests.add_operation(&entry.value, place);
            }
        }
        requests
    }

    /// Whether a request holds the type of some members.
    pub(super) fn hold(&self, members: &Members<'_>) -> bool {
        members.name.is_some_and(|name| self.hold_type(name))
    }

    /// Whether a request holds the type of a name.
    pub(crate) fn hold_type(&self, name: &Spanned<String>) -> bool {
        self.0.contains(&name.span)
    }

    fn add_operation(&mut self, operation: &Operation, place: Place<'_>) {
        let mut left: Vec<Members<'_>> = PARTS.iter().filter_map(|part| operation.part(part, place)).collect();
        while let Some(members) = left.pop() {
            if members.name.is_some_and(|name| !self.0.insert(name.span)) {
                continue;
            }
            let inside = members.iter().filter_map(|(_, field)| Inside::of(&field)?.fields);
            left.extend(inside);
        }
    }
}
