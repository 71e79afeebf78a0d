//! Forms as the transport sees them, read back by a parser that shares nothing with the writer.

mod common;

use std::convert::Infallible;

use common::{Upload, client, success};
use feishu_runtime::limit::{Limits, Mode};
use feishu_runtime::transport::{MemoryTransport, TransportError, TransportErrorKind};
use feishu_runtime::{Client, ErrorKind, File, RetryPolicy};
use futures_util::stream;

/// Name, file name, type and content of each part.
async fn parse(request: &http::Request<bytes::Bytes>) -> Vec<(String, Option<String>, Option<String>, Vec<u8>)> {
    let content_type = request.headers()["content-type"].to_str().expect("text");
    let boundary = multer::parse_boundary(content_type).expect("a boundary");
    let body = stream::iter([Ok::<_, Infallible>(request.body().clone())]);
    let mut form = multer::Multipart::new(body, boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.expect("a form") {
        let name = field.name().expect("a name").to_owned();
        let file_name = field.file_name().map(str::to_owned);
        let kind = field.content_type().map(ToString::to_string);
        parts.push((name, file_name, kind, field.bytes().await.expect("content").to_vec()));
    }
    parts
}

fn pieces(content: &[&'static str]) -> impl futures_util::Stream<Item = std::io::Result<&'static [u8]>> + Send + use<> {
    stream::iter(content.iter().map(|piece| Ok(piece.as_bytes())).collect::<Vec<_>>())
}

#[tokio::test]
async fn a_form_is_sent_with_texts_first() {
    let transport = MemoryTransport::new();
    transport.answer(200, success());
    let content = b"\x00\xff\r\n--feishu-\r\n".to_vec();
    let file = File::from_bytes("测\"\n.bin", content.clone());
    client(&transport).send(Upload(file)).await.expect("success");

    let parts = parse(&transport.requests()[0]).await;
    let octets = Some("application/octet-stream".to_owned());
    assert_eq!(
        parts,
        [
            ("file_name".to_owned(), None, None, "测\"\n.bin".as_bytes().to_vec()),
            ("file".to_owned(), Some("测%22%0A.bin".to_owned()), octets, content),
        ]
    );
}

#[tokio::test]
async fn every_kind_of_file_is_sent_the_same() {
    let path = std::env::temp_dir().join(format!("feishu-forms-{}.txt", std::process::id()));
    std::fs::write(&path, "hello").expect("a writable folder");
    let name = path.file_name().expect("a name").to_str().expect("text").to_owned();
    let files = [
        File::from_bytes(&name, "hello"),
        File::from_path(&path).await.expect("a file"),
        File::from_reader(&name, Some(5), &b"hello"[..]),
        File::from_reader(&name, None, &b"hello"[..]),
        File::from_stream(&name, Some(5), pieces(&["h", "ello"])),
    ];
    let mut sent = Vec::new();
    for file in files {
        let transport = MemoryTransport::new();
        transport.answer(200, success());
        client(&transport).send(Upload(file)).await.expect("success");
        sent.push(parse(&transport.requests()[0]).await);
    }
    std::fs::remove_file(&path).expect("a writable folder");
    assert_eq!(sent[0][1].3, b"hello");
    assert!(sent.iter().all(|parts| *parts == sent[0]), "{sent:?}");
}

#[tokio::test]
async fn files_are_compared_by_what_they_are() {
    let bytes = File::from_bytes("a", "x");
    assert_eq!(bytes, File::from_bytes("a", "x"));
    assert_ne!(bytes, File::from_bytes("b", "x"));
    let stream = File::from_stream("a", Some(1), pieces(&["x"]));
    assert_eq!(stream, stream.clone());
    assert_ne!(stream, File::from_stream("a", Some(1), pieces(&["x"])));
    assert_eq!(
        format!("{stream:?}"),
        r#"File { name: "a", content_type: "application/octet-stream", len: Some(1), .. }"#
    );
    let missing = File::from_path("/no/such/file").await.expect_err("no file");
    assert_eq!(missing.kind(), std::io::ErrorKind::NotFound);
    assert!(File::from_path(std::env::temp_dir()).await.is_err(), "a folder");
}

/// A client that tries again at once, whatever the platform's limits are.
fn eager(transport: &MemoryTransport) -> Client {
    let retry = RetryPolicy::default().max_tries(3).backoff(std::time::Duration::ZERO, std::time::Duration::ZERO);
    let builder = Client::builder("cli_test", common::APP_SECRET).transport(transport.clone()).retry(retry);
    builder.limits(Limits::new().mode(Mode::Off)).build().expect("a client")
}

const BUSY: &str = r#"{"code":99991400,"msg":"request trigger frequency limit"}"#;

#[tokio::test]
async fn a_stream_is_not_sent_twice() {
    let transport = MemoryTransport::new();
    transport.answer(400, BUSY).answer(200, success());
    let file = File::from_stream("a", Some(5), pieces(&["hello"]));
    let error = eager(&transport).send(Upload(file.clone())).await.expect_err("not repeated");
    assert!(error.is_rate_limited());
    assert_eq!(transport.requests().len(), 1);
    assert!(!file.is_replayable());

    // Nor by a later call, which is told why.
    let error = eager(&transport).send(Upload(file)).await.expect_err("read already");
    assert_eq!(error.kind(), ErrorKind::Io);
    assert!(error.to_string().contains("read already"), "{error}");
    assert_eq!(transport.requests().len(), 1);

    let transport = MemoryTransport::new();
    transport.answer(400, BUSY).answer(200, success());
    eager(&transport).send(Upload(File::from_bytes("a", "hello"))).await.expect("repeated");
    assert_eq!(transport.requests().len(), 2);
}

#[tokio::test]
async fn a_refused_token_is_no_reason_either() {
    use feishu_runtime::{EncodeError, Endpoint, Meta, Method, Parts};
    struct AsTenant(File);
    impl Endpoint for AsTenant {
        type Response = serde_json::Value;
        const META: &'static Meta = &Meta::new("acme.v1.file.tenant", Method::Post, "/open-apis/acme/v1/files");

        fn parts(&self) -> Result<Parts, EncodeError> {
            let mut parts = Parts::new(Self::META, &[])?;
            parts.file("file", &self.0);
            Ok(parts)
        }
    }
    let refused = r#"{"code":99991663,"msg":"Invalid access token for authorization."}"#;
    let stream = || File::from_stream("a", Some(5), pieces(&["hello"]));
    for (file, requests) in [(stream(), 2), (File::from_bytes("a", "hello"), 4)] {
        let transport = MemoryTransport::new();
        transport.answer(200, common::grant("t-1", 7200)).answer(400, refused);
        transport.answer(200, common::grant("t-2", 7200)).answer(200, success());
        let outcome = client(&transport).send(AsTenant(file)).await;
        assert_eq!(transport.requests().len(), requests);
        // The platform's reason, not that the stream is gone.
        assert_eq!(outcome.err().and_then(|error| error.code()), (requests == 2).then_some(99_991_663));
    }
}

#[tokio::test]
async fn a_stream_that_was_not_begun_can_still_be_sent() {
    // The transport fails before it asks for any of the body.
    struct Refuses(MemoryTransport, std::sync::atomic::AtomicBool);
    impl feishu_runtime::transport::Transport for Refuses {
        fn call(
            &self,
            request: http::Request<feishu_runtime::Body>,
        ) -> feishu_runtime::transport::BoxFuture<'_, Result<http::Response<feishu_runtime::Body>, TransportError>>
        {
            if self.1.swap(true, std::sync::atomic::Ordering::Relaxed) {
                return self.0.call(request);
            }
            Box::pin(async { Err(TransportError::new(TransportErrorKind::Connect, "refused")) })
        }

        fn clock(&self) -> std::sync::Arc<dyn feishu_runtime::transport::Clock> {
            feishu_runtime::transport::Transport::clock(&self.0)
        }
    }
    let memory = MemoryTransport::new();
    memory.answer(200, success());
    let retry = RetryPolicy::default().max_tries(3).backoff(std::time::Duration::ZERO, std::time::Duration::ZERO);
    let builder = Client::builder("cli_test", common::APP_SECRET).retry(retry);
    let client = builder.transport(Refuses(memory.clone(), false.into())).build().expect("a client");
    client.send(Upload(File::from_stream("a", None, pieces(&["hello"])))).await.expect("sent at the second try");
    assert_eq!(parse(&memory.requests()[0]).await[1].3, b"hello");
}

#[tokio::test]
async fn content_that_cannot_be_read_is_an_error_of_its_own() {
    let transport = MemoryTransport::new();
    for file in [
        File::from_stream("a", Some(9), pieces(&["hello"])),
        File::from_stream("a", Some(2), pieces(&["hello"])),
        File::from_stream("a", None, stream::iter([Err::<&[u8], _>("the disk is gone")])),
    ] {
        let error = client(&transport).send(Upload(file)).await.expect_err("not readable");
        assert_eq!(error.kind(), ErrorKind::Io, "{error}");
    }
    assert!(transport.requests().is_empty());
}
