//! Error codes: a name and a number stand once in a service, all its versions together.

use std::collections::HashMap;

use super::sites::Sites;
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::spec::{Entry, ErrorCode};

/// Reports names and numbers that stand twice. Takes the platform for one more service.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let same_service = |a: &str, b: Option<&str>| Some(a) == b;
    let mut rest = sites.places.as_slice();
    while let Some(first) = rest.first() {
        let service = first.service.map(|service| service.name.as_str());
        let end = rest.iter().position(|place| match service {
            Some(name) => !same_service(name, place.service.map(|service| service.name.as_str())),
            None => place.service.is_some(),
        });
        let (places, others) = rest.split_at(end.unwrap_or(rest.len()));
        check_service(places.iter().flat_map(|place| &place.own().error_codes), out);
        rest = others;
    }
}

fn check_service<'a>(entries: impl Iterator<Item = &'a Entry<ErrorCode>>, out: &mut Vec<Diagnostic>) {
    let mut by_name: HashMap<&str, &Entry<ErrorCode>> = HashMap::new();
    let mut by_number: HashMap<i64, &Entry<ErrorCode>> = HashMap::new();
    for entry in entries {
        let (name, number) = (entry.name.value.as_str(), entry.value.code.value);
        let same_name = by_name.get(name).copied();
        let same_number = by_number.get(&number).copied();
        match (same_name, same_number) {
            (Some(first), _) => out.push(name_twice(first, entry)),
            (None, Some(first)) => out.push(number_twice(first, entry)),
            (None, None) => {}
        }
        by_name.entry(name).or_insert(entry);
        by_number.entry(number).or_insert(entry);
    }
}

fn name_twice(first: &Entry<ErrorCode>, again: &Entry<ErrorCode>) -> Diagnostic {
    let name = &first.name;
    let (a, b) = (first.value.code.value, again.value.code.value);
    let (message, help) = if a == b {
        let help = "keep one, in the `_shared.yaml` of the service or version that covers all its users";
        (format!("error code `{name}` stands twice"), help)
    } else {
        (
            format!("error code `{name}` has two numbers, {a} and {b}"),
            "give one of them a name that tells the two apart",
        )
    };
    let twice = problem(Code::ErrorCodeTwice, again.name.span, "again here", message);
    twice.with_secondary(first.name.span, "first here").with_help(help)
}

fn number_twice(first: &Entry<ErrorCode>, again: &Entry<ErrorCode>) -> Diagnostic {
    let number = first.value.code.value;
    let message = format!("error code {number} has two names, `{}` and `{}`", first.name, again.name);
    let twice = problem(Code::ErrorCodeTwice, again.value.code.span, "again here", message);
    let twice = twice.with_secondary(first.value.code.span, "first here");
    twice.with_help("keep one; where pages give it different texts, write `message` as a list")
}
