//! Lines in a terminal: headings, rows in columns, prose. Knows colours; decides nothing about what is said.

use crate::diagnostic::Style;
use crate::emit::odd::is_odd;
use crate::ir::Operation;

/// Prose is broken at this width.
const WIDTH: usize = 100;

/// A text in the making.
pub(super) struct Paper {
    style: Style,
    text: String,
}

impl Paper {
    /// An empty one.
    pub(super) fn new(style: Style) -> Self {
        Self { style, text: String::new() }
    }

    /// The whole text.
    pub(super) fn finish(self) -> String {
        self.text
    }

    /// The first line.
    pub(super) fn title(&mut self, title: &str) {
        let title = self.painted("1", title);
        self.line(&title);
    }

    /// The start of a part.
    pub(super) fn heading(&mut self, heading: &str) {
        let heading = self.painted("1;36", heading);
        self.text.push('\n');
        self.line(&heading);
    }

    /// A line as it is.
    pub(super) fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// Prose of one or more lines, broken where it is too wide.
    pub(super) fn prose(&mut self, indent: usize, prose: &str) {
        for line in prose.lines() {
            self.wrapped(indent, line);
        }
    }

    /// Rows of cells, aligned; the last cell is broken where it is too wide.
    pub(super) fn rows<const N: usize>(&mut self, rows: &[[String; N]]) {
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..N).map(width).collect();
        for row in rows {
            let Some((last, cells)) = row.split_last() else { continue };
            let mut start = String::from(" ");
            let mut visible = 1;
            for (at, cell) in cells.iter().enumerate() {
                let shown = if at == 0 { self.painted("1", cell) } else { self.painted("2", cell) };
                let space = widths[at] - cell.chars().count();
                start.push(' ');
                start.push_str(&shown);
                start.push_str(&" ".repeat(space + 1));
                visible += widths[at] + 2;
            }
            self.hanging(&start, visible, last);
        }
    }

    /// Operations, a line each.
    pub(super) fn operations(&mut self, operations: &[&Operation]) {
        let rows: Vec<[String; 2]> = operations
            .iter()
            .map(|operation| {
                let old = if operation.deprecated.is_some() { " (deprecated)" } else { "" };
                [operation.id.clone(), format!("{}{old}", operation.summary)]
            })
            .collect();
        self.rows(&rows);
    }

    /// A text in a colour, where there are any. Control characters of the text itself are shown, not sent to the terminal.
    pub(super) fn painted(&self, colour: &str, text: &str) -> String {
        let text = printable(text);
        match self.style {
            Style::Plain => text,
            Style::Coloured => format!("\u{1b}[{colour}m{text}\u{1b}[0m"),
        }
    }

    /// A prose line behind a start that is so many characters wide.
    fn hanging(&mut self, start: &str, width: usize, text: &str) {
        let mut broken = broken(text, WIDTH.saturating_sub(width + 1).max(WIDTH / 3)).into_iter();
        let first = format!("{start} {}", broken.next().unwrap_or_default());
        self.line(&first);
        for line in broken {
            self.line(&format!("{}{line}", " ".repeat(width + 1)));
        }
    }

    fn wrapped(&mut self, indent: usize, text: &str) {
        for line in broken(text, WIDTH - indent) {
            self.line(&format!("{}{line}", " ".repeat(indent)));
        }
    }
}

/// A text in lines of at most a width; words that are longer stay whole.
fn broken(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in printable(text).split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

fn printable(text: &str) -> String {
    text.chars().map(|c| if c != '\n' && is_odd(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::{Paper, broken};
    use crate::diagnostic::Style;

    #[test]
    fn breaks_between_words() {
        assert_eq!(broken("one two three", 8), ["one two", "three"]);
        assert_eq!(broken("unbreakable x", 4), ["unbreakable", "x"]);
        assert_eq!(broken("", 4), [""]);
    }

    #[test]
    fn nothing_reaches_the_terminal_but_text() {
        let mut paper = Paper::new(Style::Plain);
        paper.rows(&[["a\u{1b}[2J".to_owned(), "b\u{7}c\u{202e}d".to_owned()]]);
        assert_eq!(paper.finish(), "  a [2J  b c d\n");
    }
}
