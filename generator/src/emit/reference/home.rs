//! The first page: every service.

use askama::Template;

use super::page::{Page, Part};
use super::prose::{self, Html};
use super::site::{Link, Site};
use crate::emit::counted;

#[derive(Template)]
#[template(path = "reference/home.html")]
struct HomePage {
    page: Page,
    package: String,
    operations: String,
    scopes: usize,
    codes: usize,
    services: Vec<ServiceCard>,
    /// Types that every service uses.
    types: Vec<Link>,
}

struct ServiceCard {
    link: Link,
    about: Html,
    operations: String,
}

/// The page as text.
pub(super) fn page(site: &Site<'_>) -> Result<String, String> {
    let services = site.client.services.iter().map(|service| {
        let resources = service.versions.iter().flat_map(|version| &version.resources);
        let href = site.addresses.service(&service.name.wire).unwrap_or_default().to_owned();
        ServiceCard {
            link: Link { href, text: service.name.wire.clone() },
            about: prose::line(&service.about),
            operations: counted(resources.map(|resource| resource.operations.len()).sum(), "operation"),
        }
    });
    let types = site.client.platform.types.iter().map(|id| Link {
        href: site.addresses.ty(*id).unwrap_or_default().to_owned(),
        text: site.client.get(*id).name.rust.clone(),
    });
    let page = HomePage {
        page: Page {
            root: "",
            title: String::new(),
            description: "Reference of the Feishu / Lark Open Platform for Rust".to_owned(),
            part: Part::Services,
            crumbs: Vec::new(),
            menu: Vec::new(),
        },
        package: site.package.to_owned(),
        operations: counted(site.client.operations().count(), "operation"),
        scopes: site.client.scopes.len(),
        codes: site.codes.iter().count(),
        services: services.collect(),
        types: types.collect(),
    };
    page.render().map_err(|error| error.to_string())
}
