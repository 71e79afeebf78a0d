//! Ranges of bytes: what a request asks for, and what an answer says it is (RFC 9110, section 14).

use std::fmt;
use std::ops::{Bound, RangeBounds};

/// Bytes of a file that a request asks for: the first and, unless it goes to the end, the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ByteRange {
    pub(crate) first: u64,
    pub(crate) last: Option<u64>,
}

impl ByteRange {
    /// The range that a Rust range stands for; `None` where it is empty.
    pub(crate) fn new(range: &impl RangeBounds<u64>) -> Option<Self> {
        let first = match range.start_bound() {
            Bound::Included(first) => *first,
            Bound::Excluded(before) => before.checked_add(1)?,
            Bound::Unbounded => 0,
        };
        let last = match range.end_bound() {
            Bound::Included(last) => Some(*last),
            Bound::Excluded(end) => Some(end.checked_sub(1)?),
            Bound::Unbounded => None,
        };
        last.is_none_or(|last| first <= last).then_some(Self { first, last })
    }

    /// Whether it is the whole of any file.
    pub(crate) fn is_whole(self) -> bool {
        self == Self { first: 0, last: None }
    }

    /// Whether an answer is a beginning of what was asked for. It may end earlier: where the file does.
    pub(crate) fn allows(self, sent: ContentRange) -> bool {
        let to_the_end = sent.total.is_some_and(|total| sent.last.checked_add(1) == Some(total));
        sent.first == self.first
            && match self.last {
                Some(last) => sent.last == last || (sent.last < last && to_the_end),
                None => sent.total.is_none() || to_the_end,
            }
    }
}

impl fmt::Display for ByteRange {
    /// As in a `Range` header.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.last {
            Some(last) => write!(f, "bytes={}-{last}", self.first),
            None => write!(f, "bytes={}-", self.first),
        }
    }
}

/// Which bytes of a file an answer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContentRange {
    /// The first byte, counted from 0.
    pub first: u64,
    /// The last byte, included.
    pub last: u64,
    /// The length of the whole file, where the server says it.
    pub total: Option<u64>,
}

impl ContentRange {
    /// Reads a `Content-Range` header, such as `bytes 0-99/1000` or `bytes 0-99/*`.
    pub(super) fn parse(header: &str) -> Option<Self> {
        let (unit, rest) = header.trim().split_once(' ')?;
        let (range, total) = rest.trim().split_once('/')?;
        let (first, last) = range.split_once('-')?;
        let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten();
        let total = if total == "*" { None } else { Some(number(total)?) };
        let (first, last) = (number(first)?, number(last)?);
        let sensible = unit.eq_ignore_ascii_case("bytes") && first <= last && total.is_none_or(|total| last < total);
        sensible.then_some(Self { first, last, total })
    }

    /// How many bytes there are.
    pub(super) fn len(self) -> u64 {
        (self.last - self.first).saturating_add(1)
    }
}

impl fmt::Display for ContentRange {
    /// As in a `Content-Range` header.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bytes {}-{}/", self.first, self.last)?;
        match self.total {
            Some(total) => write!(f, "{total}"),
            None => f.write_str("*"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_of_rust_are_ranges_of_http() {
        let header = |range: Option<ByteRange>| range.map(|range| range.to_string());
        assert_eq!(header(ByteRange::new(&(0..100))).as_deref(), Some("bytes=0-99"));
        assert_eq!(header(ByteRange::new(&(5..=5))).as_deref(), Some("bytes=5-5"));
        assert_eq!(header(ByteRange::new(&(7..))).as_deref(), Some("bytes=7-"));
        assert_eq!(header(ByteRange::new(&..=9)).as_deref(), Some("bytes=0-9"));
        assert_eq!(header(ByteRange::new(&..)).as_deref(), Some("bytes=0-"));
        assert_eq!(header(ByteRange::new(&(..0))), None);
        assert_eq!(header(ByteRange::new(&(3..3))), None);
        assert_eq!(header(ByteRange::new(&(Bound::Excluded(u64::MAX), Bound::Unbounded))), None);
    }

    #[test]
    fn reads_what_answers_say() {
        let range = |first, last, total| Some(ContentRange { first, last, total });
        for (header, expected) in [
            ("bytes 0-99/1000", range(0, 99, Some(1000))),
            ("Bytes 5-5/*", range(5, 5, None)),
            ("bytes 0-18446744073709551615/*", range(0, u64::MAX, None)),
            ("bytes 9-5/10", None),
            ("bytes 0-10/10", None),
            ("bytes */10", None),
            ("bytes +0-9/10", None),
            ("bytes 0-9", None),
            ("items 0-9/10", None),
            ("", None),
        ] {
            assert_eq!(ContentRange::parse(header), expected, "{header}");
        }
        assert_eq!(range(0, u64::MAX, None).map(ContentRange::len), Some(u64::MAX));
    }

    #[test]
    fn an_answer_is_what_was_asked_for_or_is_not() {
        let asked = |range: std::ops::Range<u64>| ByteRange::new(&range).expect("not empty");
        let sent = |text| ContentRange::parse(text).expect("a range");
        assert!(asked(0..10).allows(sent("bytes 0-9/100")));
        assert!(asked(90..200).allows(sent("bytes 90-99/100")), "the file ends earlier");
        assert!(!asked(0..10).allows(sent("bytes 0-4/100")), "too little");
        assert!(!asked(0..10).allows(sent("bytes 0-10/100")), "too much");
        assert!(!asked(5..10).allows(sent("bytes 0-9/100")), "from elsewhere");
        let rest = ByteRange { first: 50, last: None };
        assert!(rest.allows(sent("bytes 50-99/100")) && rest.allows(sent("bytes 50-99/*")));
        assert!(!rest.allows(sent("bytes 50-98/100")));
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_is_written_back(header: String) {
            if let Some(range) = ContentRange::parse(&header) {
                proptest::prop_assert_eq!(ContentRange::parse(&range.to_string()), Some(range));
            }
        }
    }
}
