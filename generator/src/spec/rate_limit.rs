//! Rate limits: `10/s`, `1000/min`, `10000/day`, and `special`.

use std::fmt;
use std::str::FromStr;

/// What a page says of an operation's rate limit.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RateLimit {
    /// The page calls the limit special instead of naming a tier.
    pub special: bool,
    /// Windows that all hold at once; empty for a special limit without figures.
    pub windows: Vec<Window>,
}

/// So many calls in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Calls allowed.
    pub count: u32,
    /// In which time.
    pub period: Period,
}

/// Length of a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// `s`.
    Second,
    /// `min`.
    Minute,
    /// `day`.
    Day,
}

impl FromStr for Window {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no rate; write `10/s`, `1000/min`, `10000/day` or `special`");
        let (count, period) = text.split_once('/').ok_or_else(wrong)?;
        let digits = Some(count).filter(|count| !count.starts_with('+')).ok_or_else(wrong)?;
        let count = digits.parse().ok().filter(|count| *count > 0).ok_or_else(wrong)?;
        let period = match period {
            "s" => Period::Second,
            "min" => Period::Minute,
            "day" => Period::Day,
            _ => return Err(wrong()),
        };
        Ok(Self { count, period })
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let period = match self.period {
            Period::Second => "s",
            Period::Minute => "min",
            Period::Day => "day",
        };
        write!(f, "{}/{period}", self.count)
    }
}

impl fmt::Display for RateLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = self.special.then(|| "special".to_owned()).into_iter().collect();
        parts.extend(self.windows.iter().map(Window::to_string));
        f.write_str(&parts.join(", "))
    }
}
