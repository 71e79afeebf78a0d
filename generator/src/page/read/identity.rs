//! What the platform calls the operation.

use super::super::facts::{Identity, IdentitySource};
use super::super::front::FrontMatter;
use super::super::model::Block;
use super::super::warning::{Kind, Warnings};
use super::basics::Basics;
use super::sections::Sections;

/// The mark of the link to the API explorer.
const EXPLORER: &str = "api_explore_config?";

/// Finds the names: the page's link to the API explorer, its address, or the endpoint's path, whichever is there first.
pub(super) fn of(sections: &Sections<'_>, front: &FrontMatter, basics: &Basics, warnings: &mut Warnings) -> Identity {
    if let Some(identity) = from_explorer(sections) {
        return identity;
    }
    let (identity, what) = match front.address.as_deref().and_then(from_address) {
        Some(identity) => (identity, "page"),
        None => (from_path(basics), "endpoint"),
    };
    let names = format!("{}.{}.{}.{}", identity.service, identity.version, identity.resource, identity.operation);
    let message =
        format!("the page has no link to the API explorer; `{names}` is derived from the address of the {what}");
    warnings.add(Kind::IdentityGuessed, basics.lines.address, message);
    identity
}

fn from_explorer(sections: &Sections<'_>) -> Option<Identity> {
    let value = |name| explorer_value(sections, name);
    Some(Identity {
        service: value("project")?,
        version: value("version")?,
        resource: value("resource")?,
        operation: value("method")?,
        source: IdentitySource::Explorer,
    })
}

/// A value of the page's link to the API explorer.
pub(super) fn explorer_value(sections: &Sections<'_>, name: &str) -> Option<String> {
    let text = sections.all().flat_map(|section| &section.blocks).find_map(|block| match block {
        Block::Paragraph(cell) => cell.text.split_once(EXPLORER).map(|(_, after)| after),
        _ => None,
    })?;
    let query = text.split([')', ' ', '\n']).next()?;
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let found = pairs.filter(|(key, _)| *key == name).map(|(_, value)| value.trim()).next()?;
    Some(found.to_owned()).filter(|value| !value.is_empty())
}

/// `…/attendance-v1/user_flow/batch_del`.
fn from_address(address: &str) -> Option<Identity> {
    let mut segments = address.rsplit('/');
    let operation = segments.next().filter(|segment| is_word(segment))?;
    let resource = segments.next().filter(|segment| is_word(segment))?;
    let (service, version) = segments.next()?.rsplit_once("-v")?;
    let is_version = version.starts_with(|first: char| first.is_ascii_digit());
    (is_version && is_word(service)).then(|| Identity {
        service: service.replace('-', "_"),
        version: format!("v{version}"),
        resource: resource.replace('-', "."),
        operation: operation.replace('-', "_"),
        source: IdentitySource::Address,
    })
}

/// `/open-apis/sheets/v2/spreadsheets/:token/values_batch_get` with its method.
fn from_path(basics: &Basics) -> Identity {
    let segments: Vec<&str> = basics.path.split('/').filter(|segment| !segment.is_empty()).collect();
    let start = segments.iter().position(|segment| matches!(*segment, "open-apis" | "openapi")).map_or(0, |at| at + 1);
    let mut names: Vec<&str> =
        segments.get(start..).unwrap_or_default().iter().filter(|name| !name.starts_with(':')).copied().collect();
    let version =
        names.iter().position(|name| name.strip_prefix('v').is_some_and(|digits| digits.parse::<u8>().is_ok()));
    let version = version.map_or_else(|| "v1".to_owned(), |at| names.remove(at).to_owned());
    let service = match basics.host {
        super::super::facts::Host::Approval => "approval".to_owned(),
        _ if names.is_empty() => String::new(),
        _ => names.remove(0).to_owned(),
    };
    let verb = basics.method.word().to_ascii_lowercase();
    let ends_in_parameter = basics.path.rsplit('/').next().is_some_and(|last| last.starts_with(':'));
    let operation = if names.len() > 1 && !ends_in_parameter { names.pop().map_or(verb, str::to_owned) } else { verb };
    Identity { service, version, resource: names.join("."), operation, source: IdentitySource::Path }
}

fn is_word(text: &str) -> bool {
    let start = text.starts_with(|first: char| first.is_ascii_lowercase());
    start && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'))
}
