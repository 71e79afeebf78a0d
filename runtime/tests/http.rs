//! The HTTP transport against real sockets on this machine.

mod common;

use std::convert::Infallible;
use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use common::{APP_SECRET, AsTenant, Fetch, Open, TENANT_PATH, Upload, grant, success};
use feishu_runtime::transport::{HttpTransport, Transport as _};
use feishu_runtime::{Body, Client, ErrorKind, File};
use flate2::Compression;
use flate2::write::GzEncoder;
use http::{Request, Response, Version};
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::io::{AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;

type Seen = Arc<Mutex<Vec<Request<Bytes>>>>;

/// A server that answers by a function and keeps what it was asked.
struct Server {
    address: SocketAddr,
    seen: Seen,
}

impl Server {
    async fn plain(respond: fn(&Request<Bytes>) -> Response<Body>) -> Self {
        Self::start(respond, None).await
    }

    async fn start(respond: fn(&Request<Bytes>) -> Response<Body>, tls: Option<TlsAcceptor>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let seen = Seen::default();
        let kept = Arc::clone(&seen);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (kept, tls) = (Arc::clone(&kept), tls.clone());
                tokio::spawn(async move {
                    match tls {
                        Some(tls) => {
                            if let Ok(stream) = tls.accept(stream).await {
                                serve(stream, kept, respond).await;
                            }
                        }
                        None => serve(stream, kept, respond).await,
                    }
                });
            }
        });
        Self { address, seen }
    }

    fn requests(&self) -> Vec<Request<Bytes>> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn client(&self, transport: HttpTransport) -> Client {
        client(format!("http://{}", self.address), transport)
    }
}

async fn serve<S>(stream: S, seen: Seen, respond: fn(&Request<Bytes>) -> Response<Body>)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let service = service_fn(move |request: Request<Incoming>| {
        let seen = Arc::clone(&seen);
        async move {
            let (head, body) = request.into_parts();
            let body = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
            let request = Request::from_parts(head, body);
            let response = respond(&request);
            seen.lock().unwrap_or_else(PoisonError::into_inner).push(request);
            Ok::<_, Infallible>(response)
        }
    });
    // A client that goes away ends the connection: no failure of the test.
    drop(auto::Builder::new(TokioExecutor::new()).serve_connection(TokioIo::new(stream), service).await);
}

fn client(address: String, transport: HttpTransport) -> Client {
    Client::builder("cli_test", APP_SECRET).open_url(address).transport(transport).build().expect("a client")
}

fn direct() -> HttpTransport {
    HttpTransport::builder().no_proxy().build().expect("a transport")
}

fn platform(request: &Request<Bytes>) -> Response<Body> {
    let body = if request.uri().path() == TENANT_PATH { grant("t-1", 7200) } else { success().to_owned() };
    Response::new(Body::from(body))
}

#[tokio::test]
async fn calls_go_over_http() {
    let server = Server::plain(platform).await;
    let client = server.client(direct());
    assert_eq!(client.send(AsTenant).await.expect("success")["ok"], true);
    client.send(Upload(File::from_bytes("a.txt", "hello"))).await.expect("success");
    let requests = server.requests();
    assert_eq!(requests[1].headers()["authorization"], "Bearer t-1");
    assert_eq!(requests[1].headers()["accept-encoding"], "gzip");
    let length: usize = requests[2].headers()["content-length"].to_str().expect("text").parse().expect("a number");
    assert_eq!(length, requests[2].body().len());
    assert!(requests[2].headers().get("transfer-encoding").is_none());
}

#[tokio::test]
async fn gzip_is_undone() {
    let server = Server::plain(|_| {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(success().as_bytes()).expect("in memory");
        let body = Body::from(encoder.finish().expect("in memory"));
        Response::builder().header("content-encoding", "gzip").body(body).expect("a response")
    })
    .await;
    assert_eq!(server.client(direct()).send(Open).await.expect("success")["ok"], true);
}

