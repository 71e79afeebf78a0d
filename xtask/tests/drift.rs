//! `facts`, `coverage` and `drift`, as a person runs them on saved pages.

mod support;

use std::fs;
use std::path::Path;

use serde_json::Value;
use support::{Done, Tree};

/// A folder with the spec of one operation, and its page in `pages/library`.
fn library() -> Result<Tree, Box<dyn std::error::Error>> {
    let generator = Path::new(env!("CARGO_MANIFEST_DIR")).join("../generator/tests");
    let tree = Tree::copy_of(&generator.join("drift/specs"))?;
    tree.write("pages/library/loans.md", fs::read(generator.join("pages/fixtures/tagged.md"))?)?;
    tree.write("pages/README.md", "# Pages\n\nSaved on a Monday.\n")?;
    tree.write("pages/library/cover.png", [0xff, 0xd8])?;
    Ok(tree)
}

const DRIFT: [&str; 4] = ["drift", "pages", "--specs", "specs"];

#[test]
fn nothing_differs() -> Done {
    let tree = library()?;
    let said = tree.run(&DRIFT)?.succeeded();
    assert_eq!(said.out, "1 operation held against 1 page: nothing differs\n");
    assert_eq!(said.err, "");
    for format in ["json", "markdown", "github"] {
        tree.run(&[&DRIFT[..], &["--format", format]].concat())?.succeeded();
    }
    Ok(())
}

#[test]
fn a_difference_ends_with_one_and_says_both_places() -> Done {
    let tree = library()?;
    tree.replace("pages/library/loans.md", "最大长度：`64`", "最大长度：`128`")?;
    let said = tree.run(&DRIFT)?;
    assert_eq!(said.code, 1, "{said:?}");
    for word in [
        "library.v2.book_loan.batch_create  (pages/library/loans.md, changed on 2023-11-14)\n",
        "  body.note: len: the page says `..128`, the spec says `..64`\n",
        "    pages/library/loans.md:130  specs/library/v2/book_loan.yaml:18\n",
        "    if it is meant: - {at: body.note, fact: len, page: \"..128\", reason: …}\n",
        "1 difference in 1 operation",
    ] {
        assert!(said.out.contains(word), "no {word:?} in {}", said.out);
    }
    let json: Value = serde_json::from_str(&tree.run(&[&DRIFT[..], &["--format", "json"]].concat())?.out)?;
    let found = &json["operations"][0]["differences"][0];
    assert_eq!((&found["place"], &found["fact"]), (&Value::from("body.note"), &Value::from("len")));
    assert_eq!((&found["page_says"], &found["spec_says"]), (&Value::from("..128"), &Value::from("..64")));
    assert_eq!(found["spec"]["line"], 18);
    let github = tree.run(&[&DRIFT[..], &["--format", "github"]].concat())?;
    let command = "::warning file=specs/library/v2/book_loan.yaml,line=18,title=library.v2.book_loan.batch_create::body.note: len: the \
                   page says `..128`, the spec says `..64`%0Apages/library/loans.md:130\n";
    assert!(github.out.starts_with(command), "{}", github.out);
    assert_eq!(tree.run(&[&DRIFT[..], &["--since", "2023-11-15"]].concat())?.code, 0);
    Ok(())
}

#[test]
fn pages_that_were_passed_over_are_named() -> Done {
    let tree = library()?;
    let page = tree.read("pages/library/loans.md")?;
    tree.write(
        "pages/library/older.md",
        page.replace("1700000000000", "1600000000000").replace("/batch_create\"", "/old\""),
    )?;
    let said = tree.run(&DRIFT)?.succeeded();
    let line = "  pages/library/older.md  (instead: pages/library/loans.md)\n";
    assert!(said.out.contains(line), "{}", said.out);
    let comment = tree.run(&[&DRIFT[..], &["--format", "markdown"]].concat())?.out;
    assert!(comment.contains("- `pages/library/older.md`, instead `pages/library/loans.md`\n"), "{comment}");
    Ok(())
}

