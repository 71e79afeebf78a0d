//! The text of a cell or paragraph out of its elements, and what they mark.

use std::fmt::Write as _;

use super::entities::decode;
use super::html::{Element, Node, is_table};
use super::model::{Cell, Mark};

/// What elements hold, as text and marks.
pub(super) fn cell(nodes: &[Node<'_>], line: u32) -> Cell {
    let mut cell = Cell { line, ..Cell::default() };
    render_all(nodes, &mut cell);
    cell.text = tidy(&cell.text);
    cell
}

fn render_all(nodes: &[Node<'_>], into: &mut Cell) {
    for node in nodes {
        match node {
            Node::Text(text) => into.text.push_str(&decode(text)),
            Node::Element(element) => render(element, into),
        }
    }
}

fn render(element: &Element<'_>, into: &mut Cell) {
    match element.name {
        "br" => into.text.push('\n'),
        "img" | "col" | "colgroup" => {}
        "b" | "strong" => wrapped(element, "**", into),
        "code" => wrapped(element, "`", into),
        "a" => link(element, into),
        "li" => {
            into.text.push_str("\n- ");
            render_all(&element.children, into);
        }
        "p" | "div" | "md-tr" | "md-dt-tr" | "tr" | "md-alert" | "ul" | "ol" | "md-enum" => {
            into.text.push('\n');
            render_all(&element.children, into);
            into.text.push('\n');
        }
        "md-perm" => scope(element, into),
        "md-tag" => tag(element, into),
        "md-enum-item" => {
            let key = element.attribute("key").unwrap_or_default().trim().to_owned();
            let inner = inner(element);
            into.marks.push(Mark::Value(key, inner.text));
            into.marks.extend(inner.marks);
        }
        "md-app-support" => into.marks.push(Mark::Apps(element.attribute("types").unwrap_or_default().to_owned())),
        name => {
            let apart = is_table(name) || name.ends_with("-td") || name.ends_with("-th");
            if apart && !into.text.is_empty() {
                into.text.push(if is_table(name) { '\n' } else { ' ' });
            }
            render_all(&element.children, into);
        }
    }
}

fn inner(element: &Element<'_>) -> Cell {
    cell(&element.children, element.line)
}

fn wrapped(element: &Element<'_>, mark: &str, into: &mut Cell) {
    let inner = inner(element);
    if !inner.text.is_empty() {
        into.text.push_str(mark);
        into.text.push_str(&inner.text);
        into.text.push_str(mark);
    }
    into.marks.extend(inner.marks);
}

fn link(element: &Element<'_>, into: &mut Cell) {
    let inner = inner(element);
    match element.attribute("href") {
        Some(address) => {
            let _ = write!(into.text, "[{}]({address})", inner.text);
        }
        None => into.text.push_str(&inner.text),
    }
    into.marks.extend(inner.marks);
}

/// A scope; without a name it is a link to a scope of old pages, whose label is all there is.
fn scope(element: &Element<'_>, into: &mut Cell) {
    let label = inner(element).text;
    let name = element.attribute("name").unwrap_or_default().trim().to_owned();
    if name.is_empty() {
        into.text.push_str(&label);
    }
    into.marks.push(Mark::Scope(name, label));
}

fn tag(element: &Element<'_>, into: &mut Cell) {
    match element.attribute("type") {
        Some(kind) if kind.starts_with("token-") => {
            let inner = inner(element);
            let _ = write!(into.text, "`{}`", inner.text);
            into.marks.push(Mark::Token(kind.trim_start_matches("token-").to_owned()));
        }
        Some("field-required") => into.marks.push(Mark::Required),
        _ => render_all(&element.children, into),
    }
}

/// The text with blanks at the ends of its lines and empty lines at its ends cut off. Wide blanks stay: they can be indentation
/// that tells the nesting of fields.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.split('\n').map(|line| line.trim_matches([' ', '\t', '\r'])).collect();
    let start = lines.iter().position(|line| !line.is_empty()).unwrap_or(lines.len());
    let end = lines.iter().rposition(|line| !line.is_empty()).map_or(start, |last| last + 1);
    let mut out = String::with_capacity(text.len());
    for (at, line) in lines.get(start..end).unwrap_or_default().iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        out.push_str(line);
    }
    out
}
