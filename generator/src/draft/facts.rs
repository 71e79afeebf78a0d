//! What pages say of the fields of one object: whether two of them contradict, and both together.

use super::shapes::Member;
use crate::outline::{Field, fits};

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
    let sides = (flow.request, other.request);
    let limits = limits_agree(a.len.as_ref(), b.len.as_ref(), sides)
        && limits_agree(a.items.as_ref(), b.items.as_ref(), sides)
        && limits_agree(a.min.as_ref(), b.min.as_ref(), sides)
        && limits_agree(a.max.as_ref(), b.max.as_ref(), sides)
        && limits_agree(a.pattern.as_ref(), b.pattern.as_ref(), sides);
    asked && limits && same_names(&a.scopes, &b.scopes) && a.deprecated == b.deprecated
}

/// Whether two sides say the same of a limit. Tables of answers mostly leave out what those of requests say.
fn limits_agree<T: PartialEq>(a: Option<&T>, b: Option<&T>, asked: (bool, bool)) -> bool {
    a == b || (asked == (false, true) && a.is_none()) || (asked == (true, false) && b.is_none())
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
        known.said.join(&other.said);
        let (known, other) = (&mut known.field, other.field);
        if other_flow.request && !flow.request {
            known.required = other.required;
            known.default = other.default;
            (known.len, known.items, known.pattern) = (other.len, other.items, other.pattern);
            (known.min, known.max) = (other.min, other.max);
        }
        let example = known.example.take().filter(|example| fits(example, known));
        known.example = example.or_else(|| other.example.filter(|example| fits(example, known)));
    }
}
