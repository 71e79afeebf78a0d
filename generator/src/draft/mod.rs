//! From what pages say to spec files: all facts, and a word that the checks refuse wherever prose is to be written.
//!
//! ```text
//! outlines ─▶ endpoints ─▶ shapes ─▶ plan ─▶ fields, operation, codes, scopes ─▶ documents
//!             one page     what is   names   what stands in the files
//!             each         the same  files
//! ```
//!
//! Adds to files; what stands in them already stays as it is. Pure: takes outlines and the files that are there, gives the files
//! that should be there. The page's words come along in comments alone, and never reach anything that is generated.

mod codes;
mod common;
mod endpoints;
mod enums;
mod facts;
mod fields;
mod known;
mod names;
mod operation;
mod paging;
mod plan;
mod prose;
mod scopes;
mod service;
mod shapes;
mod shared;
mod tree;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::tree::Tree;
use crate::outline::Outline;
use crate::spec::{HostKind, Place, SpecSet};

/// A page to draft from.
#[derive(Debug, Clone)]
pub struct Page {
    /// Its path, for messages.
    pub path: String,
    /// What it says.
    pub outline: Outline,
}

/// What was drafted.
#[derive(Debug, Default)]
pub struct Draft {
    /// Files that are new or changed, by their paths below the folder of specs.
    pub files: BTreeMap<String, String>,
    /// Operations that are new: their names, and the pages that they are from.
    pub added: Vec<(String, String)>,
    /// Operations that the specs have already, and their pages.
    pub there: Vec<(String, String)>,
    /// What pages say and the drafts do not, or only by a guess.
    pub doubts: Vec<Note>,
    /// What a person has to write or decide, counted.
    pub left: Left,
}

/// Something about a line of a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Note {
    /// Path of the page.
    pub page: String,
    /// Line of it.
    pub line: u32,
    /// What.
    pub text: String,
}

/// What is left to a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Left {
    /// Texts to be written.
    pub texts: usize,
    /// Fields and values whose names say nothing.
    pub names: usize,
}

/// Drafts the operations of some pages.
///
/// `files` are the spec files that are there, as paths below the folder of specs with their texts; `spec` is what they say.
///
/// # Errors
///
/// With what is wrong with the text of a file that is there and would have to be added to.
pub fn draft(
    pages: &[Page],
    spec: &SpecSet,
    files: &[crate::source::SourceFile],
) -> Result<Draft, Vec<crate::diagnostic::Diagnostic>> {
    let mut draft = Draft::default();
    let chosen = endpoints::newest(pages, &mut draft.doubts);
    let known = known_endpoints(spec);
    let (there, new): (Vec<&Page>, Vec<&Page>) =
        chosen.into_iter().partition(|page| known.contains_key(&endpoints::of(&page.outline)));
    for page in there {
        let name = known.get(&endpoints::of(&page.outline)).cloned().unwrap_or_default();
        draft.there.push((name, page.path.clone()));
    }
    for page in &new {
        let doubts = page.outline.doubts.iter();
        draft.doubts.extend(doubts.map(|doubt| Note {
            page: page.path.clone(),
            line: doubt.line,
            text: doubt.text.clone(),
        }));
    }
    let mut tree = Tree::new(files);
    let mut services: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in &new {
        services.entry(&page.outline.service).or_default().push(page);
    }
    for (service, pages) in services {
        service::draft(service, &pages, spec, &mut tree, &mut draft)?;
    }
    let scopes = scopes::new(&new, spec);
    if !scopes.is_empty() {
        tree.add("scopes.yaml", "scopes", scopes)?;
    }
    draft.files = tree.print();
    draft.left.texts = draft.files.values().map(|text| text.matches(": TODO").count()).sum();
    draft.doubts.sort();
    Ok(draft)
}

/// The operations that the specs have, by endpoint.
fn known_endpoints(spec: &SpecSet) -> BTreeMap<endpoints::Endpoint, String> {
    let mut known = BTreeMap::new();
    for place in Place::all(spec) {
        let (Some(service), Some(version), Some(resource)) = (place.service, place.version, place.resource) else {
            continue;
        };
        for entry in &resource.operations {
            let host = entry.value.host.as_ref().map_or(HostKind::Open, |host| host.value);
            let endpoint = endpoints::endpoint(host, entry.value.method.value, &entry.value.path);
            let name = format!("{}.{}.{}.{}", service.name, version.name, resource.name, entry.name);
            known.insert(endpoint, name);
        }
    }
    known
}

/// Names of operations by version and resource.
type OperationNames = BTreeMap<(String, String), BTreeSet<String>>;
