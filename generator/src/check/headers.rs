//! Names of request headers.

use super::sites::{FieldSite, Part, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};

/// Headers that the client sets, with the reason why nobody else may.
const RESERVED: &[(&str, &str)] = &[
    ("authorization", "the client sends the token; say under `tokens` which"),
    ("content-type", "the client sends it; a form has `multipart: true`"),
    ("x-request-id", "the client sets it for each call"),
    ("request-id", "the client sets it for each call"),
];

/// Reports headers that are no headers, that the client sets, and that stand twice.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in sites.fields.iter().filter(|site| site.part() == Some(Part::Headers) && !site.nested) {
        out.extend(reserved(site).or_else(|| no_token(site)));
    }
    for site in &sites.operations {
        let headers = &site.entry.value.headers;
        for (at, entry) in headers.iter().enumerate() {
            let same = headers[..at].iter().find(|first| first.name.eq_ignore_ascii_case(&entry.name));
            out.extend(same.map(|first| {
                let message = format!("`{}` and `{}` are the same header", first.name, entry.name);
                let twice = problem(Code::Header, entry.name.span, "again here", message);
                twice
                    .with_secondary(first.name.span, "first here")
                    .with_help("headers do not tell capitals apart; remove one")
            }));
        }
    }
}

/// Why a header is not for an operation to declare, if it is not.
pub(crate) fn reason_against(header: &str) -> Option<&'static str> {
    RESERVED.iter().find(|(name, _)| name.eq_ignore_ascii_case(header)).map(|(_, reason)| *reason)
}

/// Whether a text can be the name of a header.
pub(crate) fn is_token(name: &str) -> bool {
    let token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(token)
}

fn reserved(site: &FieldSite) -> Option<Diagnostic> {
    let reason = reason_against(site.name)?;
    let message = format!("the header `{}` is not for an operation to declare", site.name);
    Some(problem(Code::Header, site.name.span, "", message).with_help(format!("remove it: {reason}")))
}

fn no_token(site: &FieldSite) -> Option<Diagnostic> {
    if is_token(site.name) {
        return None;
    }
    let report = problem(Code::Header, site.name.span, "", format!("`{}` cannot be the name of a header", site.name));
    Some(report.with_help("write it as HTTP does, such as `X-Lark-Gateway`: letters, digits and `-`"))
}
