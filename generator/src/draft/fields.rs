//! Fields, and types written in place, as spec files have them.

use std::collections::{BTreeSet, HashMap};

use serde_json::Value as Json;

use super::common::Common;
use super::enums::Enumeration;
use super::names::first_free;
use super::plan::{Home, Plan, Taken};
use super::said::Said;
use super::shapes::{Member, Node, Shapes, own_name};
use super::shared::Shared;
use super::words::translate;
use super::{paging, prose};
use crate::document::{Entry, Mapping, Value};
use crate::naming::{Container, camel, camel_after, setter, snake};
use crate::outline::{EnumValue, Field, Values};
use crate::spec::{Format, TypeExpr};

/// Where fields stand.
#[derive(Debug, Clone)]
pub(super) struct Site {
    /// The module whose types must have different names.
    pub(super) scope: Vec<String>,
    /// What the names of types in place begin with; empty in an operation.
    pub(super) prefix: String,
    /// Whether they are of an answer alone.
    pub(super) answer: bool,
    /// Version and resource, of the fields of an operation.
    pub(super) place: Option<(String, String)>,
    /// Whether they are parameters, which operations share.
    pub(super) parameters: bool,
}

/// Writes the fields of a service.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    pub(super) service: &'a str,
    pub(super) shapes: &'a Shapes<'a>,
    pub(super) plan: &'a Plan,
    pub(super) common: &'a Common<'a>,
    pub(super) shared: &'a Shared,
    /// Names of types by the module that they are in.
    pub(super) taken: HashMap<Vec<String>, Taken>,
    /// What a person has to name: fields and values whose names are only numbers.
    pub(super) unnamed: usize,
}

/// Names of the fields of one object or request, and of the methods that set them.
pub(super) type FieldNames = BTreeSet<String>;

impl<'a> Fields<'a> {
    pub(super) fn new(
        service: &'a str,
        shapes: &'a Shapes<'a>,
        plan: &'a Plan,
        common: &'a Common<'a>,
        shared: &'a Shared,
    ) -> Self {
        Self { service, shapes, plan, common, shared, taken: HashMap::new(), unnamed: 0 }
    }

    /// The fields of one object or part of a call.
    pub(super) fn mapping(&mut self, members: &[Member], site: &Site, names: &mut FieldNames) -> Mapping {
        let mut mapping = Mapping::default();
        for member in members {
            let entry = self.entry(member, site, names);
            mapping.entries.push(entry);
        }
        mapping
    }

    fn entry(&mut self, member: &Member, site: &Site, names: &mut FieldNames) -> Entry {
        let rust = self.rust_name(&member.field.name, names);
        let used = self.used(member, site);
        let mut mapping = Mapping::default();
        if let Some((name, beside)) = &used {
            mapping.push("use", name.as_str());
            facts(&mut mapping, beside, true);
        } else {
            mapping.push("type", self.type_of(member));
            facts(&mut mapping, &member.field, matches!(member.node, Node::Scalar | Node::Enum(_)));
            prose::unwritten(&mut mapping, "about");
            self.inside(&mut mapping, member, rust.as_deref(), site);
        }
        if let Some(rust) = rust {
            mapping.push("rust_name", rust);
        }
        let mut entry = Entry::new(member.field.name.as_str(), mapping);
        if used.is_none() || member.field.deprecated {
            prose::quote_all(&mut entry, &member.said);
        }
        entry
    }

    /// The common field that a field is: one that is there, or one of those that the draft adds.
    fn used(&self, member: &Member, site: &Site) -> Option<(String, Field)> {
        let nowhere = (String::new(), String::new());
        let place = site.place.as_ref().unwrap_or(&nowhere);
        let there = self.common.field(member, place, site.answer);
        let added = || site.parameters.then(|| self.shared.field(self.shapes, member, place)).flatten();
        there.or_else(added).map(|(name, beside)| (name.to_owned(), beside))
    }

    /// The entry of a common field.
    pub(super) fn common_field(&mut self, name: &str, member: &Member) -> Entry {
        // What it holds in place gets its name wherever it is used.
        let site =
            Site { scope: vec![name.to_owned()], prefix: String::new(), answer: false, place: None, parameters: false };
        let mut mapping = Mapping::default().with("type", self.type_of(member));
        facts(&mut mapping, &member.field, true);
        prose::unwritten(&mut mapping, "about");
        self.inside(&mut mapping, member, None, &site);
        let mut entry = Entry::new(name, mapping);
        prose::quote_all(&mut entry, &member.said);
        entry
    }

