//! Plausible texts and numbers where the specs give no example. Must keep to limits where that is simple.

use feishu_generator::ir::Facts;
use feishu_generator::spec::Format;

/// November 2023, in seconds.
const SECONDS: i64 = 1_700_000_000;

/// A text of a format and length.
pub(super) fn text(facts: &Facts) -> String {
    let usual = facts.format.map_or("example", of_format);
    let Some(len) = facts.len else { return usual.to_owned() };
    let most = len.max.map_or(usize::MAX, clamped);
    let least = len.min.map_or(0, clamped);
    let missing = least.saturating_sub(usual.chars().count());
    usual.chars().chain(std::iter::repeat_n('x', missing)).take(most).collect()
}

/// A whole number within its bounds.
pub(super) fn int(facts: &Facts) -> i64 {
    let usual = match facts.format {
        Some(Format::UnixS) => SECONDS,
        Some(Format::UnixMs) => SECONDS * 1000,
        Some(Format::UnixUs) => SECONDS * 1_000_000,
        _ => 1,
    };
    let least = facts.min.as_ref().and_then(serde_json::Number::as_i64).unwrap_or(i64::MIN);
    let most = facts.max.as_ref().and_then(serde_json::Number::as_i64).unwrap_or(i64::MAX);
    usual.max(least).min(most)
}

/// A number within its bounds.
pub(super) fn float(facts: &Facts) -> f64 {
    let least = facts.min.as_ref().and_then(serde_json::Number::as_f64).unwrap_or(f64::MIN);
    let most = facts.max.as_ref().and_then(serde_json::Number::as_f64).unwrap_or(f64::MAX);
    1.5_f64.max(least).min(most)
}

/// Longest text that is made up.
const LONGEST: u64 = 10_000;

fn clamped(len: u64) -> usize {
    usize::try_from(len.min(LONGEST)).unwrap_or_default()
}

fn of_format(format: Format) -> &'static str {
    match format {
        Format::UnixS => "1700000000",
        Format::UnixMs => "1700000000000",
        Format::UnixUs => "1700000000000000",
        Format::Date => "2023-11-14",
        Format::Datetime => "2023-11-14 22:13:20",
        Format::Rfc3339 | Format::Iso8601 => "2023-11-14T22:13:20Z",
        Format::Json => "{}",
        Format::Url => "https://example.com/",
        Format::Email => "someone@example.com",
        Format::Phone => "+8613011111111",
        Format::Uuid => "a0d69e20-1dd1-458b-a525-dfeca4015204",
        Format::Base64 | Format::Base64url => "ZXhhbXBsZQ==",
        Format::Hex => "00ff",
        Format::Markdown => "**example**",
        Format::Timezone => "Asia/Shanghai",
        Format::Language => "en-US",
        Format::Country => "CN",
        Format::Currency => "CNY",
        Format::Decimal => "1.50",
    }
}
