//! The tagged dialect: tables and code as `<md-…>` elements, nesting as `level="N"` of each row.

use super::super::html::{self, Element, Node, is_table};
use super::super::inline;
use super::super::lines::LineIndex;
use super::super::model::{Block, Cell, Code, Row, Table};
use super::super::warning::Warnings;

/// The blocks of a part in HTML.
pub(super) fn blocks(text: &str, offset: usize, index: &LineIndex, warnings: &mut Warnings, out: &mut Vec<Block>) {
    let nodes = html::parse(text, offset, index, warnings);
    collect(&nodes, index.line(offset), out);
}

/// Tables and code become blocks of their own, what lies between them paragraphs.
fn collect(nodes: &[Node<'_>], line: u32, out: &mut Vec<Block>) {
    let mut from = 0;
    for (at, node) in nodes.iter().enumerate() {
        let Node::Element(element) = node else { continue };
        if !is_block(element) {
            continue;
        }
        paragraph(nodes.get(from..at).unwrap_or_default(), line, out);
        from = at + 1;
        match element.name {
            "md-code-json" => out.push(Block::Code(code(element))),
            name if is_table(name) => out.push(Block::Table(table(element))),
            _ => collect(&element.children, element.line, out),
        }
    }
    paragraph(nodes.get(from..).unwrap_or_default(), line, out);
}

/// Whether an element is a block or holds one.
fn is_block(element: &Element<'_>) -> bool {
    let holds = |node: &Node<'_>| matches!(node, Node::Element(inner) if is_block(inner));
    element.name == "md-code-json" || is_table(element.name) || element.children.iter().any(holds)
}

fn paragraph(nodes: &[Node<'_>], line: u32, out: &mut Vec<Block>) {
    let first = nodes.iter().find_map(|node| match node {
        Node::Element(element) => Some(element.line),
        Node::Text(_) => None,
    });
    let cell = inline::cell(nodes, first.unwrap_or(line));
    if !cell.text.is_empty() || !cell.marks.is_empty() {
        out.push(Block::Paragraph(cell));
    }
}

fn code(element: &Element<'_>) -> Code {
    let text = element.children.iter().map(|node| match node {
        Node::Text(text) => *text,
        Node::Element(_) => "",
    });
    let text: String = text.collect();
    let blank = text.len() - text.trim_start().len();
    let line = element.line + u32::try_from(text[..blank].matches('\n').count()).unwrap_or(0);
    Code { language: "json".to_owned(), text: text.trim().to_owned(), line }
}

fn table(element: &Element<'_>) -> Table {
    let mut table = Table { nested: true, line: element.line, ..Table::default() };
    rows(element, &mut table);
    table
}

/// Adds the rows that an element holds, but not those of tables inside cells.
fn rows(element: &Element<'_>, table: &mut Table) {
    for node in &element.children {
        let Node::Element(inner) = node else { continue };
        match inner.name {
            "tr" | "md-tr" | "md-dt-tr" => row(inner, table),
            name if is_table(name) || name.ends_with("td") || name.ends_with("th") => {}
            _ => rows(inner, table),
        }
    }
}

/// Adds a row; the first one whose cells are all heads is the head of the table.
fn row(element: &Element<'_>, table: &mut Table) {
    let cells: Vec<(&str, Cell)> = element.children.iter().filter_map(cell).collect();
    let is_head = table.head.is_empty() && table.rows.is_empty() && cells.iter().all(|(name, _)| name.ends_with("th"));
    if is_head {
        table.head = cells.into_iter().map(|(_, cell)| cell.text).collect();
    } else {
        let level = element.attribute("level").and_then(|level| level.trim().parse().ok());
        table.rows.push(Row { cells: cells.into_iter().map(|(_, cell)| cell).collect(), level, line: element.line });
    }
    for node in &element.children {
        match node {
            // A row inside a row: the outer one was not closed.
            Node::Element(inner) if matches!(inner.name, "tr" | "md-tr" | "md-dt-tr") => row(inner, table),
            _ => {}
        }
    }
}

fn cell<'a>(node: &'a Node<'_>) -> Option<(&'a str, Cell)> {
    let Node::Element(element) = node else { return None };
    let is_cell = matches!(element.name, "td" | "th" | "md-td" | "md-th" | "md-dt-td" | "md-dt-th");
    is_cell.then(|| (element.name, inline::cell(&element.children, element.line)))
}
