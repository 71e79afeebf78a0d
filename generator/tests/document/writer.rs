//! Writes documents in any way that YAML allows: quotes, braces, blocks, indentation, comments and blank lines as chance has it.

use std::fmt::Write as _;

use feishu_generator::document::{Entry, List, Mapping, Value};

/// Numbers that look random, the same for the same seed.
pub(crate) struct Chance(pub(crate) u64);

impl Chance {
    /// A number below a limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap_or_default()
    }

    /// Whether one of so many chances comes true.
    pub(crate) fn one_in(&mut self, limit: usize) -> bool {
        self.below(limit) == 0
    }

    /// One of some things.
    pub(crate) fn of<T: Copy>(&mut self, things: &[T]) -> T {
        things[self.below(things.len())]
    }
}

/// What was written.
pub(crate) struct Written {
    /// The text.
    pub(crate) text: String,
    /// Its comments, in order.
    pub(crate) comments: Vec<String>,
}

/// Writes a mapping as a file that starts with a line.
pub(crate) fn write(first: &str, root: &Mapping, chance: Chance) -> Written {
    let mut writer = Writer { chance, out: format!("{first}\n"), comments: Vec::new(), keeps: false, in_block: false };
    let indent = writer.chance.below(3);
    if writer.chance.one_in(6) {
        writer.out.push_str("---\n");
    }
    writer.mapping(root, indent);
    if writer.chance.one_in(3) {
        writer.comment_line(indent);
    }
    if writer.chance.one_in(6) {
        writer.out.push_str("...\n");
        writer.in_block = false;
    }
    let mut text = writer.out;
    if writer.chance.one_in(3) && !writer.in_block {
        text.pop();
    }
    if writer.chance.one_in(3) {
        text = text.replace('\n', "\r\n");
    }
    Written { text, comments: writer.comments }
}

struct Writer {
    chance: Chance,
    out: String,
    comments: Vec<String>,
    /// The last thing was a block scalar that keeps the blank lines behind it.
    keeps: bool,
    /// The last thing was a block scalar.
    in_block: bool,
}

impl Writer {
    fn mapping(&mut self, mapping: &Mapping, indent: usize) {
        for entry in &mapping.entries {
            self.between(indent);
            self.spaces(indent);
            self.entry(entry, indent);
        }
        if self.chance.one_in(5) {
            self.comment_line(indent);
        }
    }

    fn entry(&mut self, entry: &Entry, indent: usize) {
        let key = self.key(&entry.key);
        if key.len() > 900 || self.chance.one_in(8) {
            self.out.push_str("? ");
            self.out.push_str(&key);
            self.line_end();
            self.between(indent);
            self.spaces(indent);
        } else {
            self.out.push_str(&key);
            self.out.push_str(self.chance.of(&["", "", "", " "]));
        }
        self.out.push(':');
        self.value(&entry.value, indent, true);
    }

    /// What stands behind a colon or a dash, to the end of its last line.
    fn value(&mut self, value: &Value, indent: usize, behind_colon: bool) {
        let inner = indent + 1 + self.chance.below(4);
        match value {
            Value::Mapping(mapping) if !mapping.entries.is_empty() && !self.chance.one_in(3) => {
                self.line_end();
                self.mapping(mapping, inner);
            }
            Value::List(list) if !list.items.is_empty() && !self.chance.one_in(3) => {
                self.line_end();
                let inner = if behind_colon && self.chance.one_in(3) { indent } else { inner };
                self.list(list, inner);
            }
            Value::Text(text) if self.chance.one_in(2) && can_be_block(text) => self.block(text, indent),
            value => {
                if behind_colon && self.chance.one_in(6) {
                    self.line_end();
                    self.between(inner);
                    self.spaces(inner);
                } else {
                    self.out.push(' ');
                }
                self.in_line(value, inner);
                self.line_end();
            }
        }
    }

    fn list(&mut self, list: &List, indent: usize) {
        for item in &list.items {
            self.between(indent);
            self.spaces(indent);
            self.out.push('-');
            match &item.value {
                Value::Mapping(mapping) if !mapping.entries.is_empty() && self.chance.one_in(2) => {
                    // The first key on the line of the dash.
                    let gap = 1 + self.chance.below(3);
                    self.spaces(gap);
                    let (first, rest) = mapping.entries.split_first().expect("an entry");
                    self.entry(first, indent + 1 + gap);
                    let rest = Mapping { entries: rest.to_vec(), foot: Vec::new() };
                    self.mapping(&rest, indent + 1 + gap);
                }
                value => self.value(value, indent, false),
            }
        }
    }

    /// A value with brackets, quotes or nothing around it, possibly over several lines.
    fn in_line(&mut self, value: &Value, indent: usize) {
        match value {
            Value::Plain(text) => self.out.push_str(text),
            Value::Text(text) => {
                let text = self.scalar(text, indent);
                self.out.push_str(&text);
            }
            Value::List(list) => {
                self.out.push('[');
                for (number, item) in list.items.iter().enumerate() {
                    self.gap(indent, number > 0);
                    self.in_line(&item.value, indent);
                }
                self.close(']', indent, list.items.is_empty());
            }
            Value::Mapping(mapping) => {
                self.out.push('{');
                for (number, entry) in mapping.entries.iter().enumerate() {
                    self.gap(indent, number > 0);
                    let key = self.key(&entry.key);
                    self.out.push_str(if key.len() > 900 { "? " } else { "" });
                    self.out.push_str(&key);
                    self.out.push(':');
                    self.gap(indent, false);
                    if self.out.ends_with(':') {
                        self.out.push(' ');
                    }
                    self.in_line(&entry.value, indent);
                }
                self.close('}', indent, mapping.entries.is_empty());
            }
        }
    }

