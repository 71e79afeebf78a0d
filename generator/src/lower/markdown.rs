//! Prose as rustdoc reads it: what only looks like a link, a tag, an address or Rust must not become one by accident.
//!
//! Lines are made so that Markdown understands each as it is understood here: a code block starts at the margin, nothing is
//! indented far enough to be code, and a backtick without a partner is escaped.

/// Languages that a code block can have. All others, and none, would be or could be taken for Rust.
const LANGUAGES: &[&str] = &[
    "bash",
    "go",
    "html",
    "http",
    "java",
    "javascript",
    "json",
    "markdown",
    "python",
    "sh",
    "sql",
    "text",
    "xml",
    "yaml",
];

/// Deeper indentation makes code.
const DEEPEST_INDENT: usize = 3;

/// Makes prose safe as rustdoc Markdown, line by line. Code spans and code blocks stay as they are; outside of them square and
/// angle brackets are escaped and bare addresses become links.
pub(crate) fn rustdoc(prose: &str) -> Vec<String> {
    let mut open: Option<&str> = None;
    let mut lines = Vec::new();
    for line in prose.lines() {
        match (open, fence(line)) {
            (None, Some((ticks, info))) if !info.contains('`') => {
                let known = LANGUAGES.iter().find(|language| **language == info.trim());
                lines.push(format!("{ticks}{}", known.copied().unwrap_or("text")));
                open = Some(ticks);
            }
            (Some(opened), Some((ticks, info))) if ticks.len() >= opened.len() && info.trim().is_empty() => {
                lines.push(opened.to_owned());
                open = None;
            }
            (Some(_), _) => lines.push(visible(line).trim_end().to_owned()),
            (None, _) => lines.push(text_line(line)),
        }
    }
    lines.extend(open.map(str::to_owned));
    lines
}

/// Makes prose safe as one line of rustdoc Markdown, for a heading or the cell of a table.
pub(crate) fn rustdoc_line(prose: &str) -> String {
    let words: Vec<&str> = prose.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    text_line(&words.join(" "))
}

/// A line as the cell of a table, in which a bar does not end it.
pub(crate) fn cell(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut escaped = false;
    for c in line.chars() {
        if c == '|' && !escaped {
            out.push('\\');
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// A value as a code span, whatever it holds.
pub(crate) fn code(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if is_invisible(c) { shown.extend(c.escape_default()) } else { shown.push(c) }
    }
    let longest = shown.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    if longest == 0 {
        return format!("`{shown}`");
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence} {shown} {fence}")
}

/// The backticks that start or end a code block on this line, and what stands behind them.
fn fence(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    let ticks = line.bytes().take_while(|byte| *byte == b'`').count();
    (ticks >= 3).then(|| line.split_at(ticks))
}

/// Characters that do not show, or turn the direction of all that follows, which compilers refuse in comments.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn visible(line: &str) -> String {
    line.chars().filter(|c| !is_invisible(*c) || *c == '\t').collect()
}

/// A line outside of code blocks.
fn text_line(line: &str) -> String {
    let line = visible(line);
    let text = line.trim();
    let indent = (line.len() - line.trim_start().len()).min(DEEPEST_INDENT);
    let text = escape(text);
    if text.is_empty() { text } else { format!("{}{text}", " ".repeat(indent)) }
}

fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let taken = match c {
            '`' => backticks(rest, &mut out),
            '\\' => backslash(rest, &mut out),
            // Three tildes would start a code block, as backticks do.
            '~' if rest.starts_with("~~~") => {
                out.push_str("\\~\\~\\~");
                3
            }
            'h' => address(rest).map_or(0, |address| {
                out.extend(["<", address, ">"]);
                address.len()
            }),
            // More than one blank behind the mark of a list could make code.
            c if c.is_whitespace() => {
                out.push(' ');
                rest.len() - rest.trim_start().len()
            }
            '[' | ']' | '<' | '>' => {
                out.extend(['\\', c]);
                1
            }
            _ => 0,
        };
        let taken = if taken == 0 {
            out.push(c);
            c.len_utf8()
        } else {
            taken
        };
        rest = &rest[taken..];
    }
    out
}

/// A code span as it is, or backticks that start none.
fn backticks(rest: &str, out: &mut String) -> usize {
    if let Some(span) = code_span(rest) {
        out.push_str(span);
        return span.len();
    }
    let count = rest.bytes().take_while(|byte| *byte == b'`').count();
    out.push_str(&"\\`".repeat(count));
    count
}

/// A backslash and the punctuation that it escapes already.
fn backslash(rest: &str, out: &mut String) -> usize {
    let taken = if rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) { 2 } else { 1 };
    out.push_str(&rest[..taken]);
    taken
}

/// The code span that starts here, with its backticks.
fn code_span(text: &str) -> Option<&str> {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    let fence = &text[..ticks];
    let mut from = ticks;
    loop {
        let start = from + text[from..].find(fence)?;
        let run = text[start..].bytes().take_while(|byte| *byte == b'`').count();
        if run == ticks {
            return Some(&text[..start + ticks]);
        }
        from = start + run;
    }
}

/// The address that starts here, without the punctuation of the sentence around it.
fn address(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = |c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '"' | '(' | ')' | '[' | ']' | '|' | '\\');
    let end = text.find(end).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::{cell, code, rustdoc, rustdoc_line};

    #[test]
    fn brackets_are_escaped_outside_code() {
        assert_eq!(rustdoc("a [x] <b> `[y] <z>` c"), ["a \\[x\\] \\<b\\> `[y] <z>` c"]);
    }

    #[test]
    fn what_is_escaped_already_stays_so() {
        assert_eq!(rustdoc(r"a \[x\] \\[y] \` `z`"), [r"a \[x\] \\\[y\] \` `z`"]);
    }

    #[test]
    fn lone_backtick_protects_nothing() {
        assert_eq!(rustdoc("a ` [x]\nb `<y>`"), ["a \\` \\[x\\]", "b `<y>`"]);
    }

    #[test]
    fn addresses_become_links() {
        assert_eq!(rustdoc("See https://a.b/c?d=e."), ["See <https://a.b/c?d=e>."]);
        assert_eq!(rustdoc("`https://a.b`"), ["`https://a.b`"]);
    }

    #[test]
    fn code_blocks_are_no_rust() {
        assert_eq!(rustdoc("```\n[x]\n```"), ["```text", "[x]", "```"]);
        assert_eq!(rustdoc("```json\n<x>"), ["```json", "<x>", "```"]);
        assert_eq!(rustdoc("    ```rust,ignore\n<x>"), ["```text", "<x>", "```"]);
        assert_eq!(rustdoc("````\n```\n<x>\n`````\n[y]"), ["````text", "```", "<x>", "````", "\\[y\\]"]);
        assert_eq!(rustdoc("~~~\n<x>"), ["\\~\\~\\~", "\\<x\\>"]);
    }

    #[test]
    fn nothing_is_indented_into_code() {
        assert_eq!(rustdoc("a\n\n\t    let x;\n-     y"), ["a", "", "   let x;", "- y"]);
    }

    #[test]
    fn one_line_has_no_code_blocks() {
        assert_eq!(rustdoc_line("a\n\n```json\n[x]\n```\nb [y]"), "a ```json [x] ``` b \\[y\\]");
    }

    #[test]
    fn bars_are_escaped_once() {
        assert_eq!(cell(r"a | b \| c"), r"a \| b \| c");
    }

    #[test]
    fn code_holds_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
    }

    #[test]
    fn code_shows_what_does_not_show() {
        assert_eq!(code("a\n\r\u{202E}"), "`a\\n\\r\\u{202e}`");
    }
}
