//! Puts the contents of all files together: services, versions, resources, and what several roots add to the same place.

use std::collections::{BTreeMap, HashMap};

use super::layout::FileKind;
use super::parse::{Content, Parsed};
use crate::diagnostic::{Code, Diagnostic, Label, shorten};
use crate::source::{FileId, Span, Spanned};
use crate::spec::{Entries, Entry, Platform, Resource, Scope, Service, Shared, SpecSet, Version};

/// Puts the contents of all files together, with their diagnostics and those of putting them together.
pub(super) fn merge(parsed: Vec<Parsed>) -> (SpecSet, Vec<Diagnostic>) {
    let mut merger = Merger::default();
    for Parsed { file, kind, content, diagnostics } in parsed {
        merger.diagnostics.extend(diagnostics);
        if let Some(kind) = kind {
            merger.take(file, kind, content);
        }
    }
    merger.finish()
}

/// What there is while files come in.
#[derive(Default)]
struct Merger {
    platform: Platform,
    scopes: Entries<Scope>,
    services: BTreeMap<String, Gathered>,
    diagnostics: Vec<Diagnostic>,
}

/// One service while files come in.
#[derive(Default)]
struct Gathered {
    /// The first of its files.
    file: Option<FileId>,
    shared: Shared,
    /// Whether its `_shared.yaml` could not be read, so that nobody knows what it says.
    unknown: bool,
    versions: BTreeMap<String, (Shared, Vec<Resource>)>,
}

impl Merger {
    /// Takes one file; `None` for the content of a file that could not be read.
    fn take(&mut self, file: FileId, kind: FileKind, content: Option<Content>) {
        match kind {
            FileKind::Platform | FileKind::Scopes => self.take_global(content),
            FileKind::ServiceShared { service } => self.take_service(service, file, content),
            FileKind::VersionShared { service, version } => {
                let (into, _) = service_of(&mut self.services, service, file).versions.entry(version).or_default();
                if let Some(Content::Shared(shared)) = content {
                    append_shared(into, shared, &mut self.diagnostics);
                }
            }
            FileKind::Resource { service, version, resource } => {
                let gathered = service_of(&mut self.services, service, file);
                if let Some(Content::Resource(shared, operations)) = content {
                    let (_, resources) = gathered.versions.entry(version).or_default();
                    add_resource(
                        resources,
                        Resource { name: resource, file, shared, operations },
                        &mut self.diagnostics,
                    );
                }
            }
        }
    }

    fn take_global(&mut self, content: Option<Content>) {
        match content {
            Some(Content::Platform(platform)) => {
                append_one(&mut self.platform.docs, platform.docs, "docs", &mut self.diagnostics);
                append(&mut self.platform.hosts, platform.hosts, &mut self.diagnostics);
                append(&mut self.platform.rate_tiers, platform.rate_tiers, &mut self.diagnostics);
                append_shared(&mut self.platform.shared, platform.shared, &mut self.diagnostics);
            }
            Some(Content::Scopes(scopes)) => append(&mut self.scopes, scopes, &mut self.diagnostics),
            _ => {}
        }
    }

    fn take_service(&mut self, service: String, file: FileId, content: Option<Content>) {
        let gathered = service_of(&mut self.services, service, file);
        match content {
            Some(Content::Shared(shared)) => append_shared(&mut gathered.shared, shared, &mut self.diagnostics),
            _ => gathered.unknown = true,
        }
    }

    fn finish(mut self) -> (SpecSet, Vec<Diagnostic>) {
        let mut services = Vec::new();
        for (name, gathered) in self.services {
            if gathered.shared.about.is_none() && !gathered.unknown {
                self.diagnostics.extend(service_without_about(&name, &gathered));
            }
            let versions = gathered.versions.into_iter();
            let versions = versions.map(|(name, (shared, resources))| Version { name, shared, resources }).collect();
            services.push(Service { name, shared: gathered.shared, versions });
        }
        (SpecSet { platform: self.platform, scopes: self.scopes, services }, self.diagnostics)
    }
}

/// The service of a name; a new one remembers the file that it came with.
fn service_of(services: &mut BTreeMap<String, Gathered>, name: String, file: FileId) -> &mut Gathered {
    services.entry(name).or_insert_with(|| Gathered { file: Some(file), ..Gathered::default() })
}

fn service_without_about(name: &str, gathered: &Gathered) -> Option<Diagnostic> {
    let file = gathered.shared.file.or(gathered.file)?;
    let message = format!("nothing says what the service `{name}` is");
    let help = format!("write `about: …` into `{name}/_shared.yaml`");
    Some(Diagnostic::error(Code::ServiceWithoutAbout, message, Label::new(Span::start_of(file), "")).with_help(help))
}

/// Adds a resource, unless there is one with its name.
fn add_resource(resources: &mut Vec<Resource>, resource: Resource, diagnostics: &mut Vec<Diagnostic>) {
    // Files come in the order of their paths, so only the last one can be the same.
    match resources.last() {
        Some(first) if first.name == resource.name => {
            let message = format!("the resource `{}` is described twice", resource.name);
            let at = Label::new(Span::start_of(resource.file), "");
            let help = "move what this file adds into one of them, or call the resource something else";
            let diagnostic = Diagnostic::error(Code::ResourceTwice, message, at).with_help(help);
            diagnostics.push(diagnostic.with_secondary(Span::start_of(first.file), "the first one"));
        }
        _ => resources.push(resource),
    }
}

/// Adds what another file with the same path shares.
fn append_shared(into: &mut Shared, from: Shared, diagnostics: &mut Vec<Diagnostic>) {
    into.file = into.file.or(from.file);
    append_one(&mut into.about, from.about, "about", diagnostics);
    append(&mut into.common_fields, from.common_fields, diagnostics);
    append(&mut into.types, from.types, diagnostics);
    append(&mut into.error_codes, from.error_codes, diagnostics);
}

/// Adds the entries of another file.
fn append<T>(into: &mut Entries<T>, from: Entries<T>, diagnostics: &mut Vec<Diagnostic>) {
    if into.is_empty() {
        *into = from;
        return;
    }
    let known: HashMap<String, Span> = into.iter().map(|entry| (entry.name.value.clone(), entry.name.span)).collect();
    for Entry { name, value } in from {
        match known.get(&name.value) {
            Some(first) => diagnostics.push(twice(&name, name.span, *first)),
            None => into.push(name, value),
        }
    }
}

/// Adds a value of another file.
fn append_one<T>(
    into: &mut Option<Spanned<T>>,
    from: Option<Spanned<T>>,
    key: &str,
    diagnostics: &mut Vec<Diagnostic>,
) {
    match (&into, from) {
        (Some(first), Some(second)) => diagnostics.push(twice(key, second.span, first.span)),
        (None, Some(value)) => *into = Some(value),
        (_, None) => {}
    }
}

/// A key that stands in two files which are merged.
fn twice(key: &str, second: Span, first: Span) -> Diagnostic {
    let message = format!("`{}` stands twice in files that are merged", shorten(key));
    Diagnostic::error(Code::DuplicateKey, message, Label::new(second, "the second one"))
        .with_secondary(first, "the first one")
        .with_help("keep one of them")
}
