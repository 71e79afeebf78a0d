//! Cuts the body of a page into headings, code blocks, parts in HTML, and runs of other lines.

use super::lines::{Line, lines};
use super::model::{Code, Heading};
use super::warning::{Kind, Warnings};

/// A part of a page.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// A heading.
    Heading(Heading),
    /// A code block.
    Code(Code),
    /// Elements of HTML, and the offset where they start.
    Html(&'a str, usize),
    /// Lines of Markdown: paragraphs and tables.
    Lines(Vec<Line<'a>>),
}

/// Elements that make a part of a page HTML when they start a line.
const STARTS: &[&str] = &["<md-dt-table", "<md-table", "<table", "<md-code-json", "<md-alert"];

/// Cuts the text from an offset on.
pub(super) fn parts<'a>(text: &'a str, body: usize, warnings: &mut Warnings) -> Vec<Part<'a>> {
    let all = lines(text);
    let first = all.partition_point(|line| line.end() < body);
    let found = |wanted: fn(&str) -> bool| {
        let places = all.iter().enumerate().filter(|(_, line)| wanted(line.text.trim()));
        places.map(|(at, _)| at).collect::<Vec<_>>()
    };
    let closes = found(|line| line == ":::");
    let fences = found(|line| fence(line).is_some_and(|(_, rest)| rest.is_empty()));
    let mut splitter =
        Splitter { text, lines: &all, closes, fences, at: first, run: Vec::new(), parts: Vec::new(), warnings };
    while let Some(line) = all.get(splitter.at) {
        splitter.take(*line);
    }
    splitter.flush();
    splitter.parts
}

struct Splitter<'a, 'b> {
    text: &'a str,
    lines: &'b [Line<'a>],
    /// Lines that are `:::`, so that no search for one starts over.
    closes: Vec<usize>,
    /// Lines that can end a code block, likewise.
    fences: Vec<usize>,
    at: usize,
    run: Vec<Line<'a>>,
    parts: Vec<Part<'a>>,
    warnings: &'b mut Warnings,
}

