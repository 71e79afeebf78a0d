//! The canonical form of texts and numbers.

use crate::support::assert_canonical;

const LINE: &str = "# yaml-language-server: $schema=schema/platform.json\n";

/// Checks the canonical form of the example of a field; both texts start behind its colon.
fn check(written: &str, canonical: &str) {
    let around = |value: &str| {
        let field = "common_fields:\n  a:\n    about: |\n      A.\n      B.\n    example:";
        format!("{LINE}about: A.\n\n{}{value}\n", field.replace("    about", "    type: any\n    about"))
    };
    assert_canonical("platform.yaml", &around(written), &around(canonical));
}

#[test]
fn quotes_stand_where_they_are_needed() {
    for (written, canonical) in [
        (" 'plain text'", " plain text"),
        (" \"C#, F#\"", " C#, F#"),
        (" \"a: b\"", " \"a: b\""),
        (" 'a #b'", " \"a #b\""),
        (" \"12\"", " \"12\""),
        (" 'true'", " \"true\""),
        (" \"No\"", " \"No\""),
        (" '2024-01-09'", " 2024-01-09"),
        (" '2024-01-09 10:00:00'", " \"2024-01-09 10:00:00\""),
        (" '10:30'", " \"10:30\""),
        (" ''", " \"\""),
        (" ' blanks '", " \" blanks \""),
        (" \"{\\\"a\\\": 1}\"", " '{\"a\": 1}'"),
        (" \"it's \\\"so\\\"\"", " it's \"so\""),
        (" '@it''s \"so\"'", " \"@it's \\\"so\\\"\""),
        (" \"tab\\tbell\\a\"", " \"tab\\tbell\\u0007\""),
        (" \"中文\"", " 中文"),
        (" [\"a, b\", 'c', \"im:message\", \"{\"]", " [\"a, b\", c, im:message, \"{\"]"),
        (" 1.50", " 1.50"),
        (" -1e3", " -1e3"),
        (" {}", " {}"),
        (" [ ]", " []"),
    ] {
        check(written, canonical);
    }
}

#[test]
fn blocks_say_how_they_end() {
    check(" |\n      one\n      two", " |\n      one\n      two");
    check(" |-\n      one\n      two\n\n", " |-\n      one\n      two");
    check(" |+\n      one\n      two\n", " \"one\\ntwo\\n\\n\"");
    check(" |2\n       one\n      two", " \" one\\ntwo\\n\"");
    check(" >\n      one\n      two\n\n      three", " |\n      one two\n      three");
    check(" >-\n      one\n      two", " one two");
    check(" |\n      one\n      # two", " |\n      one\n      # two");
    check(" |-\n      one  \n      two", " \"one  \\ntwo\"");
    check(" \"one\\n\\n- two\"", " |-\n      one\n\n      - two");
}

#[test]
fn long_texts_are_folded() {
    let words = |count: usize| vec!["word"; count].join(" ");
    // 13 columns for the key, 117 for the text.
    let fits = format!("{}ab", "word ".repeat(23));
    check(&format!(" {fits}"), &format!(" {fits}"));
    check(&format!(" {fits}cde"), &format!(" >-\n      {fits}cde"));
    let wide = "宽".repeat(58);
    check(&format!(" {wide} 宽"), &format!(" >-\n      {wide} 宽"));
    check(&format!(" {}", words(60)), &format!(" >-\n      {}\n      {}\n      {}", words(25), words(25), words(10)));
    check(&format!(" \"{}\\n\"", words(30)), &format!(" >\n      {}\n      {}", words(25), words(5)));
    // Two blanks are no place to break, nor is a word.
    let stiff = ["word"; 40].join("  ");
    check(&format!(" {stiff}"), &format!(" {stiff}"));
    check(&format!(" {}", "x".repeat(300)), &format!(" {}", "x".repeat(300)));
}

#[test]
fn line_ends_do_not_matter() {
    let canonical = format!("{LINE}about: |\n  One.\n  Two.\n\ndocs: https://a.example\n");
    let written = canonical.replace('\n', "\r\n");
    assert_canonical("platform.yaml", &written, &canonical);
    assert_canonical("platform.yaml", written.trim_end(), &canonical);
    assert_canonical("platform.yaml", &format!("{written}\r\n\r\n"), &canonical);
}
