//! Parameters that several operations of a service have: each is described once, as a common field.

use std::collections::{BTreeMap, BTreeSet};

use super::common::Common;
use super::endpoints::Draftee;
use super::names::first_free;
use super::plan::Home;
use super::shapes::{Member, Node, Shapes};
use crate::load::grammar::is_snake;
use crate::naming::{Container, snake};
use crate::outline::{Field, fits};

/// The common fields that a draft adds to a service.
#[derive(Debug, Default)]
pub(super) struct Shared {
    list: Vec<Parameter>,
    index: BTreeMap<Key, usize>,
}

/// A parameter that more than one operation has.
#[derive(Debug)]
pub(super) struct Parameter {
    /// The name of the common field.
    pub(super) name: String,
    /// The file that it goes to.
    pub(super) home: Home,
    /// What all operations say of it.
    pub(super) member: Member,
}

/// What makes two parameters the same: name, type, values and format; short names such as `id` only within one resource.
type Key = (Option<(String, String)>, String, String);

/// A parameter of an operation of a version and resource.
type Use<'m> = (&'m Member, (String, String));

impl Shared {
    pub(super) fn of(shapes: &Shapes, draftees: &[Draftee], common: &Common) -> Self {
        let mut uses: BTreeMap<Key, Vec<Use>> = BTreeMap::new();
        for draftee in draftees {
            let place = (draftee.outline.version.clone(), draftee.outline.resource.clone());
            for member in draftee.params.iter().chain(&draftee.query) {
                if common.field(member, &place, false).is_none() {
                    uses.entry(key(shapes, member, &place)).or_default().push((member, place.clone()));
                }
            }
        }
        let mut taken: BTreeSet<String> = common.names().map(str::to_owned).collect();
        let mut shared = Self::default();
        for (key, uses) in uses.into_iter().filter(|(_, uses)| uses.len() > 1) {
            let places: BTreeSet<(String, String)> = uses.iter().map(|(_, place)| place.clone()).collect();
            let members: Vec<&Member> = uses.iter().map(|(member, _)| *member).collect();
            let [first, others @ ..] = members.as_slice() else { continue };
            let member = in_common(first, others);
            let name = free_name(&member.field.name, &mut taken);
            shared.index.insert(key, shared.list.len());
            shared.list.push(Parameter { name, home: Home::around(&places), member });
        }
        shared
    }

    /// All of them.
    pub(super) fn parameters(&self) -> &[Parameter] {
        &self.list
    }

    /// The common field that a parameter of an operation is, with what has to stand beside `use`.
    pub(super) fn field(&self, shapes: &Shapes, member: &Member, place: &(String, String)) -> Option<(&str, Field)> {
        let found = self.list.get(*self.index.get(&key(shapes, member, place))?)?;
        let common = &found.member.field;
        let mut beside = member.field.clone();
        beside.required &= !common.required;
        let left_out = |own: &mut Option<serde_json::Value>, common: &Option<serde_json::Value>| {
            if own == common {
                *own = None;
            }
        };
        left_out(&mut beside.default, &common.default);
        if common.example.is_some() {
            beside.example = None;
        }
        beside.len = beside.len.filter(|_| common.len.is_none());
        beside.items = beside.items.filter(|_| common.items.is_none());
        beside.min = beside.min.filter(|_| common.min.is_none());
        beside.max = beside.max.filter(|_| common.max.is_none());
        beside.pattern = beside.pattern.filter(|_| common.pattern.is_none());
        beside.format = None;
        Some((&found.name, beside))
    }
}

fn key(shapes: &Shapes, member: &Member, place: &(String, String)) -> Key {
    let field = &member.field;
    let held = match &member.node {
        Node::Enum(id) => shapes.enums.text(*id),
        Node::Known(name) | Node::Around(name) => name.clone(),
        Node::Object(_) | Node::Scalar => String::new(),
    };
    let format = field.format.map_or("", crate::spec::Format::name);
    let own = (!field.name.contains('_')).then(|| place.clone());
    (own, field.name.clone(), format!("{}:{held}:{format}", field.kind))
}

/// What all of some parameters say.
fn in_common(first: &Member, others: &[&Member]) -> Member {
    let mut field = first.field.clone();
    for other in others.iter().map(|other| &other.field) {
        field.required &= other.required;
        field.default = field.default.filter(|value| other.default.as_ref() == Some(value));
        field.len = field.len.filter(|value| other.len == Some(*value));
        field.items = field.items.filter(|value| other.items == Some(*value));
        field.min = field.min.filter(|value| other.min.as_ref() == Some(value));
        field.max = field.max.filter(|value| other.max.as_ref() == Some(value));
        field.pattern = field.pattern.filter(|value| other.pattern.as_ref() == Some(value));
    }
    field.deprecated = false;
    let fit_all =
        |example: &&serde_json::Value| others.iter().chain([&first]).all(|member| fits(example, &member.field));
    let mut examples = others.iter().chain([&first]).filter_map(|member| member.field.example.as_ref());
    field.example = examples.find(fit_all).cloned();
    let mut said = first.said.clone();
    for other in others {
        said.join(&other.said);
    }
    Member { field, node: first.node.clone(), said }
}

fn free_name(wire: &str, taken: &mut BTreeSet<String>) -> String {
    let base = snake(wire, Container::Field).filter(|name| is_snake(name)).unwrap_or_else(|| "parameter".to_owned());
    first_free([base.clone()], (&base, "_"), |name| taken.insert(name.to_owned()))
}
