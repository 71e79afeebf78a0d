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

/// A path template that begins with one slash and holds nothing but what stands for itself in an address. Held against that
/// where it is made, which for constants is when they are compiled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Template(&'static str);

impl Template {
    /// `None` where the text is no template.
    pub(crate) const fn new(text: &'static str) -> Option<Self> {
        if is_template(text.as_bytes()) { Some(Self(text)) } else { None }
    }

    pub(crate) const fn as_str(self) -> &'static str {
        self.0
    }

    /// The template with each `:name` segment replaced by its value, encoded whole.
    pub(crate) fn fill(self, params: &[(&'static str, &dyn Texts)]) -> Result<String, EncodeError> {
        let mut path = String::with_capacity(self.0.len() + ROOM);
        let mut rest = self.0;
        while let Some(slash) = next_parameter(rest) {
            let (before, parameter) = rest.split_at(slash + 1);
            let end = parameter.find('/').unwrap_or(parameter.len());
            path.push_str(before);
            push_value(&mut path, &parameter[1..end], params)?;
            rest = &parameter[end..];
        }
        path.push_str(rest);
        Ok(path)
    }
}

/// Where the slash before the next parameter is.
fn next_parameter(template: &str) -> Option<usize> {
    let mut colons = template.match_indices(':').map(|(at, _)| at);
    colons.find_map(|at| at.checked_sub(1).filter(|before| template.as_bytes()[*before] == b'/'))
}

const fn is_template(template: &[u8]) -> bool {
    let [b'/', rest @ ..] = template else { return false };
    if let [b'/', ..] = rest {
        return false;
    }
    let mut rest = rest;
    loop {
        if let [b'.'] | [b'.', b'.'] | [b'.', b'/', ..] | [b'.', b'.', b'/', ..] = rest {
            return false;
        }
        // The rest of the segment.
        loop {
            match rest {
                [] => return true,
                [b'/', after @ ..] => {
                    rest = after;
                    break;
                }
                [byte, after @ ..] if UNRESERVED[*byte as usize] || matches!(*byte, b':' | b'@') => rest = after,
                _ => return false,
            }
        }
    }
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

    fn fill(template: &'static str, params: &[(&'static str, &dyn Texts)]) -> Result<String, EncodeError> {
        Template::new(template).expect("a template").fill(params)
    }

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
            assert_eq!(Template::new(template), None, "{template}");
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
