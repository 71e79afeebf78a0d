//! What stands between the tokens of a file: comments and blank lines.
//!
//! Between two tokens there is nothing but blanks, line breaks, punctuation and comments, so that a `#` there always starts one.

use super::tree::Line;

/// Walks through a text from gap to gap.
pub(super) struct Gaps<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Gaps<'t> {
    /// Before the first token.
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Goes on behind a token.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = self.at.max(at.min(self.text.len()));
    }

    /// The comment behind a token, if nothing but a colon, a comma or the head of a block scalar stands in between.
    pub(super) fn beside(&mut self) -> Option<String> {
        let rest = self.text.get(self.at..)?;
        let behind = rest.trim_start_matches([' ', ',', ':']);
        let behind = match behind.strip_prefix(['|', '>']) {
            Some(head) => head.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ' ')),
            None => behind,
        };
        if !behind.starts_with('#') {
            return None;
        }
        let comment = behind.split('\n').next()?;
        self.at += rest.len() - behind.len() + comment.len();
        Some(comment.trim_end().to_owned())
    }

    /// The comments and blank lines up to a token, or up to the end.
    pub(super) fn lines(&mut self, to: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let gap = self.text.get(self.at..to).unwrap_or_default();
        let last = gap.matches('\n').count();
        for (number, line) in gap.split('\n').enumerate() {
            if let Some(at) = line.find('#') {
                lines.push(Line::Comment(line[at..].trim_end().to_owned()));
            } else if (1..last).contains(&number) && line.trim().is_empty() {
                lines.push(Line::Blank);
            }
        }
        self.skip_to(to);
        lines.dedup_by(|a, b| *a == Line::Blank && *b == Line::Blank);
        lines
    }

    /// The comments right below the last token that are indented at least so far.
    pub(super) fn foot(&mut self, column: usize) -> Vec<Line> {
        let mut lines = Vec::new();
        let mut blank = false;
        let gap = self.text.get(self.at..).unwrap_or_default();
        let mut at = self.at;
        for (number, line) in gap.split('\n').enumerate() {
            let words = line.trim();
            let is_comment = words.starts_with('#') && line.len() - line.trim_start().len() >= column;
            if number > 0 && is_comment {
                lines.extend(std::mem::take(&mut blank).then_some(Line::Blank));
                lines.push(Line::Comment(words.to_owned()));
                self.at = at + line.len();
            } else if words.is_empty() {
                blank |= number > 0;
            } else {
                break;
            }
            at += line.len() + 1;
        }
        lines
    }

    /// Whether a character stands at a place.
    pub(super) fn stands(&self, at: usize, wanted: &[char]) -> bool {
        self.text.get(at..).is_some_and(|rest| rest.starts_with(wanted))
    }

    /// How far a place is from the start of its line.
    pub(super) fn column(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |line| line + 1)
    }
}
