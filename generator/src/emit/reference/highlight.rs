//! Rust in colours: which pieces of a text are keywords, strings, types and the like. The pieces together are the text.

use super::prose::{Html, escaped};

/// Words that are shown as keywords.
const KEYWORDS: &[&str] = &["as", "async", "await", "false", "for", "if", "in", "let", "mut", "true", "use", "while"];

/// Lines of Rust as HTML.
pub(super) fn rust(text: &str) -> Html {
    let mut out = String::with_capacity(text.len() * 2);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (length, class) = piece(rest, c);
        let (piece, after) = rest.split_at(length);
        match class {
            Some(class) => out.extend(["<span class=\"", class, "\">", &escaped(piece), "</span>"]),
            None => out.push_str(&escaped(piece)),
        }
        rest = after;
    }
    Html::trusted(out)
}

/// JSON as HTML.
pub(super) fn json(text: &str) -> Html {
    rust(text)
}

/// How long the piece at the start of a text is, and what it is.
fn piece(rest: &str, first: char) -> (usize, Option<&'static str>) {
    if let Some(inside) = rest.strip_prefix("r#\"") {
        let end = inside.find("\"#").map_or(rest.len(), |at| at + 5);
        return (end, Some("s"));
    }
    if first == '"' {
        return (string_length(rest), Some("s"));
    }
    let word = |c: char| c.is_alphanumeric() || c == '_';
    if first.is_ascii_digit() {
        return (run(rest, |c| word(c) || c == '.'), Some("n"));
    }
    if word(first) {
        let length = run(rest, word);
        let class = if KEYWORDS.contains(&&rest[..length]) {
            Some("k")
        } else if first.is_uppercase() {
            Some("t")
        } else if rest[length..].starts_with(['(', '!']) {
            Some("f")
        } else {
            None
        };
        return (length, class);
    }
    (first.len_utf8(), None)
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

/// The length of the string literal that a text starts with.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::rust;

    #[test]
    fn pieces_have_their_kinds() {
        let shown = rust("let x = Create::new(\"a\\\"<\", 10);").to_string();
        let expected = "<span class=\"k\">let</span> x = <span class=\"t\">Create</span>::<span class=\"f\">new</span>\
            (<span class=\"s\">&quot;a\\&quot;&lt;&quot;</span>, <span class=\"n\">10</span>);";
        assert_eq!(shown, expected);
    }

    #[test]
    fn nothing_is_lost_of_what_does_not_end() {
        for text in ["\"abc", "r#\"abc", "é\"", "r#\"a\"#b"] {
            let shown = rust(text).to_string();
            let plain = shown.replace("<span class=\"s\">", "").replace("</span>", "").replace("&quot;", "\"");
            assert_eq!(plain, text);
        }
    }
}
