//! The canonical form: one way to write each document, which reads as it did before.
//!
//! A mapping or list goes on the line of its key where it fits, and below it otherwise; the tables of the notation give the order of
//! fixed keys and tell what never goes on one line. What is entered by free names keeps its order.

mod arrange;
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
    let root = arrange::arranged(document);
    if root.entries.is_empty() {
        printer.lead(&root.foot, 0, true);
        printer.out.push_str("{}\n");
        return printer.out;
    }
    printer.mapping(&root, &Rules::of_file(&document.kind), 0, false);
    printer.out
}

struct Printer {
    out: String,
}

impl Printer {
    /// The entries of a mapping below each other. `behind_dash`: the first one stands on the line of a dash.
    fn mapping(&mut self, mapping: &Mapping, rules: &Rules, indent: usize, behind_dash: bool) {
        let mut apart = false;
        for (number, entry) in mapping.entries.iter().enumerate() {
            if number > 0 || !behind_dash {
                apart |= rules.is_apart(entry);
                self.lead(&with_blank(&entry.notes.before, apart), indent, number == 0);
                self.indent(indent);
            }
            let beside = self.key(&rules.key(&entry.key, scalar::Context::Block), indent, &entry.notes);
            self.value(&entry.value, rules.shape(&entry.key), indent, beside);
            apart = rules.is_apart(entry);
        }
        self.lead(&mapping.foot, indent, false);
    }

    /// A key with its colon; gives the comment that is still to be put beside it.
    fn key<'n>(&mut self, key: &str, indent: usize, notes: &'n Notes) -> Option<&'n str> {
        let mut beside = notes.beside.as_deref();
        if key.len() < LONG_KEY {
            self.out.push_str(key);
        } else {
            self.out.push_str("? ");
            self.out.push_str(key);
            self.beside(beside.take());
            self.indent(indent);
        }
        self.out.push(':');
        beside
    }

    /// The elements of a list below each other. `behind_dash`: the first one stands on the line of another dash.
    fn list(&mut self, list: &List, shape: Option<&'static Shape>, indent: usize, behind_dash: bool) {
        let of = order::element(shape);
        for (number, item) in list.items.iter().enumerate() {
            if number > 0 || !behind_dash {
                self.lead(&before_item(item, of, indent), indent, number == 0);
                self.indent(indent);
            }
            self.out.push('-');
            match &item.value {
                value if is_open(value, of, indent + STEP) => {
                    self.out.push(' ');
                    self.block(value, of, indent, true);
                }
                value => {
                    let beside = item.notes.beside.as_deref().filter(|_| !is_block(value, indent + STEP));
                    self.value(value, of, indent, beside);
                }
            }
        }
        self.lead(&list.foot, indent, false);
    }

    /// A mapping or list on lines of its own.
    fn block(&mut self, value: &Value, shape: Option<&'static Shape>, indent: usize, behind_dash: bool) {
        match value {
            Value::Mapping(mapping) => self.mapping(mapping, &Rules::of(shape), indent + STEP, behind_dash),
            Value::List(list) => self.list(list, shape, indent + STEP, behind_dash),
            Value::Text(_) | Value::Plain(_) => {}
        }
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
                    self.block(value, shape, indent, false);
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

/// Whether a value behind a dash becomes a block scalar.
fn is_block(value: &Value, column: usize) -> bool {
    matches!(value, Value::Text(text) if prose::printed(text, column, column).contains('\n'))
}

/// The lines before an element of a list. The comment beside one that goes on several lines is one of them.
fn before_item(item: &Item, shape: Option<&'static Shape>, indent: usize) -> Vec<Line> {
    let column = indent + STEP;
    let beside = item.notes.beside.iter();
    let beside = beside.filter(|_| is_open(&item.value, shape, column) || is_block(&item.value, column));
    item.notes.before.iter().cloned().chain(beside.cloned().map(Line::Comment)).collect()
}

/// The lines, with a blank one at their start if something is to stand apart.
fn with_blank(lines: &[Line], apart: bool) -> Vec<Line> {
    let blank = (apart && lines.first() != Some(&Line::Blank)).then_some(Line::Blank);
    blank.into_iter().chain(lines.iter().cloned()).collect()
}
