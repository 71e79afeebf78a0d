//! Which types get names, what they are called, and which file they go to.
//!
//! A shape that is used once is written in place. One that is used more often, that holds itself, or that the checks would take
//! for another one, gets a name, unique in its service. Its file is the innermost one that all its users see.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::endpoints::Draftee;
use super::enums::EnumId;
use super::known::Known;
use super::names::first_free;
use super::shapes::{Member, Node, ShapeId, Shapes};
use crate::naming::{Container, camel};

/// A file of a service that can hold types.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Home {
    /// The one that all versions see.
    Service,
    /// The one that the resources of a version see.
    Version(String),
    /// The one of a resource.
    Resource(String, String),
}

impl Home {
    /// The innermost file that several places see.
    pub(super) fn around(places: &BTreeSet<(String, String)>) -> Self {
        let mut versions: BTreeSet<&String> = BTreeSet::new();
        versions.extend(places.iter().map(|(version, _)| version));
        match (places.iter().next(), places.len(), versions.len()) {
            (Some((version, resource)), 1, _) => Self::Resource(version.clone(), resource.clone()),
            (Some((version, _)), _, 1) => Self::Version(version.clone()),
            _ => Self::Service,
        }
    }

    /// The path of the file, below the folder of specs.
    pub(super) fn path(&self, service: &str) -> String {
        match self {
            Self::Service => format!("{service}/_shared.yaml"),
            Self::Version(version) => format!("{service}/{version}/_shared.yaml"),
            Self::Resource(version, resource) => format!("{service}/{version}/{resource}.yaml"),
        }
    }
}

/// A type with a name.
#[derive(Debug, Clone)]
pub(super) struct Named {
    pub(super) name: String,
    pub(super) home: Home,
}

/// What each shape and enumeration is called; those that are written in place are not here.
#[derive(Debug, Default)]
pub(super) struct Plan {
    pub(super) shapes: BTreeMap<ShapeId, Named>,
    pub(super) enums: BTreeMap<EnumId, Named>,
    /// The shapes that hold themselves, by the page's name for them.
    pub(super) around: BTreeMap<String, ShapeId>,
}

/// Who uses what.
#[derive(Debug, Default)]
struct Users {
    shapes: BTreeMap<ShapeId, usize>,
    enums: BTreeMap<EnumId, usize>,
    /// Shapes that must have a name.
    forced: HashSet<ShapeId>,
    shape_places: BTreeMap<ShapeId, BTreeSet<(String, String)>>,
    enum_places: BTreeMap<EnumId, BTreeSet<(String, String)>>,
}

/// Names that are taken in a service.
#[derive(Debug, Default)]
pub(super) struct Taken(HashSet<String>);

impl Taken {
    /// Takes a name together with those of the structures that go with it, if all are free.
    pub(super) fn take(&mut self, name: &str, with: &[&str]) -> bool {
        let all: Vec<String> = std::iter::once(&"").chain(with).map(|suffix| format!("{name}{suffix}")).collect();
        if all.iter().any(|name| self.0.contains(name)) {
            return false;
        }
        self.0.extend(all);
        true
    }
}

impl Plan {
    pub(super) fn of(shapes: &Shapes, draftees: &[Draftee], known: &Known, operations: &[String]) -> Self {
        let users = Users::of(shapes, draftees);
        let mut taken = Taken::default();
        for name in known.names() {
            taken.take(name, &["Required"]);
        }
        for name in operations {
            taken.take(name, &["Response", "Required"]);
        }
        let mut plan = Self::default();
        for (id, count) in &users.shapes {
            let shape = shapes.get(*id);
            if *count < 2 && !users.forced.contains(id) && shape.around.is_none() {
                continue;
            }
            let home = Home::around(users.shape_places.get(id).unwrap_or(&BTreeSet::new()));
            let name = free_name(&shape.names, users.shape_places.get(id), &mut taken);
            plan.around.extend(shape.around.clone().map(|around| (around, *id)));
            plan.shapes.insert(*id, Named { name, home });
        }
        for id in users.enums.iter().filter(|(_, count)| **count > 1).map(|(id, _)| id) {
            let home = Home::around(users.enum_places.get(id).unwrap_or(&BTreeSet::new()));
            let name = free_name(&shapes.enums.get(*id).names, users.enum_places.get(id), &mut taken);
            plan.enums.insert(*id, Named { name, home });
        }
        plan
    }
}

impl Users {
    fn of(shapes: &Shapes, draftees: &[Draftee]) -> Self {
        let mut users = Self::default();
        for shape in &shapes.list {
            users.count(&shape.members);
        }
        for draftee in draftees {
            let place = (draftee.outline.version.clone(), draftee.outline.resource.clone());
            let mut seen = HashSet::new();
            for members in draftee.parts() {
                users.count(members);
                users.reach(shapes, members, &place, &mut seen);
            }
            users.forced.extend(draftee.whole().and_then(|member| match member.node {
                Node::Object(id) => Some(id),
                _ => None,
            }));
        }
        users.forced.extend(shapes.alike().into_iter().flatten());
        users
    }

    fn count(&mut self, members: &[Member]) {
        for member in members {
            match &member.node {
                Node::Object(id) => *self.shapes.entry(*id).or_default() += 1,
                Node::Enum(id) => *self.enums.entry(*id).or_default() += 1,
                Node::Scalar | Node::Around(_) | Node::Known(_) => {}
            }
        }
    }

    fn reach(&mut self, shapes: &Shapes, members: &[Member], place: &(String, String), seen: &mut HashSet<ShapeId>) {
        for member in members {
            match &member.node {
                Node::Object(id) => {
                    self.shape_places.entry(*id).or_default().insert(place.clone());
                    if seen.insert(*id) {
                        self.reach(shapes, &shapes.get(*id).members, place, seen);
                    }
                }
                Node::Enum(id) => drop(self.enum_places.entry(*id).or_default().insert(place.clone())),
                Node::Scalar | Node::Around(_) | Node::Known(_) => {}
            }
        }
    }
}

/// The name of a type: the one that most uses suggest; where that is taken, with the name of the resource that uses it before it, or
/// a number behind it.
fn free_name(suggested: &[(String, usize)], places: Option<&BTreeSet<(String, String)>>, taken: &mut Taken) -> String {
    let mut names: Vec<&(String, usize)> = suggested.iter().collect();
    names.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let made = |text: &str| camel(&camel(text, Container::Type)?, Container::Type);
    let best = names.iter().find_map(|(name, _)| made(name)).unwrap_or_else(|| "Object".to_owned());
    let owner = places.and_then(BTreeSet::first).map(|(_, resource)| resource);
    let qualified = owner.and_then(|owner| made(&format!("{owner}_{best}")));
    let names = std::iter::once(best.clone()).chain(qualified);
    first_free(names, (&best, ""), |name| taken.take(name, &["Required"]))
}
