//! Everything that is known of a failed call, as text for people.

use std::fmt::Debug;

use feishu::{Error, ErrorCode};

/// Tells of an error in lines: the first says what happened, the others give one fact each.
///
/// A program of your own mostly needs the first line, which is the error's `Display`; this one shows what else there is.
pub fn describe<E: From<i64> + Debug>(error: &Error) -> String {
    let mut lines = vec![error.to_string(), format!("kind: {:?}", error.kind())];
    lines.extend(code::<E>(error));
    lines.extend(error.http_status().map(|status| format!("HTTP status: {status}")));
    // What the platform's support asks for first.
    lines.extend(error.log_id().map(|id| format!("log id: {id}")));
    lines.extend(error.retry_after().map(|wait| format!("try again in: {wait:?}")));
    lines.extend(server_hints(error));
    lines.join("\n  ")
}

/// The code, in the service's words if it is one of the service's own, else in the platform's.
fn code<E: From<i64> + Debug>(error: &Error) -> Vec<String> {
    let Some(code) = error.code() else { return Vec::new() };
    // Codes below mean the same whatever was called; most others mean what the operation's page says.
    let platform = ErrorCode::from(code);
    let typed = match platform {
        ErrorCode::Unknown(_) => format!("{:?}", E::from(code)),
        known => format!("{known:?}"),
    };
    let info = error.code_info().or_else(|| platform.info());
    let meaning = info.map(|info| format!("meaning: {}", info.about));
    [Some(format!("code: {code}, {typed}")), meaning].into_iter().flatten().collect()
}

/// What the server says beyond the code.
fn server_hints(error: &Error) -> Vec<String> {
    let scopes =
        error.permission_violations().into_iter().map(|violation| format!("missing scope: {}", violation.scope));
    let fields = error.field_violations().into_iter();
    let fields = fields.map(|violation| format!("refused field: {}: {}", violation.field, violation.description));
    let helps = error.helps().into_iter().map(|help| format!("help: {} {}", help.url, help.description));
    let troubleshooter = error.troubleshooter().map(|text| format!("troubleshooter: {text}"));
    scopes.chain(fields).chain(helps).chain(troubleshooter).collect()
}
