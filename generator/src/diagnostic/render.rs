//! Prints diagnostics as rustc prints its own.

use std::collections::BTreeSet;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::excerpt::{Place, line_number};
use super::{Diagnostic, Label, Severity, sort};
use crate::source::{FileId, SourceFile, Sources};

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Text only.
    Plain,
    /// With escape codes for colours.
    Coloured,
}

/// All diagnostics in their order, with an empty line between two.
pub fn render(diagnostics: &[Diagnostic], sources: &Sources, style: Style) -> String {
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let mut out = String::new();
    for diagnostic in &sorted {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&renderer.render(&[report(diagnostic, sources)]));
        out.push('\n');
    }
    out
}

/// One diagnostic in the terms of the printing crate.
fn report<'a>(diagnostic: &'a Diagnostic, sources: &'a Sources) -> Group<'a> {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.text()));
    let primary = diagnostic.primary.span.file;
    group = add_file(group, diagnostic, primary, sources);
    let others: BTreeSet<FileId> = diagnostic.secondary.iter().map(|label| label.span.file).collect();
    for file in others.into_iter().filter(|file| *file != primary) {
        group = add_file(group, diagnostic, file, sources);
    }
    match &diagnostic.help {
        Some(help) => group.element(Level::HELP.message(help.as_str())),
        None => group,
    }
}

/// Adds the labels that point into one file.
fn add_file<'a>(mut group: Group<'a>, diagnostic: &'a Diagnostic, id: FileId, sources: &'a Sources) -> Group<'a> {
    let file = sources.get(id);
    let primary = std::iter::once((&diagnostic.primary, AnnotationKind::Primary));
    let secondary = diagnostic.secondary.iter().map(|label| (label, AnnotationKind::Context));
    let mut shown = Vec::new();
    for (label, kind) in primary.chain(secondary).filter(|(label, _)| label.span.file == id) {
        let place = Place::find(label.span, &file.text);
        if label.span.end > 0 && place.is_printable() {
            shown.push((label, kind, place));
        } else {
            group = add_position(group, label, &place, file);
        }
    }
    match snippet(&shown, file) {
        Some(snippet) => group.element(snippet),
        None => group,
    }
}

/// Adds a label without the line that it points into: the line is too long, or the label concerns the whole file.
fn add_position<'a>(group: Group<'a>, label: &'a Label, place: &Place, file: &'a SourceFile) -> Group<'a> {
    let (line, column) = place.position(&file.text);
    let group = group.element(Origin::path(file.display.as_str()).line(line).char_column(column));
    if label.text.is_empty() { group } else { group.element(Level::NOTE.message(label.text.as_str())) }
}

/// The lines around some labels of one file.
fn snippet<'a>(
    shown: &[(&'a Label, AnnotationKind, Place)],
    file: &'a SourceFile,
) -> Option<Snippet<'a, annotate_snippets::Annotation<'a>>> {
    let start = shown.iter().map(|(_, _, place)| place.line.start).min()?;
    let end = shown.iter().map(|(_, _, place)| place.line.end).max()?;
    let mut snippet =
        Snippet::source(&file.text[start..end]).path(file.display.as_str()).line_start(line_number(&file.text, start));
    for (label, kind, place) in shown {
        let annotation = kind.span(place.bytes.start - start..place.bytes.end - start);
        let text = Some(label.text.as_str()).filter(|text| !text.is_empty());
        snippet = snippet.annotation(annotation.label(text));
    }
    Some(snippet)
}
