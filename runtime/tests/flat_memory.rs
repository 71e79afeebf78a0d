//! Memory stays flat: a gigabyte goes up and comes down within 32 MiB of heap, counted by the allocator.
//!
//! A file of its own, since it counts the whole process: the server, in the same one, makes and drops content as it goes.

use std::convert::Infallible;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use feishu_runtime::upload::{Chunked, Part, Plan, Session};
use feishu_runtime::{Client, Download, EncodeError, Endpoint, Envelope, File, Meta, Method, Parts};
use http::{Request, Response};
use http_body::{Body as _, Frame, SizeHint};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use peak_alloc::PeakAlloc;
use tokio::net::TcpListener;

#[global_allocator]
static HEAP: PeakAlloc = PeakAlloc;

const SIZE: u64 = 1024 * 1024 * 1024;

const MOST: usize = 32 * 1024 * 1024;

/// Content that is made while it is sent.
struct Zeros {
    left: u64,
}

static PIECE: [u8; 64 * 1024] = [0; 64 * 1024];

impl http_body::Body for Zeros {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let len = usize::try_from(self.left).unwrap_or(usize::MAX).min(PIECE.len());
        self.left -= len as u64;
        Poll::Ready(Some(Ok(Frame::data(Bytes::from_static(&PIECE[..len])))))
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}

/// Takes every body, and answers each call with all that any of them wants.
async fn serve(request: Request<Incoming>, received: Arc<AtomicU64>) -> Result<Response<Zeros>, Infallible> {
    let mut body = request.into_body();
    while let Some(frame) = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let data = frame.expect("a whole body").into_data().unwrap_or_default();
        received.fetch_add(data.len() as u64, Ordering::Relaxed);
    }
    Ok(Response::new(Zeros { left: SIZE }))
}

const ANSWER: &str = r#"{"code":0,"msg":"ok","data":{"upload_id":"7"}}"#;

/// The same, for calls that want JSON.
async fn take(request: Request<Incoming>, received: Arc<AtomicU64>) -> Result<Response<String>, Infallible> {
    serve(request, received).await.map(|_| Response::new(ANSWER.to_owned()))
}

/// A server; its address and the bytes it got.
async fn server(downloads: bool) -> (SocketAddr, Arc<AtomicU64>) {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let received = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&received);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (io, counter) = (TokioIo::new(stream), Arc::clone(&counter));
            tokio::spawn(async move {
                let http = hyper::server::conn::http1::Builder::new();
                let _ = if downloads {
                    http.serve_connection(io, service_fn(|request| serve(request, Arc::clone(&counter)))).await
                } else {
                    http.serve_connection(io, service_fn(|request| take(request, Arc::clone(&counter)))).await
                };
            });
        }
    });
    (address, received)
}

fn client(address: SocketAddr) -> Client {
    let builder = Client::builder("cli_test", "secret").open_url(format!("http://{address}"));
    builder.timeout(Duration::from_secs(120)).build().expect("a client")
}

struct Fetch;

impl Endpoint for Fetch {
    type Response = Download;
    const META: &'static Meta =
        &Meta::new("acme.v1.file.get", Method::Get, "/files").tokens(&[]).envelope(Envelope::File);

    fn parts(&self) -> Result<Parts, EncodeError> {
        Parts::new(Self::META, &[])
    }
}

/// Every step of an upload.
struct Step(Option<File>);

impl Endpoint for Step {
    type Response = serde_json::Value;
    const META: &'static Meta = &Meta::new("acme.v1.file.upload", Method::Post, "/files").tokens(&[]);

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        if let Some(file) = &self.0 {
            parts.file("file", file);
        }
        Ok(parts)
    }
}

impl Chunked for Step {
    type Prepare = Self;
    type Part = Self;
    type Finish = Self;
    const PLAN: Plan = Plan::above(20 * 1024 * 1024).part_checksum(feishu_runtime::upload::Checksum::Adler32);

    fn file(&self) -> &File {
        self.0.as_ref().expect("a file")
    }

    fn prepare(&self, _: i64) -> Self {
        Self(None)
    }

    fn session(answer: serde_json::Value) -> Option<Session> {
        Some(Session::new(answer["upload_id"].as_str()?.to_owned(), 4 * 1024 * 1024, None))
    }

    fn part(&self, _: &Session, part: Part) -> Self {
        assert!(part.checksum.is_some());
        Self(Some(part.file))
    }

    fn finish(&self, _: &Session) -> Self {
        Self(None)
    }

    fn finished(answer: serde_json::Value) -> serde_json::Value {
        answer
    }
}

/// A gigabyte that takes no room on the disk until it is written.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("feishu-flat-{name}-{}", std::process::id())))
    }

    fn sparse(self) -> Self {
        std::fs::File::create(&self.0).and_then(|file| file.set_len(SIZE)).expect("a writable folder");
        self
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The greatest heap while something runs, beyond what was there before.
async fn peak<T>(what: impl Future<Output = T>) -> (T, usize) {
    HEAP.reset_peak_usage();
    let before = HEAP.current_usage();
    let outcome = what.await;
    (outcome, HEAP.peak_usage().saturating_sub(before))
}

/// One test, since they share a heap.
#[tokio::test]
async fn a_gigabyte_within_32_mib() {
    let (address, received) = server(false).await;
    let uploads = client(address);
    let source = Scratch::new("up").sparse();

    let whole = Step(Some(File::from_path(&source.0).await.expect("a file")));
    let (outcome, most) = peak(uploads.send(&whole)).await;
    outcome.expect("an upload");
    assert!(most < MOST, "one form from a path took {most} bytes");

    let reader = tokio::fs::File::open(&source.0).await.expect("a file");
    let reader = File::from_reader("zeros", Some(SIZE), reader);
    let (outcome, most) = peak(uploads.upload(Step(Some(reader))).into_future()).await;
    outcome.expect("an upload");
    assert!(most < MOST, "parts from a reader took {most} bytes");
    let sent = received.load(Ordering::Relaxed);
    assert!((2 * SIZE..2 * SIZE + 1024 * 1024).contains(&sent), "{sent} bytes came");

    let (address, _) = server(true).await;
    let target = Scratch::new("down");
    let (outcome, most) = peak(async { client(address).send(Fetch).await?.save(&target.0).await }).await;
    assert_eq!(outcome.expect("a download"), SIZE);
    assert!(most < MOST, "a download to a file took {most} bytes");
    assert_eq!(std::fs::metadata(&target.0).expect("a file").len(), SIZE);
}
