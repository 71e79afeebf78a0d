//! What pages say of the fields of one object: whether two of them contradict, and both together.

use super::shapes::Member;
use crate::outline::Field;

/// Where an object travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flow {
    /// Requests hold it.
    pub(super) request: bool,
    /// Answers hold it.
    pub(super) answer: bool,
}

impl Flow {
    pub(super) const REQUEST: Self = Self { request: true, answer: false };
    pub(super) const ANSWER: Self = Self { request: false, answer: true };

    pub(super) fn and(self, other: Self) -> Self {
        Self { request: self.request || other.request, answer: self.answer || other.answer }
    }
}

/// Whether two objects with the same fields can be one type.
pub(super) fn agree(members: &[Member], flow: Flow, others: &[Member], other_flow: Flow) -> bool {
    members.iter().all(|member| {
        let other = others.iter().find(|other| other.field.name == member.field.name);
        other.is_some_and(|other| fields_agree(&member.field, flow, &other.field, other_flow))
    })
}

/// An answer says nothing of what must be given; of everything else both must say the same.
fn fields_agree(a: &Field, flow: Flow, b: &Field, other: Flow) -> bool {
    let asked = !(flow.request && other.request) || (a.required == b.required && a.default == b.default);
    let limits = a.len == b.len && a.items == b.items && a.min == b.min && a.max == b.max && a.pattern == b.pattern;
    asked && limits && same_names(&a.scopes, &b.scopes) && a.deprecated == b.deprecated
}

fn same_names(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|name| b.contains(name))
}

/// Adds what others say of the same fields; with no fields yet, takes them all.
pub(super) fn join(members: &mut Vec<Member>, flow: Flow, others: Vec<Member>, other_flow: Flow) {
    if members.is_empty() {
        *members = others;
        return;
    }
    for other in others {
        let Some(known) = members.iter_mut().find(|known| known.field.name == other.field.name) else { continue };
        let (known, other) = (&mut known.field, other.field);
        if other_flow.request && !flow.request {
            known.required = other.required;
            known.default = other.default;
        }
        known.example = known.example.take().or(other.example);
        if known.prose.is_empty() {
            known.prose = other.prose;
        }
    }
}