/// What a page says is no Markdown of ours, and no command of GitHub's.
#[test]
fn texts_of_pages_stay_texts() -> Done {
    let tree = library()?;
    let text = "it's | <b>@all</b> `x` [y](https://evil.example) %0A::error::z";
    tree.replace("pages/library/loans.md", "book is lent", text)?;
    let markdown = tree.run(&[&DRIFT[..], &["--format", "markdown"]].concat())?;
    assert_eq!(markdown.code, 1);
    assert!(markdown.out.starts_with("<!-- feishu-drift -->\n"));
    let row = markdown.out.lines().find(|line| line.contains("message")).ok_or("a row")?;
    let marks = row.replace("\\|", "").matches('`').count();
    assert!(marks.is_multiple_of(2) && row.replace("\\|", "").matches('|').count() == 4, "{row}");
    let outside: String = row.split('`').step_by(2).collect();
    assert!(!outside.contains(['<', '@', '[']), "{outside}");
    let github = tree.run(&[&DRIFT[..], &["--format", "github"]].concat())?;
    assert!(
        github.out.lines().all(|line| line.starts_with("::warning file=specs/") || !line.contains("::")),
        "{}",
        github.out
    );
    Ok(())
}

#[test]
fn endpoints_without_a_spec_count_when_asked_for() -> Done {
    let tree = library()?;
    let text = tree.read("pages/library/loans.md")?;
    let other = text.replace("/loans", "/returns").replace("batch_create", "give_back");
    tree.write("pages/deep/er/returns.md", other)?;
    let said = tree.run(&DRIFT)?.succeeded();
    assert!(said.out.ends_with("nothing differs, 1 endpoint without a spec\n"), "{}", said.out);
    let said = tree.run(&[&DRIFT[..], &["--new"]].concat())?;
    assert_eq!(said.code, 1);
    assert!(said.out.contains("library.v2.book_loan.give_back  POST /open-apis/library/v2/books/:book_id/returns  (pages/deep/er/returns.md:"), "{}", said.out);
    fs::remove_file(tree.path("pages/library/loans.md"))?;
    let said = tree.run(&DRIFT)?;
    assert_eq!(said.code, 1);
    assert!(said.out.contains("Operations without a page\n  library.v2.book_loan.batch_create  POST"), "{}", said.out);
    tree.run(&[&DRIFT[..], &["--partial"]].concat())?.succeeded();
    tree.run(&["drift", "pages/deep/er/returns.md", "--specs", "specs"])?.succeeded();
    Ok(())
}

#[test]
fn wrong_usage_and_what_cannot_be_read_end_with_two() -> Done {
    let tree = library()?;
    tree.run(&["drift"])?.failed(2, &["PAGES"]);
    tree.run(&["drift", "nowhere", "--specs", "specs"])?.failed(2, &["there is no file or folder `nowhere`"]);
    tree.run(&[&DRIFT[..], &["--since", "yesterday"]].concat())?.failed(2, &["yyyy-mm-dd"]);
    tree.run(&[&DRIFT[..], &["--service", "museum"]].concat())?.failed(2, &["museum", "library"]);
    tree.run(&["drift", "pages/README.md", "--specs", "specs"])?.failed(2, &["no endpoint is described in 1 file"]);
    tree.run(&["drift", "pages", "--specs", "nowhere"])?.failed(2, &["there is no folder `nowhere`"]);
    tree.write("pages/bad.md", [b'#', 0xff])?;
    tree.run(&DRIFT)?.failed(2, &["`pages/bad.md` is not UTF-8 at byte 1", "was not compared"]);
    tree.write("specs/library/v2/broken.yaml", "operations: [\n")?;
    tree.run(&DRIFT)?.failed(2, &["specs/library/v2/broken.yaml"]);
    Ok(())
}

#[test]
fn a_stale_quirk_is_named() -> Done {
    let tree = library()?;
    let codes = "    error_codes: [book_is_lent]\n";
    tree.replace(
        "specs/library/v2/book_loan.yaml",
        codes,
        &format!("{codes}    quirks:\n      - {{fact: tokens, reason: Users may as well.}}\n"),
    )?;
    let said = tree.run(&DRIFT)?;
    assert_eq!(said.code, 1);
    assert!(
        said.out.contains("  tokens: nothing differs any more; remove the quirk\n    specs/library/v2/book_loan.yaml:"),
        "{}",
        said.out
    );
    Ok(())
}

