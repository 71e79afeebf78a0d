//! Types: what the page says, as far as it can stand where the field stands.

use super::fields::Part;
use super::model::{Doubts, Field};
use crate::diagnostic::shorten;
use crate::page::facts::FieldType;
use crate::spec::{Format, TypeExpr};

/// A field of which nothing is known but its type.
pub(super) fn bare(line: u32, kind: TypeExpr) -> Field {
    Field {
        name: String::new(),
        line,
        kind,
        type_name: None,
        opaque: false,
        required: false,
        default: None,
        example: None,
        len: None,
        items: None,
        min: None,
        max: None,
        pattern: None,
        format: None,
        values: None,
        scopes: Vec::new(),
        deprecated: false,
        prose: String::new(),
        fields: Vec::new(),
    }
}

/// The type of the notation, with `object` for every object.
pub(super) fn of(kind: &FieldType) -> TypeExpr {
    match kind {
        FieldType::String => TypeExpr::String,
        FieldType::Int => TypeExpr::Int,
        FieldType::Float => TypeExpr::Float,
        FieldType::Bool => TypeExpr::Bool,
        FieldType::File => TypeExpr::File,
        FieldType::Any | FieldType::Unstated => TypeExpr::Any,
        FieldType::Object(_) => TypeExpr::Object,
        FieldType::List(inner) => TypeExpr::List(Box::new(of(inner))),
        FieldType::Map(inner) => TypeExpr::Map(Box::new(of(inner))),
    }
}

/// The page's name for the type inside.
pub(super) fn name_of(kind: &FieldType) -> Option<String> {
    if let FieldType::Object(name) = kind.innermost() { name.clone() } else { None }
}

/// The type with another one inside its lists and maps.
fn with_innermost(kind: &TypeExpr, innermost: TypeExpr) -> TypeExpr {
    match kind {
        TypeExpr::List(inner) => TypeExpr::List(Box::new(with_innermost(inner, innermost))),
        TypeExpr::Map(inner) => TypeExpr::Map(Box::new(with_innermost(inner, innermost))),
        _ => innermost,
    }
}

/// Brings the type of a field and its fields together: an object has fields, and nothing else does.
pub(super) fn settle_fields(field: &mut Field, doubts: &mut Doubts) {
    match (field.kind.innermost(), field.fields.is_empty()) {
        (TypeExpr::Object, true) => {
            field.opaque = true;
            field.kind = with_innermost(&field.kind, TypeExpr::Any);
        }
        (TypeExpr::Any | TypeExpr::File, false) => field.kind = with_innermost(&field.kind, TypeExpr::Object),
        (TypeExpr::Object, false) | (_, true) => {}
        (scalar, false) => {
            let text = format!("`{}` is of type `{scalar}`; the fields below it are left out", shorten(&field.name));
            let rows = field.fields.iter().map(Field::rows).sum();
            doubts.add_rows(field.line, text, rows);
            field.fields.clear();
        }
    }
}

/// Brings the type of a field to one that can travel where the field stands.
pub(super) fn settle_place(field: &mut Field, part: Part, doubts: &mut Doubts) {
    let fits = match (&field.kind, part) {
        (kind, Part::Body | Part::Answer) => *kind.innermost() != TypeExpr::File,
        (TypeExpr::List(inner), Part::Query) => is_scalar(inner),
        (TypeExpr::List(inner), Part::Form) => is_scalar(inner) || **inner == TypeExpr::File,
        (TypeExpr::File, Part::Form) => true,
        (kind, _) => is_scalar(kind),
    };
    if fits {
        return;
    }
    let (kind, what) = match (field.kind.innermost(), part) {
        (TypeExpr::File, Part::Body | Part::Answer) => {
            (with_innermost(&field.kind, TypeExpr::Any), "a file outside a form")
        }
        (TypeExpr::Any, _) if field.kind == TypeExpr::Any && !field.opaque => {
            (TypeExpr::String, "of no type that is given")
        }
        _ => {
            field.format = Some(Format::Json);
            (TypeExpr::String, "no type that can stand there, so it is JSON in a string")
        }
    };
    let text = format!("`{}` has the type `{}`, {what}; it became `{kind}`", shorten(&field.name), field.kind);
    doubts.add_rows(field.line, text, field.fields.iter().map(Field::rows).sum());
    field.kind = kind;
    field.opaque = false;
    field.type_name = None;
    field.fields.clear();
}

fn is_scalar(kind: &TypeExpr) -> bool {
    matches!(kind, TypeExpr::String | TypeExpr::Int | TypeExpr::Float | TypeExpr::Bool)
}
