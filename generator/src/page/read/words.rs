//! Small helpers for the words of the documentation.

/// A text as a name, type or key: without Markdown's escapes, code marks and emphasis, with no blanks around it.
pub(super) fn plain(text: &str) -> String {
    let text = unescape(text);
    let mut text = text.trim();
    loop {
        let inner = strip_pair(text, "**").or_else(|| strip_pair(text, "`"));
        match inner {
            Some(inner) => text = inner.trim(),
            None => return text.to_owned(),
        }
    }
}

/// What stands between two equal marks around a text, if the text holds no more of them.
pub(super) fn strip_pair<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    let inner = text.strip_prefix(mark)?.strip_suffix(mark)?;
    (!inner.contains(mark)).then_some(inner)
}

/// Resolves `\[`, `\-` and the like.
pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(char) = chars.next() {
        match chars.peek() {
            Some(next) if char == '\\' && next.is_ascii_punctuation() => {}
            _ => out.push(char),
        }
    }
    out
}

/// The text with `](address)` of its links left out, and without marks of emphasis.
pub(super) fn without_links(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = rest.split_at(at);
        let Some(end) = after.find(')') else { break };
        match before.rfind('[') {
            Some(open) => {
                out.push_str(&before[..open]);
                out.push_str(&before[open + 1..]);
            }
            None => out.push_str(before),
        }
        rest = &after[end + 1..];
    }
    out.push_str(rest);
    out.replace("**", "")
}

/// The longest address that is looked for, in bytes.
const LONGEST_ADDRESS: usize = 2000;

/// The addresses of a text's links.
pub(super) fn links(text: &str) -> Vec<String> {
    let targets = text.match_indices("](").filter_map(|(at, _)| {
        let end = text.bytes().skip(at + 2).take(LONGEST_ADDRESS).position(|byte| byte == b')')?;
        text.get(at + 2..at + 2 + end)
    });
    targets.map(|target| target.trim().to_owned()).filter(|target| !target.is_empty()).collect()
}

/// A text as it may stand in a message.
pub(super) fn short(text: &str) -> String {
    crate::diagnostic::shorten(text.trim())
}

#[cfg(test)]
mod tests {
    use super::{links, plain, unescape, without_links};

    #[test]
    fn plain_texts() {
        assert_eq!(plain(" `string\\[\\]` "), "string[]");
        assert_eq!(plain("**`a`**"), "a");
        assert_eq!(plain("\\-"), "-");
        assert_eq!(plain("`a` or `b`"), "`a` or `b`");
        assert_eq!(unescape("a\\b\\"), "a\\b\\");
    }

    #[test]
    fn links_of_texts() {
        assert_eq!(without_links("see [a](/b) and **[c](d)**!"), "see a and c!");
        assert_eq!(links("see [a](/b) and [c](d) [e](f"), ["/b", "d"]);
    }
}
