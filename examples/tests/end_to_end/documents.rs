//! The code that README and guide show is code that runs: each of their lines stands, in this order, in a program that is tested.

use std::fs;
use std::path::{Path, PathBuf};

use feishu::{Client, Endpoint, RateLimit, attendance, attendance::v1::user_flow, im::v1::message};

use crate::support::{USER_TOKEN, setup};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust of a part of a document.
fn code(part: &str) -> Vec<&str> {
    let mut inside = false;
    let lines = part.lines().map(str::trim).filter(|line| {
        let fence = line.starts_with("```");
        inside = if fence { line.starts_with("```rust") } else { inside };
        inside && !fence && !line.is_empty()
    });
    lines.collect()
}

/// Asserts that the lines are in the program, one after the other, whatever stands between them.
fn assert_shown(shown: &[&str], program: &Path) {
    let text = read(program);
    let mut lines = text.lines().map(str::trim);
    assert!(!shown.is_empty(), "no code for {}", program.display());
    for line in shown {
        assert!(lines.any(|other| other == *line), "{} has no such line at this place: {line}", program.display());
    }
}

#[test]
fn recipes_are_lines_of_the_programs() {
    let folder = root().join("docs/guide");
    let text = read(&folder.join("recipes.md"));
    let recipes: Vec<_> = text.split("\n## ").skip(1).collect();
    assert_eq!(recipes.len(), 5);
    for recipe in recipes {
        let (_, link) = recipe.split_once("](").expect("a link to the program");
        let (program, _) = link.split_once(')').expect("the end of the link");
        assert_shown(&code(recipe), &folder.join(program));
    }
}

#[test]
fn the_readme_is_lines_of_this_file() {
    let text = read(&root().join("README.md"));
    assert_shown(&code(&text), &root().join("examples").join("tests/end_to_end/documents.rs"));
}

#[tokio::test]
async fn the_readme_runs() -> Result<(), Box<dyn std::error::Error>> {
    let setup = setup().await;
    let (app_secret, user_access_token, request_id) = ("mock-secret", USER_TOKEN, "c3f1");
    let client = Client::builder("cli_a1b2", app_secret).build()?;
    drop(client);
    let client = setup.client.clone();

    // `new` takes what is required, setters take the rest. Tokens are fetched, kept and renewed for you.
    let done = client.send(user_flow::BatchDel::new(["6709359313699356941"])).await?;
    println!("deleted {:?}, failed {:?}", done.success_record_ids, done.fail_record_ids);

    let content = r#"{"text":"hi"}"#;
    let greeting = message::Create::new(message::ReceiveIdType::ChatId, "oc_5ad1", message::MsgType::Text, content);
    let sent = client.send(greeting.uuid(request_id)).await?;
    println!("sent as {:?}", sent.message_id);
    assert!(sent.message_id.is_some());

    // Long lists come in pages, which are asked for as you go.
    let mut users = client.items(feishu::contact::v3::user::FindByDepartment::new("0"));
    while let Some(user) = users.try_next().await? {
        println!("{:?}", user.name);
    }

    // As a user rather than as the app:
    client.as_user(user_access_token).send(feishu::acs::v1::visitor::Delete::new("6939433228970082566")).await?;

    // What an endpoint needs can be asked without calling it.
    assert_eq!(user_flow::BatchDel::META.rate_limit, RateLimit::per_second(10));
    assert_eq!(user_flow::BatchDel::META.scopes, ["attendance:task"]);

    // Errors say what happened, with the platform's code, its name and the log id that support asks for.
    match client.send(user_flow::BatchDel::new(["1"])).await {
        Err(error) if error.code_as() == Some(attendance::ErrorCode::AppHasNoPrivilege) => eprintln!("{error}"),
        other => println!("{other:?}"),
    }
    Ok(())
}
