//! The file name in a `Content-Disposition` header (RFC 6266), as servers really write it.

use percent_encoding::percent_decode_str;

/// The name: `filename*` before `filename`, decoded, and safe to use as the last part of a path.
pub(super) fn file_name(header: &[u8]) -> Option<String> {
    let header = text(header);
    let extended = parameter(&header, "filename*").and_then(|value| extended(&value));
    let name = extended.or_else(|| parameter(&header, "filename").map(|value| plain(&value)))?;
    sanitized(&name)
}

/// The header's text. Servers send raw UTF-8, although HTTP knows Latin-1 only, and some clients and proxies turn it into
/// UTF-8 a second time on the way.
fn text(header: &[u8]) -> String {
    match std::str::from_utf8(header) {
        Ok(text) => {
            latin1_bytes(text).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_else(|| text.to_owned())
        }
        Err(_) => header.iter().copied().map(char::from).collect(),
    }
}

/// The bytes of a text that may be UTF-8 read as Latin-1; `None` where it cannot be.
fn latin1_bytes(text: &str) -> Option<Vec<u8>> {
    text.chars().map(|c| u8::try_from(c).ok()).collect()
}

/// A parameter's value, without its quotes.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header;
    while let Some(start) = rest.find(';') {
        rest = rest[start + 1..].trim_start();
        let equals = rest.find(['=', ';'])?;
        let name = rest[..equals].trim();
        if !rest[equals..].starts_with('=') {
            continue;
        }
        let (value, after) = value(rest[equals + 1..].trim_start());
        if name.eq_ignore_ascii_case(wanted) {
            return Some(value);
        }
        rest = after;
    }
    None
}

/// The value that the text begins with, and what follows it.
fn value(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(';').unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(chars.next().map(|(_, c)| c)),
            c => value.push(c),
        }
    }
    (value, "")
}

/// `charset'language'percent-encoded`.
fn extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes: Vec<u8> = percent_decode_str(encoded).collect();
    match charset.to_ascii_lowercase().as_str() {
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => String::from_utf8(bytes).ok(),
    }
}

/// Percent-decoded, unless that yields no text: then the percent signs are the name's own.
fn plain(value: &str) -> String {
    percent_decode_str(value).decode_utf8().map_or_else(|_| value.to_owned(), Into::into)
}

/// The name as one that every file system takes: without signs that mean something to one, and not too long.
#[cfg(feature = "http")]
pub(super) fn on_disk(name: &str) -> String {
    const LONGEST: usize = 200;
    let replaced: String =
        name.chars().map(|c| if "<>:\"|?*/\\".contains(c) || c.is_control() { '_' } else { c }).collect();
    let (stem, extension) = match replaced.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() && extension.len() <= 16 => (stem, format!(".{extension}")),
        _ => (replaced.as_str(), String::new()),
    };
    let most = stem.len().min(LONGEST - extension.len());
    let end = (0..=most).rev().find(|at| stem.is_char_boundary(*at)).unwrap_or_default();
    let name = format!("{}{extension}", &stem[..end]);
    // Windows drops these at the end, and keeps these names for devices, with any extension.
    let name = name.trim_end_matches(['.', ' ']);
    let device = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let reserved = match device.as_str() {
        "" | "CON" | "PRN" | "AUX" | "NUL" => true,
        other => other
            .strip_prefix("COM")
            .or(other.strip_prefix("LPT"))
            .is_some_and(|n| matches!(n.as_bytes(), [b'0'..=b'9'])),
    };
    if reserved { format!("_{name}") } else { name.to_owned() }
}

fn sanitized(name: &str) -> Option<String> {
    let replace = |c: char| if matches!(c, '/' | '\\') || c.is_control() { '_' } else { c };
    let name: String = name.trim().chars().map(replace).collect();
    (!matches!(name.as_str(), "" | "." | "..")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_as_servers_write_them() {
        let cases: &[(&str, Option<&str>)] = &[
            ("attachment; filename=a.txt", Some("a.txt")),
            ("attachment; filename=\"a; b.txt\"; x=1", Some("a; b.txt")),
            ("attachment; FileName=\"a\\\"b.txt\"", Some("a\"b.txt")),
            ("attachment; filename=\"%E6%B5%8B.txt\"", Some("测.txt")),
            ("attachment; filename=\"100%.txt\"", Some("100%.txt")),
            ("attachment; filename=x.txt; filename*=UTF-8''%E6%B5%8B.txt", Some("测.txt")),
            ("attachment; filename*=UTF-8''%ff; filename=x.txt", Some("x.txt")),
            ("attachment; filename*=iso-8859-1'en'%e9.txt", Some("é.txt")),
            ("attachment; filename=测试.txt", Some("测试.txt")),
            ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", Some(".._.._etc_passwd")),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\"open", Some("open")),
            ("attachment; filename", None),
            ("attachment;;; filename=", None),
            ("inline", None),
            ("", None),
        ];
        for (header, name) in cases {
            assert_eq!(file_name(header.as_bytes()).as_deref(), *name, "{header}");
        }
    }

    #[test]
    fn undoes_a_wrong_charset() {
        let mangled: String = "attachment; filename=测.txt".bytes().map(char::from).collect();
        assert_eq!(file_name(mangled.as_bytes()).as_deref(), Some("测.txt"));
        assert_eq!(file_name(b"attachment; filename=\xe9.txt").as_deref(), Some("é.txt"));
    }

    #[cfg(feature = "http")]
    #[test]
    fn names_fit_every_file_system() {
        for (name, expected) in [
            ("a.txt", "a.txt"),
            ("a:b?.txt", "a_b_.txt"),
            ("nul.txt", "_nul.txt"),
            ("COM1", "_COM1"),
            ("common", "common"),
            (".bashrc", "_.bashrc"),
            ("trailing. .", "trailing"),
            ("…", "…"),
            ("...", "_"),
        ] {
            assert_eq!(on_disk(name), expected, "{name}");
        }
        let long = on_disk(&format!("{}.txt", "测".repeat(200)));
        assert!(long.len() <= 200 && long.ends_with("测.txt"), "{long}");
    }

    proptest::proptest! {
        #[cfg(feature = "http")]
        #[test]
        fn no_name_leads_out_of_its_folder(name: String) {
            let name = on_disk(&name);
            let path = std::path::Path::new("/x").join(&name);
            proptest::prop_assert_eq!(path.parent(), Some(std::path::Path::new("/x")), "{}", name);
        }

        #[test]
        fn never_panics_and_never_yields_a_path(header: Vec<u8>) {
            let mut full = b"attachment; filename".to_vec();
            full.extend(header);
            if let Some(name) = file_name(&full) {
                proptest::prop_assert!(!name.contains(['/', '\\', '\0']));
            }
        }
    }
}
