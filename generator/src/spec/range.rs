//! Ranges of counts: `1..50`, `..50`, `1..`.

use std::fmt;
use std::str::FromStr;

/// An inclusive range of lengths; at least one end is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    /// Least count allowed.
    pub min: Option<u64>,
    /// Greatest count allowed.
    pub max: Option<u64>,
}

impl Range {
    /// Whether a count lies within.
    pub fn contains(self, count: u64) -> bool {
        self.min.is_none_or(|min| min <= count) && self.max.is_none_or(|max| count <= max)
    }
}

impl FromStr for Range {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no range; write `1..50`, `..50` or `1..`");
        let (min, max) = text.split_once("..").ok_or_else(wrong)?;
        let end = |part: &str| match part {
            "" => Ok(None),
            digits if digits.starts_with('+') => Err(wrong()),
            digits => digits.parse().map(Some).map_err(|_| wrong()),
        };
        let range = Self { min: end(min)?, max: end(max)? };
        match (range.min, range.max) {
            (None, None) => Err(wrong()),
            (Some(min), Some(max)) if min > max => Err(format!("`{text}` ends before it starts")),
            _ => Ok(range),
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(min) = self.min {
            write!(f, "{min}")?;
        }
        f.write_str("..")?;
        self.max.map_or(Ok(()), |max| write!(f, "{max}"))
    }
}
