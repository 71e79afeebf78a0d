//! Trees of fields out of rows with levels.

use std::collections::HashSet;

use super::super::facts::{Field, FieldType};
use super::super::warning::{Kind, Warnings};
use super::types::{holds_fields, is_name_of_object, needs_fields};
use super::words::short;

/// How deep fields may nest; the deepest real ones lie 12 levels deep.
pub(super) const DEEPEST: u32 = 32;

/// What pages set before a name to show its nesting.
const HOOKS: &[char] = &['∟', '└', '├', '─'];

/// A field and how deep it lies.
#[derive(Debug)]
pub(super) struct Levelled {
    /// From zero.
    pub(super) level: u32,
    /// The field.
    pub(super) field: Field,
}

/// Tells levels from the indentation of names, as wide as it may be.
#[derive(Debug, Default)]
pub(super) struct Indents(Vec<usize>);

impl Indents {
    /// The level of the next name.
    pub(super) fn level(&mut self, name: &str) -> u32 {
        let width = width(name);
        while self.0.last().is_some_and(|last| *last >= width) {
            self.0.pop();
        }
        let level = self.0.len();
        self.0.push(width);
        u32::try_from(level).unwrap_or(DEEPEST).min(DEEPEST)
    }
}

/// How far a name is indented. A hook alone is one step, and each further one another.
fn width(name: &str) -> usize {
    const STEP: usize = 4;
    let (mut blanks, mut hooks) = (0, 0);
    for char in name.chars() {
        match char {
            '\u{2003}' => blanks += STEP,
            '\u{2002}' => blanks += STEP / 2,
            hook if HOOKS.contains(&hook) => hooks += 1,
            blank if blank.is_whitespace() => blanks += 1,
            _ => break,
        }
    }
    if blanks == 0 { STEP * hooks } else { blanks + STEP * hooks.saturating_sub(1) }
}

/// A name without what shows its nesting.
pub(super) fn without_indent(name: &str) -> &str {
    name.trim_start_matches(|char: char| char.is_whitespace() || HOOKS.contains(&char))
}

/// Puts rows below each other by their levels.
pub(super) fn grow(rows: Vec<Levelled>, warnings: &mut Warnings) -> Vec<Field> {
    let mut root: Vec<Field> = Vec::new();
    let mut open: Vec<Field> = Vec::new();
    for Levelled { level, mut field } in rows {
        let level = level.min(DEEPEST) as usize;
        while open.len() > level {
            close(&mut open, &mut root, warnings);
        }
        if level > open.len() {
            let message =
                format!("`{}` lies {} levels below the row before it", short(&field.name), level - open.len() + 1);
            warnings.add(Kind::LevelJump, field.line, message);
        }
        if let Some(parent) = open.last().filter(|parent| !holds_fields(parent)) {
            let message = format!(
                "`{}` lies below `{}`, a {}",
                short(&field.name),
                short(&parent.name),
                short(&parent.type_words)
            );
            warnings.add(Kind::ChildOfScalar, field.line, message);
        }
        field.fields = Vec::new();
        open.push(field);
    }
    while !open.is_empty() {
        close(&mut open, &mut root, warnings);
    }
    check_names(&root, warnings);
    root
}

/// Ends the innermost open field.
fn close(open: &mut Vec<Field>, root: &mut Vec<Field>, warnings: &mut Warnings) {
    let Some(mut field) = open.pop() else { return };
    settle(&mut field, warnings);
    match open.last_mut() {
        Some(parent) => parent.fields.push(field),
        None => root.push(field),
    }
}

/// What the fields below a field say of its type.
fn settle(field: &mut Field, warnings: &mut Warnings) {
    if field.fields.is_empty() {
        if needs_fields(&field.kind) {
            let message = format!("the type `{}` of `{}` has no fields", short(&field.type_words), short(&field.name));
            warnings.add(Kind::OpaqueType, field.line, message);
        }
    } else {
        check_names(&field.fields, warnings);
        let name = is_name_of_object(field).then(|| field.type_words.trim_end_matches("[]").to_owned());
        give_object(&mut field.kind, name.as_ref());
    }
}

/// A type that holds fields without saying so is an object, or a list or map of them.
fn give_object(kind: &mut FieldType, name: Option<&String>) {
    match kind {
        FieldType::List(inner) | FieldType::Map(inner) => give_object(inner, name),
        FieldType::String | FieldType::Int | FieldType::File if name.is_some() => {
            *kind = FieldType::Object(name.cloned());
        }
        FieldType::Any | FieldType::Unstated => *kind = FieldType::Object(None),
        _ => {}
    }
}

fn check_names(fields: &[Field], warnings: &mut Warnings) {
    let mut seen = HashSet::new();
    for field in fields.iter().filter(|field| !field.name.is_empty()) {
        if !seen.insert(field.name.as_str()) {
            warnings.add(
                Kind::DuplicateField,
                field.line,
                format!("`{}` stands twice in its object", short(&field.name)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Indents, without_indent};

    fn levels(names: &[&str]) -> Vec<u32> {
        let mut indents = Indents::default();
        names.iter().map(|name| indents.level(name)).collect()
    }

    #[test]
    fn levels_of_all_indentations() {
        assert_eq!(levels(&["a", "\u{2003}∟b", "\u{2003}\u{2003}∟c", "\u{2003}∟d", "e"]), [0, 1, 2, 1, 0]);
        assert_eq!(levels(&["a", "∟b", "∟∟c", "∟∟∟d", "∟e"]), [0, 1, 2, 3, 1]);
        assert_eq!(
            levels(&[
                "a",
                "\u{a0}\u{a0}\u{a0}∟b",
                "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}∟c",
                "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}∟d"
            ]),
            [0, 1, 2, 2]
        );
        assert_eq!(levels(&["a", "\u{2003}b", "\u{2003}∟c"]), [0, 1, 1]);
        assert_eq!(without_indent("\u{a0}\u{a0}└ `a`"), "`a`");
    }
}
