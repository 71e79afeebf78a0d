//! Whether a page describes an event that the platform sends, and which.
//!
//! A page does if its tables have a line that gives the event's type. Old pages have no such line: they show what is sent, and lie
//! in a folder of events; guides show the same, but lie elsewhere.

use super::super::facts::Event;
use super::super::front::FrontMatter;
use super::super::model::{Block, Row};
use super::identity::explorer_value;
use super::sections::{Section, Sections};
use super::words::plain;

/// The event of a page that describes no endpoint.
pub(in crate::page) fn of(page: &str, front: &FrontMatter, blocks: &[Block]) -> Option<Event> {
    let sections = Sections::of(blocks);
    let (name, line) = from_table(&sections).or_else(|| from_example(page, front, &sections))?;
    let project = explorer_value(&sections, "project");
    let service = project.or_else(|| from_name(&name)).or_else(|| front.address.as_deref().and_then(from_address));
    Some(Event { name, service, line })
}

/// The line of a table that gives the event's type.
fn from_table(sections: &Sections<'_>) -> Option<(String, u32)> {
    let mut rows = sections.all().flat_map(Section::tables).flat_map(|table| &table.rows);
    let named = |row: &Row| {
        let [label, value, ..] = row.cells.as_slice() else { return None };
        let name = (plain(&label.text) == "事件类型").then(|| first_name(&value.text))??;
        Some((name.to_owned(), row.line))
    };
    rows.find_map(named)
}

/// What an old page shows.
fn from_example(page: &str, front: &FrontMatter, sections: &Sections<'_>) -> Option<(String, u32)> {
    let address = front.address.as_deref().unwrap_or(page);
    if !address.split('/').any(|segment| matches!(segment, "event" | "events")) {
        return None;
    }
    let codes = sections.all().flat_map(Section::codes);
    codes.filter(|code| code.text.contains("\"event_callback\"")).find_map(|code| {
        let types = code.text.split("\"type\"").skip(1);
        let values = types.filter_map(|after| after.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"'));
        let name = values.filter_map(first_name).find(|name| *name != "event_callback")?;
        Some((name.to_owned(), code.line))
    })
}

/// The name at the start of a text.
fn first_name(text: &str) -> Option<&str> {
    let text = text.trim_start_matches(|char: char| char.is_whitespace() || matches!(char, '`' | '*'));
    let is_sign = |char: char| char.is_ascii_alphanumeric() || matches!(char, '_' | '.');
    let name = text.split(|char: char| !is_sign(char)).next()?;
    Some(name).filter(|name| name.starts_with(|first: char| first.is_ascii_lowercase()))
}

/// `drive` of `drive.file.read_v1`.
fn from_name(name: &str) -> Option<String> {
    name.split_once('.').map(|(service, _)| service.to_owned())
}

/// `approval` of `/…/approval-v4/event/…`.
fn from_address(address: &str) -> Option<String> {
    address.split('/').find_map(|segment| {
        let (service, version) = segment.rsplit_once("-v")?;
        let is_version = !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit());
        is_version.then(|| service.replace('-', "_"))
    })
}
