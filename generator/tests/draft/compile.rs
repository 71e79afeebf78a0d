//! The client that drafts become, with prose written, compiles without a warning.
//!
//! Some services in the gate. All of them, in a few minutes: `CARGO_BUILD_JOBS=1 cargo nextest run -p feishu-generator --test draft
//! --run-ignored only all_drafts_compile`.

use std::path::Path;

use feishu_generator::drift::Page;
use feishu_generator::emit::rust::{Package, emit};
use feishu_generator::load::load;
use feishu_generator::lower::lower;
use feishu_generator::source::SourceFile;

use crate::crate_on_disk::CrateOnDisk;
use crate::whole::{pages, sound};

/// Small services with what is rare: types that hold themselves, forms, downloads, fields that clash, hosts of their own.
const SOME: &[&str] = &["acs", "approval", "authen", "docx", "drive", "helpdesk"];

#[test]
fn drafts_of_some_services_compile() {
    let mut pages = pages(|_, _| true);
    pages.retain(|page| SOME.contains(&page.outline.service.as_str()));
    compile("drafts-some", &pages);
}

#[test]
#[ignore = "compiles half a million lines"]
fn all_drafts_compile() {
    compile("drafts-all", &pages(|_, _| true));
}

fn compile(name: &str, pages: &[Page]) {
    if pages.is_empty() {
        return;
    }
    let (_, files) = sound(pages, name);
    let files = files.into_iter().map(|(path, text)| SourceFile::from_bytes(&path, &path, text.into_bytes()));
    let loaded = load(files.collect());
    let client = lower(&loaded.spec).expect("names that do not clash");
    let runtime = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
    let package = Package {
        name: name.to_owned(),
        library: "drafts".to_owned(),
        version: "0.0.0".to_owned(),
        rust_version: "1.89".to_owned(),
        runtime: format!("{{ path = '{}', default-features = false }}", runtime.display()),
        documented: None,
    };
    let emitted = emit(&client, &package).expect("a client");
    CrateOnDisk::write(name, &emitted, None).cargo("check", "full", &["--lib"]);
}
