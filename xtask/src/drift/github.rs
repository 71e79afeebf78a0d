//! Workflow commands, which GitHub shows beside the lines of files. Pages are none of ours: nothing of their text may end a command
//! or begin another.

use std::fmt::Write as _;

use super::report::Report;

/// Prints the commands.
pub(super) fn print(report: &Report<'_>) -> String {
    let mut out = String::new();
    for operation in report.differing() {
        for (difference, places) in operation.grouped() {
            let more = if places > 1 { format!(" (at {places} places)") } else { String::new() };
            let message = format!("{difference}{more}\n{}:{}", operation.file, difference.line);
            command(&mut out, "warning", report.place(difference.span), &operation.name, &message);
        }
        for stale in &operation.stale {
            let message = format!("{}: nothing differs any more; remove the quirk", stale.about);
            command(&mut out, "warning", report.place(stale.span), &operation.name, &message);
        }
    }
    for gone in report.gone() {
        command(
            &mut out,
            "warning",
            report.place(gone.span),
            &gone.name,
            "there is no page of this operation any more",
        );
    }
    for new in report.named() {
        let (place, message) =
            ((new.file.as_str(), new.line as usize), format!("{} {} has no spec", new.method.word(), new.path));
        command(&mut out, "warning", place, &new.name, &message);
    }
    for operation in &report.drift.operations {
        for warning in operation.contradictions() {
            let place = (operation.file.as_str(), warning.line as usize);
            command(&mut out, "notice", place, &operation.name, &format!("{}: {}", warning.kind, warning.message));
        }
    }
    let _ = writeln!(out, "{}", data(&report.summary()));
    out
}

fn command(out: &mut String, level: &str, (file, line): (&str, usize), title: &str, message: &str) {
    let (file, title) = (property(file), property(title));
    let _ = writeln!(out, "::{level} file={file},line={line},title={title}::{}", data(message));
}

/// The text after `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::command;

    #[test]
    fn a_text_neither_ends_a_command_nor_begins_one() {
        let mut out = String::new();
        command(&mut out, "warning", ("a,b:c.md", 3), "x\n::error::y", "50%\n::stop-commands::z\r");
        let expected =
            "::warning file=a%2Cb%3Ac.md,line=3,title=x%0A%3A%3Aerror%3A%3Ay::50%25%0A::stop-commands::z%0D\n";
        assert_eq!(out, expected);
    }
}
