//! Example bodies.

use serde_json::Value;

use super::super::facts::Example;
use super::super::model::Code;
use super::super::warning::{Kind, Warnings};
use super::mend;
use super::sections::{Role, Sections};
use super::words::short;

/// The example bodies of a role.
pub(super) fn bodies(sections: &Sections<'_>, role: Role, warnings: &mut Warnings) -> Vec<Example> {
    let section = match role {
        Role::BodyExample => Role::Body,
        _ => Role::Response,
    };
    let mut codes: Vec<&Code> =
        sections.role(role).flat_map(super::sections::Section::codes).filter(|code| is_body(code)).collect();
    if codes.is_empty() {
        // Old pages show the example below the table. Only what is JSON by its form is one there.
        let below = sections.role(section).flat_map(super::sections::Section::codes);
        codes = below.filter(|code| is_body(code) && code.text.trim_start().starts_with(['{', '['])).collect();
    }
    let examples: Vec<Example> = codes.into_iter().map(|code| example(code, warnings)).collect();
    if examples.is_empty() && role == Role::ResponseExample && sections.tables(Role::Response).next().is_some() {
        warnings.add(Kind::ExampleMissing, 1, "the page has no example of the response");
    }
    examples
}

/// Whether code can be a body: not a call on a command line, not a program.
fn is_body(code: &Code) -> bool {
    let text = code.text.trim_start();
    let language = matches!(code.language.as_str(), "" | "json" | "js" | "javascript" | "http");
    language && !text.is_empty() && !is_message(text)
}

/// Whether a text is a command, a form, or a message with its head.
fn is_message(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    text.starts_with("curl") || text.starts_with("--") || first.contains("HTTP/")
}

fn example(code: &Code, warnings: &mut Warnings) -> Example {
    let reason = match serde_json::from_str::<Value>(code.text.trim()) {
        Ok(body) => return Example { line: code.line, body: Ok(body), flaw: None },
        Err(error) => error.to_string(),
    };
    let mended = serde_json::from_str(&mend::json(&code.text)).map_err(|_| reason.clone());
    let end = if mended.is_ok() { "; it was read nevertheless" } else { "" };
    let message = format!("the example is not JSON: {reason}{end}; it starts with `{}`", short(&code.text));
    warnings.add(Kind::ExampleNotJson, code.line, message);
    Example { line: code.line, body: mended, flaw: Some(reason) }
}
