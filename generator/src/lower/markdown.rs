//! Prose as rustdoc reads it: what only looks like a link, a tag or an address must not become one by accident.

/// Makes prose safe as rustdoc Markdown, line by line. Code spans and fenced code stay as they are; outside of them square and
/// angle brackets are escaped and bare addresses become links.
pub(crate) fn rustdoc(prose: &str) -> Vec<String> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for line in prose.lines() {
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        let fence = line.trim_start().starts_with("```");
        if fence && !fenced && line.trim() == "```" {
            // A block without a language would be compiled as Rust.
            lines.push(line.replacen("```", "```text", 1));
        } else if fence || fenced {
            lines.push(line.trim_end().to_owned());
        } else {
            lines.push(escape(line.trim_end()));
        }
        fenced ^= fence;
    }
    if fenced {
        lines.push("```".to_owned());
    }
    lines
}

/// A value as a code span, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    if longest == 0 {
        return format!("`{text}`");
    }
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

fn escape(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let taken = if let Some(span) = code_span(rest) {
            out.push_str(span);
            span.len()
        } else if let Some(address) = address(rest) {
            out.extend(["<", address, ">"]);
            address.len()
        } else {
            if matches!(c, '[' | ']' | '<' | '>') {
                out.push('\\');
            }
            out.push(c);
            c.len_utf8()
        };
        rest = &rest[taken..];
    }
    out
}

/// The code span that starts here, with its backticks.
fn code_span(text: &str) -> Option<&str> {
    let ticks = text.bytes().take_while(|byte| *byte == b'`').count();
    if ticks == 0 {
        return None;
    }
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
    let end =
        text.find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '"' | '(' | ')')).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::{code, rustdoc};

    #[test]
    fn brackets_are_escaped_outside_code() {
        assert_eq!(rustdoc("a [x] <b> `[y] <z>` c"), ["a \\[x\\] \\<b\\> `[y] <z>` c"]);
    }

    #[test]
    fn lone_backtick_protects_nothing() {
        assert_eq!(rustdoc("a ` [x]"), ["a ` \\[x\\]"]);
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
    }

    #[test]
    fn code_holds_backticks() {
        assert_eq!(code("a"), "`a`");
        assert_eq!(code("a`b"), "`` a`b ``");
    }
}
