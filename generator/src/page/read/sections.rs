//! Which part of the documentation a heading opens.

use super::super::model::{Block, Cell, Code, Heading, Table};
use super::words::plain;

/// What a section is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// What stands before the first section.
    Introduction,
    /// URL, method, limits, scopes.
    Request,
    /// Request headers.
    Headers,
    /// Path parameters.
    Params,
    /// Query parameters.
    Query,
    /// Parameters of a request, wherever they go; only old pages.
    Parameters,
    /// Fields of the request's body.
    Body,
    /// Example of the request's body.
    BodyExample,
    /// Fields of the response.
    Response,
    /// Example of the response.
    ResponseExample,
    /// Error codes.
    Errors,
    /// Anything else.
    Other,
}

/// A section of a page.
#[derive(Debug)]
pub(super) struct Section<'a> {
    /// What it is about.
    pub(super) role: Role,
    /// Its heading; empty for the introduction.
    pub(super) heading: &'a str,
    /// Whether the heading itself has the role; otherwise it is a part of a section that has it.
    pub(super) own: bool,
    /// What stands in it.
    pub(super) blocks: Vec<&'a Block>,
}

/// All sections of a page.
#[derive(Debug)]
pub(super) struct Sections<'a> {
    list: Vec<Section<'a>>,
}

impl<'a> Sections<'a> {
    /// Cuts the blocks of a page at its headings.
    pub(super) fn of(blocks: &'a [Block]) -> Self {
        let mut list = vec![Section { role: Role::Introduction, heading: "", own: true, blocks: Vec::new() }];
        let mut outer: (u8, Role) = (1, Role::Introduction);
        let mut started = false;
        for block in blocks {
            match block {
                Block::Heading(heading) if heading.level == 1 && !started => started = true,
                Block::Heading(heading) => {
                    let own = role(heading);
                    let inherited = (heading.level > outer.0 && outer.1 != Role::Introduction).then_some(outer.1);
                    let role = own.or(inherited).unwrap_or(Role::Other);
                    if own.is_some() || inherited.is_none() {
                        outer = (heading.level, role);
                    }
                    list.push(Section { role, heading: &heading.text, own: own.is_some(), blocks: Vec::new() });
                }
                other => {
                    if let Some(section) = list.last_mut() {
                        section.blocks.push(other);
                    }
                }
            }
        }
        Self { list }
    }

    /// The sections of a role.
    pub(super) fn role(&self, role: Role) -> impl Iterator<Item = &Section<'a>> {
        self.list.iter().filter(move |section| section.role == role)
    }

    /// All sections.
    pub(super) fn all(&self) -> impl Iterator<Item = &Section<'a>> {
        self.list.iter()
    }

    /// All tables of a role.
    pub(super) fn tables(&self, role: Role) -> impl Iterator<Item = &'a Table> {
        self.role(role).flat_map(Section::tables)
    }

    /// The first heading, where the head of the page has no title.
    pub(super) fn title(&self) -> Option<String> {
        let first = self.list.get(1)?;
        Some(first.heading.to_owned()).filter(|title| !title.is_empty())
    }

    /// Text before the first section.
    pub(super) fn introduction(&self) -> String {
        let texts = self.role(Role::Introduction).flat_map(Section::paragraphs).map(|cell| cell.text.as_str());
        let texts: Vec<String> = texts.map(without_explorer).filter(|text| !text.is_empty()).collect();
        texts.join("\n\n")
    }

    /// The words of the sections before the call. Of a page that describes no call, nothing stands before one.
    pub(super) fn notes(&self) -> Vec<String> {
        let end = self.list.iter().position(|section| is_of_call(section.role)).unwrap_or(0);
        let before = self.list.iter().take(end).filter(|section| section.role == Role::Other);
        before.map(Section::words).filter(|words| words.contains('\n')).collect()
    }
}

impl<'a> Section<'a> {
    /// Its heading and all its words. Tables become lines, with bars between their cells.
    fn words(&self) -> String {
        let mut lines = vec![self.heading.to_owned()];
        for block in &self.blocks {
            match block {
                Block::Paragraph(cell) => lines.push(without_explorer(&cell.text)),
                Block::Table(table) => {
                    lines.push(table.head.join(" | "));
                    let rows = table.rows.iter();
                    lines.extend(
                        rows.map(|row| row.cells.iter().map(|cell| &*cell.text).collect::<Vec<_>>().join(" | ")),
                    );
                }
                Block::Code(_) | Block::Heading(_) => {}
            }
        }
        lines.retain(|line| !line.trim().is_empty());
        lines.join("\n")
    }

    /// Its tables.
    pub(super) fn tables(&self) -> impl Iterator<Item = &'a Table> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        })
    }

    /// Its paragraphs.
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &'a Cell> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(cell) => Some(cell),
            _ => None,
        })
    }

    /// Its code blocks.
    pub(super) fn codes(&self) -> impl Iterator<Item = &'a Code> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Code(code) => Some(code),
            _ => None,
        })
    }
}

/// Whether a section is about the call, rather than about what to know before.
fn is_of_call(role: Role) -> bool {
    !matches!(role, Role::Introduction | Role::Other)
}

/// The text without the link to the API explorer.
fn without_explorer(text: &str) -> String {
    match text.split_once("{尝试一下}") {
        Some((before, after)) => {
            let after = after.split_once(')').map_or("", |(_, after)| after);
            format!("{before}{after}").trim().to_owned()
        }
        None => text.trim().to_owned(),
    }
}

/// The role that a heading opens by its own words.
fn role(heading: &Heading) -> Option<Role> {
    let words = plain(&heading.text);
    let words = words.trim_end_matches(['：', ':', ' ']);
    let example = words.contains("示例");
    match words {
        "请求" => Some(Role::Request),
        "请求头" | "扩展请求头" | "部分下载" => Some(Role::Headers),
        "路径参数" => Some(Role::Params),
        "查询参数" => Some(Role::Query),
        "请求参数" => Some(Role::Parameters),
        "请求体" | "请求体参数" => Some(Role::Body),
        "响应" | "响应体" | "响应体参数" => Some(Role::Response),
        "错误码" | "补充错误码" => Some(Role::Errors),
        _ if example && words.starts_with("请求") => Some(Role::BodyExample),
        _ if example && words.starts_with("响应") => Some(Role::ResponseExample),
        _ if words.starts_with("返回") && words.ends_with("Body") => Some(Role::ResponseExample),
        _ if words.ends_with("子错误码") => Some(Role::Other),
        _ if words.ends_with("请求体") => Some(Role::Body),
        _ => None,
    }
}
