//! What pages say in words only.
//!
//! Half of the defaults, limits and enumerations of the documentation stand in running text, and whoever writes a spec reads them
//! there. Such a fact of a spec is no difference as long as the words hold its values; where they change, it is one.

use serde_json::Value;

use crate::spec::{Period, RateLimit, Window};

/// Whether words hold every part of a value.
pub(super) fn says(prose: &str, value: &Value) -> bool {
    match value {
        Value::Array(values) => !values.is_empty() && values.iter().all(|value| says(prose, value)),
        Value::String(text) => holds(prose, text),
        Value::Number(number) => holds(prose, &number.to_string()),
        Value::Bool(flag) => holds(prose, if *flag { "true" } else { "false" }),
        Value::Null | Value::Object(_) => false,
    }
}

/// Whether words hold both ends of a range.
pub(super) fn says_range(prose: &str, range: &str) -> bool {
    range.split("..").filter(|end| !end.is_empty()).all(|end| holds(prose, end))
}

/// Whether words hold every window of a rate limit.
pub(super) fn says_rate(prose: &str, limit: &RateLimit) -> bool {
    let window = |window: &Window| {
        let units: &[&str] = match window.period {
            Period::Second => &["秒", "QPS"],
            Period::Minute => &["分钟"],
            Period::Day => &["天", "日"],
        };
        holds(prose, &window.count.to_string()) && units.iter().any(|unit| prose.contains(unit))
    };
    !limit.windows.is_empty() && limit.windows.iter().all(window)
}

/// Whether a text stands among words, and not as a part of a longer name or number.
pub(super) fn holds(prose: &str, text: &str) -> bool {
    let is_sign = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let goes_on =
        |outside: Option<char>, inside: Option<char>| outside.is_some_and(is_sign) && inside.is_some_and(is_sign);
    let stands = |at: usize| {
        let (before, after) = (&prose[..at], &prose[at + text.len()..]);
        let earlier = goes_on(before.chars().next_back(), text.chars().next());
        !earlier && !goes_on(after.chars().next(), text.chars().next_back())
    };
    !text.is_empty() && prose.match_indices(text).any(|(at, _)| stands(at))
}

#[cfg(test)]
mod tests {
    use super::{holds, says_range, says_rate};
    use crate::spec::RateLimit;

    #[test]
    fn numbers_and_names_are_whole() {
        for (prose, text, expected) in [
            ("默认为500，不可超过500", "500", true),
            ("最多 1500 个", "500", false),
            ("- fromMe:我发起的", "fromMe", true),
            ("- from_me_too", "from_me", false),
            ("a, b", "", false),
            ("open_id、union_id", "union_id", true),
        ] {
            assert_eq!(holds(prose, text), expected, "{prose} {text}");
        }
        assert!(says_range("1 到 20 个字", "1..20") && !says_range("20 个字", "1..20"));
    }

    #[test]
    fn rates_need_figure_and_unit() {
        let limit = |windows: &[&str]| RateLimit {
            special: false,
            windows: windows.iter().map(|window| window.parse().expect("a window")).collect(),
        };
        let prose = "调用频率上限为 5 QPS，10000 次/天";
        assert!(says_rate(prose, &limit(&["5/s", "10000/day"])));
        assert!(
            !says_rate(prose, &limit(&["5/min"]))
                && !says_rate(prose, &limit(&["50/s"]))
                && !says_rate(prose, &limit(&[]))
        );
    }
}
