//! The page of a service: its resources with their operations, and its types.

use askama::Template;

use super::page::{Page, Part, anchor, menu};
use super::prose::{self, Html};
use super::site::{Link, Site, UP};
use super::types::OperationLink;
use crate::emit::counted;
use crate::ir::{Service, TypeId, Version};

#[derive(Template)]
#[template(path = "reference/service.html")]
struct ServicePage {
    page: Page,
    name: String,
    about: Html,
    package: String,
    operations: String,
    /// Where its error codes are; nowhere where it has none.
    codes: Option<Link>,
    versions: Vec<VersionPart>,
    types: Vec<Link>,
}

struct VersionPart {
    name: String,
    about: Option<Html>,
    resources: Vec<ResourcePart>,
    types: Vec<Link>,
}

struct ResourcePart {
    anchor: String,
    name: String,
    about: Html,
    operations: Vec<OperationLink>,
    types: Vec<Link>,
}

/// The page as text.
pub(super) fn page(site: &Site<'_>, service: &Service) -> Result<String, String> {
    let name = &service.name.wire;
    let operations = service.versions.iter().flat_map(|version| &version.resources);
    let page = ServicePage {
        page: Page {
            root: UP,
            title: name.clone(),
            description: format!("The service {name}"),
            part: Part::Services,
            crumbs: Vec::new(),
            menu: menu(site, service, None),
        },
        name: name.clone(),
        about: prose::blocks(&service.about),
        package: site.package.to_owned(),
        operations: counted(operations.map(|resource| resource.operations.len()).sum(), "operation"),
        codes: (!service.error_codes.is_empty()).then(|| Link {
            href: format!("{UP}{}", super::code::list_of(name)),
            text: counted(service.error_codes.len(), "error code"),
        }),
        versions: service.versions.iter().map(|version| part(site, version)).collect(),
        types: links(site, &service.types),
    };
    page.render().map_err(|error| error.to_string())
}

fn part(site: &Site<'_>, version: &Version) -> VersionPart {
    let resources = version.resources.iter().map(|resource| ResourcePart {
        anchor: anchor(&version.name.wire, &resource.name.wire),
        name: resource.name.wire.clone(),
        about: prose::line(&resource.about),
        operations: resource.operations.iter().map(|operation| OperationLink::new(site, operation)).collect(),
        types: links(site, &resource.types),
    });
    VersionPart {
        name: version.name.wire.clone(),
        about: version.about.as_deref().map(prose::line),
        resources: resources.collect(),
        types: links(site, &version.types),
    }
}

fn links(site: &Site<'_>, types: &[TypeId]) -> Vec<Link> {
    types.iter().map(|id| site.ty(*id)).collect()
}
