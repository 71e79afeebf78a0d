//! Where in the text of a resource a further operation goes. Changes no byte of what is there.

use super::scaffold::{self, Fill};

/// The text with an operation added behind the others, and the line it starts at. `None` where the text has no place for it.
pub(crate) fn insert(text: &str, operation: &str, fill: Fill) -> Option<(String, usize)> {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let Some(head) = lines.iter().position(|line| line.starts_with("operations:")) else {
        let block = format!("\noperations:\n{}", scaffold::operation(operation, 2, fill));
        return Some(splice(text, &lines, lines.len(), &block));
    };
    if !is_only_a_key(lines[head]) {
        return None;
    }
    let below = &lines[head + 1..];
    let below = &below[..below.iter().position(|line| starts_a_key(line)).unwrap_or(below.len())];
    let end = head + 1 + below.iter().rposition(|line| is_inside(line)).map_or(0, |last| last + 1);
    let block = &lines[head + 1..end];
    let indent = block.iter().find(|line| is_inside(line) && !is_comment(line)).map_or(2, |line| spaces(line));
    let apart =
        block.windows(2).any(|pair| pair[0].trim().is_empty() && is_inside(pair[1]) && spaces(pair[1]) == indent);
    let gap = if apart { "\n" } else { "" };
    Some(splice(text, &lines, end, &format!("{gap}{}", scaffold::operation(operation, indent, fill))))
}

/// Puts a block between two lines, with the line ends of the text.
fn splice(text: &str, lines: &[&str], at: usize, block: &str) -> (String, usize) {
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = lines[..at].concat();
    if !out.is_empty() && !out.ends_with('\n') {
        out.push_str(line_end);
    }
    let line = at + 1;
    out.push_str(&block.replace('\n', line_end));
    out.push_str(&lines[at..].concat());
    (out, line)
}

/// Whether a line has nothing behind its key but a comment.
fn is_only_a_key(line: &str) -> bool {
    let rest = line.split_once(':').map_or("", |(_, rest)| rest).trim();
    rest.is_empty() || rest.starts_with('#')
}

fn starts_a_key(line: &str) -> bool {
    !line.trim().is_empty() && !line.starts_with([' ', '#'])
}

fn is_inside(line: &str) -> bool {
    line.starts_with(' ') && !line.trim().is_empty()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

fn spaces(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use super::{Fill, insert};

    /// The lines around the new operation, with a mark in place of its own.
    fn around(text: &str) -> Option<String> {
        let (new, _) = insert(text, "made", Fill::Blank)?;
        let plain = new.replace("\r\n", "\n");
        let at = plain.find("made:\n")?;
        let rest: String = plain[at..].split_inclusive('\n').skip(10).collect();
        Some(format!("{}+\n{rest}", &plain[..at]))
    }

    #[test]
    fn goes_behind_the_last_operation() {
        let text = "about: A.\noperations:\n  get:\n    path: /a\n";
        assert_eq!(around(text).as_deref(), Some("about: A.\noperations:\n  get:\n    path: /a\n  +\n"));
    }

    #[test]
    fn goes_before_the_next_key_and_its_comment() {
        let text = "operations:\n    get:\n        path: /a\n\n# Types.\ntypes:\n  A: {}\n";
        let wanted = "operations:\n    get:\n        path: /a\n    +\n\n# Types.\ntypes:\n  A: {}\n";
        assert_eq!(around(text).as_deref(), Some(wanted));
    }

    #[test]
    fn keeps_the_lines_between_operations_and_the_line_ends() {
        let text = "operations:\r\n  a:\r\n    path: /a\r\n\r\n  b:\r\n    path: /b";
        assert_eq!(around(text).as_deref(), Some("operations:\n  a:\n    path: /a\n\n  b:\n    path: /b\n\n  +\n"));
        let new = insert(text, "made", Fill::Blank).map(|(new, _)| new).unwrap_or_default();
        assert_eq!(new.matches('\n').count(), new.matches("\r\n").count());
        assert!(new.starts_with(text));
    }

    #[test]
    fn adds_the_key_where_it_is_missing() {
        assert_eq!(around("about: A.\n").as_deref(), Some("about: A.\n\noperations:\n  +\n"));
    }

    #[test]
    fn gives_up_on_flow_style() {
        assert_eq!(insert("operations: {a: {path: /a}}\n", "made", Fill::Blank), None);
    }
}
