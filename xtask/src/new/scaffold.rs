//! The blank forms: what stands in them, and what to fill in. Knows nothing of files.

/// A key that waits for its value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Blank {
    /// The key.
    pub(crate) key: &'static str,
    /// What stands there until it is filled in; the checks refuse it.
    value: &'static str,
    /// Something that could stand there.
    sample: &'static str,
    /// What to write.
    pub(crate) hint: &'static str,
}

/// What a form is filled with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fill {
    /// Nothing yet.
    Blank,
    /// Values that are as good as any, to try out whether the form fits into a file.
    Sample,
}

/// The keys of an operation.
const OPERATION: &[Blank] = &[
    text("summary", "Do it.", "what it does: one line, imperative, ends with a full stop"),
    text("page", "/page", "the path of its documentation page; remove the line where it has none"),
    text("updated", "2026-01-01", "the day the page was last changed, yyyy-mm-dd; remove the line where it has none"),
    text("method", "GET", "GET, POST, PUT, PATCH or DELETE"),
    text("path", "/path", "such as /open-apis/im/v1/messages/:message_id; each `:name` needs a field under `params`"),
    list("tokens", "[tenant]", "tenant, user, app: those it takes, best first; [] for none"),
    list("apps", "[custom]", "custom, store: the kinds of app that may call it"),
    text("rate_limit", "special", "such as 10/s or [1000/min, 50/s]; remove the line where the page gives none"),
    list("scopes", "[a:b]", "scopes of which any one is enough; remove the line where it needs none"),
];

/// The sentence that opens a service or a resource.
const ABOUT: &Blank = &text("about", "Things.", "what it is, in one sentence");

/// What to do once the blanks are filled.
pub(crate) const NEXT: &str = "
Then add what the page lists: `params`, `query`, `body`, `response`, `error_codes` (see specs/README.md), and run
`cargo xtask check` and `cargo xtask codegen`.
";

const fn text(key: &'static str, sample: &'static str, hint: &'static str) -> Blank {
    Blank { key, value: "\"\"", sample, hint }
}

const fn list(key: &'static str, sample: &'static str, hint: &'static str) -> Blank {
    Blank { key, value: "[\"\"]", sample, hint }
}

impl Blank {
    fn line(&self, fill: Fill) -> String {
        let value = if fill == Fill::Blank { self.value } else { self.sample };
        format!("{}: {value}\n", self.key)
    }
}

/// `_shared.yaml` of a service.
pub(crate) fn service() -> String {
    format!("# yaml-language-server: $schema=../schema/shared.json\n{}", ABOUT.line(Fill::Blank))
}

/// The file of a resource with one operation.
pub(crate) fn resource(name: &str, fill: Fill) -> String {
    let about = ABOUT.line(fill);
    format!(
        "# yaml-language-server: $schema=../../schema/resource.json\n{about}\noperations:\n{}",
        operation(name, 2, fill)
    )
}

/// An operation that is indented by some spaces.
pub(crate) fn operation(name: &str, indent: usize, fill: Fill) -> String {
    let lines = OPERATION.iter().map(|blank| format!("{:indent$}  {}", "", blank.line(fill)));
    format!("{:indent$}{name}:\n{}", "", lines.collect::<String>())
}

/// The blanks that a text still has, with the numbers of their lines.
pub(crate) fn blanks(text: &str) -> Vec<(usize, &'static Blank)> {
    let all = || OPERATION.iter().chain([ABOUT]);
    let lines = text.lines().zip(1..);
    let found = lines.filter_map(|(line, number)| {
        let (key, value) = line.trim().split_once(": ")?;
        all().find(|blank| blank.key == key && blank.value == value).map(|blank| (number, blank))
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use super::{Fill, blanks, resource};

    #[test]
    fn every_blank_is_found_with_its_line() {
        let found = blanks(&resource("get", Fill::Blank));
        assert_eq!(found.len(), 10);
        assert_eq!((found[0].0, found[0].1.key), (2, "about"));
        assert_eq!((found[1].0, found[1].1.key), (6, "summary"));
    }
}
