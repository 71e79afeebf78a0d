//! Limits on single targets: what they limit, and that all operations of a group say the same.

use std::collections::HashMap;

use super::sites::{OperationSite, Sites};
use super::text::{did_you_mean, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::spec::{Effective, Entry, Field, Operation, Target, TypeExpr};

/// Reports targets without a field that says which they are, limits that are none, and groups that disagree.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let mut groups: HashMap<&str, &Target> = HashMap::new();
    for site in &sites.operations {
        let targets = &site.entry.value.targets;
        for (at, target) in targets.iter().enumerate() {
            out.extend(key(target, site));
            out.extend(limit(target));
            let group = target.group.value.as_str();
            match (targets[..at].iter().find(|other| other.group.value == group), groups.get(group)) {
                (Some(first), _) => out.push(twice(target, first)),
                (None, Some(first)) => out.extend(disagreement(target, first)),
                (None, None) => drop(groups.insert(group, target)),
            }
        }
    }
}

/// A key that is no field of the request, or not a string.
fn key(target: &Target, site: &OperationSite) -> Option<Diagnostic> {
    let name = target.key.as_ref()?;
    let Some(entry) = fields(&site.entry.value).find(|entry| entry.name.value == name.value) else {
        let message = format!("`key` needs a field `{name}` in `params`, `query` or `body`, but there is none");
        let names = fields(&site.entry.value).map(|entry| entry.name.value.as_str());
        let help =
            did_you_mean(nearest(name, names), || "name the field that says which target the call has".to_owned());
        return Some(problem(Code::Target, name.span, "", message).with_help(help));
    };
    let (ty, _) = Effective::new(&entry.value, site.place).ty()?;
    if ty.value == TypeExpr::String {
        return None;
    }
    let message = format!("`key` needs a string, but `{name}` is of type `{}`", ty.value);
    let report = problem(Code::Target, name.span, "", message).with_secondary(ty.span, "this type");
    Some(report.with_help("name another field, or correct its type to `string`"))
}

/// Fields that can say which target a call has.
fn fields(operation: &Operation) -> impl Iterator<Item = &Entry<Field>> {
    operation.params.iter().chain(&operation.query).chain(operation.body.iter().flatten())
}

/// A limit without figures.
fn limit(target: &Target) -> Option<Diagnostic> {
    if let Some(serial) = target.serial.as_ref().filter(|serial| !serial.value) {
        let report = problem(Code::Target, serial.span, "", "`serial: false` limits nothing");
        return Some(report.with_help("write `serial: true`, or a `rate_limit`"));
    }
    let limit = target.rate_limit.as_ref().filter(|limit| limit.value.special)?;
    let report = problem(Code::Target, limit.span, "", "the limit on a target cannot be `special`");
    Some(report.with_help("write its figures, such as `5/s`, or leave the target out"))
}

fn twice(target: &Target, first: &Target) -> Diagnostic {
    let message = format!("the group `{}` stands twice in one operation", target.group);
    let report = problem(Code::Target, target.group.span, "again here", message);
    report.with_secondary(first.group.span, "first here").with_help("keep one of them, or give one another group")
}

/// Another limit than the one that the group has elsewhere.
fn disagreement(target: &Target, first: &Target) -> Option<Diagnostic> {
    if said(target) == said(first) {
        return None;
    }
    let message = format!("the group `{}` has two limits: {} and {}", target.group, said(first), said(target));
    let report = problem(Code::Target, target.span, "this one", message).with_secondary(first.span, "and this one");
    Some(report.with_help("operations of one group share one limit: write the same everywhere, or name another group"))
}

/// What a target says of its limit.
fn said(target: &Target) -> String {
    match &target.rate_limit {
        Some(limit) => {
            let mut windows: Vec<_> = limit.value.windows.iter().map(|window| format!("`{window}`")).collect();
            windows.sort();
            windows.join(", ")
        }
        None => "`serial`".to_owned(),
    }
}
