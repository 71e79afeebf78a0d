//! Differences that are meant.

use feishu_generator::drift::suggestion;

use crate::{FIXTURES, changed_spec, files, only, page, sentences, spec_of};

const CODES: &str = "    error_codes: [book_is_lent]\n";

/// What is left of a page with a longer `note` and without a default, beside some quirks.
fn left(quirks: &str) -> (Vec<String>, usize, Vec<String>) {
    let spec = changed_spec(CODES, &format!("{CODES}    quirks:\n{quirks}"));
    let text = FIXTURES[0].1.replace("最大长度：`64`", "最大长度：`128`").replace("**默认值**：`1`", "");
    let compared = only(&[page("tagged.md", &text)], &spec);
    let stale = compared.stale.iter().map(|stale| stale.about.clone()).collect();
    (sentences(&compared.differences), compared.deliberate.len(), stale)
}

#[test]
fn what_is_meant_is_left_out() {
    let (len, default) = (
        "body.note: len: the page says `..128`, the spec says `..64`".to_owned(),
        "body.loans.kind: default: the page says nothing, the spec says `1`".to_owned(),
    );
    let both = "      - {at: body.note, fact: len, page: ..128, reason: It is.}\n      - {at: body.*.kind, fact: default, reason: It is.}\n";
    assert_eq!(left(both), (vec![], 2, vec![]));
    // The page has changed since.
    let other = "      - {at: body.note, fact: len, page: ..99, reason: It is.}\n";
    assert_eq!(left(other), (vec![default.clone(), len.clone()], 0, vec!["body.note: len".to_owned()]));
    // Whatever the page says.
    let any = "      - {at: body.note, fact: len, reason: It is.}\n";
    assert_eq!(left(any), (vec![default.clone()], 1, vec![]));
    // Nothing differs there.
    let stale =
        "      - {at: [body.note, body.loans], fact: len, reason: It is.}\n      - {fact: tokens, reason: It is.}\n";
    assert_eq!(left(stale), (vec![default], 1, vec!["body.loans: len".to_owned(), "tokens".to_owned()]));
}

/// Each suggestion, as it is printed, makes its difference one that is meant.
#[test]
fn suggestions_are_what_would_be_written() {
    let text = FIXTURES[0]
        .1
        .replace("最大长度：`64`", "最大长度：`128`")
        .replace("**默认值**：`1`", "**默认值**：`2`")
        .replace("field-name\" >id", "field-name\" >key: it's")
        .replace("1000 次/分钟", "100 次/分钟")
        .replace("custom,isv", "custom")
        .replace("key=\"2\"", "key=\"4\"")
        .replace("7001", "7002")
        .replace("book is lent", "it's \"lent\": {0} # no");
    let pages = [page("tagged.md", &text)];
    let found = only(&pages, &spec_of(files())).differences;
    assert!(found.len() >= 8, "{found:#?}");
    let quirks: Vec<String> = found.iter().map(|found| format!("      {}\n", suggestion(found))).collect();
    let spec = changed_spec(CODES, &format!("{CODES}    quirks:\n{}", quirks.concat()));
    let compared = only(&pages, &spec);
    assert_eq!(sentences(&compared.differences), [""; 0], "{quirks:#?}");
    assert_eq!((compared.deliberate.len(), compared.stale.len()), (found.len(), 0));
}
