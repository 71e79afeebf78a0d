//! Prose: English, finished, and saying more than the name that it stands beside.
//!
//! That it stands where it must, and is not empty, was checked when it was read.

use std::ops::Range;

use super::sites::{FieldSite, Sites};
use super::text::{part_span, problem};
use crate::diagnostic::{Code, Diagnostic, shorten};
use crate::load::UNWRITTEN;
use crate::source::Spanned;
use crate::spec::{EnumValue, Place, TypeKind};

/// Reports prose that is not fit to be read.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    let mut texts = Texts { out };
    texts.platform(sites);
    sites.places.iter().for_each(|place| texts.place(*place));
    for site in &sites.operations {
        let operation = &site.entry.value;
        texts.all("details", operation.details.as_ref());
        texts.all("deprecated", operation.deprecated.as_ref());
        texts.all("summary", Some(&operation.summary));
        operation.quirks.iter().for_each(|quirk| texts.all("reason", Some(&quirk.reason)));
        texts.out.extend(small_letter(&operation.summary));
    }
    for site in &sites.fields {
        texts.about(site.field.about.as_ref());
        texts.all("deprecated", site.field.deprecated.as_ref());
        site.field.enum_.iter().flatten().for_each(|entry| texts.value(&entry.value));
        site.field.enum_int.iter().flatten().for_each(|(_, value)| texts.value(value));
        texts.out.extend(echo(site));
    }
}

/// Goes through the texts of one thing after the other.
struct Texts<'o> {
    out: &'o mut Vec<Diagnostic>,
}

impl Texts<'_> {
    fn platform(&mut self, sites: &Sites) {
        sites.spec.platform.hosts.iter().for_each(|entry| self.about(entry.value.about.as_ref()));
        sites.spec.scopes.iter().for_each(|entry| self.about(entry.value.about.as_ref()));
    }

    fn place(&mut self, place: Place) {
        let own = place.own();
        self.about(own.about.as_ref());
        own.error_codes.iter().for_each(|entry| self.about(entry.value.about.as_ref()));
        for entry in &own.types {
            self.about(entry.value.about.as_ref());
            self.all("deprecated", entry.value.deprecated.as_ref());
            match &entry.value.kind {
                TypeKind::Object(_) => {}
                TypeKind::Enum(values) => values.iter().for_each(|entry| self.value(&entry.value)),
                TypeKind::EnumInt(values) => values.iter().for_each(|(_, value)| self.value(value)),
            }
        }
    }

    fn value(&mut self, value: &EnumValue) {
        self.about(value.about.as_ref());
        self.all("deprecated", value.deprecated.as_ref());
    }

    fn about(&mut self, text: Option<&Spanned<String>>) {
        self.all("about", text);
    }

    /// The rules that hold for every text.
    fn all(&mut self, key: &str, text: Option<&Spanned<String>>) {
        let Some(text) = text else { return };
        self.out.extend(unwritten(key, text).or_else(|| not_english(key, text)).or_else(|| unfinished(key, text)));
    }
}

/// What a draft leaves to a person.
fn unwritten(key: &str, text: &Spanned<String>) -> Option<Diagnostic> {
    let report = problem(Code::Unwritten, text.span, "", format!("`{key}` is still to be written"));
    let help = "say it in your own words; a comment beside it has those of the page, and goes once it is written";
    (text.value == UNWRITTEN).then(|| report.with_help(help))
}

fn not_english(key: &str, text: &Spanned<String>) -> Option<Diagnostic> {
    if text.is_ascii() {
        return None;
    }
    let start = text.find(is_cjk)?;
    let length = text[start..].find(|c| !is_cjk(c)).unwrap_or(text.len() - start);
    let at = part_span(text, text.span, start..start + length);
    let report = problem(
        Code::NotEnglish,
        at,
        "",
        format!("`{key}` is not in English: `{}`", shorten(&text[start..start + length])),
    );
    Some(report.with_help("say it in English; what the server sends as it is belongs in `example`"))
}

/// Han, kana, hangul, and the punctuation that comes with them.
fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{1100}'..='\u{11FF}'
        | '\u{2E80}'..='\u{9FFF}'
        | '\u{A960}'..='\u{A97F}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FFEF}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Words that remind the writer of something.
const REMINDERS: &[&str] = &["TODO", "FIXME", "XXX", "TBD"];

