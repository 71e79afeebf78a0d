//! Reads bodies up to a limit. Must not look into them.

use axum::body::Body;
use axum::http::StatusCode;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;

use crate::codes::Codes;
use crate::problem::Problem;

/// How many times the limit is still read, and thrown away, so that the caller gets to see the refusal.
const PATIENCE: usize = 4;

/// The whole body.
pub(crate) async fn read(mut body: Body, limit: usize) -> Result<Bytes, Problem> {
    let mut read = BytesMut::new();
    let mut total = 0_usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Problem::field("body", "ended early"))?;
        let Ok(data) = frame.into_data() else { continue };
        total = total.saturating_add(data.len());
        if total <= limit {
            read.extend_from_slice(&data);
        } else if total > limit.saturating_mul(PATIENCE) {
            break;
        }
    }
    if total > limit {
        return Err(Problem::new(Codes::BAD_REQUEST).status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    Ok(read.freeze())
}
