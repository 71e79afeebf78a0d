//! Which value of a JSON text an offset lies in: turns `serde_json`'s line and column into a path.

/// The path of the value that ends at, or holds, the place that the error names, such as `data.items[2].name`.
pub(crate) fn json_path(text: &[u8], error: &serde_json::Error) -> String {
    let mut walk = Walk::default();
    walk.to(&text[..offset(text, error.line(), error.column())]);
    walk.path()
}

/// Lines count from one; the column is the number of bytes read on the line.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let breaks = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0).chain(breaks).nth(line.saturating_sub(1)).unwrap_or(text.len());
    (start + column).min(text.len())
}

/// Where a walk through a JSON text stands. Keeps its own stack: nesting must not exhaust the real one.
#[derive(Default)]
struct Walk {
    open: Vec<Level>,
}

enum Level {
    Object { key: String, in_value: bool },
    Array { index: usize },
}

impl Walk {
    fn to(&mut self, text: &[u8]) {
        let mut rest = text;
        while let Some((&byte, after)) = rest.split_first() {
            rest = after;
            match byte {
                b'"' => {
                    let end = end_of_string(after);
                    self.string(&after[..end]);
                    rest = after.get(end + 1..).unwrap_or_default();
                }
                b'{' => self.open.push(Level::Object { key: String::new(), in_value: false }),
                b'[' => self.open.push(Level::Array { index: 0 }),
                b'}' | b']' => drop(self.open.pop()),
                b':' => self.colon(),
                b',' => self.comma(),
                _ => {}
            }
        }
    }

    fn string(&mut self, content: &[u8]) {
        if let Some(Level::Object { key, in_value: false }) = self.open.last_mut() {
            *key = String::from_utf8_lossy(content).into_owned();
        }
    }

    fn colon(&mut self) {
        if let Some(Level::Object { in_value, .. }) = self.open.last_mut() {
            *in_value = true;
        }
    }

    fn comma(&mut self) {
        match self.open.last_mut() {
            Some(Level::Object { key, in_value }) => {
                key.clear();
                *in_value = false;
            }
            Some(Level::Array { index }) => *index += 1,
            None => {}
        }
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for level in &self.open {
            match level {
                Level::Object { key, .. } if key.is_empty() => {}
                Level::Object { key, .. } if path.is_empty() => path.push_str(key),
                Level::Object { key, .. } => {
                    path.push('.');
                    path.push_str(key);
                }
                Level::Array { index } => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        path
    }
}

/// Length of a string's content, which begins the text; all of it where the string does not end.
fn end_of_string(text: &[u8]) -> usize {
    let mut escaped = false;
    let end = text.iter().position(|byte| {
        let ends = *byte == b'"' && !escaped;
        escaped = *byte == b'\\' && !escaped;
        ends
    });
    end.unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    type Items = BTreeMap<String, BTreeMap<String, Vec<BTreeMap<String, i64>>>>;

    fn path_in(text: &str) -> String {
        let error = serde_json::from_str::<Items>(text).expect_err(text);
        json_path(text.as_bytes(), &error)
    }

    #[test]
    fn names_the_value() {
        assert_eq!(path_in(r#"{"data": {"items": [{"n": 1}, {"n": "x"}]}}"#), "data.items[1].n");
        assert_eq!(path_in("{\n \"data\":\n {\"a\\\"}]\": [],\n\"items\": [{\"n\": true}]}}"), "data.items[0].n");
        assert_eq!(path_in(r#"{"data": {"items": 7}}"#), "data.items");
        assert_eq!(path_in(r#"{"data": {"items": [{"n": 1"#), "data.items[0].n");
        assert_eq!(path_in("[]"), "");
    }
}
