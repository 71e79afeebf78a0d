//! Which page is of which operation.
//!
//! By method and path, which no two operations share. What is left over goes by the page's address, then by the platform's names:
//! an endpoint whose path changed keeps both.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::requests::Requests;
use super::{Compared, Drift, Gone, Options, Page, Unspecified, operation, quirks};
use crate::spec::{Entry, HttpMethod, Operation, Place, SpecSet};

/// An operation and where it stands.
#[derive(Clone, Copy)]
struct Site<'a> {
    entry: &'a Entry<Operation>,
    place: Place<'a>,
}

/// A method, and a path whose parameters have no names: pages and specs may call them otherwise.
type Endpoint = (HttpMethod, String);

pub(super) fn compare(pages: &[Page], spec: &SpecSet, options: &Options) -> Drift {
    let sites = sites(spec);
    let mut pairs = Pairs::of(pages, &sites);
    pairs.add_moved();
    let wanted = |service: &str| options.services.is_empty() || options.services.iter().any(|name| name == service);
    let recent = |page: &Page| match (&options.since, &page.outline.updated) {
        (Some(since), Some(updated)) => updated >= since,
        _ => true,
    };
    let requests = Requests::of(spec);
    let found: Vec<(&Site, &Vec<&Page>)> = sites.iter().zip(&pairs.of_sites).collect();
    let compared = found.par_iter().filter(|(site, _)| wanted(site.service())).filter_map(|(site, pages)| {
        let (page, further) = pages.split_first()?;
        recent(page).then(|| site.compare(page, further, &requests))
    });
    let operations = compared.collect();
    let of_services: HashSet<&str> = pairs.services();
    let is_known = |site: &&Site| of_services.contains(site.service());
    let without = || sites.iter().zip(&pairs.of_sites).filter(|(_, pages)| pages.is_empty()).map(|(site, _)| site);
    let without = || without().filter(|site| options.complete && wanted(site.service()));
    let mut without_pages: Vec<String> =
        without().filter(|site| !is_known(site)).map(|site| site.service().to_owned()).collect();
    without_pages.dedup();
    let mut unspecified: Vec<Unspecified> = pairs
        .unspecified()
        .into_iter()
        .filter(|page| wanted(&page.outline.service) && recent(page))
        .map(unspecified)
        .collect();
    unspecified.sort_by(|a, b| (&a.name, &a.file).cmp(&(&b.name, &b.file)));
    Drift { operations, gone: without().filter(is_known).map(Site::gone).collect(), unspecified, without_pages }
}

/// Every operation, in the order of the specs.
fn sites(spec: &SpecSet) -> Vec<Site<'_>> {
    let mut sites = Vec::new();
    for place in Place::all(spec) {
        let operations = place.resource.iter().flat_map(|resource| &resource.operations);
        sites.extend(operations.map(|entry| Site { entry, place }));
    }
    sites
}

impl<'a> Site<'a> {
    fn service(&self) -> &'a str {
        self.place.service.map_or("", |service| &service.name)
    }

    /// Service, version, resource and operation.
    fn name(&self) -> String {
        self.place.address().operation(&self.entry.name)
    }

    fn compare(&self, page: &Page, further: &[&Page], requests: &Requests) -> Compared {
        let found = operation::compare(page, self.entry, self.place, requests);
        let sifted = quirks::sift(found, &self.entry.value.quirks);
        let written = self.entry.value.updated.as_ref().map(|day| &day.value);
        Compared {
            name: self.name(),
            span: self.entry.name.span,
            file: page.file.clone(),
            updated: page.outline.updated.clone(),
            older: page.outline.updated.as_ref().zip(written).is_some_and(|(page, spec)| page < spec),
            rows: page.outline.rows(),
            retired: page.outline.deprecated.is_some(),
            differences: sifted.differences,
            deliberate: sifted.deliberate,
            stale: sifted.stale,
            warnings: page.warnings.clone(),
            further: further.iter().map(|page| page.file.clone()).collect(),
        }
    }

    fn gone(&self) -> Gone {
        let operation = &self.entry.value;
        Gone {
            name: self.name(),
            span: self.entry.name.span,
            method: operation.method.value,
            path: operation.path.value.clone(),
        }
    }
}

/// Pages and the operations that they are of.
struct Pairs<'p, 's> {
    sites: &'s [Site<'s>],
    /// Pages by endpoint that no operation has; the best first.
    left: BTreeMap<Endpoint, Vec<&'p Page>>,
    /// Pages of each operation; the best first.
    of_sites: Vec<Vec<&'p Page>>,
}

