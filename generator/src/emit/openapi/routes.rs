//! Which operation stands under which path.
//!
//! In OpenAPI a path is a key, hosts do not count, and two paths that differ only in the names of their parameters are one. So
//!
//! - operations of one path with several names for its parameters share the names of the first; each parameter says its own;
//! - operations with the same method and path on several hosts are told apart by how much of the path stands in the address of
//!   the server: `https://accounts.example/open-apis` and `/authen/…` together are what they were.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::EmitError;
use crate::ir::{HostKind, HttpMethod, Operation, PathSegment};

/// Where an operation stands.
#[derive(Debug)]
pub(super) struct Route<'a> {
    /// The operation.
    pub(super) operation: &'a Operation,
    /// The start of its path that belongs to the address of the server; empty as a rule.
    pub(super) prefix: String,
    /// Whether its path is not what one reads from the document.
    pub(super) differs: bool,
    /// Names of the path's parameters: its own and those in the document.
    names: Vec<(&'a str, &'a str)>,
}

impl Route<'_> {
    /// The name of a path parameter in the document.
    pub(super) fn name_of<'n>(&'n self, own: &'n str) -> &'n str {
        self.names.iter().find(|(name, _)| *name == own).map_or(own, |(_, shared)| shared)
    }
}

/// Operations by path and method.
pub(super) type Routes<'a> = BTreeMap<String, BTreeMap<HttpMethod, Route<'a>>>;

/// Finds a place for every operation.
///
/// # Errors
///
/// With an operation that another one leaves no place.
pub(super) fn routes<'a>(operations: impl Iterator<Item = &'a Operation>) -> Result<Routes<'a>, EmitError> {
    let (open, others): (Vec<_>, Vec<_>) = operations.partition(|operation| operation.host == HostKind::Open);
    let mut paths = HashMap::new();
    let mut routes = Routes::new();
    // Whatever else there is, the paths of the main host are as they are.
    for operation in open.into_iter().chain(others) {
        let (key, route) = place(operation, &mut paths)
            .ok_or_else(|| EmitError::SamePath { operation: operation.id.clone(), path: operation.path.clone() })?;
        routes.entry(key).or_default().insert(operation.method, route);
    }
    Ok(routes)
}

/// A path that is taken.
struct Path<'a> {
    names: Vec<&'a str>,
    methods: HashSet<HttpMethod>,
}

fn place<'a>(operation: &'a Operation, paths: &mut HashMap<String, Path<'a>>) -> Option<(String, Route<'a>)> {
    let fixed = operation.segments.iter().take_while(|segment| matches!(segment, PathSegment::Fixed(_))).count();
    // A path keeps one segment at least.
    let most = fixed.min(operation.segments.len().saturating_sub(1));
    for moved in 0..=most {
        let (prefix, rest) = operation.segments.split_at(moved);
        let own: Vec<&str> = rest.iter().filter_map(parameter).collect();
        let path = paths
            .entry(template(rest, &mut std::iter::repeat("")))
            .or_insert_with(|| Path { names: own.clone(), methods: HashSet::new() });
        if path.methods.insert(operation.method) {
            let differs = moved > 0 || own != path.names;
            let key = template(rest, &mut path.names.iter().copied());
            let names = own.into_iter().zip(path.names.iter().copied()).collect();
            let prefix = template(prefix, &mut std::iter::empty());
            return Some((key, Route { operation, prefix, differs, names }));
        }
    }
    None
}

fn parameter(segment: &PathSegment) -> Option<&str> {
    match segment {
        PathSegment::Fixed(_) => None,
        PathSegment::Parameter(name) => Some(name),
    }
}

/// A path as OpenAPI writes it, its parameters under the names given.
fn template(segments: &[PathSegment], names: &mut dyn Iterator<Item = &str>) -> String {
    let mut text = String::new();
    for segment in segments {
        text.push('/');
        match segment {
            PathSegment::Fixed(fixed) => text.push_str(fixed),
            PathSegment::Parameter(_) => {
                text.extend(["{", names.next().unwrap_or_default(), "}"]);
            }
        }
    }
    text
}
