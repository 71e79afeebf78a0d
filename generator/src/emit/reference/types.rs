//! The page of a type.

use askama::Template;

use super::fields::{Fields, Shelf, Value, values};
use super::page::{Page, Part, menu};
use super::prose::{self, Html};
use super::site::{Link, Site, UP};
use crate::ir::{Type, TypeId, TypeKind};

/// Rows inside of others that a page has room for.
const ROOM: usize = 60;

#[derive(Template)]
#[template(path = "reference/type.html")]
struct TypePage {
    page: Page,
    name: String,
    rust_path: String,
    kind: &'static str,
    about: Html,
    deprecated: Option<Html>,
    fields: Option<Fields>,
    values: Vec<Value>,
    /// Types that have it in their fields.
    types: Vec<Link>,
    operations: Vec<OperationLink>,
}

/// An operation in a list.
pub(super) struct OperationLink {
    /// Its id and page.
    pub(super) link: Link,
    /// Its method.
    pub(super) method: &'static str,
    /// What it does.
    pub(super) summary: Html,
    /// Whether it should no longer be used.
    pub(super) deprecated: bool,
}

impl OperationLink {
    /// An operation in a list.
    pub(super) fn new(site: &Site<'_>, operation: &crate::ir::Operation) -> Self {
        Self {
            link: site.operation(operation, &operation.id),
            method: operation.method.word(),
            summary: prose::line(&operation.summary),
            deprecated: operation.deprecated.is_some(),
        }
    }
}

/// The page as text.
pub(super) fn page(site: &Site<'_>, id: TypeId) -> Result<String, String> {
    let ty: &Type = site.client.get(id);
    let (kind, fields) = match &ty.kind {
        TypeKind::Object(fields) => ("Object", Some(Shelf::new(site, &[], ROOM).rows("field", fields))),
        TypeKind::TextEnum(_) => ("Open enumeration of texts", None),
        TypeKind::IntEnum(_) => ("Open enumeration of numbers", None),
    };
    let users = &site.users[id.0];
    let page = TypePage {
        page: frame(site, ty),
        name: ty.name.rust.clone(),
        rust_path: site.rust_path(ty),
        kind,
        about: prose::blocks(&ty.about),
        deprecated: ty.deprecated.as_deref().map(prose::line),
        fields,
        values: values(ty),
        types: users.types.iter().map(|id| site.ty(*id)).collect(),
        operations: users.operations.iter().map(|operation| OperationLink::new(site, operation)).collect(),
    };
    page.render().map_err(|error| error.to_string())
}

fn frame(site: &Site<'_>, ty: &Type) -> Page {
    let module = ty.exported_from.as_ref().unwrap_or(&ty.module);
    let service = site.client.services.iter().find(|service| Some(&service.name.rust) == module.first());
    Page {
        root: UP,
        title: ty.name.rust.clone(),
        description: format!("The type {}", site.rust_path(ty)),
        part: Part::Services,
        crumbs: service.map(|service| site.service(&service.name.wire)).into_iter().collect(),
        menu: service.map(|service| menu(site, service, None)).unwrap_or_default(),
    }
}