    /// A name for Rust, where the derived one is taken or cannot be made.
    fn rust_name(&mut self, wire: &str, names: &mut FieldNames) -> Option<String> {
        let mut take = |rust: &str| {
            let method = setter(rust);
            if names.contains(rust) || names.contains(&method) {
                return false;
            }
            names.insert(method);
            names.insert(rust.to_owned());
            true
        };
        let derived = snake(wire, Container::Field);
        if derived.as_ref().is_some_and(|derived| take(derived)) {
            return None;
        }
        self.unnamed += 1;
        let base = derived.map_or_else(|| "field".to_owned(), |derived| derived.trim_matches('_').to_owned());
        let base =
            if base.starts_with(|first: char| first.is_ascii_lowercase()) { base } else { format!("field_{base}") };
        Some(first_free([], (&base, "_"), take))
    }

    /// The type of a field, with the name of what it holds.
    pub(super) fn type_of(&self, member: &Member) -> String {
        let name = match &member.node {
            Node::Object(id) => self.plan.shapes.get(id).map(|named| named.name.clone()),
            Node::Enum(id) => self.plan.enums.get(id).map(|named| named.name.clone()),
            Node::Known(name) => Some(name.clone()),
            Node::Around(name) => {
                self.plan.around.get(name).and_then(|id| self.plan.shapes.get(id)).map(|named| named.name.clone())
            }
            Node::Scalar => None,
        };
        match name {
            Some(name) => with_name(&member.field.kind, &name),
            None => member.field.kind.to_string(),
        }
    }

    /// What a field holds in place.
    fn inside(&mut self, mapping: &mut Mapping, member: &Member, rust: Option<&str>, site: &Site) {
        match &member.node {
            Node::Object(id) if !self.plan.shapes.contains_key(id) => {
                let name = self.type_name(mapping, &member.field, rust, site);
                let prefix = if site.prefix.is_empty() { String::new() } else { name };
                let inner = Site { prefix, ..site.clone() };
                let shapes = self.shapes;
                let fields = self.mapping(&shapes.get(*id).members, &inner, &mut FieldNames::new());
                mapping.push("fields", fields);
            }
            Node::Enum(id) if !self.plan.enums.contains_key(id) => {
                self.type_name(mapping, &member.field, rust, site);
                let shapes = self.shapes;
                let (key, values) = values(shapes.enums.get(*id), &mut self.unnamed);
                mapping.push(key, values);
            }
            _ => {}
        }
    }

    /// Takes the name of a type in place; says it where the derived one is taken.
    fn type_name(&mut self, mapping: &mut Mapping, field: &Field, rust: Option<&str>, site: &Site) -> String {
        let own =
            rust.map_or_else(|| own_name(field), |rust| own_name(&Field { name: rust.to_owned(), ..field.clone() }));
        let derived =
            if site.prefix.is_empty() { camel(&own, Container::Type) } else { camel_after(&site.prefix, &own) };
        let derived = derived.unwrap_or_else(|| "Value".to_owned());
        let taken = self.taken.entry(site.scope.clone()).or_default();
        if taken.take(&derived, &["Required"]) {
            return derived;
        }
        let qualified = field.type_name.iter().filter_map(|name| camel(name, Container::Type));
        let name = first_free(qualified, (&derived, ""), |name| taken.take(name, &["Required"]));
        mapping.push("type_name", name.as_str());
        name
    }

    /// The module of the types of a file.
    pub(super) fn scope(&self, home: &Home) -> Vec<String> {
        let service = self.service.to_owned();
        match home {
            Home::Service => vec![service],
            Home::Version(version) => vec![service, version.clone()],
            Home::Resource(version, resource) => vec![service, version.clone(), resource.clone()],
        }
    }
}

