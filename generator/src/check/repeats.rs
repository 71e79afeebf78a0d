//! Parameters that operations share: the same thing is described once, under `common_fields`, and has the same words everywhere.
//!
//! Bodies and answers are left alone: what shares fields there shares a type, and two bodies may mean different things by `name`.

use std::collections::HashMap;

use super::shapes::signature;
use super::sites::{FieldSite, Owner, Part, Sites};
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::{FileId, Span};
use crate::spec::Effective;

/// Reports parameters that were described before.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let mut first: HashMap<Parameter, Span> = HashMap::new();
    for site in sites.fields.iter().filter(|site| is_parameter(site) && site.field.use_.is_none()) {
        let this = Parameter::of(site);
        if let Some(common) = common_field(site, &this.signature) {
            out.push(again(site, common, &format!("write `use: {}`, and beside it only what differs", site.name)));
        } else if let Some(described) = first.get(&this) {
            out.push(again(site, *described, &help(site, *described)));
        } else {
            first.insert(this, site.name.span);
        }
    }
}

/// What makes two parameters the same thing.
#[derive(PartialEq, Eq, Hash)]
struct Parameter<'a> {
    service: &'a str,
    /// Short names such as `id` and `type` mean something else for each resource.
    file: Option<FileId>,
    /// What a path parameter is one of: the segment before it, such as `messages`.
    among: &'a str,
    name: &'a str,
    signature: String,
}

impl<'a> Parameter<'a> {
    fn of(site: &FieldSite<'a>) -> Self {
        let own_words = !site.name.contains('_');
        Self {
            service: site.place.service.map_or("", |service| service.name.as_str()),
            among: among(site),
            file: own_words.then_some(site.name.span.file),
            name: site.name,
            signature: signature(&site.effective, &mut Vec::new()),
        }
    }
}

/// The segment of the path before a parameter; empty for query parameters.
fn among<'a>(site: &FieldSite<'a>) -> &'a str {
    let Owner::Operation(entry, Part::Params) = site.owner else { return "" };
    let segments = || entry.value.path.value.split('/');
    let pairs = segments().zip(segments().skip(1));
    let own = |segment: &str| segment.strip_prefix(':') == Some(site.name.value.as_str());
    pairs.into_iter().find(|(_, segment)| own(segment)).map_or("", |(before, _)| before)
}

/// Whether a field is a path or query parameter of an operation.
fn is_parameter(site: &FieldSite) -> bool {
    matches!(site.owner, Owner::Operation(_, Part::Params | Part::Query)) && !site.nested
}

/// The common field of the same name that describes the same thing. One with a default does not where there is none: nothing
/// beside `use` could take it back.
fn common_field(site: &FieldSite, wanted: &str) -> Option<Span> {
    let found = site.place.common_field(site.name)?;
    let effective = Effective::new(&found.entry.value, found.place);
    let same = effective.default().is_none() || site.effective.default().is_some();
    (same && signature(&effective, &mut Vec::new()) == wanted).then_some(found.entry.name.span)
}

fn again(site: &FieldSite, described: Span, help: &str) -> Diagnostic {
    let message = format!("the parameter `{}` is described once more", site.name);
    problem(Code::RepeatedParameter, site.name.span, "again here", message)
        .with_secondary(described, "first here")
        .with_help(help)
}

fn help(site: &FieldSite, described: Span) -> String {
    let name = site.name;
    let place = if described.file == site.name.span.file { "of this file" } else { "of the service's `_shared.yaml`" };
    format!("describe it once, under `common_fields` {place}, and write `{name}: {{use: {name}}}` here and there")
}