#[tokio::test]
async fn broken_gzip_and_broken_connections_are_transport_errors() {
    let server = Server::plain(|_| {
        Response::builder().header("content-encoding", "gzip").body(Body::from("no gzip")).expect("a response")
    })
    .await;
    let error = server.client(direct()).send(Open).await.expect_err("broken");
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    let unused = TcpListener::bind("127.0.0.1:0").await.expect("a port").local_addr().expect("an address");
    let error = client(format!("http://{unused}"), direct()).send(Open).await.expect_err("nobody listens");
    assert_eq!(error.kind(), ErrorKind::Transport, "{error}");
    assert!(error.to_string().contains("cannot connect"), "{error}");
}

#[tokio::test]
async fn redirects_are_not_followed_and_the_token_stays() {
    static ELSEWHERE: Mutex<Option<SocketAddr>> = Mutex::new(None);
    let elsewhere = Server::plain(platform).await;
    *ELSEWHERE.lock().expect("no panic before") = Some(elsewhere.address);
    let server = Server::plain(|request| {
        if request.uri().path() == TENANT_PATH {
            return platform(request);
        }
        let other = ELSEWHERE.lock().expect("no panic before").expect("set above");
        let location = format!("http://{other}/steal");
        Response::builder().status(302).header("location", location).body(Body::empty()).expect("a response")
    })
    .await;
    let error = server.client(direct()).send(AsTenant).await.expect_err("a redirect");
    assert_eq!(error.kind(), ErrorKind::Status);
    assert_eq!(error.http_status().map(|status| status.as_u16()), Some(302));
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn downloads_come_with_their_names() {
    let server = Server::plain(|_| {
        // Raw UTF-8, as some of the platform's servers send it.
        let name = http::HeaderValue::from_bytes("attachment; filename=测.bin".as_bytes()).expect("a value");
        let mut response = Response::new(Body::from(vec![7_u8; 300_000]));
        response.headers_mut().insert("content-disposition", name);
        response
    })
    .await;
    let file = server.client(direct()).send(Fetch).await.expect("a file");
    assert_eq!((file.len(), file.file_name()), (Some(300_000), Some("测.bin")));
    assert_eq!(file.bytes().await.expect("content"), vec![7_u8; 300_000]);
}

#[tokio::test]
async fn content_that_breaks_while_it_is_sent_is_told_apart_from_the_connection() {
    let server = Server::plain(platform).await;
    let pieces = [Ok(Bytes::from_static(b"hello")), Err(std::io::Error::other("the disk is gone"))];
    let file = File::from_stream("a", Some(500_000), futures_util::stream::iter(pieces));
    let error = server.client(direct()).send(Upload(file)).await.expect_err("broken");
    assert_eq!(error.kind(), ErrorKind::Io, "{error}");
    assert!(error.to_string().contains("the disk is gone"), "{error}");
}

/// A server certificate for `localhost`, and the root it is signed by.
fn certificates() -> (String, TlsAcceptor) {
    use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
    let root_key = rcgen::KeyPair::generate().expect("a key");
    let mut root = rcgen::CertificateParams::new(Vec::new()).expect("parameters");
    root.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let root_pem = root.self_signed(&root_key).expect("a certificate").pem();
    let issuer = rcgen::Issuer::new(root, root_key);
    let key = rcgen::KeyPair::generate().expect("a key");
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let params = rcgen::CertificateParams::new(names).expect("parameters");
    let certificate = params.signed_by(&key, &issuer).expect("a certificate");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let mut config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)
        .expect("a good pair");
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    (root_pem, TlsAcceptor::from(Arc::new(config)))
}

#[tokio::test]
async fn a_root_certificate_can_be_added_and_http2_is_chosen() {
    let (root, tls) = certificates();
    let server = Server::start(platform, Some(tls)).await;
    let address = format!("https://localhost:{}", server.address.port());
    let error = client(address.clone(), direct()).send(Open).await.expect_err("an unknown root");
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert!(error.to_string().contains("UnknownIssuer"), "{error}");
    let trusting = HttpTransport::builder().no_proxy().add_root_certificate(root).build().expect("a transport");
    client(address, trusting).send(AsTenant).await.expect("success");
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    assert!(requests.iter().all(|request| request.version() == Version::HTTP_2));
}

