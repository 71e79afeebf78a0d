//! Paths: their parameters, and that no two operations answer to the same one.
//!
//! Their notation was read before; what type a parameter has is for others.

use std::collections::HashMap;
use std::ops::Range;

use super::sites::{OperationSite, Sites};
use super::text::{part_span, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Span, Spanned};
use crate::spec::{Entry, Field, HostKind, HttpMethod, Operation};

/// Reports wrong paths, parameters that do not match, and paths that stand twice.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.operations {
        let operation = &site.entry.value;
        out.extend(relative(&operation.path));
        check_parameters(operation, out);
    }
    check_twice(&sites.operations, out);
}

/// `.` and `..`, which an HTTP client would resolve before it sends the path.
fn relative(path: &Spanned<String>) -> Option<Diagnostic> {
    let (range, segment) = segments(path).find(|(_, segment)| matches!(*segment, "." | ".."))?;
    let message = format!("the path has a segment `{segment}`");
    let report = problem(Code::RelativePath, part_span(path, path.span, range), "", message);
    Some(report.with_help("write the whole path, as the server knows it"))
}

/// Segments after the first `/`, with their places in the path.
fn segments(path: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    let mut start = 0;
    path.split('/')
        .map(move |segment| {
            let range = start..start + segment.len();
            start = range.end + 1;
            (range, segment)
        })
        .skip(1)
}

/// Parameters that a path names, with their places.
fn parameters(path: &Spanned<String>) -> impl Iterator<Item = (&str, Span)> {
    segments(path).filter_map(|(range, segment)| {
        let name = segment.strip_prefix(':').filter(|name| !name.is_empty())?;
        Some((name, part_span(path, path.span, range)))
    })
}

/// Holds the parameters of a path against `params`.
fn check_parameters(operation: &Operation, out: &mut Vec<Diagnostic>) {
    let mut unused: Vec<&Entry<Field>> = operation.params.iter().collect();
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for (name, span) in parameters(&operation.path) {
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == name) {
            let twice = problem(Code::PathParameter, span, "again here", format!("the path names `:{name}` twice"));
            out.push(twice.with_secondary(*first, "first here").with_help("give one of them another name"));
        }
        seen.push((name, span));
        unused.retain(|entry| entry.name.value != name);
    }
    seen.retain(|(name, _)| operation.params.get(name).is_none());
    for (name, span) in seen {
        out.push(undeclared(name, span, &mut unused));
    }
    for entry in unused {
        let name = &entry.name;
        let message = format!("path parameter `{name}` is not in the path");
        let unused = problem(Code::PathParameter, name.span, "declared here", message);
        let help = format!("add `:{name}` to the path, or move it to `query` or `body`, or remove it");
        out.push(unused.with_secondary(operation.path.span, format!("there is no `:{name}`")).with_help(help));
    }
}

/// A parameter that `params` lacks; where it only bears another name there, that is no longer unused.
fn undeclared(name: &str, span: Span, unused: &mut Vec<&Entry<Field>>) -> Diagnostic {
    let message = format!("path parameter `{name}` is not declared in `params`");
    let missing = problem(Code::PathParameter, span, "not declared", message);
    let meant = nearest(name, unused.iter().map(|entry| entry.name.value.as_str())).map(str::to_owned);
    let Some(at) = meant.and_then(|meant| unused.iter().position(|entry| entry.name.value == meant)) else {
        return missing.with_help(format!("add below `params`: `{name}: {{type: string, about: …}}`"));
    };
    let meant = &unused.remove(at).name;
    missing.with_secondary(meant.span, "declared under this name").with_help("write the same name in both places")
}

/// Reports operations with the same method and path, whatever their parameters are called.
fn check_twice(operations: &[OperationSite], out: &mut Vec<Diagnostic>) {
    let mut known: HashMap<(HostKind, HttpMethod, String), &OperationSite> = HashMap::with_capacity(operations.len());
    for site in operations {
        let operation = &site.entry.value;
        let host = operation.host.as_ref().map_or(HostKind::Open, |host| host.value);
        let Some(first) = known.get(&(host, operation.method.value, template(&operation.path))) else {
            known.insert((host, operation.method.value, template(&operation.path)), site);
            continue;
        };
        let method = operation.method.value.word();
        let message = format!("`{}` is described twice: `{method} {}`", site.entry.name, operation.path);
        let first_name = format!("first here, as `{}`", first.entry.name);
        let twice = problem(Code::SameEndpoint, operation.path.span, "again here", message);
        let twice = twice.with_secondary(first.entry.value.path.span, first_name);
        out.push(twice.with_help("keep one of the two operations, or correct the method or the path of one"));
    }
}

/// A path with its parameters' names left out.
fn template(path: &str) -> String {
    let segments: Vec<&str> =
        path.split('/').map(|segment| if segment.starts_with(':') { ":" } else { segment }).collect();
    segments.join("/")
}

#[cfg(test)]
mod tests {
    use super::{segments, template};

    #[test]
    fn segments_know_their_place() {
        let path = "/a/:bc/d/";
        for (range, segment) in segments(path) {
            assert_eq!(&path[range], segment);
        }
        assert_eq!(segments(path).count(), 4);
    }

    #[test]
    fn templates_forget_names() {
        assert_eq!(template("/a/:x/b"), template("/a/:y/b"));
        assert_ne!(template("/a/:x/b"), template("/a/x/b"));
    }
}
