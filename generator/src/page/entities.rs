//! Entities of HTML, those that pages use.

/// The text with its entities resolved.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
        let entity = end.and_then(|end| Some((end, entity(rest.get(1..end)?)?)));
        if let Some((end, char)) = entity {
            out.push(char);
            rest = &rest[end + 1..];
        } else {
            out.push('&');
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
    out
}

/// The longest entity that is looked for, in bytes.
const LONGEST_ENTITY: usize = 12;

/// The character of an entity that pages use.
fn entity(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "emsp" => Some('\u{2003}'),
        "ensp" => Some('\u{2002}'),
        _ => {
            let digits = name.strip_prefix('#')?;
            let number = match digits.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => digits.parse().ok()?,
            };
            char::from_u32(number)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn entities() {
        assert_eq!(decode("map&lt;string&gt; &amp;&#65;&#x42; &unknown; a&b &"), "map<string> &AB &unknown; a&b &");
    }
}
