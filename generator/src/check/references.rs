//! Names that stand for something else: types, common fields, scopes, error codes, rate-limit tiers.
//!
//! Only whether there is such a thing; whether it fits is for others to say.

use std::collections::HashSet;

use super::sites::{OperationSite, Sites};
use super::text::{did_you_mean, file_of, innermost_span, listed, names, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::Spanned;
use crate::spec::{Place, RateLimit, Shared, SpecSet, TypeExpr, TypePath};

/// The types that need no definition.
const BUILT_IN: &[&str] = &["string", "int", "float", "bool", "any", "file", "object"];

/// Reports names that stand for nothing.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.fields {
        out.extend(site.field.ty.as_ref().and_then(|ty| unknown_type(ty, site.place)));
        out.extend(site.field.use_.as_ref().and_then(|name| unknown_common_field(name, site.place)));
    }
    for site in &sites.operations {
        let operation = &site.entry.value;
        let whole = operation.body_type.iter().chain(&operation.response_type);
        out.extend(whole.filter_map(|ty| unknown_type(ty, site.place)));
        out.extend(operation.error_codes.iter().filter_map(|name| unknown_error_code(name, site.place)));
        out.extend(unknown_tier(site, sites.spec));
    }
    check_scopes(sites, out);
}

fn unknown_type(ty: &Spanned<TypeExpr>, place: Place) -> Option<Diagnostic> {
    let TypeExpr::Named(path) = ty.innermost() else { return None };
    if place.type_def(path).is_some() {
        return None;
    }
    let help =
        if path.scope.is_empty() { help_for_plain_type(&path.name, place) } else { help_for_path(path, place.spec) };
    let unknown = problem(Code::UnknownType, innermost_span(ty), "", format!("there is no type `{path}`"));
    Some(unknown.with_help(help))
}

fn help_for_plain_type(name: &str, place: Place) -> String {
    let visible = place.outwards().flat_map(|place| names(&place.own().types));
    let meant = nearest(name, BUILT_IN.iter().copied().chain(visible));
    did_you_mean(meant, || match defined_elsewhere(name, place.spec).as_slice() {
        [] => format!("define `{name}` under `types`, or write a built-in type: {}", listed(BUILT_IN.iter().copied())),
        paths => format!("types of another place need their whole name: {}", listed(paths.iter().map(String::as_str))),
    })
}

/// Whole names of all types with a name.
fn defined_elsewhere(name: &str, spec: &SpecSet) -> Vec<String> {
    let places = Place::all(spec).into_iter().filter(|place| place.version.is_some());
    let with_type = places.filter(|place| place.own().types.get(name).is_some());
    with_type.map(|place| format!("{}.{name}", dotted(&place))).collect()
}

/// Service, version and resource as a type's name starts with them.
fn dotted(place: &Place) -> String {
    let address = place.address();
    [address.service, address.version, address.resource].into_iter().flatten().collect::<Vec<_>>().join(".")
}

/// Finds the first segment of a whole name that is wrong.
fn help_for_path(path: &TypePath, spec: &SpecSet) -> String {
    let places = Place::all(spec);
    let dotted: Vec<String> = places.iter().filter(|place| place.version.is_some()).map(dotted).collect();
    let scope = path.scope.join(".");
    let Some(place) = places.iter().find(|place| place.version.is_some() && self::dotted(place) == scope) else {
        let meant = nearest(&scope, dotted.iter().map(String::as_str)).map(|meant| format!("{meant}.{}", path.name));
        return did_you_mean(meant.as_deref(), || {
            format!("there is no place `{scope}`; write `service.version.Name` or `service.version.resource.Name`")
        });
    };
    let meant = nearest(&path.name, names(&place.own().types));
    did_you_mean(meant, || match defined_elsewhere(&path.name, spec).as_slice() {
        [] => format!("define `{}` under `types` of {}", path.name, file_of(place)),
        paths => {
            format!("{} has no such type, but there is {}", file_of(place), listed(paths.iter().map(String::as_str)))
        }
    })
}

fn unknown_common_field(name: &Spanned<String>, place: Place) -> Option<Diagnostic> {
    if place.common_field(name).is_some() {
        return None;
    }
    let visible = place.outwards().flat_map(|place| names(&place.own().common_fields));
    let help = did_you_mean(nearest(name, visible), || {
        elsewhere(place.spec, |shared| shared.common_fields.get(name).is_some()).map_or_else(
            || format!("define `{name}` under `common_fields`, or write out the field"),
            |file| format!("`{name}` of {file} cannot be seen from here; move it to a file that both share"),
        )
    });
    Some(problem(Code::UnknownCommonField, name.span, "", format!("there is no common field `{name}`")).with_help(help))
}