impl<'a> Splitter<'a, '_> {
    fn take(&mut self, line: Line<'a>) {
        let trimmed = line.text.trim();
        if let Some(heading) = heading(line) {
            self.flush();
            self.parts.push(Part::Heading(heading));
            self.at += 1;
        } else if let Some((ticks, language)) = fence(trimmed) {
            self.flush();
            self.code(line, ticks, language);
        } else if trimmed.starts_with(":::html") {
            self.flush();
            self.region(line);
        } else if trimmed.starts_with(":::") {
            self.flush();
            self.at += 1;
        } else if let Some(start) = STARTS.iter().find(|start| trimmed.starts_with(**start)) {
            self.flush();
            self.element(line, start);
        } else {
            self.run.push(line);
            self.at += 1;
        }
    }

    fn flush(&mut self) {
        if self.run.iter().any(|line| !line.is_blank()) {
            self.parts.push(Part::Lines(std::mem::take(&mut self.run)));
        }
        self.run.clear();
    }

    /// A code block. One that is not closed ends before the next heading.
    fn code(&mut self, line: Line<'a>, ticks: usize, language: &str) {
        let rest = self.lines.get(self.at + 1..).unwrap_or_default();
        let close = self.fence_end(ticks);
        let end = close.unwrap_or_else(|| {
            self.warnings.add(Kind::UnclosedFence, line.number, "the code block is not closed");
            rest.iter().position(|line| heading(*line).is_some_and(|heading| heading.level > 1)).unwrap_or(rest.len())
        });
        let text = match (rest.first(), end.checked_sub(1).and_then(|last| rest.get(last))) {
            (Some(first), Some(last)) => self.text.get(first.start..last.end()).unwrap_or_default(),
            _ => "",
        };
        let language = language.trim().to_ascii_lowercase();
        self.parts.push(Part::Code(Code { language, text: text.to_owned(), line: line.number + 1 }));
        self.at += 1 + end + usize::from(close.is_some());
    }

    /// Which of the lines below ends a code block.
    fn fence_end(&self, ticks: usize) -> Option<usize> {
        const MOST: usize = 64;
        let below = self.fences.get(self.fences.partition_point(|at| *at <= self.at)..).unwrap_or_default();
        let fits = |at: &&usize| {
            let line = self.lines.get(**at).map_or("", |line| line.text);
            fence(line.trim()).is_some_and(|(count, _)| count >= ticks)
        };
        below.iter().take(MOST).find(fits).map(|at| at - self.at - 1)
    }

    /// Which of the lines below ends a part in HTML: the `:::` that no `:::note` within the part claims, or, if there is none, the
    /// first one.
    fn region_end(&self) -> Option<usize> {
        let rest = self.lines.get(self.at + 1..).unwrap_or_default();
        let first = self.closes.get(self.closes.partition_point(|at| *at <= self.at)).map(|at| at - self.at - 1);
        let mut notes = 0_usize;
        for (at, line) in rest.iter().enumerate() {
            match line.text.trim() {
                ":::" if notes == 0 => return Some(at),
                ":::" => notes -= 1,
                text if text.starts_with(":::") => notes += 1,
                _ if heading(*line).is_some() => break,
                _ => {}
            }
        }
        first
    }

    /// A part between `:::html` and `:::`.
    fn region(&mut self, line: Line<'a>) {
        let rest = self.lines.get(self.at + 1..).unwrap_or_default();
        let close = self.region_end();
        let end = close.unwrap_or_else(|| {
            self.warnings.add(Kind::UnclosedTag, line.number, "`:::html` is not closed");
            rest.iter().position(|line| heading(*line).is_some()).unwrap_or(rest.len())
        });
        let start = line.start + line.text.find(":::html").unwrap_or(0) + ":::html".len();
        self.push_html(start, rest.get(..end).and_then(<[_]>::last).map_or(start, Line::end));
        self.at += 1 + end + usize::from(close.is_some());
    }

    /// An element outside of `:::html`: up to its end tag, or the next heading.
    fn element(&mut self, line: Line<'a>, start: &str) {
        let close = format!("</{}>", start.trim_start_matches('<'));
        let rest = self.lines.get(self.at..).unwrap_or_default();
        let heading = rest.iter().position(|line| heading(*line).is_some()).unwrap_or(rest.len());
        let own = rest.get(..heading).unwrap_or_default();
        let end = own.iter().position(|line| line.text.contains(&close)).map_or(heading, |last| last + 1).max(1);
        self.push_html(line.start, rest.get(end - 1).map_or(line.end(), Line::end));
        self.at += end;
    }

    fn push_html(&mut self, start: usize, end: usize) {
        if let Some(text) = self.text.get(start..end).filter(|text| !text.trim().is_empty()) {
            self.parts.push(Part::Html(text, start));
        }
    }
}

/// Ticks and language of a line that opens or closes a code block.
fn fence(trimmed: &str) -> Option<(usize, &str)> {
    let rest = trimmed.trim_start_matches('`');
    let ticks = trimmed.len() - rest.len();
    (ticks >= 3 && !rest.contains('`')).then_some((ticks, rest))
}

/// The heading that a line is.
fn heading(line: Line<'_>) -> Option<Heading> {
    let text = line.text.trim_start_matches(' ');
    if line.text.len() - text.len() > 3 || !text.starts_with('#') {
        return None;
    }
    let rest = text.trim_start_matches('#');
    let level = u8::try_from(text.len() - rest.len()).ok().filter(|level| *level <= 6)?;
    let title = rest.strip_prefix([' ', '\t']).or_else(|| rest.is_empty().then_some(""))?;
    let text = title.trim().trim_end_matches('#').trim().trim_matches('*').trim().to_owned();
    Some(Heading { level, text, line: line.number })
}