/// A proxy that notes each request's head and opens tunnels.
async fn proxy() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let heads = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&heads);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(relay(stream, Arc::clone(&kept)));
        }
    });
    (address, heads)
}

/// Reads the head of a request; tunnels or forwards the connection to where it says.
async fn relay(stream: TcpStream, heads: Arc<Mutex<Vec<String>>>) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if stream.read_line(&mut head).await? == 0 {
            return Ok(());
        }
    }
    heads.lock().unwrap_or_else(PoisonError::into_inner).push(head.clone());
    let target = head.split(' ').nth(1).unwrap_or_default();
    if head.starts_with("CONNECT ") {
        let mut server = TcpStream::connect(target).await?;
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await?;
        tokio::io::copy_bidirectional(&mut stream, &mut server).await?;
    } else {
        let host = target.trim_start_matches("http://").split('/').next().unwrap_or_default();
        let mut server = TcpStream::connect(host).await?;
        let path = target.trim_start_matches("http://").trim_start_matches(host);
        let head = head.replacen(target, path, 1).replacen("\r\n", "\r\nconnection: close\r\n", 1);
        server.write_all(head.as_bytes()).await?;
        let mut answer = Vec::new();
        server.read_to_end(&mut answer).await?;
        stream.write_all(&answer).await?;
    }
    Ok(())
}

#[tokio::test]
async fn https_goes_through_a_tunnel() {
    let (root, tls) = certificates();
    let server = Server::start(platform, Some(tls)).await;
    let (proxy, heads) = proxy().await;
    let transport = HttpTransport::builder()
        .proxy(format!("http://user:pass@{proxy}"))
        .add_root_certificate(root)
        .build()
        .expect("a transport");
    client(format!("https://localhost:{}", server.address.port()), transport).send(AsTenant).await.expect("success");
    let heads = heads.lock().expect("no panic").clone();
    assert_eq!(heads.len(), 1, "one tunnel for all calls");
    assert!(heads[0].starts_with(&format!("CONNECT localhost:{} HTTP/1.1\r\n", server.address.port())), "{}", heads[0]);
    assert!(heads[0].to_ascii_lowercase().contains("proxy-authorization: basic dxnlcjpwyxnz"), "{}", heads[0]);
    assert!(!heads[0].to_ascii_lowercase().contains("bearer"), "the token is for the server only");
    assert!(server.requests().iter().all(|request| request.headers().get("proxy-authorization").is_none()));
}

#[tokio::test]
async fn plain_http_is_forwarded_with_the_whole_address() {
    let server = Server::plain(platform).await;
    let (proxy, heads) = proxy().await;
    let transport = HttpTransport::builder().proxy(format!("http://user:pass@{proxy}")).build().expect("a transport");
    server.client(transport).send(Open).await.expect("success");
    let heads = heads.lock().expect("no panic").clone();
    let line = format!("GET http://{}/open-apis/acme/v1/things HTTP/1.1\r\n", server.address);
    assert!(heads[0].starts_with(&line), "{}", heads[0]);
    assert!(heads[0].contains("proxy-authorization: Basic dXNlcjpwYXNz"), "{}", heads[0]);
}

#[tokio::test]
async fn connecting_and_calling_have_time_limits() {
    // Accepts nothing: the kernel answers, TLS never does.
    let silent = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = silent.local_addr().expect("an address").port();
    let transport =
        HttpTransport::builder().no_proxy().connect_timeout(Duration::from_millis(50)).build().expect("a transport");
    let error = client(format!("https://localhost:{port}"), transport).send(Open).await.expect_err("no TLS");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    let call = client(format!("http://127.0.0.1:{port}"), direct()).send(Open);
    let error = call.timeout(Duration::from_millis(50)).await.expect_err("no answer");
    assert_eq!(error.kind(), ErrorKind::Timeout, "{error}");
    assert!(direct().clock().now() < Duration::from_secs(3600));
}