fn unknown_error_code(name: &Spanned<String>, place: Place) -> Option<Diagnostic> {
    if place.error_code(name).is_some() {
        return None;
    }
    let visible = place.outwards().flat_map(|place| names(&place.own().error_codes));
    let help = did_you_mean(nearest(name, visible), || {
        elsewhere(place.spec, |shared| shared.error_codes.get(name).is_some()).map_or_else(
            || format!("add under `error_codes` of the service: `{name}: {{code: …, message: …, about: …}}`"),
            |file| format!("`{name}` of {file} cannot be seen from here; move it to a file that both share"),
        )
    });
    Some(problem(Code::UnknownErrorCode, name.span, "", format!("there is no error code `{name}`")).with_help(help))
}

/// The first file that defines something.
fn elsewhere(spec: &SpecSet, defines: impl Fn(&Shared) -> bool) -> Option<String> {
    Place::all(spec).into_iter().find(|place| defines(place.own())).map(|place| file_of(&place))
}

/// Holds every scope that is named against `scopes.yaml`.
fn check_scopes(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let known: HashSet<&str> = names(&sites.spec.scopes).collect();
    for name in used_scopes(sites).filter(|name| !known.contains(name.value.as_str())) {
        let help = did_you_mean(nearest(name, names(&sites.spec.scopes)), || {
            format!("add to scopes.yaml: `\"{name}\": {{about: …, tokens: [tenant]}}`")
        });
        out.push(problem(Code::UnknownScope, name.span, "", format!("there is no scope `{name}`")).with_help(help));
    }
}

/// Every place that names a scope.
pub(super) fn used_scopes<'a>(sites: &'a Sites<'a>) -> impl Iterator<Item = &'a Spanned<String>> {
    let operations = sites.operations.iter().flat_map(|site| {
        let operation = &site.entry.value;
        operation.scopes.iter().chain(&operation.all_scopes).chain(&operation.field_scopes)
    });
    operations.chain(sites.fields.iter().flat_map(|site| &site.field.scopes))
}

/// Holds a rate limit against the tiers, whatever the order of its windows.
fn unknown_tier(site: &OperationSite, spec: &SpecSet) -> Option<Diagnostic> {
    let limit = site.entry.value.rate_limit.as_ref().filter(|limit| !limit.special)?;
    let same = |tier: &RateLimit| {
        tier.windows.len() == limit.windows.len() && tier.windows.iter().all(|window| limit.windows.contains(window))
    };
    let tiers = &spec.platform.rate_tiers;
    if tiers.iter().any(|tier| same(&tier.value)) {
        return None;
    }
    let unknown =
        problem(Code::UnknownTier, limit.span, "", format!("`{}` is no rate-limit tier of the platform", limit.value));
    let nearest = nearest_tier(limit, tiers.iter().map(|tier| &tier.value.value));
    Some(unknown.with_help(match nearest {
        Some(tier) => format!(
            "the nearest tier is `{}`; where the page calls the limit special, write `[special, {}]`",
            notation(tier),
            limit.value
        ),
        None => "platform.yaml lists no such `rate_tiers`; add it there if the page on rate limits has it".to_owned(),
    }))
}

/// The tier with the same periods whose counts differ least.
fn nearest_tier<'a>(limit: &RateLimit, tiers: impl Iterator<Item = &'a RateLimit>) -> Option<&'a RateLimit> {
    let distance = |tier: &RateLimit| {
        let differences = limit.windows.iter().map(|window| {
            let same = tier.windows.iter().find(|other| other.period == window.period)?;
            Some(u64::from(same.count.abs_diff(window.count)))
        });
        differences.sum::<Option<u64>>()
    };
    let comparable = tiers.filter_map(|tier| Some((distance(tier)?, tier)));
    comparable.min_by_key(|(distance, tier)| (*distance, tier.windows.len())).map(|(_, tier)| tier)
}

/// A rate limit as the notation writes it.
fn notation(limit: &RateLimit) -> String {
    if limit.windows.len() > 1 { format!("[{limit}]") } else { limit.to_string() }
}
