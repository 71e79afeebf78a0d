//! Path templates and percent-encoding: a parameter's value never changes the shape of a path.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use crate::{EncodeError, Texts};

/// All but the unreserved characters of RFC 3986, so that a value stands for itself in any part of an address.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The unreserved characters as a table: every address is held against it, byte for byte.
static UNRESERVED: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        table[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        byte += 1;
    }
    table
};

/// Room for values and a query, beside a template.
const ROOM: usize = 64;

/// The text with everything but unreserved characters percent-encoded.
pub(crate) fn percent_encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// Appends a text, percent-encoded. Most values are ids, which need no encoding.
pub(crate) fn push_encoded(target: &mut String, text: &str) {
    if text.bytes().all(|byte| UNRESERVED[usize::from(byte)]) {
        target.push_str(text);
    } else {
        target.extend(percent_encode(text));
    }
}

/// The template with each `:name` segment replaced by its value, encoded whole.
pub(crate) fn fill(template: &'static str, params: &[(&'static str, &dyn Texts)]) -> Result<String, EncodeError> {
    if !is_template(template) {
        return Err(EncodeError::Path { template });
    }
    let mut path = String::with_capacity(template.len() + ROOM);
    let mut rest = template;
    while let Some(slash) = rest.as_bytes().windows(2).position(|pair| pair == b"/:") {
        let (before, parameter) = rest.split_at(slash + 1);
        let end = parameter.bytes().position(|byte| byte == b'/').unwrap_or(parameter.len());
        path.push_str(before);
        push_value(&mut path, &parameter[1..end], params)?;
        rest = &parameter[end..];
    }
    path.push_str(rest);
    Ok(path)
}

/// Whether a template begins with one slash and holds nothing but what stands for itself in an address.
fn is_template(template: &str) -> bool {
    let plain = |byte| UNRESERVED[usize::from(byte)] || matches!(byte, b'/' | b':' | b'@');
    let dots = |segment| matches!(segment, "." | "..");
    template.starts_with('/')
        && !template.starts_with("//")
        && template.bytes().all(plain)
        && !(template.contains('.') && template.split('/').any(dots))
}

fn push_value(path: &mut String, name: &'static str, params: &[(&'static str, &dyn Texts)]) -> Result<(), EncodeError> {
    let found = params.iter().find(|(given, _)| *given == name);
    let (_, value) = found.ok_or(EncodeError::MissingParameter { name })?;
    let mut outcome = Err(EncodeError::PathParameter { name });
    value.each(&mut |text| {
        // Servers and proxies resolve dot segments and drop empty ones: the call would go to another endpoint.
        if !matches!(text, "" | "." | "..") {
            push_encoded(path, text);
            outcome = Ok(());
        }
    });
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(value: &str) -> Result<String, EncodeError> {
        fill("/a/:id/b/", &[("id", &value)])
    }

    #[test]
    fn encodes_a_value_whole_and_keeps_the_trailing_slash() {
        assert_eq!(one("x/y?z#%:+ é").as_deref(), Ok("/a/x%2Fy%3Fz%23%25%3A%2B%20%C3%A9/b/"));
        assert_eq!(one("-._~").as_deref(), Ok("/a/-._~/b/"));
    }

    #[test]
    fn refuses_what_would_change_the_shape() {
        for value in ["", ".", ".."] {
            assert_eq!(one(value), Err(EncodeError::PathParameter { name: "id" }));
        }
        assert_eq!(fill("/:id", &[]), Err(EncodeError::MissingParameter { name: "id" }));
    }

    #[test]
    fn a_value_that_looks_like_a_parameter_is_not_filled_again() {
        assert_eq!(fill("/:a/:b", &[("a", &":b"), ("b", &"2")]).as_deref(), Ok("/%3Ab/2"));
    }

    #[test]
    fn only_a_segment_that_begins_with_a_colon_is_a_parameter() {
        assert_eq!(fill("/a:b/:c:d/e", &[("c:d", &"1")]).as_deref(), Ok("/a:b/1/e"));
        assert_eq!(fill("/v1.0/a@b", &[]).as_deref(), Ok("/v1.0/a@b"));
    }

    #[test]
    fn refuses_templates_that_are_no_paths() {
        for template in ["", "a", "//a", "/a?b", "/a#b", "/a/../b", "/./a", "/a/..", "/a b", "/%2e/a", "/ä"] {
            assert_eq!(fill(template, &[]), Err(EncodeError::Path { template }));
        }
    }

    proptest::proptest! {
        #[test]
        fn never_yields_extra_segments(value in "\\PC*") {
            if let Ok(path) = one(&value) {
                proptest::prop_assert_eq!(path.matches('/').count(), 4);
                proptest::prop_assert!(!path.contains(['?', '#', '\\', ' ']));
                let segment = path.split('/').nth(2).unwrap_or_default();
                let back = percent_encoding::percent_decode_str(segment).decode_utf8_lossy();
                proptest::prop_assert_eq!(back, value);
            }
        }
    }
}
