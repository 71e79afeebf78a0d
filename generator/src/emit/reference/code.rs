//! The pages of error codes: one for each number, one list for the platform and each service, and the look-up.

use askama::Template;

use super::address;
use super::page::{Page, Part};
use super::prose::{self, Html};
use super::site::{Link, Site, UP};
use super::types::OperationLink;
use crate::ir::ErrorCode;
use crate::lookup::Meaning;

/// What the platform itself is called in the names of files. No service can have the name.
const PLATFORM: &str = "-platform";

#[derive(Template)]
#[template(path = "reference/code.html")]
struct CodePage {
    page: Page,
    number: i64,
    meanings: Vec<MeaningPart>,
}

struct MeaningPart {
    whose: Link,
    name: String,
    rust_path: String,
    about: Html,
    retryable: bool,
    http: String,
    messages: Vec<String>,
    operations: Vec<OperationLink>,
}

#[derive(Template)]
#[template(path = "reference/code_list.html")]
struct CodeListPage {
    page: Page,
    whose: String,
    codes: Vec<CodeRow>,
}

struct CodeRow {
    link: Link,
    name: String,
    http: String,
    about: Html,
    retryable: bool,
}

#[derive(Template)]
#[template(path = "reference/codes.html")]
struct CodesPage {
    page: Page,
    total: usize,
    lists: Vec<ListRow>,
}

struct ListRow {
    link: Link,
    about: Html,
    codes: usize,
}

/// The page of a number.
pub(super) fn page(site: &Site<'_>, number: i64, meanings: &[Meaning<'_>]) -> Result<String, String> {
    let page = CodePage {
        page: Page {
            root: UP,
            title: format!("Error code {number}"),
            description: format!("What the error code {number} means"),
            part: Part::Codes,
            crumbs: vec![Link { href: format!("{UP}codes.html"), text: "Error codes".to_owned() }],
            menu: Vec::new(),
        },
        number,
        meanings: meanings.iter().map(|meaning| part(site, meaning)).collect(),
    };
    page.render().map_err(|error| error.to_string())
}

fn part(site: &Site<'_>, meaning: &Meaning<'_>) -> MeaningPart {
    let (whose, module) = match meaning.service {
        Some(name) => {
            let service = site.client.services.iter().find(|service| service.name.wire == name);
            let module = service.map(|service| format!("::{}", service.name.rust)).unwrap_or_default();
            (Link { href: format!("{UP}{}", list_of(name)), text: name.to_owned() }, module)
        }
        None => (Link { href: format!("{UP}{}", list_of(PLATFORM)), text: "The platform".to_owned() }, String::new()),
    };
    MeaningPart {
        whose,
        name: meaning.code.name.wire.clone(),
        rust_path: format!("{}{module}::ErrorCode::{}", site.library, meaning.code.name.rust),
        about: prose::blocks(&meaning.code.about),
        retryable: meaning.code.retryable,
        http: statuses(meaning.code),
        messages: meaning.code.messages.clone(),
        operations: meaning.operations.iter().map(|operation| OperationLink::new(site, operation)).collect(),
    }
}

fn statuses(code: &ErrorCode) -> String {
    code.http.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

/// The page with the codes of a service.
pub(super) fn list_of(service: &str) -> String {
    format!("codes/{}.html", address::file_name(service))
}

/// The lists of all codes: path and text of each.
pub(super) fn lists(site: &Site<'_>) -> Result<Vec<(String, String)>, String> {
    let platform = (PLATFORM, "the platform", site.client.platform.error_codes.as_slice());
    let services = site.client.services.iter().map(|service| {
        let name = service.name.wire.as_str();
        (name, name, service.error_codes.as_slice())
    });
    let all = std::iter::once(platform).chain(services).filter(|(_, _, codes)| !codes.is_empty());
    all.map(|(name, whose, codes)| Ok((list_of(name), list(whose, codes)?))).collect()
}

fn list(whose: &str, codes: &[ErrorCode]) -> Result<String, String> {
    let rows = codes.iter().map(|code| CodeRow {
        link: Link { href: format!("{UP}{}", address::code(code.code)), text: code.code.to_string() },
        name: code.name.wire.clone(),
        http: statuses(code),
        about: prose::brief(&code.about),
        retryable: code.retryable,
    });
    let page = CodeListPage {
        page: Page {
            root: UP,
            title: format!("Error codes of {whose}"),
            description: format!("The error codes of {whose}"),
            part: Part::Codes,
            crumbs: vec![Link { href: format!("{UP}codes.html"), text: "Error codes".to_owned() }],
            menu: Vec::new(),
        },
        whose: whose.to_owned(),
        codes: rows.collect(),
    };
    page.render().map_err(|error| error.to_string())
}

/// The look-up.
pub(super) fn index(site: &Site<'_>) -> Result<String, String> {
    let platform = ListRow {
        link: Link { href: list_of(PLATFORM), text: "The platform".to_owned() },
        about: Html::text("What any operation can answer."),
        codes: site.client.platform.error_codes.len(),
    };
    let services = site.client.services.iter().map(|service| ListRow {
        link: Link { href: list_of(&service.name.wire), text: service.name.wire.clone() },
        about: prose::line(&service.about),
        codes: service.error_codes.len(),
    });
    let page = CodesPage {
        page: Page {
            root: "",
            title: "Error codes".to_owned(),
            description: "What the numbers in the platform's answers mean".to_owned(),
            part: Part::Codes,
            crumbs: Vec::new(),
            menu: Vec::new(),
        },
        total: site.codes.iter().count(),
        lists: std::iter::once(platform).chain(services).filter(|list| list.codes > 0).collect(),
    };
    page.render().map_err(|error| error.to_string())
}
