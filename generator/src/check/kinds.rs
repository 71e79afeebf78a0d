//! Keys of a field that only make sense with certain types, and types that need a key beside them.
//!
//! Goes by the type alone; values are for others.

use super::sites::{FieldSite, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{Span, Spanned};
use crate::spec::{Format, TypeExpr};

/// Reports keys that do not go with the type of their field.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.fields {
        let Some((ty, _)) = site.effective.ty() else { continue };
        check_limits(site, ty, out);
        check_shape(site, ty, out);
        out.extend(missing_fields(site));
    }
}

/// A key with its place and whether it goes with the type.
struct Key {
    name: &'static str,
    span: Option<Span>,
    fits: bool,
    help: &'static str,
}

impl Key {
    fn new<T>(name: &'static str, value: Option<&Spanned<T>>, fits: bool, help: &'static str) -> Self {
        Self { name, span: value.map(|value| value.span), fits, help }
    }
}

fn check_limits(site: &FieldSite, ty: &Spanned<TypeExpr>, out: &mut Vec<Diagnostic>) {
    const NO_LIST: &str = "`items` is the length of a list; leave it out";
    const NO_NUMBER: &str = "only a number has bounds; leave it out";
    let field = site.field;
    let (string, list) = (ty.value == TypeExpr::String, matches!(ty.value, TypeExpr::List(_)));
    let number = matches!(ty.value, TypeExpr::Int | TypeExpr::Float);
    let len =
        if list { "write `items` for the number of elements" } else { "only a string has a length; leave it out" };
    let of_elements = *ty.innermost() == TypeExpr::String;
    let pattern =
        if of_elements { "say in `about` what the elements look like" } else { "only a string has a pattern" };
    let keys = [
        Key::new("len", field.len.as_ref(), string, len),
        Key::new("items", field.items.as_ref(), list, NO_LIST),
        Key::new("min", field.min.as_ref(), number, NO_NUMBER),
        Key::new("max", field.max.as_ref(), number, NO_NUMBER),
        Key::new("pattern", field.pattern.as_ref(), string, pattern),
        Key::new(
            "sensitive",
            field.sensitive.as_ref().filter(|sensitive| sensitive.value),
            is_secret(site, ty),
            SENSITIVE,
        ),
    ];
    out.extend(keys.iter().filter_map(|key| wrong_key(key, site, ty)));
    out.extend(field.format.as_ref().and_then(|format| wrong_format(format, site, ty)));
}

/// What to do about `sensitive` beside another type.
const SENSITIVE: &str = "only a text can be kept from `Debug`: write `string`, or mark the fields inside";

/// Whether a field holds texts that can be kept from `Debug`.
fn is_secret(site: &FieldSite, ty: &TypeExpr) -> bool {
    *ty.innermost() == TypeExpr::String && site.effective.enum_().is_none()
}

fn wrong_key(key: &Key, site: &FieldSite, ty: &Spanned<TypeExpr>) -> Option<Diagnostic> {
    let span = key.span.filter(|_| !key.fits)?;
    let message = format!("`{}` does not go with the type of `{}`", key.name, site.name);
    let report = problem(Code::KeyNotForType, span, "", message);
    Some(report.with_secondary(ty.span, format!("the type is `{}`", ty.value)).with_help(key.help))
}

/// A format speaks of the elements where the type is a list or map.
fn wrong_format(format: &Spanned<Format>, site: &FieldSite, ty: &Spanned<TypeExpr>) -> Option<Diagnostic> {
    let numbers = matches!(format.value, Format::UnixS | Format::UnixMs | Format::UnixUs);
    let fits = match ty.innermost() {
        TypeExpr::String => true,
        TypeExpr::Int => numbers,
        _ => false,
    };
    let help = if numbers {
        "times are of type `int` or `string`"
    } else {
        "this format is one of strings; leave it out or correct the type"
    };
    wrong_key(&Key::new("format", Some(format), fits, help), site, ty)
}

/// `fields`, `enum`, `enum_int` and `type_name` beside the wrong type.
fn check_shape(site: &FieldSite, ty: &Spanned<TypeExpr>, out: &mut Vec<Diagnostic>) {
    let field = site.field;
    let shapes = [
        ("fields", field.fields.is_some(), TypeExpr::Object, "object"),
        ("enum", field.enum_.is_some(), TypeExpr::String, "string"),
        ("enum_int", field.enum_int.is_some(), TypeExpr::Int, "int"),
    ];
    for (key, stands, needed, name) in shapes {
        if !stands || *ty.innermost() == needed {
            continue;
        }
        let message = format!("`{key}` of `{}` needs the type `{name}`", site.name);
        let report = problem(Code::KeyNotForType, ty.span, &format!("the type is `{}`", ty.value), message);
        out.push(report.with_help(format!("write `type: {name}`, or a list or map of it, or leave `{key}` out")));
    }
    out.extend(idle_type_name(site));
}

/// `type_name` where no type is written in place.
fn idle_type_name(site: &FieldSite) -> Option<Diagnostic> {
    let name = site.field.type_name.as_ref()?;
    let effective = &site.effective;
    if effective.fields().is_some() || effective.enum_().is_some() || effective.enum_int().is_some() {
        return None;
    }
    let message = format!("`{}` has no type of its own that `type_name` could name", site.name);
    let help = "leave it out; it belongs to an object or enumeration written in place";
    Some(problem(Code::KeyNotForType, name.span, "", message).with_help(help))
}

/// `object` without its fields.
fn missing_fields(site: &FieldSite) -> Option<Diagnostic> {
    let ty = site.field.ty.as_ref().filter(|ty| *ty.innermost() == TypeExpr::Object)?;
    if site.effective.fields().is_some() {
        return None;
    }
    let message = format!("`{}` is an object without `fields`", site.name);
    let help = "add `fields`, or write `map<…>` where the keys are not known, or `any` where nothing is";
    Some(problem(Code::KeyNotForType, ty.span, "", message).with_help(help))
}
