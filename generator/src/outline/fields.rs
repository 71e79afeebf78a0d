//! The parts of a call that hold fields.

use super::field;
use super::model::{Doubts, Field};
use crate::check::headers::{is_token, reason_against};
use crate::diagnostic::shorten;
use crate::page::facts::{self, Request};
use crate::spec::TypeExpr;

/// Where a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// In the path.
    Params,
    /// In the query.
    Query,
    /// Among the headers.
    Headers,
    /// In a body of JSON, or inside an object of a request.
    Body,
    /// A part of a form.
    Form,
    /// In an answer.
    Answer,
}

impl Part {
    /// Where the fields inside an object stand.
    pub(super) fn inside(self) -> Self {
        if self == Self::Answer { Self::Answer } else { Self::Body }
    }
}

/// How many rows of a page a field stands for.
pub(super) fn rows_of(field: &facts::Field) -> usize {
    field.rows()
}

/// The fields of one object, each name once: of two rows with one name the first is right, and takes what only the second holds.
pub(super) fn list(rows: Vec<&facts::Field>, part: Part, doubts: &mut Doubts) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::with_capacity(rows.len());
    for row in rows {
        let Some(field) = field::of(row, part, doubts) else { continue };
        match out.iter_mut().find(|known| known.name == field.name) {
            Some(known) => join(known, field, doubts),
            None => out.push(field),
        }
    }
    out
}

fn join(known: &mut Field, again: Field, doubts: &mut Doubts) {
    let same = known.kind == again.kind && known.is_object();
    let first = known.line;
    let text = if same {
        format!("`{}` stands twice, first in line {first}; the fields of both became one object", again.name)
    } else {
        format!("`{}` stands twice; only the one in line {first} is kept", again.name)
    };
    doubts.add_rows(again.line, text, if same { 1 } else { again.rows() });
    if same {
        for field in again.fields {
            match known.fields.iter_mut().find(|inner| inner.name == field.name) {
                Some(inner) => join(inner, field, doubts),
                None => known.fields.push(field),
            }
        }
    }
}

/// Query parameters.
pub(super) fn query(rows: &[facts::Field], doubts: &mut Doubts) -> Vec<Field> {
    list(rows.iter().collect(), Part::Query, doubts)
}

/// Headers. `Range` is none where the client sends it.
pub(super) fn headers(rows: &[facts::Field], ranges: bool, doubts: &mut Doubts) -> Vec<Field> {
    let mut kept: Vec<&facts::Field> = Vec::with_capacity(rows.len());
    for row in rows {
        let refused = if !is_token(&row.name) {
            Some("that is no name of a header")
        } else if ranges && row.name.eq_ignore_ascii_case("range") {
            Some("the client sends it for a part of the file")
        } else if kept.iter().any(|known| known.name.eq_ignore_ascii_case(&row.name)) {
            Some("it stands twice")
        } else {
            reason_against(&row.name)
        };
        match refused {
            Some(why) => {
                let text = format!("the header `{}` is left out: {why}", shorten(&row.name));
                doubts.add_rows(row.line, text, rows_of(row));
            }
            None => kept.push(row),
        }
    }
    list(kept, Part::Headers, doubts)
}

/// The body, and whether it is a form.
pub(super) fn body(request: &Request, doubts: &mut Doubts) -> (Vec<Field>, bool) {
    let is_file = |row: &facts::Field| *row.kind.innermost() == facts::FieldType::File;
    let files = request.body.iter().any(|row| is_file(row) && row.fields.is_empty());
    if request.multipart && !files {
        doubts.add(1, "the body is a form without a file; it became JSON");
    }
    let part = if files { Part::Form } else { Part::Body };
    let body = list(request.body.iter().collect(), part, doubts);
    let form = body.iter().any(|field| *field.kind.innermost() == TypeExpr::File);
    (body, form)
}
