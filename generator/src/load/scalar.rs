//! What a scalar is by the rules of YAML 1.2: text, number, boolean or nothing.
//!
//! Only what JSON would write the same way counts as a number or a boolean. Everything else that some YAML reader takes for
//! something other than text is ambiguous, and refused where that makes a difference.

use serde_json::Number;

use super::node::Scalar;

/// What a scalar is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Resolved {
    /// Text: quoted, a block, or plain and nothing else.
    Text,
    /// `null`, `~` or nothing at all.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number that fits 64 bits.
    Number(Number),
    /// A number that does not fit 64 bits.
    HugeNumber,
    /// Such as `007`, `0x1F`, `.5`, `+1`, `True`; with the clear way to write the same, if there is one.
    Ambiguous(Option<String>),
}

/// Reads a scalar.
pub(crate) fn resolve(scalar: &Scalar) -> Resolved {
    if scalar.plain { resolve_plain(&scalar.text) } else { Resolved::Text }
}

/// Reads a scalar that was written without quotes.
pub(crate) fn resolve_plain(text: &str) -> Resolved {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Resolved::Null,
        "true" => Resolved::Bool(true),
        "false" => Resolved::Bool(false),
        "True" | "TRUE" | "False" | "FALSE" => Resolved::Ambiguous(Some(text.to_ascii_lowercase())),
        _ if text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '.')) => resolve_number(text),
        _ => Resolved::Text,
    }
}

/// Reads a plain scalar that starts like a number.
fn resolve_number(text: &str) -> Resolved {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    if is_radix(text) || matches!(unsigned.to_ascii_lowercase().as_str(), ".inf" | ".nan") {
        return Resolved::Ambiguous(None);
    }
    if !is_decimal(unsigned) {
        return Resolved::Text;
    }
    if !is_json_number(text) {
        return Resolved::Ambiguous(Some(clear_form(text)).filter(|clear| is_json_number(clear)));
    }
    let whole = unsigned.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse::<Number>() {
        Ok(number) if !whole || number.is_i64() || number.is_u64() => Resolved::Number(number),
        _ => Resolved::HugeNumber,
    }
}

/// `0x1F` or `0o17`.
fn is_radix(text: &str) -> bool {
    let digits = |digits: &str, radix: u32| !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
    text.strip_prefix("0x").is_some_and(|rest| digits(rest, 16))
        || text.strip_prefix("0o").is_some_and(|rest| digits(rest, 8))
}

/// A number by the core schema of YAML 1.2, without its sign.
fn is_decimal(text: &str) -> bool {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent.strip_prefix(['+', '-']).unwrap_or(exponent))),
        None => (text, None),
    };
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    digits(whole)
        && digits(fraction)
        && !(whole.is_empty() && fraction.is_empty())
        && exponent.is_none_or(|exponent| !exponent.is_empty() && digits(exponent))
}

/// Whether a number is written as JSON demands: no plus, no leading zeros, digits on both sides of the point.
fn is_json_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let mantissa = unsigned.split(['e', 'E']).next().unwrap_or_default();
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, "0"));
    is_decimal(unsigned) && !whole.is_empty() && !fraction.is_empty() && (whole == "0" || !whole.starts_with('0'))
}

/// The same number as JSON would write it, as a proposal.
fn clear_form(text: &str) -> String {
    let (sign, unsigned) = text.strip_prefix('-').map_or(("", text.trim_start_matches('+')), |rest| ("-", rest));
    let trimmed = unsigned.trim_start_matches('0').trim_end_matches('.');
    let zero = if trimmed.starts_with(|c: char| c.is_ascii_digit() && c != '0') { "" } else { "0" };
    format!("{sign}{zero}{trimmed}")
}

#[cfg(test)]
mod tests {
    use super::{Resolved, resolve_plain};

    #[test]
    fn reads_numbers() {
        for text in ["0", "1", "-1", "12.5", "1e3", "-0.5", "18446744073709551615", "-9223372036854775808"] {
            assert!(matches!(resolve_plain(text), Resolved::Number(_)), "{text}");
        }
        for text in ["18446744073709551616", "1e999"] {
            assert_eq!(resolve_plain(text), Resolved::HugeNumber, "{text}");
        }
    }

    #[test]
    fn leaves_text_alone() {
        for text in
            ["no", "on", "yes", "2024-01-09", "12:30", "1_000", "1..50", "-", "+", ".", "e5", "1.2.3", "0b1", "10/s"]
        {
            assert_eq!(resolve_plain(text), Resolved::Text, "{text}");
        }
    }

    #[test]
    fn finds_what_is_ambiguous() {
        let clear = |text| match resolve_plain(text) {
            Resolved::Ambiguous(clear) => clear,
            other => panic!("{text} is {other:?}"),
        };
        for text in ["0x1F", "0o17", ".inf", "-.inf", ".NaN"] {
            assert_eq!(clear(text), None, "{text}");
        }
        for (text, expected) in [
            ("007", "7"),
            ("+1", "1"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("5.", "5"),
            ("True", "true"),
            ("00", "0"),
            ("-007.5", "-7.5"),
        ] {
            assert_eq!(clear(text).as_deref(), Some(expected), "{text}");
        }
    }
}
