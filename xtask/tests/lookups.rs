//! `explain`, `catalogue` and `scopes`: what people and tools ask of the specs.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use support::{Done, Said, Tree};

/// The committed specs.
fn tree() -> Result<Tree, Box<dyn std::error::Error>> {
    Tree::copy_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs"))
}

fn explain(tree: &Tree, words: &[&str]) -> Result<Said, Box<dyn std::error::Error>> {
    tree.run(&[&["explain", "--specs", "specs"], words].concat())
}

#[test]
fn an_operation_is_found_by_all_its_names() -> Done {
    let tree = tree()?;
    let catalogue: Value = serde_json::from_str(&tree.run(&["catalogue", "--specs", "specs"])?.succeeded().out)?;
    let mut operations = catalogue["operations"].as_array().into_iter().flatten();
    let page = operations.find(|one| one["id"] == "acs.v1.visitor.delete").and_then(|one| one["page"].as_str());
    let page = page.ok_or("an operation with a page")?;
    for words in [
        &["acs.v1.visitor.delete"][..],
        &["DELETE", "/open-apis/acs/v1/visitors/:visitor_id"],
        &["delete /open-apis/acs/v1/visitors/693"],
        &["/open-apis/acs/v1/visitors/693"],
        &["/open-apis/acs/v1/visitors/{visitor_id}?user_id_type=open_id"],
        &["https://open.feishu.cn/open-apis/acs/v1/visitors/693/"],
        &[page],
    ] {
        let said = explain(&tree, words)?.succeeded();
        assert!(said.out.starts_with("acs.v1.visitor.delete\n"), "{words:?}: {said:?}");
        for part in
            ["acs:users", "user", "visitor::Delete::new(\"6939433228970082566\")", "use feishu::acs::v1::visitor;"]
        {
            assert!(said.out.contains(part), "{words:?} without {part}: {said:?}");
        }
        assert!(!said.out.contains('\u{1b}'), "colour in a pipe");
    }
    Ok(())
}

#[test]
fn codes_scopes_and_several_operations_are_explained() -> Done {
    let tree = tree()?;
    let code = explain(&tree, &["99991672"])?.succeeded();
    assert!(code.out.contains("of the platform") && code.out.contains("none of the scopes"), "{code:?}");
    assert!(explain(&tree, &["BotOutsideGroup"])?.succeeded().out.starts_with("230002\n"));
    let scope = explain(&tree, &["im:message:readonly"])?.succeeded();
    assert!(scope.out.contains("Opens") && scope.out.contains("im.v1.message.list"), "{scope:?}");
    let both = explain(&tree, &["/open-apis/im/v1/messages"])?.succeeded();
    assert!(both.out.contains("im.v1.message.create") && both.out.contains("im.v1.message.list"), "{both:?}");
    let resource = explain(&tree, &["im.v1.message"])?.succeeded();
    let listed = resource.out.lines().filter_map(|line| line.strip_prefix("  im.v1.message.")?.split(' ').next());
    let listed: BTreeSet<_> = listed.collect();
    let catalogue: Value = serde_json::from_str(&tree.run(&["catalogue", "--specs", "specs"])?.succeeded().out)?;
    let ids = catalogue["operations"].as_array().into_iter().flatten().filter_map(|operation| operation["id"].as_str());
    assert_eq!(listed, ids.filter_map(|id| id.strip_prefix("im.v1.message.")).collect(), "{resource:?}");
    Ok(())
}

#[test]
fn a_near_miss_is_told() -> Done {
    let tree = tree()?;
    for (words, near) in [
        (&["im.v1.mesage.creat"][..], "`im.v1.message.create`"),
        (&["message.create"], "`im.v1.message.create`"),
        (&["im:mesage:readonly"], "`im:message:readonly`"),
        (&["/open-apis/im/v1/mesages"], "`/open-apis/im/v1/messages`"),
        (&["PUT", "/open-apis/acs/v1/visitors/693"], "`DELETE /open-apis/acs/v1/visitors/:visitor_id`"),
        (&["99991627"], "`99991672`"),
    ] {
        explain(&tree, words)?.failed(1, &["have nothing called", "did you mean", near]);
    }
    explain(&tree, &["qqqqqqqqqqqqqqqqqqqqqqqq"])?.failed(1, &["lists the operations of a service"]);
    tree.run(&["explain"])?.failed(2, &[]);
    Ok(())
}

#[test]
fn colour_can_be_forced() -> Done {
    let tree = tree()?;
    let mut command = tree.command(&["explain", "--specs", "specs", "99991672"]);
    let said = support::said(command.env("CLICOLOR_FORCE", "1"))?.succeeded();
    assert!(said.out.starts_with("\u{1b}[1m99991672\u{1b}[0m"), "{said:?}");
    Ok(())
}

