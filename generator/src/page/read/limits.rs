//! Limits in the words of the pages.

use super::super::facts::{Bounds, FieldType, Limits};
use super::super::warning::{Kind, Warnings};
use super::words::short;

/// What a line of limits is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Measure {
    Length,
    Value,
}

/// Reads the lines of limits below a label, into those of a field.
pub(super) fn read(label: &str, text: &str, kind: &FieldType, line: u32, into: &mut Limits, warnings: &mut Warnings) {
    let own = label.trim_matches(['*', '：', ':', ' ']);
    for words in lines(&text.replace("**", "")) {
        let whole = if own == "数据校验规则" { words.to_owned() } else { format!("{own}：{words}") };
        if !take(&whole, kind, into) {
            warnings.add(Kind::LimitWords, line, format!("`{}` is no limit that can be read", short(&whole)));
            into.other.push(whole);
        }
    }
}

/// Lines without bullets; in one line, ` - ` before a word that is not English starts another.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let bullets = ['-', '*', '•', ' ', '：', ':', '\t'];
    text.lines().map(move |line| line.trim_start_matches(bullets).trim()).filter(|line| !line.is_empty())
}

/// Takes one limit; says whether it could be read.
fn take(words: &str, kind: &FieldType, into: &mut Limits) -> bool {
    if let Some(pattern) = words.strip_prefix("正则校验") {
        let pattern = pattern.trim_start_matches(['：', ':', ' ']);
        let pattern = pattern.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).unwrap_or(pattern);
        into.pattern = Some(pattern.to_owned());
        return !pattern.is_empty();
    }
    if words.contains("字节") || words.contains("固定") {
        return false;
    }
    let Some((measure, bounds)) = bounds(words) else { return false };
    let is_list = matches!(kind, FieldType::List(_) | FieldType::Map(_));
    let characters = words.contains("字符");
    let place = match (measure, kind) {
        (Measure::Length, FieldType::String | FieldType::Any | FieldType::Unstated) => &mut into.len,
        (Measure::Length, _) if is_list && !characters => &mut into.items,
        (Measure::Value, FieldType::Int | FieldType::Float) => &mut into.value,
        _ => return false,
    };
    let known = place.get_or_insert_with(Bounds::default);
    known.min = bounds.min.or_else(|| known.min.take());
    known.max = bounds.max.or_else(|| known.max.take());
    true
}

/// Measure and bounds of words such as `长度范围：1 ～ 10 字符`.
fn bounds(words: &str) -> Option<(Measure, Bounds)> {
    let numbers = numbers(words);
    let two = || match numbers.as_slice() {
        [min, max] => Some(Bounds { min: Some(min.clone()), max: Some(max.clone()) }),
        _ => None,
    };
    let one = || match numbers.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    };
    let starts = |word: &str| words.starts_with(word);
    if starts("长度范围") {
        Some((Measure::Length, two()?))
    } else if starts("取值范围") {
        Some((Measure::Value, two()?))
    } else if starts("最大长度") || starts("列表长度不能大于") || starts("列表长度不能超过") {
        Some((Measure::Length, Bounds { max: Some(one()?), min: None }))
    } else if starts("最小长度") {
        Some((Measure::Length, Bounds { min: Some(one()?), max: None }))
    } else if starts("最大值") {
        Some((Measure::Value, Bounds { max: Some(one()?), min: None }))
    } else if starts("最小值") {
        Some((Measure::Value, Bounds { min: Some(one()?), max: None }))
    } else {
        None
    }
}

/// The decimal numbers of a text. A dash counts as a sign where no number stands directly before it.
fn numbers(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut before = ' ';
    for char in text.replace(',', "").chars().chain([' ']) {
        let starts_sign = char == '-' && current.is_empty() && !before.is_ascii_alphanumeric();
        if char.is_ascii_digit()
            || starts_sign
            || (char == '.' && current.ends_with(|last: char| last.is_ascii_digit()))
        {
            current.push(char);
        } else if !current.is_empty() {
            let number = std::mem::take(&mut current);
            if number.bytes().any(|byte| byte.is_ascii_digit()) {
                out.push(number.trim_end_matches('.').to_owned());
            }
        }
        before = char;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::super::facts::{Bounds, FieldType, Limits};
    use super::super::super::warning::Warnings;
    use super::{numbers, read};

    fn limits(text: &str, kind: &FieldType) -> Limits {
        let mut limits = Limits::default();
        read("数据校验规则", text, kind, 1, &mut limits, &mut Warnings::default());
        limits
    }

    fn bounds(min: &str, max: &str) -> Bounds {
        Bounds { min: Some(min.to_owned()), max: Some(max.to_owned()) }
    }

    #[test]
    fn numbers_of_texts() {
        assert_eq!(numbers("`-5` ～ `1.5`。"), ["-5", "1.5"]);
        assert_eq!(numbers("1-64 - 7."), ["1", "64", "7"]);
    }

    #[test]
    fn by_type() {
        let list = FieldType::List(Box::new(FieldType::String));
        assert_eq!(limits("- 长度范围：`1` ～ `10` 字符", &FieldType::String).len, Some(bounds("1", "10")));
        assert_eq!(limits("- 长度范围：`1` ～ `10`", &list).items, Some(bounds("1", "10")));
        assert_eq!(
            limits("- 最小值：`0`\n- 最大值：`9223372036854775807`", &FieldType::Int).value,
            Some(bounds("0", "9223372036854775807"))
        );
        assert_eq!(limits("- 正则校验：`^a|b$`", &FieldType::String).pattern.as_deref(), Some("^a|b$"));
    }

    #[test]
    fn what_cannot_be_read_is_kept() {
        assert_eq!(limits("最大长度为 `3` 字节\n- 取值范围：`1` ～ `2`", &FieldType::String).other.len(), 2);
    }
}
