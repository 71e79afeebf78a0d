//! Types that hold themselves: a list, a map or an optional field has to stand between.

use std::collections::HashMap;

use super::reach::identity;
use super::sites::Sites;
use super::text::{listed, problem};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::spec::{Effective, Entries, Entry, Field, Place, TypeDef, TypeExpr, TypeKind};

/// Reports each circle of required fields once, at the first of its types.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let mut search = Search { states: HashMap::new(), path: Vec::new(), inside: Vec::new(), out };
    for site in &sites.types {
        search.visit(site.entry, site.place);
    }
}

/// A required field that leads from one type to another.
struct Step<'a> {
    from: &'a Entry<TypeDef>,
    field: Span,
}

/// A search in depth; every type is entered once.
struct Search<'a, 'o> {
    /// Types that were entered, and whether they were left again.
    states: HashMap<usize, bool>,
    path: Vec<Step<'a>>,
    /// The objects in place around the field that is looked at: a common field that holds itself is for others to report.
    inside: Vec<&'a Entries<Field>>,
    out: &'o mut Vec<Diagnostic>,
}

impl<'a> Search<'a, '_> {
    fn visit(&mut self, entry: &'a Entry<TypeDef>, place: Place<'a>) {
        let key = identity(entry);
        match self.states.get(&key) {
            Some(true) => {}
            Some(false) => self.report(entry),
            None => {
                self.states.insert(key, false);
                if let TypeKind::Object(fields) = &entry.value.kind {
                    self.follow(entry, fields, place);
                }
                self.states.insert(key, true);
            }
        }
    }

    fn follow(&mut self, from: &'a Entry<TypeDef>, fields: &'a Entries<Field>, place: Place<'a>) {
        if self.inside.iter().any(|outer| std::ptr::eq(*outer, fields)) {
            return;
        }
        self.inside.push(fields);
        for field in fields {
            self.follow_field(from, field, place);
        }
        self.inside.pop();
    }

    fn follow_field(&mut self, from: &'a Entry<TypeDef>, field: &'a Entry<Field>, place: Place<'a>) {
        let effective = Effective::new(&field.value, place);
        let Some((ty, home)) = effective.ty().filter(|_| effective.is_required()) else { return };
        match (&ty.value, effective.fields()) {
            (TypeExpr::Object, Some((fields, home))) => self.follow(from, fields, home),
            (TypeExpr::Named(path), _) => {
                let Some(found) = home.type_def(path) else { return };
                self.path.push(Step { from, field: field.name.span });
                self.visit(found.entry, found.place);
                self.path.pop();
            }
            _ => {}
        }
    }

    /// The path leads back to a type that it went through.
    fn report(&mut self, start: &Entry<TypeDef>) {
        let Some(at) = self.path.iter().position(|step| std::ptr::eq(step.from, start)) else { return };
        let (first, others) = (&self.path[at], &self.path[at + 1..]);
        let through = listed(others.iter().map(|step| step.from.name.value.as_str()));
        let message = match through.as_str() {
            "" => format!("every `{}` would hold another one", start.name),
            through => format!("every `{}` would hold another one, through {through}", start.name),
        };
        let mut report = problem(Code::EndlessType, first.field, "required", message);
        for step in others {
            report = report.with_secondary(step.field, "required");
        }
        self.out.push(report.with_help("leave `required` out of one of these fields, or make its type a list or map"));
    }
}
