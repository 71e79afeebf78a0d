//! The example programs themselves: what they print, and how they end.

use std::io::Write as _;
use std::process::{Command, Output};

use feishu_mock::{Fault, Harm};

use crate::support::{Setup, USER_TOKEN, setup, setup_with};

const VISITOR: &str = env!("CARGO_BIN_EXE_delete_visitor");
const RECORDS: &str = env!("CARGO_BIN_EXE_delete_clock_in_records");
const UPLOAD: &str = env!("CARGO_BIN_EXE_upload_a_file");
const CARD: &str = env!("CARGO_BIN_EXE_send_a_card");
const USERS: &str = env!("CARGO_BIN_EXE_list_users");
const BASE: &str = env!("CARGO_BIN_EXE_read_a_base");
const IMPORT: &str = env!("CARGO_BIN_EXE_import_clock_in_records");

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
async fn a_card_whose_connection_breaks_is_sent_again() {
    let setup = setup().await;
    setup.server.faults().fail_next("im.v1.message.create", 1, Fault::Harm(Harm::Drop));
    let output = run(&setup, CARD, &["oc_5ad11d72b830411d72b836c20", "Lunch", "**12:30**, as always"], &[]).await;
    let (code, said, failed) = texts(&output);
    assert_eq!((code, said.as_str()), (Some(0), "sent as om_dc13264520392913993dd051dba21dcf\n"), "{failed}");
    // The connection broke after the first try. Without a key for the message there would have been no second one.
    assert_eq!(setup.server.count("im.v1.message.create"), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_department_is_read_page_by_page() {
    let setup = setup_with(|options| options.items = 120).await;
    let (code, said, failed) = texts(&run(&setup, USERS, &["0"], &[]).await);
    assert_eq!((code, said.lines().last()), (Some(0), Some("120 users")), "{failed}");
    assert_eq!(setup.server.count("contact.v3.user.find_by_department"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_is_read() {
    let setup = setup().await;
    let arguments = ["bascnMT5kfV9JdzoYDcBbabcef", "tblxI2tWaxP5dG7p", "Title", "Hello"];
    let (code, said, failed) = texts(&run(&setup, BASE, &arguments, &[]).await);
    assert_eq!(code, Some(0), "{failed}");
    assert!(said.starts_with("rec") && said.contains("\n  "), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn clock_in_records_are_imported_fifty_at_a_time() {
    let setup = setup().await;
    let file = |text: &str| {
        let mut file = tempfile::NamedTempFile::new().expect("a file");
        file.write_all(text.as_bytes()).expect("room on the disk");
        file
    };
    let lines: Vec<_> = (0..120).map(|at| format!("abd754f7, {}, Gate 2, east\n", 1_664_604_000 + at)).collect();
    let right = lines.concat();
    let path = file(&right);
    let output = run(&setup, IMPORT, &[path.path().to_str().expect("Unicode"), "abd754f7"], &[]).await;
    assert_eq!(texts(&output), (Some(0), "imported 120 records\n".into(), String::new()));
    assert_eq!(setup.server.count("attendance.v1.user_flow.batch_create"), 3);

    let path = file(&(right + "abd754f7,yesterday,Gate 2\n"));
    let (code, _, said) = texts(&run(&setup, IMPORT, &[path.path().to_str().expect("Unicode"), "abd754f7"], &[]).await);
    assert!(code == Some(2) && said.contains(":121: a line is USER_ID,SECONDS,PLACE"), "{said}");
    assert_eq!(setup.server.count("attendance.v1.user_flow.batch_create"), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hundred_megabytes_are_uploaded_in_parts() {
    let setup = setup().await;
    let file = tempfile::NamedTempFile::new().expect("a file");
    file.as_file().set_len(100 * 1024 * 1024).expect("room on the disk");
    let output = run(&setup, UPLOAD, &[file.path().to_str().expect("Unicode"), "fldbc"], &[]).await;
    let (code, said, progress) = texts(&output);
    assert!(code == Some(0) && said.starts_with("uploaded as "), "{said}{progress}");
    assert_eq!(progress.lines().last(), Some("104857600 of 104857600 bytes"));
    assert_eq!(setup.server.count("drive.v1.file.upload_part"), 25);
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
        (CARD, &["oc_1"], &[], "usage: send_a_card"),
        (USERS, &[], &[], "usage: list_users"),
        (BASE, &["a", "b"], &[], "usage: read_a_base"),
        (IMPORT, &["a"], &[], "usage: import_clock_in_records"),
        (IMPORT, &["/no/such/file", "1"], &[], "/no/such/file: No such file"),
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
