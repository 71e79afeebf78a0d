//! JSON out of what people wrote for JSON: with comments, commas too many or missing, texts that do not end.

/// The text with its flaws mended. What is JSON already stays the same JSON.
pub(super) fn json(text: &str) -> String {
    let mut mender = Mender { out: String::with_capacity(text.len()), last: None };
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        rest = match char {
            '"' => mender.text(rest),
            '/' if rest.starts_with("//") => rest.find('\n').map_or("", |end| &rest[end..]),
            _ => {
                mender.mark(char);
                &rest[char.len_utf8()..]
            }
        };
    }
    mender.out
}

/// Writes mended JSON.
struct Mender {
    out: String,
    /// The last character that is not white.
    last: Option<char>,
}

impl Mender {
    /// Takes a character outside of texts.
    fn mark(&mut self, char: char) {
        let in_word = |char: char| char.is_ascii_alphanumeric() || matches!(char, '.' | '-' | '+');
        match char {
            '}' | ']' => self.drop_comma(),
            '{' | '[' => self.add_comma(),
            _ if in_word(char) && !self.out.ends_with(in_word) => self.add_comma(),
            _ => {}
        }
        let doubled = char == ',' && matches!(self.last, Some(',' | '{' | '[') | None);
        if !doubled {
            self.out.push(char);
        }
        if !char.is_whitespace() && !doubled {
            self.last = Some(char);
        }
    }

    /// Takes a text in quotes; one that does not end in its line ends before the comma there. Gives what follows.
    fn text<'a>(&mut self, rest: &'a str) -> &'a str {
        self.add_comma();
        let (length, closed) = length(rest);
        let mut inner = &rest[..length];
        let mut after = &rest[length..];
        if !closed {
            let kept = inner.trim_end();
            let kept = kept.strip_suffix(',').unwrap_or(kept);
            after = &rest[kept.len()..];
            inner = kept;
        }
        self.push_text(inner);
        if !closed {
            self.out.push('"');
        }
        self.last = Some('"');
        after
    }

    /// Writes a text; a backslash that escapes nothing is one that is meant.
    fn push_text(&mut self, text: &str) {
        let mut chars = text.chars().peekable();
        while let Some(char) = chars.next() {
            self.out.push(char);
            if char != '\\' {
                continue;
            }
            match chars.peek() {
                Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') => self.out.extend(chars.next()),
                _ => self.out.push('\\'),
            }
        }
    }

    /// Drops the comma that the output ends with.
    fn drop_comma(&mut self) {
        if self.last == Some(',') {
            let end = self.out.trim_end().len() - 1;
            self.out.truncate(end);
        }
    }

    /// Adds a comma where a value follows a value.
    fn add_comma(&mut self) {
        let ended = self.last.is_some_and(|last| matches!(last, '"' | '}' | ']') || last.is_ascii_alphanumeric());
        if ended {
            self.out.push(',');
        }
    }
}

/// The length of a text in quotes, and whether it ends in its line.
fn length(text: &str) -> (usize, bool) {
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(1) {
        match byte {
            b'\n' => return (at, false),
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'"' => return (at + 1, true),
            _ => {}
        }
    }
    (text.len(), false)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    #[test]
    fn mends_what_people_write() {
        let cases = [
            ("// head\n{\"a\": 1, // one\n\"b\": [1, 2,],}", json!({"a": 1, "b": [1, 2]})),
            ("{\"a\": \"x\"\n\"b\": true \"c\": {} \"d\": [] }", json!({"a": "x", "b": true, "c": {}, "d": []})),
            ("{\"a\": \"x,\n\"b\": \"y\n}", json!({"a": "x", "b": "y"})),
            ("{\"a\": \"\\d\\\\\"}", json!({"a": "\\d\\"})),
            ("[{\"a\": -1.5e+3} {\"a\": 2}]", json!([{"a": -1500.0}, {"a": 2}])),
        ];
        for (text, expected) in cases {
            let mended = super::json(text);
            assert_eq!(serde_json::from_str::<Value>(&mended).ok(), Some(expected), "{mended}");
        }
    }

    proptest! {
        #[test]
        fn json_stays_the_same(keys in prop::collection::vec(".{0,8}", 0..5), number in any::<f64>(), flag in any::<bool>()) {
            let number = if number.is_finite() { number } else { 0.5 };
            let value = json!({"list": keys, "number": number, "flag": flag, "null": null, "in": {"a": [[], {}, [1, -2]]}});
            for text in [value.to_string(), serde_json::to_string_pretty(&value).expect("JSON")] {
                let mended: Value = serde_json::from_str(&super::json(&text)).expect("still JSON");
                prop_assert_eq!(&mended, &value);
            }
        }

        #[test]
        fn any_text_ends(text in ".{0,200}") {
            let mended = super::json(&text);
            prop_assert!(mended.len() <= 3 * text.len() + 3);
        }
    }
}
