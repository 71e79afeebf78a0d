//! Whether and why an endpoint should not be used any more.

use super::super::facts::Deprecation;
use super::super::front::FrontMatter;
use super::super::model::Cell;
use super::sections::{Role, Section, Sections};
use super::words::{links, without_links};

/// Words that say it of an endpoint, in a note that speaks of the endpoint.
const RETIRED: &[&str] = &[
    "历史版本",
    "历史接口",
    "不推荐使用",
    "不再推荐",
    "已废弃",
    "已下线",
    "即将下线",
    "不再维护",
    "停止维护",
    "尽快迁移",
];

/// Words by which a note speaks of the endpoint as a whole.
const ENDPOINT: &[&str] = &["接口", "API", "文档", "版本"];

/// Looks at the title, the introduction and the place of the page.
pub(super) fn of(sections: &Sections<'_>, front: &FrontMatter, page: &str) -> Option<Deprecation> {
    let note = sections.role(Role::Introduction).flat_map(Section::paragraphs).find_map(note);
    let title = front.title.as_deref().unwrap_or_default();
    let by_title = ["不推荐", "历史版本", "已废弃", "已下线"].iter().any(|words| title.contains(words));
    let by_place = page.split('/').any(|folder| folder == "historic-version");
    note.or_else(|| (by_title || by_place).then(|| Deprecation { line: 1, ..Deprecation::default() }))
}

/// The note that a paragraph holds: the line with the words, and what stands below it.
fn note(cell: &Cell) -> Option<Deprecation> {
    let lines: Vec<&str> = cell.text.lines().collect();
    let at = lines.iter().position(|line| {
        let line = without_links(line);
        RETIRED.iter().any(|words| line.contains(words)) && ENDPOINT.iter().any(|words| line.contains(words))
    })?;
    let prose = lines.get(at..).unwrap_or_default().join("\n").trim().to_owned();
    let successors = links(&prose);
    Some(Deprecation { line: cell.line + u32::try_from(at).unwrap_or(0), prose, successors })
}

/// Whether a description calls its field retired.
pub(super) fn is_retired(description: &str) -> bool {
    ["已废弃", "已经废弃", "该字段已下线", "该字段即将下线", "不推荐使用", "即将废弃", "【废弃】"]
        .iter()
        .any(|words| description.contains(words))
}
