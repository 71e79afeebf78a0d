//! Amounts: a field that is one says of what, by its `format` or in its prose.

use super::sites::{FieldSite, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::load::UNWRITTEN;
use crate::spec::TypeExpr;

/// Last words of names that stand for a time or for an amount of something.
const AMOUNTS: &[&str] = &[
    "time",
    "timestamp",
    "duration",
    "interval",
    "timeout",
    "ttl",
    "expire",
    "expires",
    "expiration",
    "size",
    "width",
    "height",
    "capacity",
    "quota",
    "distance",
    "latitude",
    "longitude",
    "altitude",
];

/// Words of prose that say what an amount counts, as they start.
const UNITS: &[&str] = &[
    "second",
    "millisecond",
    "microsecond",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "date",
    "byte",
    "kb",
    "mb",
    "gb",
    "kib",
    "mib",
    "gib",
    "pixel",
    "character",
    "item",
    "element",
    "row",
    "column",
    "page",
    "people",
    "person",
    "user",
    "member",
    "record",
    "metre",
    "meter",
    "kilomet",
    "degree",
    "percent",
    "point",
    "millimet",
    "centimet",
    "ratio",
    "yyyy",
    "hh:mm",
    "rfc",
    "iso",
    "how",
    "number",
    "many",
    "cell",
    "line",
    "unit",
];

/// Reports amounts of nothing.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    out.extend(sites.fields.iter().filter_map(bare));
}

fn bare(site: &FieldSite) -> Option<Diagnostic> {
    let about = site.field.about.as_ref()?;
    let is_plain = matches!(site.effective.ty()?.0.value, TypeExpr::Int | TypeExpr::Float | TypeExpr::String);
    if !is_plain || site.effective.format().is_some() || !is_amount(site.name) || names_a_unit(about) {
        return None;
    }
    if about.value == UNWRITTEN {
        return None;
    }
    if site.effective.enum_().is_some() || site.effective.enum_int().is_some() {
        return None;
    }
    let message = format!("`{}` is an amount, and nothing says of what", site.name);
    let report = problem(Code::NoUnit, about.span, "", message);
    Some(report.with_help("name the unit in `about`, such as seconds, bytes or pixels, or give a time its `format`"))
}

/// Whether the last word of a name stands for an amount.
fn is_amount(name: &str) -> bool {
    let last = name.rsplit('_').next().unwrap_or(name);
    AMOUNTS.contains(&last) || name.ends_with("_at")
}

/// Whether prose says what is counted.
fn names_a_unit(about: &str) -> bool {
    let text = about.to_ascii_lowercase();
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != ':')
        .any(|word| UNITS.iter().any(|unit| word.starts_with(unit)))
}

#[cfg(test)]
mod tests {
    use super::{is_amount, names_a_unit};

    #[test]
    fn amounts() {
        assert!(is_amount("start_time") && is_amount("expire") && is_amount("file_size") && is_amount("created_at"));
        assert!(!is_amount("timezone") && !is_amount("size_type") && !is_amount("format"));
    }

    #[test]
    fn units() {
        assert!(names_a_unit("Length of the file in bytes.") && names_a_unit("Valid for so many seconds."));
        assert!(names_a_unit("How many files the answer may have."));
        assert!(!names_a_unit("Size of the file.") && !names_a_unit("When the meeting starts."));
    }
}
