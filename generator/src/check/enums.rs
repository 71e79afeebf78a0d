//! Names of the values of enumerations.
//!
//! Wire values are distinct already; names that clash only once they are Rust are not looked at here.

use super::sites::Sites;
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::spec::{EnumValue, TypeKind};

/// Reports enumerations in which two values have the same name.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.types {
        match &site.entry.value.kind {
            TypeKind::Object(_) => {}
            TypeKind::Enum(values) => check_names(values.iter().map(|entry| &entry.value), out),
            TypeKind::EnumInt(values) => check_names(values.iter().map(|(_, value)| value), out),
        }
    }
    for site in &sites.fields {
        check_names(site.field.enum_.iter().flatten().map(|entry| &entry.value), out);
        check_names(site.field.enum_int.iter().flatten().map(|(_, value)| value), out);
    }
}

fn check_names<'a>(values: impl Iterator<Item = &'a EnumValue>, out: &mut Vec<Diagnostic>) {
    let mut names: Vec<&Spanned<String>> = values.filter_map(|value| value.name.as_ref()).collect();
    names.sort_by_key(|name| (&name.value, name.span));
    for pair in names.windows(2).filter(|pair| pair[0].value == pair[1].value) {
        let twice = problem(Code::EnumName, pair[1].span, "again here", format!("two values are named `{}`", pair[0]));
        out.push(twice.with_secondary(pair[0].span, "first here").with_help("give one of them another name"));
    }
}
