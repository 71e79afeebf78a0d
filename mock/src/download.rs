//! Downloads: whole, or the range that was asked for. Must not decide what is in the file.

use std::ops::Range;

use axum::http::header::{
    ACCEPT_RANGES, CONTENT_DISPOSITION, CONTENT_RANGE, CONTENT_TYPE, HeaderMap, HeaderName, RANGE,
};
use axum::http::{HeaderValue, StatusCode};
use bytes::Bytes;
use feishu_generator::ir::Operation;

use crate::reply::Reply;

/// `filename*` says `mock 测试.bin`, which the plain parameter cannot.
const DISPOSITION: &str = "attachment; filename=\"mock.bin\"; filename*=UTF-8''mock%20%E6%B5%8B%E8%AF%95.bin";

/// The file, as far as a request wants it.
pub(crate) fn answer(file: &Bytes, operation: &Operation, headers: &HeaderMap) -> Reply {
    let mut sent = vec![(CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"))];
    if is_named(operation, headers) {
        sent.push((CONTENT_DISPOSITION, HeaderValue::from_static(DISPOSITION)));
    }
    if !operation.ranges {
        return Reply::raw(StatusCode::OK, sent, file.clone());
    }
    sent.push((ACCEPT_RANGES, HeaderValue::from_static("bytes")));
    let asked = headers.get(RANGE).and_then(|value| value.to_str().ok()).and_then(Wanted::parse);
    let Some(wanted) = asked else {
        return Reply::raw(StatusCode::OK, sent, file.clone());
    };
    match wanted.of(file.len()) {
        Some(range) => part(file, range, sent),
        None => unsatisfiable(file.len()),
    }
}

/// Whether the file comes with its name: some operations give it only to those that say what their empty request holds.
fn is_named(operation: &Operation, headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    operation.content_type.is_none_or(|wanted| said.starts_with(wanted.word()))
}

fn part(file: &Bytes, range: Range<usize>, mut sent: Vec<(HeaderName, HeaderValue)>) -> Reply {
    let position = format!("bytes {}-{}/{}", range.start, range.end - 1, file.len());
    sent.extend(HeaderValue::from_str(&position).ok().map(|value| (CONTENT_RANGE, value)));
    Reply::raw(StatusCode::PARTIAL_CONTENT, sent, file.slice(range))
}

fn unsatisfiable(len: usize) -> Reply {
    let position = HeaderValue::from_str(&format!("bytes */{len}")).ok();
    let sent = position.map(|value| (CONTENT_RANGE, value)).into_iter().collect();
    Reply::raw(StatusCode::RANGE_NOT_SATISFIABLE, sent, Bytes::new())
}

/// What a `Range` header asks for. Several ranges, and what is no range, are ignored, as HTTP allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// From one byte to another, both included, or to the end.
    From(usize, Option<usize>),
    /// The last bytes.
    Last(usize),
}

impl Wanted {
    fn parse(header: &str) -> Option<Self> {
        let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
        match (first.trim(), last.trim()) {
            ("", last) => Some(Self::Last(last.parse().ok()?)),
            (first, "") => Some(Self::From(first.parse().ok()?, None)),
            (first, last) => {
                let (first, last) = (first.parse().ok()?, last.parse().ok()?);
                (first <= last).then_some(Self::From(first, Some(last)))
            }
        }
    }

    /// The bytes of a file of some length, if it has any of them.
    fn of(self, len: usize) -> Option<Range<usize>> {
        let range = match self {
            Self::From(first, last) => first..last.map_or(len, |last| last.saturating_add(1).min(len)),
            Self::Last(count) => len.saturating_sub(count)..len,
        };
        (range.start < range.end).then_some(range)
    }
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn ranges() {
        let table = [
            ("bytes=0-3", Some(Some(0..4))),
            ("bytes=2-", Some(Some(2..10))),
            ("bytes=-4", Some(Some(6..10))),
            ("bytes=-40", Some(Some(0..10))),
            ("bytes=5-99", Some(Some(5..10))),
            ("bytes=10-", Some(None)),
            ("bytes=-0", Some(None)),
            ("bytes=3-2", None),
            ("bytes=0-1,3-4", None),
            ("bytes=", None),
            ("items=0-1", None),
            ("bytes=0-18446744073709551615", Some(Some(0..10))),
        ];
        for (header, expected) in table {
            assert_eq!(Wanted::parse(header).map(|wanted| wanted.of(10)), expected, "{header}");
        }
    }
}
