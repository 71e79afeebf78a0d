//! The report as a comment on a pull request. Texts of pages stand in code marks only, so that nothing in them is a link, a mention
//! or HTML.

use std::fmt::Write as _;

use feishu_generator::drift::{Compared, Difference};

use super::report::Report;

/// What tells the comment from others, so that the next run finds it.
const MARK: &str = "<!-- feishu-drift -->";

/// GitHub takes comments of up to 65,536 characters.
const MOST: usize = 60_000;

/// Prints the report.
pub(super) fn print(report: &Report<'_>) -> String {
    let mut out = format!("{MARK}\n## Specs and documentation\n\n{}.\n", report.summary());
    let mut sections: Vec<String> = report.differing().map(|operation| differences(report, operation)).collect();
    sections.extend(without_page(report));
    sections.extend(contradictions(report));
    sections.extend(passed_over(report));
    sections.extend(without_spec(report));
    let total = sections.len();
    for (at, section) in sections.iter().enumerate() {
        if out.len() + section.len() > MOST {
            let _ = writeln!(
                out,
                "\n{} of {total} sections are left out here: `cargo xtask drift` prints all.",
                total - at
            );
            break;
        }
        out.push('\n');
        out.push_str(section);
    }
    out
}

fn differences(report: &Report<'_>, operation: &Compared) -> String {
    let mut out = format!("### {}\n\n", code(&operation.name));
    let updated = operation.updated.as_deref().map(|day| format!(", changed on {day}")).unwrap_or_default();
    let older = if operation.older { "; the page is older than what the spec was written from" } else { "" };
    let _ = writeln!(out, "{}{updated}{older}\n\n| what differs | page | spec |\n|---|---|---|", code(&operation.file));
    for (difference, places) in operation.grouped() {
        let (file, line) = report.place(difference.span);
        let (what, more) =
            (sentence(difference), if places > 1 { format!(" (at {places} places)") } else { String::new() });
        let _ = writeln!(out, "| {what}{more} | line {} | {} |", difference.line, cell(&format!("{file}:{line}")));
    }
    for stale in &operation.stale {
        let (file, line) = report.place(stale.span);
        let _ = writeln!(
            out,
            "| the quirk {} holds no longer | | {} |",
            cell(&stale.about),
            cell(&format!("{file}:{line}"))
        );
    }
    out
}

/// A difference in a cell. What it quotes stands in code marks already; what is around is ours, but for names.
fn sentence(difference: &Difference) -> String {
    let text = difference.to_string();
    let (place, rest) = match (difference.place.is_empty(), text.split_once(": ")) {
        (false, Some((place, rest))) => (format!("{}: ", cell(place)), rest),
        _ => (String::new(), text.as_str()),
    };
    format!("{place}{}", rest.replace('|', "\\|"))
}

fn without_page(report: &Report<'_>) -> Option<String> {
    let gone = report.gone();
    if gone.is_empty() {
        return None;
    }
    let mut out = "### Operations without a page\n\n".to_owned();
    for gone in gone {
        let (file, line) = report.place(gone.span);
        let endpoint = code(&format!("{} {}", gone.method.word(), gone.path));
        let _ = writeln!(out, "- {}: {endpoint}, {}", code(&gone.name), code(&format!("{file}:{line}")));
    }
    Some(out)
}

fn contradictions(report: &Report<'_>) -> Option<String> {
    let found = report.drift.operations.iter().flat_map(|operation| {
        operation.contradictions().map(move |warning| {
            format!("- {} {}\n", code(&format!("{}:{}", operation.file, warning.line)), code(&warning.message))
        })
    });
    folded("Pages whose examples contradict their tables", &found.collect::<Vec<_>>())
}

fn passed_over(report: &Report<'_>) -> Option<String> {
    let line = |(page, compared)| format!("- {}, instead {}\n", code(page), code(compared));
    let lines: Vec<String> = report.further().map(line).collect();
    folded("Pages that were passed over, because another one of the endpoint is compared", &lines)
}

fn without_spec(report: &Report<'_>) -> Option<String> {
    let line = |new: &feishu_generator::drift::Unspecified| {
        let endpoint = code(&format!("{} {}", new.method.word(), new.path));
        format!("- {}: {endpoint}, {}\n", code(&new.name), code(&format!("{}:{}", new.file, new.line)))
    };
    folded("Endpoints without a spec", &report.named().iter().map(line).collect::<Vec<_>>())
}

/// A list that opens on demand, cut to a part of the comment.
fn folded(title: &str, lines: &[String]) -> Option<String> {
    const MOST: usize = 20_000;
    if lines.is_empty() {
        return None;
    }
    let mut out = format!("<details><summary>{title}: {}</summary>\n\n", lines.len());
    for (at, line) in lines.iter().enumerate() {
        if out.len() + line.len() > MOST {
            let _ = writeln!(out, "- {} more", lines.len() - at);
            break;
        }
        out.push_str(line);
    }
    out.push_str("\n</details>\n");
    Some(out)
}

/// A text in code marks.
fn code(text: &str) -> String {
    format!("`{}`", text.replace('`', "'").replace(char::is_control, " "))
}

/// The same in a table, where `|` ends a cell even there.
fn cell(text: &str) -> String {
    code(text).replace('|', "\\|")
}
