//! Harms an answer on its way. Must not know why.

use std::time::Duration;

use axum::body::Body;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::Response;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt as _};

use crate::faults::Harm;

/// In this time, what was written is sent.
const SENT: Duration = Duration::from_millis(5);

const PAGE: &str = "<html><body><h1>Bad Gateway</h1></body></html>";

/// The response as it arrives. What has no body to harm arrives as it is.
pub(crate) async fn harmed(response: Response, harm: Harm) -> Response {
    let (mut head, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
    match harm {
        Harm::Drop => return dropped(head, &body),
        Harm::Truncate => return Response::from_parts(head, Body::from(half(&body))),
        Harm::Duplicate => return Response::from_parts(head, Body::from([&*body, &*body].concat())),
        Harm::ContentType => drop(head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"))),
        Harm::Gateway(status) => {
            head.status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            head.headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html"));
            return Response::from_parts(head, Body::from(PAGE));
        }
    }
    Response::from_parts(head, Body::from(body))
}

fn half(body: &Bytes) -> Bytes {
    body.slice(..body.len() / 2)
}

/// Half of the body that was announced, then the end of the connection.
fn dropped(mut head: axum::http::response::Parts, body: &Bytes) -> Response {
    head.headers.insert(CONTENT_LENGTH, body.len().into());
    let broken = async {
        // What came before it is to be on its way by then.
        tokio::time::sleep(SENT).await;
        Err(std::io::Error::from(std::io::ErrorKind::ConnectionReset))
    };
    let half = half(body);
    Response::from_parts(head, Body::from_stream(stream::once(async { Ok(half) }).chain(stream::once(broken))))
}
