//! Which objects and enumerations of a service are the same: each distinct one becomes a shape.
//!
//! Objects with the same fields are one shape where nothing that pages say of the fields contradicts. Decides no names and no
//! places, and writes nothing.

use std::collections::HashMap;

use super::enums::{EnumId, Enums};
use super::facts::{Flow, agree, join};
use super::known::Known;
use super::said::Said;
use crate::naming::singular;
use crate::outline::Field;
use crate::spec::TypeExpr;

/// Index of a shape in [`Shapes::list`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ShapeId(pub(super) usize);

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) enum Node {
    /// Nothing that needs a type of its own.
    Scalar,
    /// An object.
    Object(ShapeId),
    /// An enumeration.
    Enum(EnumId),
    /// An object around it, by the page's name for its type.
    Around(String),
    /// A type that the specs have already, as it is called where the field stands.
    Known(String),
}

/// A field and what it holds. The fields of the object inside are those of its shape.
#[derive(Debug, Clone)]
pub(super) struct Member {
    /// The field, without the fields inside.
    pub(super) field: Field,
    /// What it holds.
    pub(super) node: Node,
    /// What pages say of it.
    pub(super) said: Said,
}

/// An object.
#[derive(Debug)]
pub(super) struct Shape {
    /// Its fields, in the order of the page that was first.
    pub(super) members: Vec<Member>,
    /// Names that its uses suggest, each with how often; those that pages give for the type come first.
    pub(super) names: Vec<(String, usize)>,
    /// The page's names for its type by which objects inside refer to it.
    pub(super) around: Option<String>,
    /// Where it travels.
    pub(super) flow: Flow,
}

/// The objects and enumerations of one service.
#[derive(Debug)]
pub(super) struct Shapes<'k> {
    pub(super) list: Vec<Shape>,
    pub(super) enums: Enums,
    by_key: HashMap<Key, Vec<ShapeId>>,
    /// The operation whose fields are looked at.
    from: String,
    known: &'k Known<'k>,
}

/// What objects must have in common to be one shape: names, types, what is held, formats; and a name, where the fields are so
/// few that they say little.
type Key = (Vec<(String, TypeExpr, Node, Option<&'static str>)>, String);

/// Objects with so few fields are the same only where they have the same name as well.
const FEW: usize = 2;

impl<'k> Shapes<'k> {
    pub(super) fn new(known: &'k Known<'k>) -> Self {
        Self { list: Vec::new(), enums: Enums::default(), by_key: HashMap::new(), from: String::new(), known }
    }

    pub(super) fn get(&self, id: ShapeId) -> &Shape {
        &self.list[id.0]
    }

    /// The fields that follow are of an operation.
    pub(super) fn begin(&mut self, operation: String) {
        self.from = operation;
    }

    /// The fields of a part of a call.
    pub(super) fn members(&mut self, fields: &[Field], flow: Flow) -> Vec<Member> {
        self.inside(fields, flow, &mut Vec::new())
    }

    fn inside<'f>(&mut self, fields: &'f [Field], flow: Flow, around: &mut Vec<&'f Field>) -> Vec<Member> {
        fields.iter().map(|field| self.member(field, flow, around)).collect()
    }

    fn member<'f>(&mut self, field: &'f Field, flow: Flow, around: &mut Vec<&'f Field>) -> Member {
        let node = if field.is_object() {
            if let Some(name) = repeats(field, around) { Node::Around(name) } else { self.object(field, flow, around) }
        } else if let Some(name) = refers_around(field, around) {
            Node::Around(name)
        } else if let Some(values) = &field.values {
            match self.known.enumeration(values) {
                Some(name) => Node::Known(name),
                None => Node::Enum(self.enums.intern(field, values, &self.from)),
            }
        } else {
            Node::Scalar
        };
        let said = Said::of(&self.from, &field.prose);
        Member { field: Field { fields: Vec::new(), ..field.clone() }, node, said }
    }

    fn object<'f>(&mut self, field: &'f Field, flow: Flow, around: &mut Vec<&'f Field>) -> Node {
        if let Some(name) = self.known.object(&field.fields, flow) {
            return Node::Known(name);
        }
        around.push(field);
        let members = self.inside(&field.fields, flow, around);
        around.pop();
        let name = candidate(field);
        let refers = members
            .iter()
            .any(|member| matches!(&member.node, Node::Around(to) if Some(to) == field.type_name.as_ref()));
        let few = if members.len() <= FEW { name.0.clone() } else { String::new() };
        let key = (key(&members), few);
        let mut same = self.by_key.get(&key).into_iter().flatten().copied();
        let found = same.find(|id| agree(&self.get(*id).members, self.get(*id).flow, &members, flow));
        let id = found.unwrap_or_else(|| self.add(key, flow));
        let shape = &mut self.list[id.0];
        join(&mut shape.members, shape.flow, members, flow);
        shape.flow = shape.flow.and(flow);
        suggest(&mut shape.names, name);
        if refers || shape.around.is_none() {
            shape.around = field.type_name.clone().filter(|_| refers);
        }
        Node::Object(id)
    }

    fn add(&mut self, key: Key, flow: Flow) -> ShapeId {
        let id = ShapeId(self.list.len());
        self.list.push(Shape { members: Vec::new(), names: Vec::new(), around: None, flow });
        self.by_key.entry(key).or_default().push(id);
        id
    }

    /// Groups of shapes that the checks take for the same: of each, all but the named ones would be refused.
    pub(super) fn alike(&self) -> Vec<Vec<ShapeId>> {
        let mut groups: HashMap<String, Vec<ShapeId>> = HashMap::new();
        let mut texts: Vec<Option<String>> = vec![None; self.list.len()];
        for at in 0..self.list.len() {
            let text = self.loose(ShapeId(at), &mut texts);
            groups.entry(text).or_default().push(ShapeId(at));
        }
        groups.into_values().filter(|group| group.len() > 1).collect()
    }

    /// What the checks compare, or less of it: names, types and values, formats, but not which type a name is.
    fn loose(&self, id: ShapeId, texts: &mut Vec<Option<String>>) -> String {
        if let Some(text) = &texts[id.0] {
            return text.clone();
        }
        let shape = self.get(id);
        let mut parts: Vec<String> = Vec::with_capacity(shape.members.len());
        for member in &shape.members {
            let inner = match &member.node {
                Node::Object(inner) => self.loose(*inner, texts),
                Node::Enum(inner) => self.enums.text(*inner),
                Node::Around(name) | Node::Known(name) => name.clone(),
                Node::Scalar => String::new(),
            };
            let format = member.field.format.map_or("", crate::spec::Format::name);
            parts.push(format!("{}:{}{inner}{format}", member.field.name, member.field.kind));
        }
        parts.sort_unstable();
        let text = format!("{{{}}}", parts.join(","));
        texts[id.0] = Some(text.clone());
        text
    }
}

