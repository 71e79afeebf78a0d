//! Whether a text obviously is not what its format says.
//!
//! Lenient on purpose: only formats that can be told at a glance are looked at.

use serde_json::Value;

use crate::spec::Format;

/// What a text should have looked like, if it does not.
pub(crate) fn mismatch(text: &str, format: Format) -> Option<&'static str> {
    let (fits, expected) = match format {
        Format::UnixS | Format::UnixMs | Format::UnixUs => (is_whole(text), "a Unix time: digits only"),
        Format::Date => (is_like(text, "0000-00-00"), "a date such as `2024-01-31`"),
        Format::Datetime => (is_like(text, "0000-00-00 00:00:00"), "a date and time such as `2024-01-31 08:30:00`"),
        Format::Rfc3339 => (has_time_and_zone(text), "a date, time and zone such as `2024-01-31T08:30:00+08:00`"),
        Format::Json => (serde_json::from_str::<Value>(text).is_ok(), "valid JSON"),
        Format::Url => (is_address(text), "an address with its scheme, such as `https://…`"),
        Format::Email => (is_email(text), "an email address"),
        Format::Uuid => (is_uuid(text), "a UUID: 32 hexadecimal digits, perhaps with `-` between"),
        Format::Hex => (text.bytes().all(|byte| byte.is_ascii_hexdigit()), "hexadecimal digits"),
        Format::Decimal => (text.parse::<f64>().is_ok_and(f64::is_finite), "a decimal number"),
        _ => return None,
    };
    (!fits).then_some(expected)
}

fn is_whole(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text has digits where the sample has `0`, and the sample's own characters elsewhere.
fn is_like(text: &str, sample: &str) -> bool {
    let same = |(byte, like): (u8, u8)| if like == b'0' { byte.is_ascii_digit() } else { byte == like };
    text.len() == sample.len() && text.bytes().zip(sample.bytes()).all(same)
}

fn has_time_and_zone(text: &str) -> bool {
    const LOCAL: &str = "0000-00-00T00:00:00";
    let Some((local, rest)) = text.split_at_checked(LOCAL.len()) else { return false };
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    is_like(local, LOCAL) && (zone == "Z" || is_like(zone, "+00:00") || is_like(zone, "-00:00"))
}

fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    !scheme.is_empty() && !rest.is_empty() && !text.contains(char::is_whitespace)
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    !name.is_empty() && !host.is_empty() && !text.contains(char::is_whitespace)
}

fn is_uuid(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_hexdigit).count();
    digits == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::{Format, mismatch};

    #[test]
    fn good_values() {
        let table = [
            (Format::UnixMs, "1615380573411"),
            (Format::UnixS, "-1"),
            (Format::Date, "2024-01-31"),
            (Format::Datetime, "2020-05-01 00:00:00"),
            (Format::Rfc3339, "2024-01-31T08:30:00Z"),
            (Format::Rfc3339, "2024-01-31T08:30:00.123+08:00"),
            (Format::Json, r#"{"text":"hi"}"#),
            (Format::Url, "https://example.com/a?b#c"),
            (Format::Url, "lark://client"),
            (Format::Email, "zhangsan@gmail.com"),
            (Format::Uuid, "a0d69e20-1dd1-458b-a525-dfeca4015204"),
            (Format::Hex, "00ffAA"),
            (Format::Decimal, "12.50"),
            (Format::Timezone, "anything goes"),
        ];
        for (format, text) in table {
            assert_eq!(mismatch(text, format), None, "{text}");
        }
    }

    #[test]
    fn bad_values() {
        let table = [
            (Format::UnixMs, "2024-01-31"),
            (Format::UnixMs, ""),
            (Format::Date, "20240131"),
            (Format::Date, "2024-01-31 00:00:00"),
            (Format::Datetime, "2024-01-31T00:00:00"),
            (Format::Rfc3339, "2024-01-31T08:30:00"),
            (Format::Rfc3339, "你好你好你好你好你好"),
            (Format::Json, "{text}"),
            (Format::Url, "example.com"),
            (Format::Email, "zhangsan"),
            (Format::Uuid, "a0d69e20-1dd1-458b-k525-dfeca4015204"),
            (Format::Hex, "xyz"),
            (Format::Decimal, "1,5"),
            (Format::Decimal, "inf"),
        ];
        for (format, text) in table {
            assert!(mismatch(text, format).is_some(), "{text}");
        }
    }
}
