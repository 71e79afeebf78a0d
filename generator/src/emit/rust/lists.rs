//! The two lists of a structure's fields: for writing and for reading. Their shape is in the templates, which is much quicker
//! than building and printing a syntax tree for the most common code of all.

use askama::Template;

use super::tokens::{ident_text, literal_text};
use crate::ir::Field;

/// A field as the templates show it.
struct Line {
    /// Wire name as a literal.
    wire: String,
    /// Identifier.
    member: String,
}

#[derive(Template)]
#[template(path = "client/fields.rs", escape = "none")]
struct Writing<'a> {
    name: &'a str,
    fields: Vec<Line>,
}

#[derive(Template)]
#[template(path = "client/object.rs", escape = "none")]
struct Reading<'a> {
    name: &'a str,
    fields: Vec<Line>,
}

/// The list of fields that is written.
pub(super) fn writing<'f>(name: &str, fields: impl Iterator<Item = &'f Field>) -> Result<String, String> {
    Writing { name, fields: lines(fields) }.render().map(ended).map_err(|error| error.to_string())
}

/// The list of fields that is read.
pub(super) fn reading<'f>(name: &str, fields: impl Iterator<Item = &'f Field>) -> Result<String, String> {
    Reading { name, fields: lines(fields) }.render().map(ended).map_err(|error| error.to_string())
}

fn lines<'f>(fields: impl Iterator<Item = &'f Field>) -> Vec<Line> {
    fields.map(|field| Line { wire: literal_text(&field.name.wire), member: ident_text(&field.name.rust) }).collect()
}

/// A text file ends with a line break; the template engine drops the last one.
pub(super) fn ended(mut text: String) -> String {
    if !text.ends_with('\n') {
        text.push('\n');
    }
    text
}