fn key(members: &[Member]) -> Vec<(String, TypeExpr, Node, Option<&'static str>)> {
    let mut key: Vec<_> = members
        .iter()
        .map(|member| {
            let field = &member.field;
            (field.name.clone(), field.kind.clone(), member.node.clone(), field.format.map(crate::spec::Format::name))
        })
        .collect();
    key.sort_by(|a, b| a.0.cmp(&b.0));
    key
}

/// The name that a field suggests for the type of its object: the page's, else its own; and whether it is the page's.
fn candidate(field: &Field) -> (String, bool) {
    match &field.type_name {
        Some(name) => (name.clone(), true),
        None => (own_name(field), false),
    }
}

/// A field's own name, of one thing where it holds many.
pub(super) fn own_name(field: &Field) -> String {
    let many = matches!(field.kind, TypeExpr::List(_) | TypeExpr::Map(_));
    let snake = crate::naming::snake(&field.name, crate::naming::Container::Field).unwrap_or_default();
    if many { singular(&snake) } else { snake }
}

/// Counts a name that is suggested; one of a page weighs more than all others.
pub(super) fn suggest(names: &mut Vec<(String, usize)>, (name, given): (String, bool)) {
    const GIVEN: usize = 1 << 20;
    let weight = if given { GIVEN } else { 1 };
    match names.iter_mut().find(|(known, _)| *known == name) {
        Some((_, count)) => *count += weight,
        None => names.push((name, weight)),
    }
}

/// The page's name of an object around a field that the page calls by the same name without showing its fields again.
fn refers_around(field: &Field, around: &[&Field]) -> Option<String> {
    let name = field.type_name.as_ref().filter(|_| field.opaque)?;
    around.iter().any(|outer| outer.type_name.as_ref() == Some(name)).then(|| name.clone())
}

/// The same where the page shows the fields again, one level or several: they must be those of the object around it.
fn repeats(field: &Field, around: &[&Field]) -> Option<String> {
    let name = field.type_name.as_ref()?;
    let outer = around.iter().rev().find(|outer| outer.type_name.as_ref() == Some(name))?;
    is_within(&field.fields, &outer.fields, name).then(|| name.clone())
}

/// Whether each of some fields says the same as one of others; only those that lead on to the type itself may be missing.
fn is_within(inner: &[Field], outer: &[Field], name: &str) -> bool {
    let leads_on = |field: &Field| field.type_name.as_deref() == Some(name);
    let all = outer.iter().all(|field| leads_on(field) || inner.iter().any(|other| other.name == field.name));
    all && inner.iter().all(|field| {
        let Some(other) = outer.iter().find(|other| other.name == field.name) else { return false };
        if leads_on(field) && leads_on(other) {
            return true;
        }
        let bare =
            |field: &Field| Field { line: 0, prose: String::new(), example: None, fields: Vec::new(), ..field.clone() };
        bare(field) == bare(other) && is_within(&field.fields, &other.fields, name)
    })
}