impl<'p, 's> Pairs<'p, 's> {
    fn of(pages: &'p [Page], sites: &'s [Site<'s>]) -> Self {
        let mut left: BTreeMap<Endpoint, Vec<&Page>> = BTreeMap::new();
        for page in pages {
            left.entry(endpoint(page.outline.method, &page.outline.path)).or_default().push(page);
        }
        for several in left.values_mut().filter(|pages| pages.len() > 1) {
            several.sort_by(|a, b| rank(b).cmp(&rank(a)));
        }
        let of_sites = sites
            .iter()
            .map(|site| {
                let operation = &site.entry.value;
                let mut pages = left.remove(&endpoint(operation.method.value, &operation.path)).unwrap_or_default();
                // The page that the spec names goes before newer ones.
                pages.sort_by_key(|page| !site.names(page));
                pages
            })
            .collect();
        Self { sites, left, of_sites }
    }

    /// Finds pages of operations whose method or path changed.
    fn add_moved(&mut self) {
        self.add(
            |page| page.outline.page.clone(),
            |site| site.entry.value.page.as_ref().map(|page| site.below_docs(page)),
        );
        let name = |page: &Page| {
            let outline = &page.outline;
            Some([&*outline.service, &outline.version, &outline.resource, &outline.operation].join("."))
        };
        self.add(name, |site| Some(site.name()));
    }

    /// Gives pages that are left to operations that have none, by a key of both.
    fn add(&mut self, of_page: impl Fn(&Page) -> Option<String>, of_site: impl Fn(&Site<'_>) -> Option<String>) {
        let mut keys: HashMap<String, Endpoint> = HashMap::new();
        for (endpoint, pages) in &self.left {
            for key in pages.iter().filter_map(|page| of_page(page)) {
                keys.entry(key).or_insert_with(|| endpoint.clone());
            }
        }
        for (site, pages) in self.sites.iter().zip(&mut self.of_sites).filter(|(_, pages)| pages.is_empty()) {
            let endpoint = of_site(site).and_then(|key| keys.remove(&key));
            if let Some(found) = endpoint.and_then(|endpoint| self.left.remove(&endpoint)) {
                *pages = found;
            }
        }
    }

    /// Services that there is a page of.
    fn services(&self) -> HashSet<&str> {
        let paired = self.sites.iter().zip(&self.of_sites).filter(|(_, pages)| !pages.is_empty());
        let paired = paired.map(|(site, _)| site.service());
        paired.chain(self.left.values().flatten().map(|page| page.outline.service.as_str())).collect()
    }

    /// The best page of each endpoint that no operation has.
    fn unspecified(&self) -> Vec<&'p Page> {
        self.left.values().filter_map(|pages| pages.first().copied()).collect()
    }
}

impl Site<'_> {
    /// Whether the spec names the page.
    fn names(&self, page: &Page) -> bool {
        let address = self.entry.value.page.as_ref().map(|page| self.below_docs(page));
        address.is_some() && address == page.outline.page
    }

    /// An address below the documentation's root.
    fn below_docs(&self, address: &str) -> String {
        let docs = self.place.spec.platform.docs.as_ref().map_or("", |docs| docs.value.as_str());
        address.strip_prefix(docs).unwrap_or(address).to_owned()
    }
}

/// Of several pages of one endpoint the newest that is not retired goes first.
fn rank(page: &Page) -> (bool, &Option<String>) {
    (page.outline.deprecated.is_none(), &page.outline.updated)
}

fn endpoint(method: HttpMethod, path: &str) -> Endpoint {
    let segments = path.trim_end_matches('/').split('/');
    let bare: Vec<&str> = segments.map(|segment| if segment.starts_with(':') { ":" } else { segment }).collect();
    (method, bare.join("/"))
}

fn unspecified(page: &Page) -> Unspecified {
    let outline = &page.outline;
    Unspecified {
        service: outline.service.clone(),
        name: [&*outline.service, &outline.version, &outline.resource, &outline.operation].join("."),
        method: outline.method,
        path: outline.path.clone(),
        file: page.file.clone(),
        line: page.lines.address,
        updated: outline.updated.clone(),
        retired: outline.deprecated.is_some(),
        rows: outline.rows(),
        warnings: page.warnings.clone(),
    }
}
