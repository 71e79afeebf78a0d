//! The example programs themselves: what they print, and how they end.

use std::process::{Command, Output};

use crate::support::{Setup, USER_TOKEN, setup};

const VISITOR: &str = env!("CARGO_BIN_EXE_delete_visitor");
const RECORDS: &str = env!("CARGO_BIN_EXE_delete_clock_in_records");
const UPLOAD: &str = env!("CARGO_BIN_EXE_upload_a_file");

/// Runs a program with the server's settings, some of them changed.
async fn run(setup: &Setup, program: &str, arguments: &[&str], changed: &[(&str, &str)]) -> Output {
    let mut command = Command::new(program);
    command.args(arguments).env_clear();
    command.env("FEISHU_APP_ID", "cli_mock").env("FEISHU_APP_SECRET", "mock-secret");
    command.env("FEISHU_USER_TOKEN", USER_TOKEN).env("FEISHU_BASE_URL", setup.server.url());
    command.envs(changed.iter().copied());
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    output.expect("the program was waited for").expect("the program runs")
}

fn texts(output: &Output) -> (Option<i32>, String, String) {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_programs_succeed() {
    let setup = setup().await;
    let output = run(&setup, VISITOR, &["6939433228970082566"], &[]).await;
    assert_eq!(texts(&output), (Some(0), "visitor 6939433228970082566 is deleted\n".into(), String::new()));

    let output = run(&setup, RECORDS, &["6709359313699356941"], &[]).await;
    let said = "deleted: 6709359313699356941\ncould not be deleted: 6709359313699356941\n";
    assert_eq!(texts(&output), (Some(0), said.into(), String::new()));

    let output = run(&setup, UPLOAD, &[concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"), "fldbc"], &[]).await;
    let (code, said, progress) = texts(&output);
    let expected = "uploaded as boxcnrHpsg1QDqXAAAyachabcef\ndownloaded mock 测试.bin, 2048 bytes\n";
    assert_eq!((code, said.as_str()), (Some(0), expected), "{progress}");
    assert!(progress.starts_with("0 of "), "{progress}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_call_is_told_in_full() {
    let setup = setup().await;
    let ids: Vec<_> = (0..11).map(|id| id.to_string()).collect();
    let ids: Vec<_> = ids.iter().map(String::as_str).collect();
    let (code, _, said) = texts(&run(&setup, RECORDS, &ids, &[]).await);
    assert_eq!(code, Some(1), "{said}");
    for part in ["kind: Api", "code: 99992402, FieldValidationFailed", "log id: ", "refused field: record_ids"] {
        assert!(said.contains(part), "{part} is missing in {said}");
    }

    let (code, _, said) = texts(&run(&setup, VISITOR, &["1"], &[("FEISHU_USER_TOKEN", "u-made-up")]).await);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("code: 99991668, UserTokenInvalid"), "{said}");
    assert!(!said.contains("u-made-up"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_named() {
    let setup = setup().await;
    for (program, arguments, changed, part) in [
        (VISITOR, &[][..], &[][..], "usage: delete_visitor VISITOR_ID"),
        (RECORDS, &[], &[], "usage: delete_clock_in_records"),
        (UPLOAD, &["a"], &[], "usage: upload_a_file"),
        (UPLOAD, &["/no/such/file", "fldbc"], &[], "/no/such/file: No such file"),
        (VISITOR, &["1"], &[("FEISHU_USER_TOKEN", "")], "FEISHU_USER_TOKEN"),
        (RECORDS, &["1"], &[("FEISHU_APP_SECRET", "")], "FEISHU_APP_SECRET"),
        (RECORDS, &["1"], &[("FEISHU_BASE_URL", "http://feishu.example")], "https"),
    ] {
        let (code, _, said) = texts(&run(&setup, program, arguments, changed).await);
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(part), "{part} is missing in {said}");
    }
    assert_eq!(setup.server.total(), 0);
}
