//! Defaults and examples fit their fields, and limits can be kept at all.

use regex_lite::Regex;
use serde_json::Value;

use super::misfit::{compare, misfit};
use super::sites::{FieldSite, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;

/// Reports values that do not fit and limits that nothing fits.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.fields {
        out.extend(site.field.pattern.as_ref().and_then(bad_pattern));
        out.extend(empty_range(site));
        out.extend(site.effective.default().and_then(|value| bad_value("default", value, site)));
        out.extend(site.effective.example().and_then(|value| bad_value("example", value, site)));
    }
}

fn bad_pattern(pattern: &Spanned<String>) -> Option<Diagnostic> {
    let error = Regex::new(pattern).err()?;
    let message = format!("the pattern is no regular expression: {error}");
    let help = "write it without look-around, back-references and `\\p{…}`, or say in `about` what it means";
    Some(problem(Code::BadLimit, pattern.span, "", message).with_help(help))
}

/// `min` above `max`.
fn empty_range(site: &FieldSite) -> Option<Diagnostic> {
    let (min, max) = (site.effective.min()?, site.effective.max()?);
    let own = site.field.min.as_ref().or(site.field.max.as_ref())?;
    if compare(min, max).is_le() {
        return None;
    }
    let other = if std::ptr::eq(own, min) { max } else { min };
    let message = format!("nothing fits `{}`: `min` {} is greater than `max` {}", site.name, min.value, max.value);
    Some(
        problem(Code::BadLimit, own.span, "", message)
            .with_secondary(other.span, "with this")
            .with_help("correct one of the two"),
    )
}

/// A value that is written here, or comes through `use` and does not fit what is written here.
fn bad_value(key: &str, value: &Spanned<Value>, site: &FieldSite) -> Option<Diagnostic> {
    let field = site.field;
    let own = [&field.default, &field.example].into_iter().flatten().any(|own| std::ptr::eq(own, value));
    let limits = field.ty.is_some()
        || field.len.is_some()
        || field.items.is_some()
        || field.min.is_some()
        || field.max.is_some();
    let shapes = field.pattern.is_some() || field.format.is_some() || field.enum_.is_some() || field.enum_int.is_some();
    if !own && !limits && !shapes {
        return None;
    }
    let misfit = misfit(value, &site.effective)?;
    let part =
        if misfit.part.is_empty() { String::new() } else { format!(" at `{}`", misfit.part.trim_start_matches('.')) };
    let message = format!("the {key} of `{}`{part} {}", site.name, misfit.reason);
    let mut report = match &field.use_ {
        Some(name) if !own => problem(Code::BadValue, name.span, "comes from this common field", message)
            .with_secondary(value.span, "the value")
            .with_help(format!("write an `{key}` of its own beside `use`")),
        _ => problem(Code::BadValue, value.span, "", message).with_help(misfit.help),
    };
    if let Some(limit) = misfit.limit {
        report = report.with_secondary(limit, "the limit");
    }
    Some(report)
}
