//! From the tree of the loader, which knows places, to the tree that knows comments.
//!
//! A comment belongs to the entry on whose line it stands, otherwise to the entry below; below the last entry of a block it belongs
//! to the innermost block that is indented as far.

use super::gap::Gaps;
use super::tree::{Document, Entry, Item, Line, List, Mapping, Notes, Value};
use crate::load::{FileKind, Kind, Node, Pair, Resolved, resolve};
use crate::source::Span;

/// The document of a file about which nothing is wrong.
pub(super) fn document(kind: FileKind, root: &Node, text: &str) -> Document {
    let first = text.lines().next().unwrap_or_default();
    let mut reader = Reader { gaps: Gaps::of(text) };
    reader.gaps.skip_to(first.len());
    let mut notes = Notes::default();
    let start = root.span.start as usize;
    if reader.gaps.stands(start, &['{']) {
        notes.before = reader.gaps.lines(start);
    }
    let mut root = match reader.value(root, None, &mut notes) {
        Value::Mapping(mapping) => mapping,
        _ => Mapping::default(),
    };
    root.foot.extend(reader.gaps.lines(text.len()));
    if root.foot.last() == Some(&Line::Blank) {
        root.foot.pop();
    }
    // What stands around braces of the whole file.
    let around = std::mem::take(&mut notes.before).into_iter().chain(notes.beside.map(Line::Comment));
    match root.entries.first_mut() {
        Some(entry) => drop(entry.notes.before.splice(0..0, around)),
        None => drop(root.foot.splice(0..0, around)),
    }
    Document { kind, schema: first.trim_end().to_owned(), root }
}

struct Reader<'t> {
    gaps: Gaps<'t>,
}

impl Reader<'_> {
    /// A value, and what is noted beside it. `outer` is where the keys or dashes around it stand.
    fn value(&mut self, node: &Node, outer: Option<usize>, notes: &mut Notes) -> Value {
        let start = node.span.start as usize;
        let (end, is_flow) = (node.span.end as usize, self.gaps.stands(start, &['{', '[']));
        match &node.kind {
            Kind::Scalar(scalar) => {
                self.scalar(node.span, notes);
                let text = scalar.text.clone().into_owned();
                if resolve(scalar) == Resolved::Text { Value::Text(text) } else { Value::Plain(text) }
            }
            Kind::Mapping { pairs, .. } if is_flow => {
                self.open(start, notes);
                let entries = pairs.iter().map(|pair| self.entry(pair, 0)).collect();
                Value::Mapping(Mapping { entries, foot: self.close(end, notes) })
            }
            Kind::Sequence(elements) if is_flow => {
                self.open(start, notes);
                let items = elements.iter().map(|element| self.item(element, 0)).collect();
                Value::List(List { items, foot: self.close(end, notes) })
            }
            Kind::Mapping { pairs, .. } => {
                let column = self.gaps.column(start);
                let entries = pairs.iter().map(|pair| self.entry(pair, column)).collect();
                Value::Mapping(Mapping { entries, foot: self.foot(column, outer) })
            }
            Kind::Sequence(elements) => {
                let column = self.gaps.column(start);
                let items = elements.iter().map(|element| self.item(element, column)).collect();
                Value::List(List { items, foot: self.foot(column, outer) })
            }
            // Files with holes are refused.
            Kind::Hole => Value::Text(String::new()),
        }
    }

    fn entry(&mut self, pair: &Pair, column: usize) -> Entry {
        let mut notes = Notes { before: self.gaps.lines(pair.key.span.start as usize), beside: None };
        self.scalar(pair.key.span, &mut notes);
        let start = pair.value.span.start as usize;
        let is_block = !matches!(pair.value.kind, Kind::Scalar(_)) && !self.gaps.stands(start, &['{', '[']);
        if !is_block {
            notes.before.extend(without_blanks(self.gaps.lines(start)));
        }
        let value = self.value(&pair.value, Some(column), &mut notes);
        Entry { notes, key: pair.key.scalar.text.clone().into_owned(), value }
    }

    fn item(&mut self, node: &Node, column: usize) -> Item {
        let mut notes = Notes { before: self.gaps.lines(node.span.start as usize), beside: None };
        let value = self.value(node, Some(column), &mut notes);
        Item { notes, value }
    }

    /// Passes over a scalar, and notes the comment behind it.
    fn scalar(&mut self, span: Span, notes: &mut Notes) {
        self.gaps.skip_to(span.end as usize);
        note_beside(notes, self.gaps.beside());
    }

    /// Passes over an opening bracket.
    fn open(&mut self, start: usize, notes: &mut Notes) {
        self.gaps.skip_to(start + 1);
        note_beside(notes, self.gaps.beside());
    }

    /// Passes over a closing bracket; gives the comments before it.
    fn close(&mut self, end: usize, notes: &mut Notes) -> Vec<Line> {
        let foot = without_blanks(self.gaps.lines(end));
        note_beside(notes, self.gaps.beside());
        foot
    }

    fn foot(&mut self, column: usize, outer: Option<usize>) -> Vec<Line> {
        self.gaps.foot(column.max(outer.map_or(0, |outer| outer + 1)))
    }
}

/// Notes a comment at the end of a line; where one is noted already, the further one goes before the entry.
fn note_beside(notes: &mut Notes, comment: Option<String>) {
    match (comment, &notes.beside) {
        (Some(comment), Some(_)) => notes.before.push(Line::Comment(comment)),
        (Some(comment), None) => notes.beside = Some(comment),
        (None, _) => {}
    }
}

fn without_blanks(mut lines: Vec<Line>) -> Vec<Line> {
    lines.retain(|line| *line != Line::Blank);
    lines
}