#[test]
fn the_catalogue_has_every_operation() -> Done {
    let tree = tree()?;
    let said = tree.run(&["catalogue", "--specs", "specs"])?.succeeded();
    let catalogue: Value = serde_json::from_str(&said.out)?;
    assert_eq!(catalogue["format"], 1);
    let operations = catalogue["operations"].as_array().ok_or("no operations")?;
    let check = tree.run(&["check", "--specs", "specs"])?.succeeded();
    assert!(check.out.contains(&format!("{} operations", operations.len())), "{check:?}");
    let create = operations.iter().find(|one| one["id"] == "im.v1.message.create").ok_or("no such operation")?;
    let expected = serde_json::json!({
        "id": "im.v1.message.create", "service": "im", "version": "v1", "resource": "message", "operation": "create",
        "summary": "Send a message to a user or a chat.", "method": "POST", "path": "/open-apis/im/v1/messages",
        "tokens": ["tenant"], "apps": ["custom", "store"],
        "rate_limit": {"windows": [{"calls": 1000, "seconds": 60}, {"calls": 50, "seconds": 1}]},
        "targets": [{"group": "im.message", "key": "receive_id", "rate_limit": {"windows": [{"calls": 5, "seconds": 1}]}}],
        "body": "json", "answer": "Message", "envelope": "data", "idempotency_key": "uuid",
        "rust": {"feature": "im", "module": "im::v1::message", "request": "Create"},
    });
    for (key, value) in expected.as_object().ok_or("an object")? {
        assert_eq!(&create[key], value, "{key}");
    }
    let first =
        serde_json::json!({"name": "receive_id_type", "in": "query", "type": "ReceiveIdType", "required": true});
    assert_eq!(create["parameters"][0], first);
    // Every key is described.
    let described = include_str!("../../docs/catalogue.md");
    for (key, _) in operations.iter().filter_map(Value::as_object).flatten() {
        assert!(described.contains(&format!("`{key}`")), "docs/catalogue.md says nothing of `{key}`");
    }
    tree.run(&["catalogue", "--specs", "specs", "--out", "all.json"])?.succeeded();
    assert_eq!(tree.read("all.json")?, said.out);
    Ok(())
}

#[test]
fn scopes_of_operations_are_the_consoles_json() -> Done {
    let tree = tree()?;
    let scopes = |words: &[&str]| tree.run(&[&["scopes", "--specs", "specs"], words].concat());
    let both = scopes(&["im.v1.message.create", "im.v1.message.list"])?.succeeded();
    assert_eq!(both.out, "{\"scopes\":{\"tenant\":[\"im:message\"],\"user\":[]}}\n");
    scopes(&["im.v1.mesage.create"])?.failed(1, &["did you mean", "`im.v1.message.create`"]);
    scopes(&["im:message"])?.failed(2, &["`im:message` is no operation"]);
    scopes(&[])?.failed(2, &[]);
    Ok(())
}

#[test]
fn scopes_of_a_project_know_its_manifests() -> Done {
    let tree = tree()?;
    tree.write("app/Cargo.toml", "[workspace]\nmembers = [\"bot\", \"plain\"]\n[workspace.dependencies]\nlark = { package = \"feishu-openapi\", version = \"1\" }\n")?;
    tree.write("app/bot/Cargo.toml", "[package]\nname = \"my-bot\"\n[dependencies]\nlark.workspace = true\n")?;
    tree.write("app/bot/src/lib.rs", "pub use lark::im::v1::message;\n")?;
    tree.write("app/bot/src/main.rs", "use my_bot::message;\nfn main() {\n    message::List::new();\n}\n")?;
    tree.write("app/bot/tests/all.rs", "fn f() { lark::im::v1::message::Reply::new(); }")?;
    tree.write("app/plain/Cargo.toml", "[package]\nname = \"plain\"\n[dependencies]\nfeishu-openapi = \"1\"\n")?;
    tree.write("app/plain/src/main.rs", "fn main() { feishu::acs::v1::visitor::Delete::new(); }\n")?;
    tree.write("app/target/debug/build/out.rs", "fn f() { feishu::im::v1::image::Create::new(); }")?;
    let scopes = |words: &[&str]| tree.run(&[&["scopes", "--specs", "specs", "--from-source", "app"], words].concat());
    let said = scopes(&[])?.succeeded();
    assert_eq!(said.out, "{\"scopes\":{\"tenant\":[\"im:message.history:readonly\"],\"user\":[\"acs:users\"]}}\n");
    assert!(said.err.contains("im.v1.message.list     app/bot/src/main.rs:3\n"), "{said:?}");
    assert!(said.err.contains("2 operations used\n"), "{said:?}");
    assert!(scopes(&["--all-targets"])?.succeeded().err.contains("im.v1.message.reply"));
    tree.write("app/bot/src/raw.rs", "fn f(p: &'static str) {\n    lark::RawCall::new(lark::Method::Get, p);\n}\n")?;
    let unsure = scopes(&[])?.failed(1, &["may be too few", "app/bot/src/raw.rs:2: a raw call"]);
    assert_eq!(unsure.out, said.out);
    tree.write("app/bot/Cargo.toml", "[package\n")?;
    scopes(&[])?.failed(1, &["app/bot/Cargo.toml:1"]);
    tree.run(&["scopes", "--specs", "specs", "--from-source", "nowhere"])?.failed(2, &["nowhere"]);
    Ok(())
}
