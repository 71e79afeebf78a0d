//! Texts behind a key or a dash: on the line where they fit, as blocks otherwise.

use unicode_width::UnicodeWidthStr as _;

use super::WIDTH;
use super::scalar::{self, Context, needs_escape};

/// A text that starts in some column; its block, if it becomes one, is indented by `indent`.
pub(super) fn printed(text: &str, column: usize, indent: usize) -> String {
    let on_line = || scalar::printed(text, Context::Block);
    if !is_tidy(text) {
        return on_line();
    }
    let (body, chomp) = text.strip_suffix('\n').map_or((text, "-"), |body| (body, ""));
    if body.contains('\n') {
        return block("|", chomp, body.split('\n'), indent);
    }
    let is_line = !text.ends_with('\n');
    let start = if is_line { column } else { indent };
    let shown = if is_line { on_line() } else { body.to_owned() };
    if start + shown.width() > WIDTH {
        let lines = filled(body, WIDTH.saturating_sub(indent));
        if lines.len() > 1 || is_line && body.contains(' ') && indent + body.width() <= WIDTH {
            return block(">", chomp, lines.into_iter(), indent);
        }
    }
    if is_line { shown } else { block("|", chomp, std::iter::once(body), indent) }
}

/// Whether a text reads the same as a block, in an editor that trims lines, too.
fn is_tidy(text: &str) -> bool {
    let body = text.strip_suffix('\n').unwrap_or(text);
    !body.is_empty()
        && !body.starts_with(char::is_whitespace)
        && !body.ends_with('\n')
        && !body.split('\n').any(|line| line.ends_with(char::is_whitespace))
        && !body.contains(|c| c != '\n' && needs_escape(c))
}

fn block<'l>(style: &str, chomp: &str, lines: impl Iterator<Item = &'l str>, indent: usize) -> String {
    let mut block = format!("{style}{chomp}");
    for line in lines {
        block.push('\n');
        if !line.is_empty() {
            block.extend(std::iter::repeat_n(' ', indent));
            block.push_str(line);
        }
    }
    block
}

/// A text in lines of at most some columns, broken at single blanks, so that folding gives it back.
fn filled(text: &str, width: usize) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut last) = (0, None);
    let breaks = text.match_indices(' ').map(|(at, _)| at).filter(|at| is_break(text, *at));
    for at in breaks.chain([text.len()]) {
        if let Some(last) = last.filter(|_| text[start..at].width() > width) {
            lines.push(&text[start..last]);
            start = last + 1;
        }
        last = Some(at);
    }
    lines.push(&text[start..]);
    lines
}

/// Whether a blank stands alone between two words.
fn is_break(text: &str, at: usize) -> bool {
    let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
    solid(text[..at].chars().next_back()) && solid(text[at + 1..].chars().next())
}
