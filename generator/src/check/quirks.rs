//! Quirks: whether each is about something that a page and the spec can differ in.
//!
//! Whether they do differ is for `cargo xtask drift`, which has the pages.

use super::sites::{OperationSite, Sites};
use super::text::{did_you_mean, listed, names, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Span, Spanned};
use crate::spec::{Fact, FactOwner, Inside, Quirk};

/// Reports quirks of nothing.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.operations {
        let mut known: Vec<(Option<&str>, Option<Fact>, Span)> = Vec::new();
        for quirk in &site.entry.value.quirks {
            let problem = about_nothing(quirk).or_else(|| quirk.at.iter().find_map(|at| place(quirk, at, site)));
            out.extend(problem.or_else(|| fact(quirk)));
            let places = quirk.at.iter().map(|at| (Some(at.as_str()), at.span));
            let itself = quirk.at.is_empty().then_some((None, quirk.span));
            for (at, span) in places.chain(itself) {
                let fact = quirk.fact.as_ref().map(|fact| fact.value);
                match known.iter().find(|(other, of, _)| (*other, *of) == (at, fact)) {
                    Some((.., first)) => out.push(twice(span, *first)),
                    None => known.push((at, fact, span)),
                }
            }
        }
    }
}

fn about_nothing(quirk: &Quirk) -> Option<Diagnostic> {
    let nothing = quirk.at.is_empty() && quirk.fact.is_none();
    nothing.then(|| {
        let report = problem(Code::Quirk, quirk.span, "", "the quirk does not say what it is about");
        report.with_help("name the place with `at`, what differs with `fact`, or both")
    })
}

/// A place that no operation has, or a field that this one lacks.
fn place(quirk: &Quirk, at: &Spanned<String>, site: &OperationSite) -> Option<Diagnostic> {
    let part = at.split('.').next().unwrap_or_default();
    if !Quirk::PARTS.contains(&part) {
        let message = format!("`at` starts with `{part}`, which is no part of an operation");
        let help = did_you_mean(nearest(part, Quirk::PARTS.iter().copied()), || {
            format!("start with one of {}", listed(Quirk::PARTS.iter().copied()))
        });
        return Some(problem(Code::Quirk, at.span, "", message).with_help(help));
    }
    if part == Quirk::ERROR_CODES { error_code(quirk, at, site) } else { field(quirk, at, site) }
}

/// What is no error code, or none of this operation.
fn error_code(quirk: &Quirk, at: &Spanned<String>, site: &OperationSite) -> Option<Diagnostic> {
    let code = at.split_once('.').and_then(|(_, code)| code.parse::<i64>().ok());
    let Some(code) = code else {
        let report = problem(Code::Quirk, at.span, "", "`at` names no error code");
        return Some(report.with_help("write its number, as in `error_codes.1220001`"));
    };
    let listed = site.entry.value.error_codes.iter().filter_map(|name| site.place.error_code(name));
    let missing = quirk.fact.is_some() && !listed.into_iter().any(|found| found.entry.value.code.value == code);
    missing.then(|| {
        let message = format!("`at` names the error code {code}, which the operation does not list");
        problem(Code::Quirk, at.span, "", message)
            .with_help("leave `fact` out if the page lists it and the spec means not to")
    })
}

/// A field that this operation lacks, though something about it is said to differ.
fn field(quirk: &Quirk, at: &Spanned<String>, site: &OperationSite) -> Option<Diagnostic> {
    if quirk.fact.is_none() || at.split('.').any(|name| name == Quirk::ANY) {
        return None;
    }
    let mut names_on_way = at.split('.');
    let mut members = site.entry.value.part(names_on_way.next().unwrap_or_default(), site.place);
    for name in names_on_way {
        let known = members.map(|members| members.entries);
        let Some((_, field)) = members.and_then(|members| members.get(name)) else {
            let message = format!("`at` names `{at}`, but the operation has no field `{name}` there");
            let help = did_you_mean(nearest(name, known.into_iter().flat_map(names)), || {
                "leave `fact` out if the page has the field and the spec means not to".to_owned()
            });
            return Some(problem(Code::Quirk, at.span, "", message).with_help(help));
        };
        members = Inside::of(&field).and_then(|inside| inside.fields);
    }
    None
}

/// A fact that the thing does not have.
fn fact(quirk: &Quirk) -> Option<Diagnostic> {
    let fact = quirk.fact.as_ref()?;
    let owner = |at: &Spanned<String>| match at.split('.').next() {
        Some(Quirk::ERROR_CODES) => FactOwner::ErrorCode,
        _ => FactOwner::Field,
    };
    let owners = quirk.at.iter().map(owner);
    let itself = quirk.at.is_empty().then_some(FactOwner::Operation);
    let owner = owners.chain(itself).find(|owner| !fact.belongs_to(*owner))?;
    let what = match owner {
        FactOwner::Operation => "an operation",
        FactOwner::Field => "a field",
        FactOwner::ErrorCode => "an error code",
    };
    let known = Fact::ALL.iter().filter(|(_, fact)| fact.belongs_to(owner)).map(|(word, _)| *word);
    let message = format!("`{}` is no fact of {what}", fact.word());
    Some(problem(Code::Quirk, fact.span, "", message).with_help(format!("write one of {}", listed(known))))
}

fn twice(span: Span, first: Span) -> Diagnostic {
    let report = problem(Code::Quirk, span, "again here", "two quirks are about the same");
    report.with_secondary(first, "first here").with_help("keep one of them")
}
