//! How operations page, and the ways to the fields that have a part in it.

use super::{Body, Field, Location, Operation, Response, Ty, Type, TypeKind};

/// How an operation pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// What names a page.
    pub by: PagingBy,
    /// Request field that names the page.
    pub position: FieldPath,
    /// Request field for how many items a page may have.
    pub size: Option<FieldPath>,
    /// Items of a page where the request does not say.
    pub default_size: Option<u32>,
    /// Most items that a page can have.
    pub max_size: Option<u32>,
    /// Request field that must be `true`.
    pub switch: Option<FieldPath>,
    /// The list in the answer.
    pub items: Option<FieldPath>,
    /// Token of the next page in the answer.
    pub next_token: Option<FieldPath>,
    /// Flag in the answer that says whether there is more.
    pub has_more: Option<FieldPath>,
    /// Number of all items in the answer.
    pub total: Option<FieldPath>,
}

/// What names a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PagingBy {
    /// A token from the answer before.
    Token,
    /// How many items are passed over.
    Offset,
    /// Its number.
    Page {
        /// The number of the first page.
        first: i64,
    },
}

/// The way to a field: wire names, those of objects before the field's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldPath(pub Vec<String>);

impl FieldPath {
    /// The fields of a request that lead there, from the query or the body inwards; the body itself is the first of them where
    /// it is a type as a whole.
    pub fn in_request<'c>(&self, types: &'c [Type], operation: &'c Operation) -> Option<Vec<&'c Field>> {
        let whole = operation.body == Body::Whole;
        let named = operation.parameters.iter().filter(|parameter| match parameter.location {
            Location::Query => true,
            Location::Body => !whole,
            Location::Path | Location::Header => false,
        });
        let named = self.walk(types, named.map(|parameter| &parameter.field));
        named.or_else(|| if whole { self.in_whole_body(types, operation) } else { None })
    }

    fn in_whole_body<'c>(&self, types: &'c [Type], operation: &'c Operation) -> Option<Vec<&'c Field>> {
        let mut parameters = operation.parameters.iter();
        let body = &parameters.find(|parameter| parameter.location == Location::Body)?.field;
        let inside = self.walk(types, fields_of(types, &body.ty)?.iter())?;
        Some([vec![body], inside].concat())
    }

    /// The fields of an answer that lead there.
    pub fn in_response<'c>(&self, types: &'c [Type], operation: &Operation) -> Option<Vec<&'c Field>> {
        let Response::Value(ty) = &operation.response else { return None };
        self.walk(types, fields_of(types, ty)?.iter())
    }

    fn walk<'c>(&self, types: &'c [Type], fields: impl Iterator<Item = &'c Field>) -> Option<Vec<&'c Field>> {
        let (first, rest) = self.0.split_first()?;
        let mut way = vec![find(fields, first)?];
        for name in rest {
            let inside = fields_of(types, &way.last()?.ty)?;
            way.push(find(inside.iter(), name)?);
        }
        Some(way)
    }
}

fn find<'c>(mut fields: impl Iterator<Item = &'c Field>, wire: &str) -> Option<&'c Field> {
    fields.find(|field| field.name.wire == wire)
}

/// The fields of a type that is an object.
fn fields_of<'c>(types: &'c [Type], ty: &Ty) -> Option<&'c [Field]> {
    let Ty::Type(id) = ty else { return None };
    match &types.get(id.0)?.kind {
        TypeKind::Object(fields) => Some(fields),
        TypeKind::TextEnum(_) | TypeKind::IntEnum(_) => None,
    }
}

impl From<&str> for FieldPath {
    fn from(text: &str) -> Self {
        Self(text.split('.').map(str::to_owned).collect())
    }
}

impl std::fmt::Display for FieldPath {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.join("."))
    }
}