/// The key and the entries of an enumeration; counts the values whose names say nothing.
pub(super) fn values(enumeration: &Enumeration, unnamed: &mut usize) -> (&'static str, Mapping) {
    let mut names = BTreeSet::new();
    let quoted = |mut entry: Entry, said: &Said| {
        prose::quote_all(&mut entry, said);
        entry
    };
    let said = &enumeration.values_said;
    let (key, entries) = match &enumeration.values {
        Values::Strings(values) => {
            let entries = values.iter().map(|value| text_value(value, &mut names, unnamed));
            ("enum", entries.zip(said).map(|(entry, said)| quoted(entry, said)).collect())
        }
        Values::Ints(values) => {
            let entries = values.iter().map(|value| int_value(value, &mut names, unnamed));
            ("enum_int", entries.zip(said).map(|(entry, said)| quoted(entry, said)).collect())
        }
    };
    (key, Mapping { entries, foot: Vec::new() })
}

fn text_value(value: &EnumValue<String>, names: &mut BTreeSet<String>, unnamed: &mut usize) -> Entry {
    let mut mapping = Mapping::default();
    let derived = camel(&value.value, Container::Variant);
    if !derived.is_some_and(|derived| names.insert(derived)) {
        *unnamed += 1;
        mapping.push("name", free(value_name(&value.prose).as_ref(), &value.value, names));
    }
    prose::unwritten(&mut mapping, "about");
    Entry::new(value.value.as_str(), mapping)
}

fn int_value(value: &EnumValue<i64>, names: &mut BTreeSet<String>, unnamed: &mut usize) -> Entry {
    let made = value_name(&value.prose);
    *unnamed += usize::from(made.is_none());
    let number = value.value.to_string().replace('-', "minus_");
    let mut mapping = Mapping::default().with("name", free(made.as_ref(), &number, names));
    prose::unwritten(&mut mapping, "about");
    Entry::new(value.value.to_string(), mapping)
}

/// A name of a value that no other value has.
fn free(made: Option<&String>, value: &str, names: &mut BTreeSet<String>) -> String {
    let value = snake(value, Container::Field);
    let value = value.map(|value| value.trim_start_matches("value_").trim_matches('_').to_owned());
    let value = value.filter(|value| !value.is_empty()).unwrap_or_else(|| "other".to_owned());
    let first = made.cloned().unwrap_or_else(|| format!("value_{value}"));
    let second = format!("{first}_{value}");
    let take = |name: &str| camel(name, Container::Variant).is_some_and(|variant| names.insert(variant));
    first_free([first.clone(), second], (&first, "_"), take)
}

/// A name out of what the page says a value means: its first words, where all of them are known.
fn value_name(words: &str) -> Option<String> {
    const MOST: usize = 4;
    let clause = words.trim().split(['，', '。', '；', '（', '(', '\n', '：', ':', '、', ',', ';']).next()?;
    let english = translate(clause.trim_matches(['*', '`', '"', '“', '”', ' ']))?;
    let name = snake(&english, Container::Field)?;
    let short = name.split('_').count() <= MOST && name.len() <= 40;
    let plain = name.starts_with(|first: char| first.is_ascii_lowercase()) && name.is_ascii();
    (short && plain).then_some(name)
}

/// A type with another name inside its lists and maps.
fn with_name(kind: &TypeExpr, name: &str) -> String {
    match kind {
        TypeExpr::List(inner) => format!("list<{}>", with_name(inner, name)),
        TypeExpr::Map(inner) => format!("map<{}>", with_name(inner, name)),
        _ => name.to_owned(),
    }
}

/// What a page says of a field beside its type.
fn facts(mapping: &mut Mapping, field: &Field, with_example: bool) {
    if field.required {
        mapping.push("required", true);
    }
    let mut json = |key: &str, value: Option<&Json>| {
        if let Some(value) = value.and_then(Value::from_json) {
            mapping.push(key, value);
        }
    };
    json("default", field.default.as_ref());
    json("example", field.example.as_ref().filter(|_| with_example));
    json("min", field.min.clone().map(Json::Number).as_ref());
    json("max", field.max.clone().map(Json::Number).as_ref());
    let texts = [
        ("len", field.len.map(|range| range.to_string())),
        ("items", field.items.map(|range| range.to_string())),
        ("pattern", field.pattern.clone()),
        ("format", field.format.map(Format::name).map(str::to_owned)),
    ];
    for (key, text) in texts {
        if let Some(text) = text {
            mapping.push(key, text);
        }
    }
    if !field.scopes.is_empty() {
        mapping.push("scopes", paging::words(field.scopes.iter().map(String::as_str)));
    }
    if field.deprecated {
        prose::unwritten(mapping, "deprecated");
    }
}
