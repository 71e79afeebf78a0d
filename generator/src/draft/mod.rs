//! From what pages say to spec files: all facts, and a word that the checks refuse wherever prose is to be written.
//!
//! ```text
//! outlines ─▶ endpoints ─▶ shapes ─▶ plan ─▶ fields, operation, codes, scopes ─▶ documents
//!             one page     what is   names   what stands in the files
//!             each         the same  files
//! ```
//!
//! Operations that the specs have already go another way: `drift` says what differs, `update` decides what is settled, `locate` finds
//! where, and `edit` does it.
//!
//! Adds to files; words, names, order and comments that stand in them stay as they are. Pure: takes outlines and the files that are there, gives the files
//! that should be there. The page's words come along in comments alone, and never reach anything that is generated.

mod codes;
mod common;
mod edit;
mod endpoints;
mod enums;
mod facts;
mod fields;
mod known;
mod locate;
mod names;
mod operation;
mod paging;
mod plan;
mod prose;
mod said;
mod scopes;
mod service;
mod shapes;
mod shared;
mod tidy;
mod tree;
mod update;
mod users;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use self::tree::Tree;
use serde_json::Value;

use crate::drift::{Change, Compared, Options, Page, compare};
use crate::spec::{Fact, SpecSet};

/// What was drafted.
#[derive(Debug, Default)]
pub struct Draft {
    /// Files that are new or changed, by their paths below the folder of specs.
    pub files: BTreeMap<String, String>,
    /// Operations that are new: their names, and the pages that they are from.
    pub added: Vec<(String, String)>,
    /// Operations that the specs have already and their pages say otherwise, with the number of facts that were changed.
    pub updated: Vec<(String, usize)>,
    /// Operations that the specs have already and that stay as they are, and their pages.
    pub untouched: Vec<(String, String)>,
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
    let mut tree = Tree::new(files);
    let there = compare(pages, spec, &Options::default()).operations;
    let changed = update::update(&there, pages, spec, &mut tree, &mut draft.doubts)?;
    for compared in &there {
        match changed.get(&compared.name) {
            Some(count) => draft.updated.push((compared.name.clone(), *count)),
            None => draft.untouched.push((compared.name.clone(), compared.file.clone())),
        }
    }
    let is_new =
        |page: &&Page| !there.iter().any(|known| known.file == page.file || known.further.contains(&page.file));
    let candidates: Vec<&Page> = pages.iter().filter(is_new).collect();
    let new = endpoints::newest(&candidates, &mut draft.doubts);
    for page in &new {
        let doubts = page.outline.doubts.iter();
        draft.doubts.extend(doubts.map(|doubt| Note {
            page: page.file.clone(),
            line: doubt.line,
            text: doubt.text.clone(),
        }));
    }
    let mut services: BTreeMap<&str, Vec<&Page>> = BTreeMap::new();
    for page in &new {
        services.entry(&page.outline.service).or_default().push(page);
    }
    for (service, pages) in services {
        service::draft(service, &pages, spec, &mut tree, &mut draft)?;
    }
    let scopes = scopes::new(&new, &named_anew(&there, pages), spec);
    if !scopes.is_empty() {
        tree.add_in_order("scopes.yaml", "scopes", scopes)?;
    }
    draft.files = tree.print();
    draft.left.texts = draft.files.values().map(|text| text.matches(": TODO").count()).sum();
    draft.doubts.sort();
    Ok(draft)
}

/// The scopes that pages of known operations name and their specs do not, with the page.
fn named_anew<'p>(there: &'p [Compared], pages: &'p [Page]) -> Vec<(&'p Page, &'p str)> {
    let mut named = Vec::new();
    for compared in there {
        let Some(page) = pages.iter().find(|page| page.file == compared.file) else { continue };
        for difference in &compared.differences {
            let Change::Fact { fact: Fact::Scopes | Fact::FieldScopes, page: Some(Value::Array(scopes)), .. } =
                &difference.change
            else {
                continue;
            };
            named.extend(scopes.iter().filter_map(Value::as_str).map(|scope| (page, scope)));
        }
    }
    named
}

/// Names of operations by version and resource.
type OperationNames = BTreeMap<(String, String), BTreeSet<String>>;
