//! Everything in its place, before anything is printed: fixed keys in their order, comments where the canonical form can have them.

use super::super::tree::{Document, Item, Line, List, Mapping, Notes, Value};
use super::order::{Rules, element};
use crate::load::grammar::Shape;

/// What a document holds, arranged.
pub(super) fn arranged(document: &Document) -> Mapping {
    let mut root = document.root.clone();
    arrange_mapping(&mut root, &Rules::of_file(&document.kind));
    root
}

fn arrange_mapping(mapping: &mut Mapping, rules: &Rules) {
    rules.sort(mapping);
    for entry in &mut mapping.entries {
        arrange_value(&mut entry.value, rules.shape(&entry.key), &mut entry.notes);
        if !rules.keeps_blanks() {
            drop_blanks(&mut entry.notes.before);
        }
    }
}

fn arrange_value(value: &mut Value, shape: Option<&'static Shape>, notes: &mut Notes) {
    match value {
        Value::Mapping(mapping) => arrange_mapping(mapping, &Rules::of(shape)),
        Value::List(list) => list.items.iter_mut().for_each(|item| arrange_item(item, element(shape))),
        Value::Text(_) | Value::Plain(_) => {}
    }
    // Nothing can be noted inside of empty brackets.
    match value {
        Value::Mapping(Mapping { entries, foot }) if entries.is_empty() => raise(foot, notes),
        Value::List(List { items, foot }) if items.is_empty() => raise(foot, notes),
        _ => {}
    }
}

fn arrange_item(item: &mut Item, shape: Option<&'static Shape>) {
    arrange_value(&mut item.value, shape, &mut item.notes);
    // Nothing can be noted between a dash and what stands right behind it.
    match &mut item.value {
        Value::Mapping(mapping) => {
            if let Some(first) = mapping.entries.first_mut() {
                raise(&mut first.notes.before, &mut item.notes);
            }
        }
        Value::List(list) => {
            if let Some(first) = list.items.first_mut() {
                first.notes.before.extend(first.notes.beside.take().map(Line::Comment));
                raise(&mut first.notes.before, &mut item.notes);
            }
        }
        Value::Text(_) | Value::Plain(_) => {}
    }
}

/// Moves comments to the lines before what they stand in.
fn raise(lines: &mut Vec<Line>, notes: &mut Notes) {
    drop_blanks(lines);
    notes.before.append(lines);
}

fn drop_blanks(lines: &mut Vec<Line>) {
    lines.retain(|line| *line != Line::Blank);
}