    fn close(&mut self, bracket: char, indent: usize, empty: bool) {
        if !empty && self.chance.one_in(4) {
            self.out.push(',');
        }
        self.gap(indent, false);
        self.out.push(bracket);
    }

    /// What stands between two tokens inside of brackets.
    fn gap(&mut self, indent: usize, comma: bool) {
        if comma {
            self.out.push(',');
        }
        if self.chance.one_in(5) {
            self.line_end();
            self.between(indent);
            self.spaces(indent);
        } else if comma || self.chance.one_in(2) {
            self.out.push(' ');
        }
    }

    fn key(&mut self, key: &str) -> String {
        match self.chance.below(3) {
            0 if is_simple(key) => key.to_owned(),
            _ if key.parse::<i64>().is_ok() => key.to_owned(),
            1 if can_be_single(key) => format!("'{}'", key.replace('\'', "''")),
            _ => double(key),
        }
    }

    fn scalar(&mut self, text: &str, indent: usize) -> String {
        match self.chance.below(4) {
            0 | 1 if is_simple(text) => text.to_owned(),
            2 if can_be_single(text) => format!("'{}'", text.replace('\'', "''")),
            3 => self.folded(&double(text), indent),
            _ => double(text),
        }
    }

    /// A text in double quotes with single blanks as line breaks.
    fn folded(&mut self, quoted: &str, indent: usize) -> String {
        let chars: Vec<char> = quoted.chars().collect();
        let solid = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| *c != ' ');
        let mut folded = String::new();
        for (at, c) in chars.iter().enumerate() {
            if *c == ' ' && solid(at.checked_sub(1)) && solid(Some(at + 1)) && self.chance.one_in(4) {
                folded.push('\n');
                folded.push_str(&" ".repeat(indent + 1));
            } else {
                folded.push(*c);
            }
        }
        folded
    }

    /// A text as a block, with every way to say how it is indented and how it ends.
    fn block(&mut self, text: &str, indent: usize) {
        let step = 1 + self.chance.below(4);
        let body = text.trim_end_matches('\n');
        let ends = text.len() - body.len();
        let needs_indicator = body.starts_with([' ', '\n']);
        let indicator = if needs_indicator || self.chance.one_in(3) { step.to_string() } else { String::new() };
        let keeps = ends > 1 || (ends == 1 && self.chance.one_in(3));
        let chomp = match ends {
            0 => "-",
            _ if keeps => "+",
            _ => "",
        };
        let is_folded = !body.contains('\n') && !body.starts_with(' ') && self.chance.one_in(2);
        let style = if is_folded { ">" } else { "|" };
        let head = if self.chance.one_in(2) { format!("{indicator}{chomp}") } else { format!("{chomp}{indicator}") };
        self.out.push(' ');
        self.out.push_str(style);
        self.out.push_str(&head);
        self.line_end();
        let lines = if is_folded { self.folded(body, 0).replace("\n ", "\n") } else { body.to_owned() };
        for line in lines.split('\n') {
            if !line.is_empty() {
                // The root has no level, so that a block in it is indented by as much as it says.
                self.spaces(indent + step);
                self.out.push_str(line);
            }
            self.out.push('\n');
        }
        self.out.extend(std::iter::repeat_n('\n', ends.saturating_sub(1)));
        (self.keeps, self.in_block) = (keeps, true);
    }

    /// Comments and blank lines before something that is indented so far.
    fn between(&mut self, indent: usize) {
        while self.chance.one_in(5) {
            if self.chance.one_in(2) && !self.keeps {
                self.out.push('\n');
            } else {
                self.comment_line(indent);
            }
        }
        (self.keeps, self.in_block) = (false, false);
    }

    fn comment_line(&mut self, indent: usize) {
        let indent = self.chance.below(indent + 1);
        self.spaces(indent);
        let comment = self.comment();
        self.out.push_str(&comment);
        self.out.push('\n');
        (self.keeps, self.in_block) = (false, false);
    }

    /// Ends a line, by chance with a comment.
    fn line_end(&mut self) {
        if self.chance.one_in(5) {
            let comment = self.comment();
            self.out.push(' ');
            self.out.push_str(&comment);
        }
        self.out.push_str(self.chance.of(&["", "", " "]));
        self.out.push('\n');
        (self.keeps, self.in_block) = (false, false);
    }

    fn comment(&mut self) -> String {
        let text = self.chance.of(&["# c", "#", "#: - [", "# \"quoted", "# 注释", "## it's", "#{", "# a: b # c"]);
        let comment = format!("{text}{}", self.comments.len());
        self.comments.push(comment.clone());
        comment
    }

    fn spaces(&mut self, count: usize) {
        self.out.push_str(&" ".repeat(count));
    }
}

fn is_simple(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.ends_with(|c: char| c.is_ascii_alphanumeric())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || " ._-".contains(c))
        && !["true", "false", "null"].iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn can_be_single(text: &str) -> bool {
    !text.contains(|c: char| c == '\n' || cannot_stand(c))
}

fn can_be_block(text: &str) -> bool {
    let lines = text.trim_end_matches('\n');
    // A first line of blanks alone would be taken for indentation.
    !lines.trim_matches(' ').is_empty()
        && lines.split('\n').find(|line| !line.is_empty()).is_some_and(|line| !line.trim_matches(' ').is_empty())
        && !text.contains(|c: char| c != '\n' && cannot_stand(c))
}

/// Whether the loader refuses a character that is not escaped.
fn cannot_stand(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}' | '\u{FFFD}'..='\u{FFFF}')
}

fn double(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            c if cannot_stand(c) => drop(write!(quoted, "\\u{:04x}", u32::from(c))),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
