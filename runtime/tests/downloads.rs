//! Downloads while they come: pieces, ranges, breaks in the middle, silence, and files on the disk.

mod common;

use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use common::{Fetch, FetchPart, client, grant};
use feishu_runtime::transport::{MemoryTransport, TransportError, TransportErrorKind};
use feishu_runtime::{Body, Download, Error, ErrorKind};
use futures_util::{FutureExt as _, StreamExt as _, TryStreamExt as _};
use http_body::Frame;

/// A body of pieces, at the end of which the connection breaks, or nothing comes any more.
struct Broken {
    pieces: Vec<&'static str>,
    hangs: bool,
}

impl http_body::Body for Broken {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match (self.pieces.is_empty(), self.hangs) {
            (false, _) => Poll::Ready(Some(Ok(Frame::data(self.pieces.remove(0).into())))),
            (true, true) => Poll::Pending,
            (true, false) => Poll::Ready(Some(Err(TransportError::new(TransportErrorKind::Exchange, "reset")))),
        }
    }
}

fn broken(pieces: &[&'static str]) -> Body {
    Body::from_stream(Broken { pieces: pieces.to_vec(), hangs: false })
}

fn hanging(pieces: &[&'static str]) -> Body {
    Body::from_stream(Broken { pieces: pieces.to_vec(), hangs: true })
}

type Headers<'a> = &'a [(&'a str, &'a str)];

fn answer(transport: &MemoryTransport, status: u16, headers: Headers, body: Body) {
    let start = http::Response::builder().status(status);
    let response = headers.iter().fold(start, |response, (name, value)| response.header(*name, *value));
    transport.respond(response.body(body).expect("a response"));
}

fn asked(transport: &MemoryTransport) -> Vec<Option<String>> {
    let range = |request: &http::Request<Bytes>| Some(request.headers().get("range")?.to_str().ok()?.to_owned());
    transport.requests().iter().map(range).collect()
}

async fn text(file: Download) -> Result<String, Error> {
    file.bytes().await.map(|bytes| String::from_utf8(bytes.to_vec()).expect("text"))
}

#[tokio::test]
async fn pieces_come_as_a_stream() {
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "6")], Body::from_chunks(["ab", "cd", "ef"].map(Bytes::from)));
    let file = client(&transport).send(Fetch).await.expect("a file");
    assert_eq!((file.len(), file.content_range()), (Some(6), None));
    let pieces: Vec<Bytes> = file.try_collect().await.expect("content");
    assert_eq!(pieces, ["ab", "cd", "ef"]);
    let request = &transport.requests()[0];
    assert_eq!(request.headers()["accept-encoding"], "identity");
    assert!(!request.headers().contains_key("content-type"));
}

#[tokio::test]
async fn a_request_says_what_its_page_asks_for() {
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[], Body::empty());
    drop(client(&transport).send(FetchPart).await.expect("a file"));
    assert_eq!(transport.requests()[0].headers()["content-type"], "application/json");
}

