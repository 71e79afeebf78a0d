//! Path templates and percent-encoding: a parameter's value never changes the shape of a path.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

use crate::{EncodeError, Texts};

/// All but the unreserved characters of RFC 3986, so that a value stands for itself in any part of an address.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The text with everything but unreserved characters percent-encoded.
pub(crate) fn percent_encode(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// The template with each `:name` segment replaced by its value, encoded whole.
pub(crate) fn fill(template: &'static str, params: &[(&'static str, &dyn Texts)]) -> Result<String, EncodeError> {
    let segments = template.strip_prefix('/').filter(|rest| !rest.starts_with('/'));
    let segments = segments.ok_or(EncodeError::Path { template })?;
    let mut path = String::with_capacity(template.len() + 32);
    for segment in segments.split('/') {
        path.push('/');
        if !is_plain(segment) {
            return Err(EncodeError::Path { template });
        }
        match segment.strip_prefix(':') {
            Some(name) => push_value(&mut path, name, params)?,
            None => path.push_str(segment),
        }
    }
    Ok(path)
}

/// Whether a segment of a template stands for itself in an address.
fn is_plain(segment: &str) -> bool {
    let unreserved = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b':' | b'@');
    !matches!(segment, "." | "..") && segment.bytes().all(unreserved)
}

fn push_value(path: &mut String, name: &'static str, params: &[(&'static str, &dyn Texts)]) -> Result<(), EncodeError> {
    let found = params.iter().find(|(given, _)| *given == name);
    let (_, value) = found.ok_or(EncodeError::MissingParameter { name })?;
    let mut outcome = Err(EncodeError::PathParameter { name });
    value.each(&mut |text| {
        // Servers and proxies resolve dot segments and drop empty ones: the call would go to another endpoint.
        if !matches!(text, "" | "." | "..") {
            path.extend(percent_encode(text));
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
