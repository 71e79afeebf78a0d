//! Uploads of any size, against a server that follows them part by part.

use std::sync::{Arc, Mutex};

use feishu::drive::v1::file::{self, FileParentType};
use feishu::drive::v1::media::{self, MediaParentType};
use feishu::upload::{Checkpoint, Progress};
use feishu::{Error, ErrorKind, File};
use feishu_mock::ForcedError;

use crate::support::{Setup, USER_TOKEN, failure, setup};

const MIB: usize = 1024 * 1024;

/// The file's content: no two parts of it are the same.
fn content() -> Vec<u8> {
    (0..21 * MIB).map(|at| u8::try_from(at / MIB).unwrap_or_default()).collect()
}

fn large() -> file::UploadAll {
    of(File::from_bytes("large.bin", content()))
}

fn of(file: File) -> file::UploadAll {
    file::UploadAll::new("large.bin", FileParentType::Explorer, "fldbcO1UuPz8VwnpPx5a92abcef", file)
}

/// Uploads, and keeps all that is told of the progress.
async fn upload(
    setup: &Setup,
    request: file::UploadAll,
    from: Option<Checkpoint>,
) -> (Result<Option<String>, Error>, Vec<Progress>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    let upload = setup.client.upload(request);
    let upload = match from {
        Some(checkpoint) => upload.resume(checkpoint),
        None => upload,
    };
    let upload = upload.on_progress(move |progress| listener.lock().expect("no panic before").push(progress.clone()));
    let outcome = upload.await.map(|answer| answer.file_token);
    let told = told.lock().expect("no panic before").clone();
    (outcome, told)
}

fn counts(setup: &Setup) -> [usize; 4] {
    ["upload_all", "upload_prepare", "upload_part", "upload_finish"]
        .map(|operation| setup.server.count(&format!("drive.v1.file.{operation}")))
}

#[tokio::test]
async fn a_small_file_goes_up_whole() {
    let setup = setup().await;
    let (outcome, told) = upload(&setup, of(File::from_bytes("small.bin", "hello")), None).await;
    assert_eq!(outcome.expect("success").as_deref(), Some("boxcnrHpsg1QDqXAAAyachabcef"));
    assert_eq!(counts(&setup), [1, 0, 0, 0]);
    let sent: Vec<_> =
        told.iter().map(|progress| (progress.sent, progress.total, progress.checkpoint.is_some())).collect();
    assert_eq!(sent, [(0, 5, false), (5, 5, false)]);

    // Its size is computed in a plain call as well, and one that is wrong is seen by the server.
    setup.client.send(of(File::from_bytes("small.bin", "hello"))).await.expect("success");
    let error = failure(setup.client.send(of(File::from_bytes("small.bin", "hello")).size(6)).await);
    assert_eq!(error.code(), Some(1_062_009));
    let error = failure(setup.client.send(of(File::from_bytes("small.bin", "hello")).checksum("1")).await);
    assert_eq!(error.code(), Some(1_062_008));
}

#[tokio::test]
async fn a_large_file_goes_up_in_parts() {
    let setup = setup().await;
    let (outcome, told) = upload(&setup, large(), None).await;
    assert_eq!(outcome.expect("success").as_deref(), Some("boxcnrHpsg1QDqXAAAyachabcef"));
    assert_eq!(counts(&setup), [0, 1, 6, 1]);
    let sent: Vec<u64> = told.iter().map(|progress| progress.sent / MIB as u64).collect();
    assert_eq!(sent, [0, 4, 8, 12, 16, 20, 21]);
    assert!(told.iter().all(|progress| progress.total == 21 * MIB as u64));
}

#[tokio::test]
async fn a_path_and_a_reader_go_up_the_same() {
    let setup = setup().await;
    let path = std::env::temp_dir().join(format!("feishu-uploads-{}", std::process::id()));
    std::fs::write(&path, content()).expect("a writable folder");
    let from_path = File::from_path(&path).await.expect("a file");
    let reader = std::fs::File::open(&path).expect("a file");
    let from_reader = File::from_reader("large.bin", Some(21 * MIB as u64), tokio::fs::File::from_std(reader));
    for file in [from_path, from_reader] {
        upload(&setup, of(file), None).await.0.expect("success");
    }
    std::fs::remove_file(&path).expect("a writable folder");
    // The server has held each part against its checksum.
    assert_eq!(counts(&setup), [0, 2, 12, 2]);
}

