//! The canonical form: one way to write each document, which reads as it did before.
//!
//! A mapping or list goes on the line of its key where it fits, and below it otherwise; the tables of the notation give the order of
//! fixed keys and tell what never goes on one line. What is entered by free names keeps its order.

mod line;
mod order;
mod prose;
mod scalar;

use unicode_width::UnicodeWidthStr as _;

use self::order::Rules;
use super::tree::{Document, Item, Line, List, Mapping, Notes, Value};
use crate::load::grammar::Shape;

/// The columns that a line may have, unless a word in it needs more.
const WIDTH: usize = 130;

/// From how many bytes on a key needs a line and a mark of its own: YAML looks no further than 1,024 characters for its colon.
const LONG_KEY: usize = 1000;

/// How much further each level is indented.
const STEP: usize = 2;

/// The text of a document.
pub(super) fn document(document: &Document) -> String {
    let mut printer = Printer { out: format!("{}\n", document.schema) };
    let root = &document.root;
    if root.entries.is_empty() {
        printer.lead(&root.foot, 0, true);
        printer.out.push_str("{}\n");
        return printer.out;
    }
    printer.mapping(root, &Rules::of_file(&document.kind), 0, false);
    printer.out
}

struct Printer {
    out: String,
}

impl Printer {
    /// The entries of a mapping below each other. `behind_dash`: the first one stands on the line of a dash.
    fn mapping(&mut self, mapping: &Mapping, rules: &Rules, indent: usize, behind_dash: bool) {
        let mut apart = false;
        for (number, entry) in rules.sorted(mapping).into_iter().enumerate() {
            if number > 0 || !behind_dash {
                apart |= rules.is_apart(entry);
                let before = before(&entry.notes, &entry.value, rules.keeps_blanks());
                self.lead(&with_blank(before, apart), indent, number == 0);
                self.indent(indent);
            }
            self.key(&rules.key(&entry.key, scalar::Context::Block), indent);
            self.value(&entry.value, rules.shape(&entry.key), indent, entry.notes.beside.as_deref());
            apart = rules.is_apart(entry);
        }
        self.lead(&mapping.foot, indent, false);
    }

    /// A key with its colon.
    fn key(&mut self, key: &str, indent: usize) {
        if key.len() < LONG_KEY {
            self.out.push_str(key);
        } else {
            self.out.push_str("? ");
            self.out.push_str(key);
            self.out.push('\n');
            self.indent(indent);
        }
        self.out.push(':');
    }

    /// The elements of a list below each other.
    fn list(&mut self, list: &List, shape: Option<&'static Shape>, indent: usize) {
        for (number, item) in list.items.iter().enumerate() {
            self.item(item, order::element(shape), indent, number == 0);
        }
        self.lead(&list.foot, indent, false);
    }

    fn item(&mut self, item: &Item, shape: Option<&'static Shape>, indent: usize, first: bool) {
        let mut lines = before(&item.notes, &item.value, true);
        let is_open = is_open(&item.value, shape, indent + STEP);
        if let (Value::Mapping(mapping), true) = (&item.value, is_open) {
            let rules = Rules::of(shape);
            // Nothing can be noted between the dash and the first key.
            lines.extend(item.notes.beside.clone().map(Line::Comment));
            lines.extend(rules.sorted(mapping).first().into_iter().flat_map(|entry| entry.notes.before.clone()));
            lines.retain(|line| *line != Line::Blank);
            self.lead(&lines, indent, first);
            self.indent(indent);
            self.out.push_str("- ");
            return self.mapping(mapping, &rules, indent + STEP, true);
        }
        let beside = item.notes.beside.as_deref().filter(|_| !is_open);
        lines.extend(item.notes.beside.clone().filter(|_| is_open).map(Line::Comment));
        self.lead(&lines, indent, first);
        self.indent(indent);
        self.out.push('-');
        self.value(&item.value, shape, indent, beside);
    }

    /// What stands behind a colon or a dash, to the end of its last line.
    fn value(&mut self, value: &Value, shape: Option<&'static Shape>, indent: usize, beside: Option<&str>) {
        let column = self.column() + 1;
        match value {
            Value::Text(text) => self.end(&prose::printed(text, column, indent + STEP), beside),
            Value::Plain(text) => self.end(text, beside),
            Value::Mapping(_) | Value::List(_) => match line::printed(value, shape) {
                Some(line) if column + line.width() <= WIDTH => self.end(&line, beside),
                Some(line) if indent + STEP + line.width() <= WIDTH => {
                    self.beside(beside);
                    self.indent(indent + STEP);
                    self.out.push_str(&line);
                    self.out.push('\n');
                }
                _ => {
                    self.beside(beside);
                    match value {
                        Value::Mapping(mapping) => self.mapping(mapping, &Rules::of(shape), indent + STEP, false),
                        Value::List(list) => self.list(list, shape, indent + STEP),
                        Value::Text(_) | Value::Plain(_) => {}
                    }
                }
            },
        }
    }

    /// Ends an entry with a scalar or a line. In a block, the comment belongs to the first line.
    fn end(&mut self, text: &str, beside: Option<&str>) {
        let (head, block) = text.split_once('\n').map_or((text, None), |(head, block)| (head, Some(block)));
        self.out.push(' ');
        self.out.push_str(head);
        self.beside(beside);
        if let Some(block) = block {
            self.out.push_str(block);
            self.out.push('\n');
        }
    }

    /// Ends a line, with a comment if there is one.
    fn beside(&mut self, comment: Option<&str>) {
        if let Some(comment) = comment {
            self.out.push_str("  ");
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }

    /// Comments and blank lines. Nothing that is the first in its block starts with a blank line.
    fn lead(&mut self, lines: &[Line], indent: usize, first: bool) {
        let mut blank = first;
        for line in lines {
            match line {
                Line::Blank if !blank => self.out.push('\n'),
                Line::Blank => {}
                Line::Comment(comment) => {
                    self.indent(indent);
                    self.out.push_str(comment);
                    self.out.push('\n');
                }
            }
            blank = *line == Line::Blank;
        }
    }

    fn indent(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// How many columns of the last line are taken.
    fn column(&self) -> usize {
        self.out[self.out.rfind('\n').map_or(0, |at| at + 1)..].width()
    }
}

/// Whether a value that starts in some column goes on several lines, as far as it is a mapping or list.
fn is_open(value: &Value, shape: Option<&'static Shape>, column: usize) -> bool {
    matches!(value, Value::Mapping(_) | Value::List(_))
        && line::printed(value, shape).is_none_or(|line| column + line.width() > WIDTH)
}

/// The lines before an entry. What stands inside of empty brackets goes there, too.
fn before(notes: &Notes, value: &Value, keeps_blanks: bool) -> Vec<Line> {
    let inside = match value {
        Value::Mapping(mapping) if mapping.entries.is_empty() => &mapping.foot[..],
        Value::List(list) if list.items.is_empty() => &list.foot[..],
        _ => &[],
    };
    let is_kept = |line: &&Line| keeps_blanks || **line != Line::Blank;
    let inside = inside.iter().filter(|line| **line != Line::Blank);
    notes.before.iter().chain(inside).filter(is_kept).cloned().collect()
}

fn with_blank(mut lines: Vec<Line>, apart: bool) -> Vec<Line> {
    if apart && lines.first() != Some(&Line::Blank) {
        lines.insert(0, Line::Blank);
    }
    lines
}
