//! Formats that the page's words leave no doubt about.
//!
//! A wrong format is worse than none: only times and dates are looked at, and only where words and example agree.

use std::sync::LazyLock;

use regex_lite::Regex;
use serde_json::Value;

use super::model::Field;
use crate::check::formats::mismatch;
use crate::spec::{Format, TypeExpr};

/// Words and the format that they are sure of.
struct Rule {
    words: LazyLock<Regex>,
    format: Format,
}

macro_rules! rule {
    ($words:literal, $format:ident) => {
        Rule { words: LazyLock::new(|| Regex::new($words).expect("a pattern of our own")), format: Format::$format }
    };
}

/// All rules. Where several formats are said, none is sure.
static RULES: [Rule; 3] = [
    rule!(
        "毫秒级?(的)?( ?[Uu](nix|NIX) ?)?(的)?时间戳|时间戳[^，。；、\n]{0,10}毫秒|时间戳[。，； ]{0,2}单位(为|是)?[：: ]*毫秒",
        UnixMs
    ),
    rule!(
        "(^|[^毫微纳])秒级?(的)?( ?[Uu](nix|NIX) ?)?(的)?时间戳|时间戳[^，。；、\n]{0,10}[^毫微纳]秒|以秒为单位[^，。；、\n]{0,6}时间戳|\
         秒单位的时间戳|时间戳[。，； ]{0,2}单位(为|是)?[：: ]*秒",
        UnixS
    ),
    rule!("(?i)rfc ?3339", Rfc3339),
];

/// The formats that words are sure of, and whether they say something of a date or time that is not understood.
fn said(prose: &str) -> (Vec<Format>, bool) {
    let mut found: Vec<Format> =
        RULES.iter().filter(|rule| rule.words.is_match(prose)).map(|rule| rule.format).collect();
    let lower = prose.to_ascii_lowercase();
    let mut unsure = false;
    for (at, sample) in lower.match_indices("yyyy-mm-dd") {
        let before = lower.get(..at).unwrap_or_default().trim_end();
        let after = lower.get(at + sample.len()..).unwrap_or_default();
        match date(before, after) {
            Some(format) if !found.contains(&format) => found.push(format),
            Some(_) => {}
            None => unsure = true,
        }
    }
    (found, unsure)
}

/// Whether a sample of a date is one, or one of a time as well, by what stands around it.
fn date(before: &str, after: &str) -> Option<Format> {
    let next = after.trim_start_matches(' ');
    if next.len() < after.len() && (next.starts_with("hh:mm:ss") || next.starts_with("00:00:00")) {
        return Some(Format::Datetime);
    }
    let next = next.trim_start_matches(['"', '`', '”', '\'']).trim_start();
    let goes_on = next.starts_with(|next: char| next.is_ascii_alphanumeric() || "~-/:}或至～、,".contains(next));
    (!goes_on && !before.ends_with(['~', '～', '或', '至'])).then_some(Format::Date)
}

/// The format of a text or whole number.
pub(super) fn of(field: &Field) -> Option<Format> {
    let text = *field.kind.innermost() == TypeExpr::String;
    if field.values.is_some() || field.pattern.is_some() || !(text || *field.kind.innermost() == TypeExpr::Int) {
        return None;
    }
    let format = match said(&field.prose) {
        (_, true) => return None,
        (found, _) => match found.as_slice() {
            [] => by_digits(field)?,
            [only] => *only,
            _ => return None,
        },
    };
    let fits = text || matches!(format, Format::UnixS | Format::UnixMs);
    let values = || field.example.iter().chain(&field.default);
    (fits && values().all(|value| is_like(value, format))).then_some(format)
}

/// A time whose unit only the example tells: 10 digits are seconds, 13 are milliseconds, for the next 260 years.
fn by_digits(field: &Field) -> Option<Format> {
    if !field.prose.contains("时间戳") {
        return None;
    }
    let digits = match field.example.as_ref()? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    let plain = digits.starts_with('1') && digits.bytes().all(|byte| byte.is_ascii_digit());
    match digits.len() {
        10 if plain => Some(Format::UnixS),
        13 if plain => Some(Format::UnixMs),
        _ => None,
    }
}

/// Whether a value does not contradict a format; a time in milliseconds has more digits than one in seconds.
fn is_like(value: &Value, format: Format) -> bool {
    match value {
        Value::Array(values) => values.iter().all(|value| is_like(value, format)),
        Value::String(text) => mismatch(text, format).is_none() && has_digits(text, format),
        Value::Number(number) => has_digits(&number.to_string(), format),
        _ => false,
    }
}

fn has_digits(text: &str, format: Format) -> bool {
    match format {
        Format::UnixS => text.len() <= 10,
        Format::UnixMs => text.len() >= 12 || matches!(text, "0" | "-1"),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::kinds::bare;
    use super::super::model::Field;
    use super::of;
    use crate::spec::{Format, TypeExpr};

    fn field(prose: &str, example: Option<serde_json::Value>) -> Field {
        Field { prose: prose.to_owned(), example, ..bare(1, TypeExpr::String) }
    }

    #[test]
    fn words_that_are_sure() {
        let table = [
            ("毫秒级时间戳", None, Some(Format::UnixMs)),
            ("Unix 毫秒时间戳", None, Some(Format::UnixMs)),
            ("时间戳（单位：毫秒）", Some(json!("1657075055135")), Some(Format::UnixMs)),
            ("生成的时间戳。单位：毫秒", None, Some(Format::UnixMs)),
            ("秒级时间戳", None, Some(Format::UnixS)),
            ("时间戳，单位为秒。", None, Some(Format::UnixS)),
            ("精确到秒的时间戳", None, Some(Format::UnixS)),
            ("Unix 时间戳，单位为秒", Some(json!("1631777271")), Some(Format::UnixS)),
            ("格式为 yyyy-MM-dd", None, Some(Format::Date)),
            ("\"YYYY-MM-DD\" 。", Some(json!("2022-03-01")), Some(Format::Date)),
            ("时间格式为 yyyy-MM-dd HH:mm:ss", None, Some(Format::Datetime)),
            ("RFC 3339", Some(json!("2020-10-28T12:00:00+08:00")), Some(Format::Rfc3339)),
            ("时间戳", Some(json!("1675742789470")), Some(Format::UnixMs)),
        ];
        for (prose, example, format) in table {
            assert_eq!(of(&field(prose, example)), format, "{prose}");
        }
    }

    #[test]
    fn words_that_are_not() {
        let table = [
            ("时间戳", None),
            ("时间戳", Some(json!("42"))),
            ("毫秒级时间戳", Some(json!("1675742789"))),
            ("秒级时间戳", Some(json!("2021-01-01"))),
            ("格式 yyyy-mm-dd~yyyy-mm-dd", None),
            ("yyyy-MM-dd HH:mm", None),
            ("yyyy-MM-dd 或秒级时间戳", None),
            ("多少毫秒", Some(json!("1675742789470"))),
            ("yyyyMMdd", None),
            ("{\"date\":\"YYYY-MM-DD\"}", None),
            ("YYYY-MM-DD 或 “至今”", None),
        ];
        for (prose, example) in table {
            assert_eq!(of(&field(prose, example.clone())), None, "{prose} {example:?}");
        }
        let number = Field { kind: TypeExpr::Int, ..field("yyyy-MM-dd", None) };
        assert_eq!(of(&number), None, "a number is no date");
    }
}