#[test]
fn facts_are_json_and_warnings_are_apart() -> Done {
    let tree = library()?;
    tree.replace("pages/library/loans.md", "map&lt;string, string&gt;", "sring")?;
    let said = tree.run(&["facts", "pages"])?.succeeded();
    let json: Value = serde_json::from_str(&said.out)?;
    let pages: Vec<&str> = json.as_array().ok_or("a list")?.iter().filter_map(|page| page["page"].as_str()).collect();
    assert_eq!(pages, ["pages/README.md", "pages/library/loans.md"]);
    assert_eq!((&json[0]["facts"], &json[1]["dialect"]), (&Value::Null, &Value::from("tagged")));
    assert_eq!(json[1]["facts"]["path"], "/open-apis/library/v2/books/:book_id/loans");
    assert!(json[1].get("warnings").is_none());
    assert!(
        said.err.lines().any(|line| line.starts_with("pages/library/loans.md:") && line.contains("sring")),
        "{}",
        said.err
    );
    let said = tree.run(&["facts", "pages/library/loans.md", "--warnings"])?.succeeded();
    assert_eq!(said.err, "");
    let json: Value = serde_json::from_str(&said.out)?;
    assert!(json[0]["warnings"].as_array().is_some_and(|warnings| !warnings.is_empty()));
    tree.run(&["facts", "nowhere"])?.failed(2, &["nowhere"]);
    Ok(())
}

#[test]
fn coverage_counts_by_service() -> Done {
    let tree = library()?;
    let text = tree.read("pages/library/loans.md")?;
    tree.write("pages/returns.md", text.replace("/loans", "/returns").replace("batch_create", "give_back"))?;
    let event = "---\ntitle: x\n---\n# x\n## 事件\n|基本||\n|-|-|\n|事件类型|library.book.lent_v2|\n";
    tree.write("pages/lent.md", event)?;
    let counts = |tree: &Tree| -> Result<Value, Box<dyn std::error::Error>> {
        let said = tree.run(&["coverage", "pages", "--specs", "specs", "--format", "json"])?.succeeded();
        Ok(serde_json::from_str::<Value>(&said.out)?["services"]["library"].clone())
    };
    let expected = serde_json::json!({
        "documented": 2, "retired": 0, "specified": 1, "complete": 1, "fields": 14, "specified_fields": 7, "events": 1
    });
    assert_eq!(counts(&tree)?, expected);
    tree.replace("specs/library/v2/book_loan.yaml", "about: ID of the reader.", "about: TODO")?;
    assert_eq!(counts(&tree)?["complete"], 0);
    let text = tree.run(&["coverage", "pages", "--specs", "specs"])?.succeeded().out;
    let mut lines = text.lines();
    assert!(lines.next().is_some_and(|head| head.starts_with("service  endpoints")), "{text}");
    assert!(lines.next().is_some_and(|line| line.starts_with("library") && line.contains("50 %")), "{text}");
    let markdown = tree.run(&["coverage", "pages", "--specs", "specs", "--format", "markdown"])?.succeeded().out;
    assert!(markdown.contains("| library | 2 | 0 | 1 | 0 | 14 | 7 | 50 % | 1 |\n"), "{markdown}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn links_are_followed_to_files_within_the_folder_only() -> Done {
    let tree = library()?;
    std::os::unix::fs::symlink("loans.md", tree.path("pages/library/again.md"))?;
    tree.run(&DRIFT)?.succeeded();
    std::os::unix::fs::symlink("..", tree.path("pages/library/loop.md"))?;
    tree.run(&DRIFT)?.failed(2, &["`pages/library/loop.md` is a link to a folder"]);
    fs::remove_file(tree.path("pages/library/loop.md"))?;
    std::os::unix::fs::symlink("/etc/hostname", tree.path("pages/outside.md"))?;
    tree.run(&DRIFT)?.failed(2, &["`pages/outside.md` is a link that leads out of the folder of pages"]);
    Ok(())
}
