//! The reference as a site: whole, sound, small, and the same each time.

mod html;
#[path = "../support/mod.rs"]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use feishu_generator::emit::FileSet;
use feishu_generator::emit::reference::{MARKER, emit};
use feishu_generator::ir::Client;
use feishu_generator::source::SourceFile;

use self::html::Html;

fn client(files: Vec<SourceFile>) -> Client {
    let loaded = feishu_generator::load::load(files);
    feishu_generator::lower::lower(&loaded.spec).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// The sites of the committed specs, and of those that are as hostile as the notation allows.
fn sites() -> [(&'static str, Client, FileSet); 2] {
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle_course/specs");
    let hostile = support::read_root(&hostile, "specs");
    [("committed", support::committed_specs()), ("hostile", hostile)].map(|(name, files)| {
        let client = client(files);
        let site = emit(&client, "feishu", "feishu-openapi").unwrap_or_else(|error| panic!("{name}: {error}"));
        (name, client, site)
    })
}

fn is_page(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "html")
}

fn pages(site: &FileSet) -> BTreeMap<&str, Html> {
    let pages = site.iter().filter(|(path, _)| is_page(path));
    pages.map(|(path, text)| (path.as_str(), Html::read(text))).collect()
}

#[test]
fn every_page_is_well_formed() {
    for (name, _, site) in sites() {
        for (path, page) in pages(&site) {
            assert_eq!(page.problems, [""; 0], "{name}: {path}");
        }
    }
}

#[test]
fn every_link_leads_somewhere() {
    for (name, _, site) in sites() {
        let pages = pages(&site);
        let mut inner = 0;
        for (path, page) in &pages {
            for link in page.links.iter().filter(|link| !is_outside(link)) {
                let (file, anchor) = target(path, link);
                assert!(site.get(&file).is_some(), "{name}: {path} links to {link}, which is {file}");
                let known =
                    anchor.is_empty() || pages.get(file.as_str()).is_some_and(|page| page.ids.contains(&anchor));
                assert!(known, "{name}: {path} links to {link}, and {file} has no such place");
                inner += 1;
            }
        }
        assert!(inner > pages.len() * 5, "{name}: only {inner} links");
    }
}

fn is_outside(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

/// The file that a link of a page leads to, and the place in it.
fn target(page: &str, link: &str) -> (String, String) {
    let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
    if file.is_empty() {
        return (page.to_owned(), anchor.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page} leads out of the site: {link}"),
            part => parts.push(part),
        }
    }
    (parts.join("/"), anchor.to_owned())
}

#[test]
fn every_page_can_be_reached() {
    for (name, _, site) in sites() {
        let pages = pages(&site);
        let mut reached = BTreeSet::from(["index.html".to_owned()]);
        let mut waiting = vec!["index.html".to_owned()];
        while let Some(path) = waiting.pop() {
            let links = pages.get(path.as_str()).map(|page| page.links.as_slice()).unwrap_or_default();
            for link in links.iter().filter(|link| !is_outside(link)) {
                let (file, _) = target(&path, link);
                if reached.insert(file.clone()) {
                    waiting.push(file);
                }
            }
        }
        // Types of the answers of operations and the like are linked where they are used.
        let lost: Vec<_> = pages.keys().filter(|path| !reached.contains(**path)).collect();
        assert!(lost.is_empty(), "{name}: {lost:?}");
    }
}

#[test]
fn nothing_comes_from_elsewhere() {
    for (name, _, site) in sites() {
        for (path, page) in pages(&site) {
            assert!(page.loaded.iter().all(|loaded| !loaded.contains("//")), "{name}: {path} loads {:?}", page.loaded);
            assert_eq!(page.loaded.len(), 4, "{name}: {path}");
        }
        for (path, text) in site.iter().filter(|(path, _)| !is_page(path) && !path.starts_with("search/")) {
            for address in ["http:", "https:", "@import", "url("] {
                assert!(!text.contains(address), "{name}: {path} holds {address}");
            }
        }
    }
}

#[test]
fn every_operation_type_scope_and_code_has_a_page() {
    for (name, client, site) in sites() {
        let count = |folder: &str| site.iter().filter(|(path, _)| path.starts_with(folder)).count();
        assert_eq!(count("op/"), client.operations().count(), "{name}");
        assert_eq!(count("type/"), client.types.len(), "{name}");
        assert_eq!(count("scope/"), client.scopes.len(), "{name}");
        assert_eq!(count("service/"), client.services.len(), "{name}");
        let services = client.services.iter().flat_map(|service| &service.error_codes);
        let codes: BTreeSet<i64> = services.chain(&client.platform.error_codes).map(|code| code.code).collect();
        assert_eq!(count("code/"), codes.len(), "{name}");
    }
}

#[test]
fn pages_say_what_the_specs_say() {
    let [(_, client, site), _] = sites();
    for operation in client.operations() {
        let page = site.get(&format!("op/{}.html", operation.id)).unwrap_or_else(|| panic!("{}", operation.id));
        for parameter in &operation.parameters {
            assert!(
                page.contains(&format!("<code class=\"name\">{}</code>", parameter.field.name.wire)),
                "{}",
                operation.id
            );
        }
        for scope in operation.scopes.iter().chain(&operation.all_scopes).chain(&operation.field_scopes) {
            let scope_page = format!("scope/{}.html", scope.replace(':', "~"));
            assert!(page.contains(&scope_page), "{}: {scope}", operation.id);
            assert!(site.get(&scope_page).is_some_and(|text| text.contains(&operation.id)), "{scope}");
        }
        for code in &operation.error_codes {
            assert!(page.contains(&format!("code/{}.html", code.code)), "{}: {}", operation.id, code.code);
        }
        assert!(operation.docs.as_ref().is_none_or(|docs| page.contains(docs.as_str())), "{}", operation.id);
        assert!(page.contains("<span class=\"k\">use</span> feishu::"), "{}", operation.id);
    }
    assert!(site.get("code/99991672.html").is_some_and(|page| page.contains("none of the scopes")));
}

#[test]
fn files_are_small_and_say_who_wrote_them() {
    for (name, _, site) in sites() {
        for (path, text) in &site {
            assert!(text.len() < 100_000, "{name}: {path} has {} bytes", text.len());
            let head = text.get(..text.len().min(1000)).unwrap_or(text);
            assert!(head.contains(MARKER), "{name}: {path}");
        }
    }
}

#[test]
fn the_same_specs_make_the_same_bytes() {
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/obstacle_course/specs");
    let [(_, _, committed), (_, _, first)] = sites();
    let mut files = support::read_root(&hostile, "specs");
    files.reverse();
    assert!(emit(&client(files), "feishu", "feishu-openapi").is_ok_and(|second| second == first));
    let again = emit(&client(support::committed_specs()), "feishu", "feishu-openapi");
    assert!(again.is_ok_and(|again| again == committed));
}
