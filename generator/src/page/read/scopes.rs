//! Scopes in a cell: marked ones, and those that dialects without marks write as `label(scope)`, as `` `scope` label ``, or
//! alone on a line.

use super::super::facts::Scope;
use super::super::model::Cell;

/// The scopes of a cell about scopes.
pub(super) fn of(cell: &Cell) -> Vec<Scope> {
    let mut scopes = marked(cell);
    if scopes.is_empty() {
        scopes = in_text(&cell.text);
    }
    scopes
}

/// The scopes that are marked and have a name.
pub(super) fn marked(cell: &Cell) -> Vec<Scope> {
    let scopes = cell.scopes().filter_map(|(name, label)| match (name, label.trim()) {
        ("", label) if is_name(label) => Some(Scope { name: label.to_owned(), label: String::new() }),
        ("", _) => None,
        (name, label) => Some(Scope { name: name.to_owned(), label: label.to_owned() }),
    });
    scopes.collect()
}

/// The scopes of a text.
pub(super) fn in_text(text: &str) -> Vec<Scope> {
    let mut scopes = in_brackets(text);
    if scopes.is_empty() {
        scopes = in_code(text);
    }
    if scopes.is_empty() {
        let names = text.lines().map(str::trim).filter(|line| is_name(line));
        scopes = names.map(|name| Scope { name: name.to_owned(), label: String::new() }).collect();
    }
    scopes
}

/// Whether a text has the form of a scope's name.
pub(super) fn is_name(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b':' | b'_' | b'.' | b'-');
    text.contains(':') && text.bytes().all(plain) && text.starts_with(|first: char| first.is_ascii_lowercase())
}

/// The longest name of a scope that is looked for, in bytes.
const LONGEST_NAME: usize = 200;

/// `label(scope)`, several on a line or one.
fn in_brackets(text: &str) -> Vec<Scope> {
    let mut out = Vec::new();
    for line in text.lines() {
        let mut from = 0;
        for (open, _) in line.match_indices('(') {
            let length = line.bytes().skip(open).take(LONGEST_NAME).position(|byte| byte == b')');
            let Some(end) = length.map(|length| open + length) else { continue };
            let name = &line[open + 1..end];
            if open >= from && is_name(name) {
                let label = line[from..open].trim_matches([' ', '、', '，', ',']).to_owned();
                out.push(Scope { name: name.to_owned(), label });
                from = end + 1;
            }
        }
    }
    out
}

/// `` `scope` label ``, several on a line or one.
fn in_code(text: &str) -> Vec<Scope> {
    let mut out: Vec<Scope> = Vec::new();
    let mut parts = text.split('`');
    let _before = parts.next();
    while let Some(code) = parts.next() {
        let after = parts.next().unwrap_or_default();
        if is_name(code) {
            let label = after.lines().next().unwrap_or_default().trim().to_owned();
            out.push(Scope { name: code.to_owned(), label });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::in_text;

    #[test]
    fn both_forms() {
        let names = |text: &str| in_text(text).into_iter().map(|scope| (scope.name, scope.label)).collect::<Vec<_>>();
        let pair = |name: &str, label: &str| (name.to_owned(), label.to_owned());
        assert_eq!(
            names("Note (x)\nRead (all)(a:b.c)\nWrite(d:e)"),
            [pair("a:b.c", "Read (all)"), pair("d:e", "Write")]
        );
        assert_eq!(names("Tip `a:b` Read it `d:e:f` Write it"), [pair("a:b", "Read it"), pair("d:e:f", "Write it")]);
        assert_eq!(names("`code` and (text)"), []);
    }
}
