//! Finds the operation of a method and path. Must not look at anything else of a request.

use std::collections::HashMap;

use crate::ir::{HttpMethod, Operation, PathSegment};

/// The paths of all operations, as a tree of their segments.
#[derive(Debug, Default)]
pub struct Routes {
    root: Node,
}

/// What a method and path lead to.
#[derive(Debug, PartialEq, Eq)]
pub enum Found<'p> {
    /// An operation, by its index, and the path parameters as they were sent, in the order of the path.
    Operation(usize, Vec<&'p str>),
    /// Operations with other methods only.
    OtherMethod,
    /// Nothing.
    Nothing,
}

#[derive(Debug, Default)]
struct Node {
    fixed: HashMap<String, Node>,
    parameter: Option<Box<Node>>,
    operations: Vec<(HttpMethod, usize)>,
}

impl Routes {
    /// The routes of operations; of two with the same method and path the first one counts.
    pub fn new<'o>(operations: impl IntoIterator<Item = &'o Operation>) -> Self {
        let mut routes = Self::default();
        for (index, operation) in operations.into_iter().enumerate() {
            let mut node = &mut routes.root;
            for segment in &operation.segments {
                node = match segment {
                    PathSegment::Fixed(text) => node.fixed.entry(text.clone()).or_default(),
                    PathSegment::Parameter(_) => node.parameter.get_or_insert_default(),
                };
            }
            node.operations.push((operation.method, index));
        }
        routes
    }

    /// Finds an operation. Fixed segments win over parameters; a parameter is never empty.
    pub fn find<'p>(&self, method: &str, path: &'p str) -> Found<'p> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        let mut search = Search { method: HttpMethod::from_word(method), values: Vec::new(), path_exists: false };
        match search.walk(&self.root, &segments) {
            Some(index) => Found::Operation(index, search.values),
            None if search.path_exists => Found::OtherMethod,
            None => Found::Nothing,
        }
    }

    /// The operations of a path, whatever their methods, by their indexes.
    pub fn at(&self, path: &str) -> Vec<usize> {
        let segments: Vec<&str> = path.split('/').skip(1).collect();
        methods(&self.root, &segments).unwrap_or_default().iter().map(|(_, index)| *index).collect()
    }
}

/// The operations of the first node that a path leads to and that has some.
fn methods<'n>(node: &'n Node, rest: &[&str]) -> Option<&'n [(HttpMethod, usize)]> {
    let Some((segment, rest)) = rest.split_first() else {
        return (!node.operations.is_empty()).then_some(node.operations.as_slice());
    };
    let fixed = node.fixed.get(*segment).and_then(|node| methods(node, rest));
    fixed.or_else(|| methods(node.parameter.as_deref().filter(|_| !segment.is_empty())?, rest))
}

struct Search<'p> {
    method: Option<HttpMethod>,
    values: Vec<&'p str>,
    path_exists: bool,
}

impl<'p> Search<'p> {
    fn walk(&mut self, node: &Node, rest: &[&'p str]) -> Option<usize> {
        let Some((segment, rest)) = rest.split_first() else {
            self.path_exists |= !node.operations.is_empty();
            return node.operations.iter().find(|(method, _)| Some(*method) == self.method).map(|(_, index)| *index);
        };
        let fixed = node.fixed.get(*segment).and_then(|node| self.walk(node, rest));
        fixed.or_else(|| {
            let node = node.parameter.as_deref().filter(|_| !segment.is_empty())?;
            self.values.push(segment);
            let found = self.walk(node, rest);
            if found.is_none() {
                self.values.pop();
            }
            found
        })
    }
}
