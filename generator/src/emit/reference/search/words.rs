//! Words of a text as they are searched for: small letters, split where names are put together.

/// Words that say nothing, which are not searched for.
pub(super) const STOP: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "has", "in", "is", "it", "its", "of", "on", "or",
    "that", "the", "this", "to", "with",
];

/// The longest word that is kept.
const LONGEST: usize = 40;

/// Calls `take` with each word of a text.
pub(super) fn each(text: &str, mut take: impl FnMut(String)) {
    for part in text.split(|c: char| !c.is_alphanumeric()) {
        let humps = humps(part);
        if humps.len() > 1 {
            for hump in humps {
                keep(hump, &mut take);
            }
        }
        keep(part, &mut take);
    }
}

/// The first words of a text.
pub(super) fn first(text: &str, count: usize) -> String {
    let mut words = Vec::new();
    each(text, |word| words.push(word));
    words.truncate(count);
    words.join(" ")
}

fn keep(word: &str, take: &mut impl FnMut(String)) {
    let word: String = word.to_lowercase().chars().take(LONGEST).collect();
    if !word.is_empty() && !STOP.contains(&word.as_str()) {
        take(word);
    }
}

/// `BatchDel` in `Batch` and `Del`.
fn humps(word: &str) -> Vec<&str> {
    let mut humps = Vec::new();
    let mut start = 0;
    let mut small = false;
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && small {
            humps.push(&word[start..at]);
            start = at;
        }
        small = !c.is_uppercase();
    }
    humps.push(&word[start..]);
    humps
}

#[cfg(test)]
mod tests {
    use super::{each, first};

    fn words(text: &str) -> Vec<String> {
        let mut words = Vec::new();
        each(text, |word| words.push(word));
        words
    }

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(words("im.v1.message_id"), ["im", "v1", "message", "id"]);
        assert_eq!(words("MsgType"), ["msg", "type", "msgtype"]);
        assert_eq!(words("/open-apis/im/v1/:id"), ["open", "apis", "im", "v1", "id"]);
        assert_eq!(words("the ID of a chat"), ["id", "chat"]);
        assert_eq!(words(""), [""; 0]);
        assert_eq!(first("Send a message to a chat", 2), "send message");
    }
}
