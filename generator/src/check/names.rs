//! Names that Rust must be able to use, and names of versions.
//!
//! Whether two names clash is decided where names are made.

use super::sites::Sites;
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::naming::{is_identifier, is_type_of_rust};
use crate::source::{Span, Spanned};
use crate::spec::Place;

/// Reports names that Rust keeps for itself, and folders that are no version.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.fields {
        out.extend(unusable("rust_name", site.field.rust_name.as_ref()));
        out.extend(unusable("type_name", site.field.type_name.as_ref()));
    }
    out.extend(sites.types.iter().filter_map(|site| unusable("rust_name", site.entry.value.rust_name.as_ref())));
    out.extend(sites.operations.iter().filter_map(|site| unusable("rust_name", site.entry.value.rust_name.as_ref())));
    out.extend(sites.places.iter().filter(|place| place.resource.is_none()).filter_map(|place| bad_version(*place)));
}

fn unusable(key: &str, name: Option<&Spanned<String>>) -> Option<Diagnostic> {
    let name = name.filter(|name| !is_identifier(name) || is_type_of_rust(name))?;
    let (reason, what) = if is_type_of_rust(name) {
        ("the generated code needs the word", "type of Rust or of the client")
    } else {
        ("Rust keeps the word for itself", "keyword of Rust")
    };
    let report = problem(Code::RustName, name.span, "", format!("`{name}` cannot be a `{key}`: {reason}"));
    Some(report.with_help(format!("write a name that is no {what}, such as one with a word more")))
}

fn bad_version(place: Place) -> Option<Diagnostic> {
    let version = place.version?;
    let number = version.name.strip_prefix('v').unwrap_or_default();
    if !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let file = version.shared.file.or_else(|| version.resources.first().map(|resource| resource.file))?;
    let report = problem(Code::VersionName, Span::start_of(file), "", format!("`{}` is no version", version.name));
    Some(report.with_help("name the folder as the platform does, `v` and a number: `v1`"))
}