#[tokio::test]
async fn ranges_are_held_against_the_answer() {
    let part = [("content-range", "bytes 2-4/9")];
    let table: &[(u16, Headers, &str, bool)] = &[
        (206, &part, "cde", true),
        (206, &[("content-range", "bytes 2-3/4")], "cd", true),
        (206, &[("content-range", "bytes 0-2/9")], "abc", false),
        (206, &[("content-range", "bytes 2-8/9")], "cdefghi", false),
        (206, &[("content-range", "bytes 2-4/9"), ("content-length", "2")], "cd", false),
        (206, &[], "cde", false),
        (200, &part, "abcdefghi", false),
        (416, &[("content-range", "bytes */1")], "", false),
    ];
    for (status, headers, content, good) in table {
        let transport = MemoryTransport::new();
        answer(&transport, *status, headers, Body::from(*content));
        let outcome = client(&transport).send(FetchPart).range(2..5).await;
        assert_eq!(outcome.is_ok(), *good, "{headers:?}: {outcome:?}");
        if let Ok(file) = outcome {
            assert_eq!(text(file).await.expect("content"), *content);
        }
        assert_eq!(asked(&transport), [Some("bytes=2-4".to_owned())]);
    }
    // All of it is all of it, with or without a range.
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[], Body::from("abc"));
    assert_eq!(
        text(client(&transport).send(FetchPart).range(..).await.expect("a file")).await.expect("content"),
        "abc"
    );
    answer(&transport, 206, &[("content-range", "bytes 0-2/9")], Body::from("abc"));
    assert_eq!(client(&transport).send(FetchPart).await.expect_err("unasked").kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn ranges_that_cannot_be_are_refused_before_anything_is_sent() {
    let transport = MemoryTransport::new();
    let error = client(&transport).send(Fetch).range(2..5).await.expect_err("undocumented");
    assert_eq!(error.kind(), ErrorKind::Config);
    let error = client(&transport).send(FetchPart).range(5..5).await.expect_err("empty");
    assert_eq!(error.kind(), ErrorKind::Encode);
    assert!(transport.requests().is_empty());
}

#[tokio::test]
async fn a_broken_download_goes_on_where_it_was() {
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "9"), ("etag", "\"1\"")], broken(&["ab", "c"]));
    answer(&transport, 206, &[("content-range", "bytes 3-8/9"), ("etag", "\"1\"")], broken(&["de"]));
    answer(&transport, 206, &[("content-range", "bytes 5-8/9"), ("etag", "\"1\"")], Body::from("fghi"));
    let file = client(&transport).send(FetchPart).await.expect("a file");
    assert_eq!(text(file).await.expect("content"), "abcdefghi");
    assert_eq!(asked(&transport), [None, Some("bytes=3-8".into()), Some("bytes=5-8".into())]);
}

#[tokio::test]
async fn a_broken_part_goes_on_inside_its_range() {
    let transport = MemoryTransport::new();
    answer(&transport, 206, &[("content-range", "bytes 2-5/9")], broken(&["c"]));
    answer(&transport, 206, &[("content-range", "bytes 3-5/9")], Body::from("def"));
    let file = client(&transport).send(FetchPart).range(2..6).await.expect("a file");
    assert_eq!(text(file).await.expect("content"), "cdef");
    assert_eq!(asked(&transport), [Some("bytes=2-5".into()), Some("bytes=3-5".into())]);
}

#[tokio::test]
async fn another_file_is_never_appended() {
    let resumed: &[(u16, Headers)] = &[
        (200, &[("content-length", "9")]),
        (206, &[("content-range", "bytes 3-8/9"), ("etag", "\"2\"")]),
        (206, &[("content-range", "bytes 3-9/10"), ("etag", "\"1\"")]),
        (206, &[("content-range", "bytes 4-8/9"), ("etag", "\"1\"")]),
        (206, &[]),
    ];
    for (status, headers) in resumed {
        let transport = MemoryTransport::new();
        answer(&transport, 200, &[("content-length", "9"), ("etag", "\"1\"")], broken(&["abc"]));
        answer(&transport, *status, headers, Body::from("defghi"));
        let error = text(client(&transport).send(FetchPart).await.expect("a file")).await.expect_err("another file");
        assert!(error.to_string().contains("the rest cannot be had"), "{headers:?}: {error}");
        assert_eq!(error.kind(), ErrorKind::Transport);
    }
    // What the server says of the rest is passed on.
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "9")], broken(&["abc"]));
    answer(&transport, 403, &[("content-type", "application/json")], Body::from(r#"{"code":7,"msg":"no"}"#));
    let error = text(client(&transport).send(FetchPart).await.expect("a file")).await.expect_err("refused");
    assert_eq!(error.code(), Some(7));
}

#[tokio::test]
async fn breaks_are_resumed_so_often_and_only_where_ranges_are_documented() {
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "9")], broken(&["a"]));
    for _ in 0..9 {
        answer(&transport, 206, &[("content-range", "bytes 1-8/9")], broken(&[]));
    }
    let file = client(&transport).send(FetchPart).await.expect("a file").resumes(3);
    assert_eq!(text(file).await.expect_err("too often").kind(), ErrorKind::Transport);
    assert_eq!(transport.requests().len(), 4);

    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "9")], broken(&["a"]));
    let file = client(&transport).send(Fetch).await.expect("a file");
    assert_eq!(text(file).await.expect_err("broken").operation().map(|meta| meta.id), Some("acme.v1.file.get"));
    assert_eq!(transport.requests().len(), 1);
}