fn unfinished(key: &str, text: &Spanned<String>) -> Option<Diagnostic> {
    let range = reminder(text).or_else(|| is_blank(text).then_some(0..text.len()))?;
    let left = shorten(&text[range.clone()]);
    let report =
        problem(Code::PoorProse, part_span(text, text.span, range), "", format!("`{key}` is not finished: `{left}`"));
    Some(report.with_help("write what the page says, short and in your own words"))
}

/// A reminder as a word of its own, outside of code.
fn reminder(text: &str) -> Option<Range<usize>> {
    if !may_remind(text.as_bytes()) {
        return None;
    }
    REMINDERS.iter().find_map(|word| {
        text.match_indices(word).map(|(at, _)| at..at + word.len()).find(|range| {
            let joined = |c: char| c.is_alphanumeric() || c == '_';
            let alone = !text[..range.start].ends_with(joined) && !text[range.end..].starts_with(joined);
            alone && text[..range.start].matches('`').count().is_multiple_of(2)
        })
    })
}

/// Whether a text holds the first two letters of a reminder. Nearly all texts do not, and this tells so many bytes at a time.
fn may_remind(text: &[u8]) -> bool {
    const TO: u16 = u16::from_be_bytes(*b"TO");
    const TB: u16 = u16::from_be_bytes(*b"TB");
    const FI: u16 = u16::from_be_bytes(*b"FI");
    const XX: u16 = u16::from_be_bytes(*b"XX");
    let pairs = text.iter().zip(text.iter().skip(1));
    let starts = |a: u8, b: u8| matches!(u16::from_be_bytes([a, b]), TO | TB | FI | XX);
    pairs.fold(false, |found, (a, b)| found | starts(*a, *b))
}

/// Whether nothing but dots and the like was written.
fn is_blank(text: &str) -> bool {
    !text.contains(char::is_alphanumeric)
}

fn small_letter(summary: &Spanned<String>) -> Option<Diagnostic> {
    let first = summary.chars().next().filter(|first| first.is_lowercase())?;
    let at = part_span(summary, summary.span, 0..first.len_utf8());
    let report = problem(Code::PoorProse, at, "", "`summary` does not start with a capital letter");
    Some(report.with_help("start it with a verb, as in `Delete a message.`"))
}

/// Prose of a field that says no more than its name.
fn echo(site: &FieldSite) -> Option<Diagnostic> {
    let about = site.field.about.as_ref()?;
    if about.value == UNWRITTEN || !same_words(about, site.name) {
        return None;
    }
    let report =
        problem(Code::PoorProse, about.span, "", format!("`about` says no more than the name `{}`", site.name));
    Some(report.with_help("say whose it is, what it is for, where its value comes from or what its unit is"))
}

/// Whether two texts have the same words, whatever their capitals.
fn same_words(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (words(a), words(b));
    loop {
        match (a.next(), b.next()) {
            (Some(a), Some(b)) if a.eq_ignore_ascii_case(b) => {}
            (a, b) => return a.is_none() && b.is_none(),
        }
    }
}

/// The words of a text without articles.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let article = |word: &str| ["the", "a", "an"].iter().any(|article| word.eq_ignore_ascii_case(article));
    text.split(|c: char| !c.is_alphanumeric()).filter(move |word| !word.is_empty() && !article(word))
}

#[cfg(test)]
mod tests {
    use super::{is_blank, is_cjk, reminder, same_words};

    #[test]
    fn chinese_japanese_and_korean() {
        for c in "中文，。「」：カな한（！".chars() {
            assert!(is_cjk(c), "{c}");
        }
        for c in "aé–—…’“ß€×→".chars() {
            assert!(!is_cjk(c), "{c}");
        }
    }

    #[test]
    fn reminders_are_whole_words_outside_code() {
        assert_eq!(reminder("TODO: say more"), Some(0..4));
        assert_eq!(reminder("Unit: TBD."), Some(6..9));
        for text in ["A to-do item.", "The state `TODO`.", "MASTODON", "TODO_LIST is a constant"] {
            assert_eq!(reminder(text), None, "{text}");
        }
    }

    #[test]
    fn blank_texts() {
        assert!(is_blank("…") && is_blank(" ...") && is_blank("-"));
        assert!(!is_blank("C#."));
    }

    #[test]
    fn names_as_words() {
        assert!(same_words("The name.", "name"));
        assert!(same_words("Postal code.", "postal_code"));
        assert!(!same_words("Name of the file.", "name"));
        assert!(!same_words("The name.", "name_of_file"));
    }
}
