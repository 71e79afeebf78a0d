//! What stands around the content of every page: its title, where it is, and the way through its service.

use super::site::{Link, Site};
use crate::ir::Service;

/// The frame of a page.
#[derive(Debug)]
pub(super) struct Page {
    /// From the page to the top of the site.
    pub(super) root: &'static str,
    /// Its title, without the site's.
    pub(super) title: String,
    /// What it is about, in a line.
    pub(super) description: String,
    /// Which part of the site it belongs to.
    pub(super) part: Part,
    /// The way to it.
    pub(super) crumbs: Vec<Link>,
    /// The way through its service.
    pub(super) menu: Vec<MenuGroup>,
}

/// A part of the site that the bar at the top leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Services with their operations and types.
    Services,
    /// Scopes.
    Scopes,
    /// Error codes.
    Codes,
}

impl Part {
    /// Whether it is that of services.
    pub(super) fn is_services(self) -> bool {
        self == Self::Services
    }

    /// Whether it is that of scopes.
    pub(super) fn is_scopes(self) -> bool {
        self == Self::Scopes
    }

    /// Whether it is that of codes.
    pub(super) fn is_codes(self) -> bool {
        self == Self::Codes
    }
}

/// A version in the menu.
#[derive(Debug)]
pub(super) struct MenuGroup {
    /// Its name.
    pub(super) name: String,
    /// Its resources.
    pub(super) resources: Vec<MenuResource>,
}

/// A resource in the menu.
#[derive(Debug)]
pub(super) struct MenuResource {
    /// Its name and place.
    pub(super) link: Link,
    /// Its operations, where the page is about one of them.
    pub(super) operations: Vec<MenuOperation>,
}

/// An operation in the menu.
#[derive(Debug)]
pub(super) struct MenuOperation {
    /// Its name and page.
    pub(super) link: Link,
    /// Its method.
    pub(super) method: &'static str,
    /// Whether the page is about it.
    pub(super) current: bool,
}

/// The menu of a service; `current` is the id of the operation that the page is about.
pub(super) fn menu(site: &Site<'_>, service: &Service, current: Option<&str>) -> Vec<MenuGroup> {
    let page = site.service(&service.name.wire).href;
    let groups = service.versions.iter().map(|version| MenuGroup {
        name: format!("{} {}", service.name.wire, version.name.wire),
        resources: version
            .resources
            .iter()
            .map(|resource| {
                let anchor = anchor(&version.name.wire, &resource.name.wire);
                let here = resource.operations.iter().any(|operation| Some(operation.id.as_str()) == current);
                let operations = resource.operations.iter().filter(|_| here).map(|operation| MenuOperation {
                    link: site.operation(operation, &operation.name.wire),
                    method: operation.method.word(),
                    current: Some(operation.id.as_str()) == current,
                });
                MenuResource {
                    link: Link { href: format!("{page}#{anchor}"), text: resource.name.wire.clone() },
                    operations: operations.collect(),
                }
            })
            .collect(),
    });
    groups.collect()
}

/// Where a resource stands on the page of its service.
pub(super) fn anchor(version: &str, resource: &str) -> String {
    super::address::file_name(&format!("{version}.{resource}"))
}
