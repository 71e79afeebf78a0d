//! Small helpers for messages and for the places of parts of a text.
//!
//! Holds no rule.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::{Span, Spanned};
use crate::spec::{Address, Entries, Place, TypeExpr};

/// A problem at a place, without other places and without help yet.
pub(super) fn problem(code: Code, span: Span, label: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::error(code, message, Label::new(span, label))
}

/// The place of a part of a text, where the text was written on one line without escapes; else that of all of it.
pub(super) fn part_span(text: &str, span: Span, part: Range<usize>) -> Span {
    let written = span.end.saturating_sub(span.start) as usize;
    let quote = match written.checked_sub(text.len()) {
        Some(0) => 0,
        Some(2) => 1,
        _ => return span,
    };
    let offset = |at: usize| u32::try_from(at + quote).map_or(span.end, |at| span.start + at);
    Span { start: offset(part.start), end: offset(part.end), ..span }
}

/// The place of the name inside the lists and maps of a type.
pub(super) fn innermost_span(ty: &Spanned<TypeExpr>) -> Span {
    let text = ty.value.to_string();
    let inner = ty.value.innermost().to_string();
    let start = text.find(&inner).unwrap_or_default();
    part_span(&text, ty.span, start..start + inner.len())
}

/// Names of entries.
pub(super) fn names<T>(entries: &Entries<T>) -> impl Iterator<Item = &str> {
    entries.iter().map(|entry| entry.name.value.as_str())
}

/// The file that a person would look for to find what a place defines.
pub(crate) fn file_of(place: &Place) -> String {
    let Address { service, version, resource } = place.address();
    match (service, version, resource) {
        (Some(service), Some(version), Some(resource)) => format!("{service}/{version}/{resource}.yaml"),
        (Some(service), Some(version), None) => format!("{service}/{version}/_shared.yaml"),
        (Some(service), None, _) => format!("{service}/_shared.yaml"),
        (None, ..) => "platform.yaml".to_owned(),
    }
}

/// `did you mean …`, or else another help.
pub(super) fn did_you_mean(nearest: Option<&str>, otherwise: impl FnOnce() -> String) -> String {
    nearest.map_or_else(otherwise, |name| format!("did you mean `{name}`?"))
}

/// Names as a sentence lists them: `a`, `b` and `c`.
pub(super) fn listed<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [front @ .., last] => format!("{} and {last}", front.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{listed, part_span};
    use crate::source::{FileId, Span};

    fn span(start: u32, end: u32) -> Span {
        Span { file: FileId(0), start, end }
    }

    #[test]
    fn parts_of_a_text() {
        assert_eq!(part_span("abcdef", span(10, 16), 2..4), span(12, 14));
        assert_eq!(part_span("abcdef", span(10, 18), 2..4), span(13, 15), "quoted");
        assert_eq!(part_span("abcdef", span(10, 30), 2..4), span(10, 30), "escaped or on several lines");
    }

    #[test]
    fn lists() {
        assert_eq!(listed([]), "");
        assert_eq!(listed(["a"]), "`a`");
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
