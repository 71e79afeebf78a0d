//! Descriptions of fields, cut at the labels that pages set in bold: example, default, values, limits, scopes.

use super::super::model::Cell;

/// What a labelled part of a description tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// An example value.
    Example,
    /// The default.
    Default,
    /// Values of an enumeration.
    Values,
    /// Limits.
    Rules,
    /// Scopes of the field.
    Scopes,
    /// The only value that is allowed.
    Fixed,
}

/// A description, taken apart.
#[derive(Debug, Default)]
pub(super) struct Description<'a> {
    /// What stands before the first label.
    pub(super) lead: &'a str,
    /// The labelled parts, with the words of the label.
    pub(super) parts: Vec<(Label, &'a str, &'a str)>,
}

/// Cuts a description.
pub(super) fn cut(cell: &Cell) -> Description<'_> {
    let text = cell.text.as_str();
    let labels = labels(text);
    let lead = text.get(..labels.first().map_or(text.len(), |found| found.start)).unwrap_or_default();
    let ends = labels.iter().skip(1).map(|found| found.start).chain([text.len()]);
    let parts = labels.iter().zip(ends).map(|(found, end)| {
        let value = text.get(found.end..end).unwrap_or_default();
        (found.label, found.words, value.trim_start_matches(['：', ':', ' ', '\n', '\t']).trim_end())
    });
    Description { lead: lead.trim(), parts: parts.collect() }
}

/// The longest label in characters, with the marks behind it.
const LONGEST_LABEL: usize = 48;

/// A label in a text.
struct Found<'a> {
    label: Label,
    words: &'a str,
    start: usize,
    end: usize,
}

/// All labels of a text, in order: in bold anywhere, or plain at the start of a line.
fn labels(text: &str) -> Vec<Found<'_>> {
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
    let mut places: Vec<(usize, bool)> = starts.map(|at| (at, true)).collect();
    places.extend(text.match_indices("**").map(|(at, _)| (at, false)));
    places.sort_unstable();
    let mut out: Vec<Found<'_>> = Vec::new();
    for (at, is_start) in places {
        if out.last().is_some_and(|last| at < last.end) {
            continue;
        }
        let found = bold(text, at).or_else(|| is_start.then(|| bare(text, at)).flatten());
        out.extend(found);
    }
    out
}

/// A label in bold that starts here.
fn bold(text: &str, at: usize) -> Option<Found<'_>> {
    let inner = text.get(at..)?.strip_prefix("**")?;
    let line = inner.lines().next()?;
    let near = line.char_indices().take(LONGEST_LABEL).last().map_or(0, |(at, char)| at + char.len_utf8());
    let length = line.get(..near)?.find("**")?;
    let words = line.get(..length)?;
    let label = classify(words.trim().trim_end_matches(['：', ':']).trim())?;
    let end = at + 2 + length + 2;
    let colon = text.get(end..)?.chars().next().filter(|char| matches!(char, '：' | ':')).map_or(0, char::len_utf8);
    Some(Found { label, words, start: at, end: end + colon })
}

/// A label without bold, with its colon, that starts a line here.
fn bare(text: &str, at: usize) -> Option<Found<'_>> {
    let line = text.get(at..)?.lines().next()?;
    let colon = line.find(['：', ':']).filter(|colon| *colon <= 36)?;
    let words = line.get(..colon)?;
    let label = classify(words.trim())?;
    let length = line.get(colon..)?.chars().next().map_or(1, char::len_utf8);
    Some(Found { label, words, start: at, end: at + colon + length })
}

/// What words introduce.
fn classify(words: &str) -> Option<Label> {
    match words {
        "示例值" | "示例" => Some(Label::Example),
        "默认值" => Some(Label::Default),
        "可选值有" | "可选值" | "可能值有" | "可能值" | "枚举值有" | "枚举值" | "可选项有" | "取值" | "取值有"
        | "可选值为" => Some(Label::Values),
        "数据校验规则" | "长度限制" | "最大长度" | "最小长度" | "长度范围" | "最大值" | "最小值" | "取值范围" => {
            Some(Label::Rules)
        }
        "固定值" => Some(Label::Fixed),
        _ if words.contains("字段权限要求") => Some(Label::Scopes),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, cut};
    use crate::page::model::Cell;

    fn parts(text: &str) -> (String, Vec<(Label, String)>) {
        let cell = Cell::plain(text, 1);
        let description = cut(&cell);
        let parts = description.parts.iter().map(|(label, _, value)| (*label, (*value).to_owned())).collect();
        (description.lead.to_owned(), parts)
    }

    #[test]
    fn cuts_at_known_labels_only() {
        let (lead, found) = parts("Text **bold** more.\n\n**示例值**：\"a\"\n\n**数据校验规则**：\n\n- x\n**注意**：y");
        assert_eq!(lead, "Text **bold** more.");
        assert_eq!(found, [(Label::Example, "\"a\"".to_owned()), (Label::Rules, "- x\n**注意**：y".to_owned())]);
    }

    #[test]
    fn takes_colons_inside_and_labels_without_bold() {
        let (_, found) = parts("x\n默认值：3\n**可选值有：**\n- a");
        assert_eq!(found, [(Label::Default, "3".to_owned()), (Label::Values, "- a".to_owned())]);
        let (lead, found) = parts("a 默认值：3 *b* **");
        assert_eq!((lead.as_str(), found.len()), ("a 默认值：3 *b* **", 0));
    }

    #[test]
    fn long_runs_of_stars_take_linear_time() {
        let (_, found) = parts(&"*".repeat(200_000));
        assert!(found.is_empty());
    }
}
