//! Lines of a page: where they start, and their numbers.

/// Finds the line of an offset.
#[derive(Debug)]
pub(super) struct LineIndex {
    starts: Vec<usize>,
}

impl LineIndex {
    /// Looks for the lines of a text.
    pub(super) fn new(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The line of an offset, from one.
    pub(super) fn line(&self, offset: usize) -> u32 {
        u32::try_from(self.starts.partition_point(|start| *start <= offset)).unwrap_or(u32::MAX)
    }
}

/// A line of a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// Its text, without its end.
    pub(super) text: &'a str,
    /// Where it starts on the page.
    pub(super) start: usize,
    /// Its number, from one.
    pub(super) number: u32,
}

impl Line<'_> {
    /// Whether the line is empty or white.
    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Where the next line starts.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// All lines of a text.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    let mut start = 0;
    let mut out = Vec::new();
    for (number, with_end) in (1..).zip(text.split_inclusive('\n')) {
        out.push(Line { text: with_end.trim_end_matches(['\n', '\r']), start, number });
        start += with_end.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{LineIndex, lines};

    #[test]
    fn numbers_agree() {
        let text = "a\r\n\nbc\n";
        let index = LineIndex::new(text);
        let all: Vec<(&str, u32)> = lines(text).iter().map(|line| (line.text, line.number)).collect();
        assert_eq!(all, [("a", 1), ("", 2), ("bc", 3)]);
        assert!(lines(text).iter().all(|line| index.line(line.start) == line.number));
    }
}