#[tokio::test]
async fn an_early_end_is_a_break() {
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "9")], Body::from("abc"));
    let error = text(client(&transport).send(Fetch).await.expect("a file")).await.expect_err("short");
    assert!(error.to_string().contains("3 of 9 bytes"), "{error}");
    // A break after the last byte is none.
    answer(&transport, 200, &[("content-length", "3")], broken(&["abc"]));
    assert_eq!(text(client(&transport).send(Fetch).await.expect("a file")).await.expect("whole"), "abc");
}

#[tokio::test]
async fn silence_ends_a_download_and_slowness_does_not() {
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "9")], hanging(&["a", "b"]));
    let mut file = client(&transport).send(Fetch).await.expect("a file").idle_timeout(Duration::from_secs(10));
    // The time limit of the call, a minute, is over long before the content is there.
    for expected in ["a", "b"] {
        transport.clock().advance(Duration::from_secs(90));
        assert_eq!(file.chunk().await.expect("content").expect("a piece"), expected);
    }
    let mut waiting = Box::pin(file.chunk());
    assert!(waiting.as_mut().now_or_never().is_none());
    transport.clock().advance(Duration::from_secs(9));
    assert!(waiting.as_mut().now_or_never().is_none());
    transport.clock().advance(Duration::from_secs(1));
    let error = waiting.await.expect_err("silence");
    assert_eq!((error.kind(), error.operation().map(|meta| meta.id)), (ErrorKind::Timeout, Some("acme.v1.file.get")));
    assert!(file.next().await.is_none(), "nothing follows an error");
}

#[tokio::test]
async fn a_limit_keeps_memory_from_filling_up() {
    let transport = MemoryTransport::new();
    for (limit, good) in [(9, true), (8, false)] {
        answer(&transport, 200, &[], Body::from_chunks(["abcd", "efghi"].map(Bytes::from)));
        let file = client(&transport).send(Fetch).await.expect("a file").limit(limit);
        assert_eq!(file.bytes().await.is_ok(), good);
    }
}

/// A folder of its own for a test, which is gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("feishu-{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder).expect("a writable folder");
        Self(folder)
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(&self.0).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_saved_file_is_whole_or_not_there() {
    let folder = Folder::new("save");
    let path = folder.0.join("a.txt");
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[("content-length", "9")], broken(&["abc"]));
    let failed = client(&transport).send(Fetch).await.expect("a file").save(&path).await;
    assert_eq!(failed.expect_err("broken").kind(), ErrorKind::Transport);
    assert_eq!(folder.names(), Vec::<String>::new());

    // One that nobody waits for any more.
    answer(&transport, 200, &[], hanging(&["abc"]));
    let file = client(&transport).send(Fetch).await.expect("a file");
    assert!(tokio::time::timeout(Duration::from_millis(50), file.save(&path)).await.is_err());
    assert_eq!(folder.names(), Vec::<String>::new());

    for content in ["hello", "bye"] {
        answer(&transport, 200, &[], Body::from(content));
        let saved = client(&transport).send(Fetch).await.expect("a file").save(&path).await.expect("saved");
        assert_eq!(saved, content.len() as u64);
        assert_eq!(std::fs::read_to_string(&path).expect("a file"), content);
    }
    assert_eq!(folder.names(), ["a.txt"]);

    answer(&transport, 200, &[], Body::from("x"));
    let nowhere = client(&transport).send(Fetch).await.expect("a file").save(folder.0.join("no/b.txt")).await;
    assert_eq!(nowhere.expect_err("no folder").kind(), ErrorKind::Io);
}

