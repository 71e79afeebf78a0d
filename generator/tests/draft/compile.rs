//! The client that drafts become, with prose written, compiles without a warning, and reads every documented example answer.
//!
//! Some services in the gate. All of them, in some minutes each: `CARGO_BUILD_JOBS=1 cargo nextest run -p feishu-generator --test draft
//! --run-ignored only`, with `all_drafts_compile` or `all_drafts_decode_the_documented_examples` behind it.

use std::collections::BTreeSet;
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

/// Operations whose pages contradict themselves, so that whoever writes the spec has to decide.
const CONTRADICTING: &[(&str, &str)] = &[
    ("approval::v1::id::get", "the rows of `data` are no part of the table"),
    ("doc::v2::raw_content::get", "there is no table of the answer"),
    ("helpdesk::v1::agent::agent_email", "the table has a text for each agent, the example an object"),
    ("helpdesk::v1::agent_skill::get", "the table has a text, the example a list of objects"),
    ("helpdesk::v1::agent_skill_rule::list", "the table has a text, the example a list of objects"),
    ("meeting_room::v1::room::customization", "the table has texts, the example objects"),
    ("search::v1::user::get", "the table has one user, the example a list"),
    ("vc::v1::alert::list", "the table has a list, the example a list of lists"),
];

#[test]
#[ignore = "compiles half a million lines, and reads every page"]
fn all_drafts_decode_the_documented_examples() {
    let pages = pages(|_, _| true);
    let Some(client) = client("drafts-decoding", &pages, true) else { return };
    // Nobody debugs it, and so it takes half the memory.
    let options =
        ["--test", "documented", "--no-fail-fast", "--config", "profile.dev.debug=false", "--", "--show-output"];
    let output = client.output("test", "full", &options);
    let (said, found) = (String::from_utf8_lossy(&output.stderr), String::from_utf8_lossy(&output.stdout));
    assert!(found.contains("test result: ") && !said.contains("warning"), "{said}");
    let told = |line: &&str| line.contains("left out: it is no JSON") || line.contains(": the documented answer");
    found.lines().filter(told).for_each(|line| println!("{line}"));
    for words in ["pages found", "with examples that are no JSON", "without an example"] {
        let counts = found
            .lines()
            .filter(|line| line.contains(words))
            .filter_map(|line| line.split(' ').next()?.parse::<usize>().ok());
        println!("{} {words}", counts.sum::<usize>());
    }
    let failed = found.lines().filter_map(|line| line.strip_suffix(" --- FAILED"));
    let failed: BTreeSet<&str> = failed.collect();
    assert_eq!(failed, CONTRADICTING.iter().map(|(test, _)| *test).collect(), "{found}");
}

fn compile(name: &str, pages: &[Page]) {
    if let Some(client) = client(name, pages, false) {
        client.cargo("check", "full", &["--lib"]);
    }
}

/// The crate that drafts of some pages become; with tests that read the documented answers, if asked for.
fn client(name: &str, pages: &[Page], documented: bool) -> Option<CrateOnDisk> {
    if pages.is_empty() {
        return None;
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
        documented: documented.then(|| format!("{{ path = '{}' }}", runtime.with_file_name("documented").display())),
    };
    let emitted = emit(&client, &package).expect("a client");
    Some(CrateOnDisk::write(name, &emitted, None))
}