#[tokio::test]
async fn a_part_is_sent_again_where_the_platform_says_so() {
    let setup = setup().await;
    setup.server.faults().error_next("drive.v1.file.upload_part", 1, ForcedError::new(200, 1_061_045));
    upload(&setup, large(), None).await.0.expect("success");
    assert_eq!(counts(&setup), [0, 1, 7, 1]);
}

#[tokio::test]
async fn an_upload_goes_on_after_a_restart() {
    let setup = setup().await;
    let server = &setup.server;
    // The first part is refused for good.
    server.faults().error_next("drive.v1.file.upload_part", 1, ForcedError::new(400, 1_061_002));
    let (outcome, told) = upload(&setup, large(), None).await;
    assert_eq!(failure(outcome).code(), Some(1_061_002));
    let stored = serde_json::to_string(&told.last().expect("begun").checkpoint).expect("JSON");
    assert_eq!(counts(&setup), [0, 1, 1, 0]);

    let checkpoint: Checkpoint = serde_json::from_str(&stored).expect("a checkpoint");
    let (outcome, told) = upload(&setup, large(), Some(checkpoint)).await;
    outcome.expect("success");
    assert_eq!(counts(&setup), [0, 1, 7, 1]);
    let first_done = told[3].checkpoint.clone().expect("in parts");
    assert_eq!(first_done.sent(), 12 * MIB as u64);

    // The upload is over: the same checkpoint leads nowhere, and the error says what to do.
    let (outcome, _) = upload(&setup, large(), Some(first_done)).await;
    let error = failure(outcome);
    assert_eq!(error.code(), Some(1_061_021));
    assert!(error.to_string().contains("start it again"), "{error}");
}

#[tokio::test]
async fn an_upload_goes_on_in_the_middle_of_a_reader() {
    let setup = setup().await;
    let middle = {
        let (outcome, told) = upload(&setup, large(), None).await;
        outcome.expect("success");
        told[3].checkpoint.clone().expect("in parts")
    };
    // Of another upload, with 12 MiB sent.
    let size = i64::try_from(21 * MIB).expect("small");
    let prepare = file::UploadPrepare::new("large.bin", FileParentType::Explorer, "fld", size);
    let id = setup.client.send(prepare).await.expect("begun").upload_id.expect("an id");
    let mut stored = serde_json::to_value(&middle).expect("JSON");
    stored["upload_id"] = id.clone().into();
    for seq in 0..3 {
        let part = content()[seq * 4 * MIB..(seq + 1) * 4 * MIB].to_vec();
        let part = file::UploadPart::new(&id, seq.try_into().expect("small"), File::from_bytes("part", part));
        setup.client.send(part).await.expect("success");
    }
    let reader = std::io::Cursor::new(content());
    let file = File::from_reader("large.bin", Some(21 * MIB as u64), reader);
    let checkpoint = serde_json::from_value(stored).expect("a checkpoint");
    upload(&setup, of(file), Some(checkpoint)).await.0.expect("success");
    assert_eq!(counts(&setup), [0, 2, 12, 2]);
}

#[tokio::test]
async fn another_identity_cannot_go_on() {
    let setup = setup().await;
    setup.server.faults().error_next("drive.v1.file.upload_part", 1, ForcedError::new(400, 1_061_002));
    let (_, told) = upload(&setup, large(), None).await;
    let checkpoint = told.last().and_then(|progress| progress.checkpoint.clone()).expect("begun");
    let error = failure(setup.client.as_user(USER_TOKEN).upload(large()).resume(checkpoint).await);
    assert_eq!(error.code(), Some(1_062_007));
}

#[tokio::test]
async fn what_cannot_be_planned_is_refused_before_anything_is_sent() {
    let setup = setup().await;
    let (outcome, _) = upload(&setup, of(File::from_reader("a", None, &b"hello"[..])), None).await;
    let error = failure(outcome);
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("length"), "{error}");
    let (outcome, _) = upload(&setup, large(), Some(Checkpoint::default())).await;
    assert_eq!(failure(outcome).kind(), ErrorKind::Config);
    assert_eq!(counts(&setup), [0; 4]);
}

#[tokio::test]
async fn media_go_up_in_parts_too() {
    let setup = setup().await;
    let film = File::from_bytes("film.mp4", content());
    let request = media::UploadAll::new("film.mp4", MediaParentType::DocxFile, "doxcn", film);
    let request = request.extra(r#"{"drive_route_token":"doxcn"}"#);
    let done = setup.client.upload(request).await.expect("success");
    assert!(done.file_token.is_some());
    assert_eq!(setup.server.count("drive.v1.media.upload_part"), 6);
}