#[tokio::test]
async fn the_servers_name_stays_in_the_folder() {
    let folder = Folder::new("save-in");
    let transport = MemoryTransport::new();
    let named = |name: &str| format!("attachment; filename*=UTF-8''{name}");
    for (name, saved_as) in
        [("%E6%B5%8B.txt", "测.txt"), ("..%2F..%2Fetc%2Fpasswd", "_.._.._etc_passwd"), ("a%3Ab%3F.txt", "a_b_.txt")]
    {
        answer(&transport, 200, &[("content-disposition", &named(name))], Body::from("hello"));
        let path = client(&transport).send(Fetch).await.expect("a file").save_in(&folder.0).await.expect("saved");
        assert_eq!(path, folder.0.join(saved_as));
    }
    let before = folder.names();
    answer(&transport, 200, &[("content-disposition", &named("a%3Ab%3F.txt"))], Body::from("other"));
    let error =
        client(&transport).send(Fetch).await.expect("a file").save_in(&folder.0).await.expect_err("there already");
    assert_eq!(error.kind(), ErrorKind::Io);
    answer(&transport, 200, &[], Body::from("hello"));
    let error = client(&transport).send(Fetch).await.expect("a file").save_in(&folder.0).await.expect_err("no name");
    assert!(error.to_string().contains("no name"), "{error}");
    assert_eq!(folder.names(), before);
    assert_eq!(std::fs::read_to_string(folder.0.join("a_b_.txt")).expect("a file"), "hello");
}

#[tokio::test]
async fn a_writer_gets_everything() {
    let transport = MemoryTransport::new();
    answer(&transport, 200, &[], Body::from_chunks(["ab", "cd"].map(Bytes::from)));
    let mut written = Vec::new();
    let count = client(&transport).send(Fetch).await.expect("a file").write_to(&mut written).await.expect("written");
    assert_eq!((count, written.as_slice()), (4, b"abcd".as_slice()));
}

#[tokio::test]
async fn an_address_outside_gets_nothing_of_ours() {
    let transport = MemoryTransport::new();
    transport.answer(200, grant("t-secret", 7200)).answer(200, common::success());
    let client = client(&transport);
    client.send(common::AsTenant).await.expect("a token is there");

    let moved = |to: &str| answer(&transport, 302, &[("location", to), ("set-cookie", "a=b")], Body::empty());
    moved("//cdn.example/f?key=2");
    moved("/g");
    answer(&transport, 200, &[("content-disposition", "attachment; filename=a.txt")], Body::from("hello"));
    let file = client.download_url("https://files.example/f?key=1").await.expect("a file");
    assert_eq!(file.file_name(), Some("a.txt"));
    assert_eq!(text(file).await.expect("content"), "hello");

    let requests = transport.requests();
    let outside = &requests[2..];
    let addresses: Vec<String> = outside.iter().map(|request| request.uri().to_string()).collect();
    assert_eq!(addresses, ["https://files.example/f?key=1", "https://cdn.example/f?key=2", "https://cdn.example/g"]);
    for request in outside {
        let names: Vec<&str> = request.headers().keys().map(http::HeaderName::as_str).collect();
        assert_eq!(names, ["user-agent", "accept-encoding"]);
    }
}

#[tokio::test]
async fn an_address_outside_cannot_lead_astray() {
    let transport = MemoryTransport::new();
    let client = client(&transport);
    for address in ["http://files.example/f", "ftp://files.example/f", "/f", "", "https://u:p@files.example/f"] {
        assert_eq!(client.download_url(address).await.expect_err(address).kind(), ErrorKind::Config);
    }
    assert!(transport.requests().is_empty());
    answer(&transport, 302, &[("location", "http://files.example/f")], Body::empty());
    assert_eq!(client.download_url("https://files.example/f").await.expect_err("plain").kind(), ErrorKind::Status);
    for _ in 0..9 {
        answer(&transport, 307, &[("location", "/again")], Body::empty());
    }
    assert_eq!(client.download_url("https://files.example/f").await.expect_err("endless").kind(), ErrorKind::Status);
    assert_eq!(transport.requests().len(), 7);

    let transport = MemoryTransport::new();
    let client = common::client(&transport);
    answer(&transport, 403, &[], Body::from("<Error>expired</Error>"));
    let error = client.download_url("https://files.example/f?key=hunter2").await.expect_err("refused");
    assert_eq!(error.http_status().map(|status| status.as_u16()), Some(403));
    assert!(!format!("{error} {error:?}").contains("hunter2"));

    transport.hang();
    let mut waiting = Box::pin(client.download_url("https://files.example/f"));
    assert!(waiting.as_mut().now_or_never().is_none());
    transport.clock().advance(Duration::from_secs(60));
    assert_eq!(waiting.await.expect_err("no answer").kind(), ErrorKind::Timeout);
}
