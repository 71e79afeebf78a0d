//! How an error reads: one line for people, and a structure for `Debug` that shows no body.

use std::fmt;

use super::Error;

/// `operation: code 1 (name): message [HTTP 400, log id x]; apply for the scope a or b for the app`
pub(super) fn line(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(meta) = error.operation() {
        write!(f, "{}: ", meta.id)?;
    }
    match (error.code(), error.code_info()) {
        (Some(code), Some(info)) => write!(f, "code {code} ({})", info.name)?,
        (Some(code), None) => write!(f, "code {code}")?,
        (None, _) => write!(f, "{}", error.kind())?,
    }
    if !error.message().is_empty() {
        f.write_str(": ")?;
        one_line(error.message(), f)?;
    }
    if let Some(snippet) = &error.0.snippet {
        f.write_str(": ")?;
        one_line(snippet, f)?;
    }
    facts(error, f)?;
    match error.missing_scopes() {
        Some(missing) => write!(f, "; {missing}"),
        None => Ok(()),
    }
}

/// The status and log id, in brackets.
fn facts(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let status = error.http_status().map(|status| format!("HTTP {}", status.as_u16()));
    let log_id = error.log_id().map(|id| format!("log id {id}"));
    let facts: Vec<_> = [status, log_id].into_iter().flatten().collect();
    if facts.is_empty() { Ok(()) } else { write!(f, " [{}]", facts.join(", ")) }
}

/// Servers send line breaks and tabs in their texts; logs want one line.
fn one_line(text: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    for (index, word) in text.split_whitespace().enumerate() {
        if index > 0 {
            f.write_str(" ")?;
        }
        f.write_str(word)?;
    }
    Ok(())
}

pub(super) fn debug(error: &Error, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct("Error");
    shown.field("kind", &error.kind());
    shown.field("operation", &error.operation().map(|meta| meta.id));
    shown.field("http_status", &error.http_status());
    shown.field("code", &error.code());
    shown.field("message", &error.message());
    shown.field("log_id", &error.log_id());
    shown.field("detail", error.detail());
    // A decoding error's body is an answer with user data: its length is all that belongs in a log.
    shown.field("body_len", &error.body().map(bytes::Bytes::len));
    shown.field("source", &error.0.source);
    shown.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{CodeInfo, ErrorKind, Meta, Method};
    use serde_json::json;

    static META: Meta = Meta::new("im.v1.chat.get", Method::Get, "/x").error_codes(&[&CodeInfo::new(
        99_991_672,
        "no_scope",
        &[400],
        "documented",
        "",
    )]);

    #[test]
    fn reads_as_one_line_with_the_missing_scopes() {
        let detail = json!({ "permission_violations": [{ "subject": "im:chat" }, { "scope": "im:chat:read" }] });
        let error = Error::new(ErrorKind::Api, "Access\n denied.")
            .with_operation(&META)
            .with_code(Some(99_991_672))
            .with_status(http::StatusCode::BAD_REQUEST)
            .with_log_id(Some("L1".into()))
            .with_detail(detail);
        assert_eq!(
            error.to_string(),
            "im.v1.chat.get: code 99991672 (no_scope): Access denied. [HTTP 400, log id L1]; \
             apply for the scope `im:chat` or `im:chat:read` in the developer console"
        );
    }

    #[test]
    fn says_the_kind_where_there_is_no_code() {
        assert_eq!(Error::config("no host").to_string(), "configuration: no host");
    }
}
