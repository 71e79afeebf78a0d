//! Pages that are cut, shuffled or no pages at all: no panic, and time and memory that grow with the length only.

use feishu_generator::page::{Kind, read};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rayon::prelude::*;

use crate::corpus::pages;
use crate::dialects::FIXTURES;

/// Pieces of all dialects.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = select(vec![
        "---\n",
        "<!--",
        "-->",
        "# t\n",
        "## 请求\n",
        "### 请求体\n",
        "### 响应体\n",
        "### 响应体示例\n",
        "### 错误码\n",
        ":::html\n",
        ":::\n",
        "<md-table>",
        "<md-dt-table>",
        "<md-thead>",
        "<md-tr>",
        "<md-dt-tr level=\"",
        "99999999999",
        "\">",
        "<md-td>",
        "</md-td>",
        "</md-dt-tr>",
        "<md-dt-td>",
        "<md-th>HTTP URL</md-th>",
        "<md-code-json>",
        "</md-code-json>",
        "<md-enum-item key=\"",
        "<table>",
        "<tr>",
        "<td>",
        "HTTP URL | https://open.feishu.cn/open-apis/a/v1/b\n",
        "HTTP Method | GET\n",
        "名称 | 类型 | 描述\n",
        "--- | --- | ---\n",
        "|参数|说明|\n|-|-|\n",
        "a | b[] | c  \n",
        "a | `x | y` | \\|\n",
        "&emsp;∟",
        "└",
        "**示例值**：",
        "**可选值有**：",
        "**数据校验规则**：\n- 长度范围：`1` ～ `",
        "- `",
        "`",
        "```json\n",
        "```\n",
        "{\"a\": [",
        "]}",
        "\"",
        "\\",
        "list<",
        "&#x110000;",
        "&lt",
        "\u{feff}",
        "\0",
        "\r\n",
        "測",
        "[](",
        ")",
        "\n",
        "  \n",
    ]);
    prop::collection::vec(pieces, 0..200).prop_map(|pieces| pieces.concat())
}

/// A page of the repository in one of the dialects.
fn fixture() -> impl Strategy<Value = String> {
    select(FIXTURES).prop_map(|(_, text)| text.to_owned())
}

proptest! {
    #[test]
    fn any_mixture_is_read(text in pieces()) {
        let reading = read("", &text);
        let lines = u32::try_from(text.lines().count()).unwrap_or(u32::MAX);
        prop_assert!(reading.warnings.iter().all(|warning| warning.line <= lines + 2));
        prop_assert!(reading.warnings.iter().all(|warning| !warning.message.contains('\n')), "{:?}", reading.warnings);
    }

    #[test]
    fn any_text_is_read(text in ".{0,400}") {
        read("", &text);
    }

    #[test]
    fn cuts_are_read(text in fixture(), at in any::<Index>()) {
        let end = text.floor_char_boundary_of(at.index(text.len()));
        read("", &text[..end]);
        read("", &text[end..]);
    }

    #[test]
    fn shuffled_lines_are_read(lines in fixture().prop_flat_map(|text| {
        Just(text.lines().map(str::to_owned).collect::<Vec<_>>()).prop_shuffle()
    })) {
        read("", &lines.join("\n"));
    }

    #[test]
    fn shuffled_rows_are_all_read(rows in Just(body_rows()).prop_shuffle()) {
        let (head, tail) = around_body_rows();
        let reading = read("", &format!("{head}{}{tail}", rows.concat()));
        prop_assert_eq!(reading.rows.body, rows.len());
    }
}

/// The tagged page, cut around the rows of its body: what stands before, the rows, what stands after.
fn body() -> (&'static str, &'static str, &'static str) {
    let text = FIXTURES[0].1;
    let section = text.find("### 请求体\n").expect("a body");
    let start = section + text[section..].find("<md-dt-tr level").expect("a row");
    let end = start + text[start..].find("  </md-dt-tbody>").expect("an end");
    (&text[..start], &text[start..end], &text[end..])
}

fn around_body_rows() -> (&'static str, &'static str) {
    let (head, _, tail) = body();
    (head, tail)
}

fn body_rows() -> Vec<String> {
    body().1.split_inclusive("</md-dt-tr>\n").map(str::to_owned).collect()
}

trait CharBoundary {
    fn floor_char_boundary_of(&self, at: usize) -> usize;
}

impl CharBoundary for str {
    fn floor_char_boundary_of(&self, at: usize) -> usize {
        (0..=at).rev().find(|at| self.is_char_boundary(*at)).unwrap_or(0)
    }
}

#[test]
fn every_fixture_cut_at_every_byte() {
    for (_, text) in FIXTURES {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            read("", &text[..end]);
        }
    }
}

#[test]
fn real_pages_cut_anywhere() {
    for folder in ["seeds", "samples/flat", "samples/converted"] {
        for page in pages(folder).iter().filter(|page| page.text.len() < 40_000) {
            for end in (0..page.text.len()).step_by(997).filter(|end| page.text.is_char_boundary(*end)) {
                read("", &page.text[..end]);
            }
        }
    }
}

/// Cuts at places that differ from page to page, so that together they are everywhere.
#[test]
fn pages_of_the_documentation_cut_somewhere() {
    let step = if cfg!(debug_assertions) { 11 } else { 1 };
    pages("2026-03").par_iter().enumerate().step_by(step).for_each(|(number, page)| {
        for part in 1..4 {
            let at = page.text.len() * part / 4 + number % 97;
            let at = page.text.floor_char_boundary_of(at.min(page.text.len()));
            read(&page.path, &page.text[..at]);
            read(&page.path, &page.text[at..]);
        }
    });
}

#[test]
fn garbage_takes_time_and_memory_by_its_length() {
    let head = "## 请求\nHTTP URL | https://open.feishu.cn/open-apis/a/v1/b\n---|---\nHTTP Method | GET\n";
    let head = format!("名称 | 值\n---|---\n{head}");
    let units = [
        "<md-td>",
        "</md-td>",
        "<md-dt-tr level=\"9\">",
        "<div>",
        "<!--",
        "<md-code-json>",
        "&lt;",
        "**",
        "`",
        "|",
        "```\n",
        ":::html\n",
        "### 请求体\n",
        "a | b[] | c\n",
        "[](",
        "- `a`：b\n",
        "[",
        "{\"a\":",
        "\n\n",
        "\\",
        "<",
        "∟",
        "\u{2003}",
        "&",
        "(",
        "](",
        ":::html\n# h\n",
        "```x\n## h\n",
        "````x\n```\n",
        "<md-alert\n# h\n",
        "x  \n",
        "/:a",
    ];
    for unit in units {
        read(
            "",
            &format!("{head}### 请求体\n名称 | 类型 | 描述\n--- | --- | ---\n{}", unit.repeat(100_000 / unit.len())),
        );
        read("", &format!("{head}### 响应体示例\n```json\n{}\n```\n", unit.repeat(100_000 / unit.len())));
        read("", &unit.repeat(300_000 / unit.len()));
    }
}

#[test]
fn a_hundred_megabytes_are_cut() {
    let text = "名称 | 值\n---|---\nHTTP URL | https://open.feishu.cn/open-apis/a/v1/b\nHTTP Method | GET\n\n";
    let text = format!("## 请求\n{text}{}", "x ".repeat(50 << 20));
    let reading = read("", &text);
    assert!(reading.facts.is_some());
    assert!(reading.warnings.iter().any(|warning| warning.kind == Kind::CutText));
}

#[test]
fn a_great_many_rows_without_nesting() {
    let head = "## 请求\n名称 | 值\n---|---\nHTTP URL | https://open.feishu.cn/open-apis/a/v1/b\nHTTP Method | GET\n\n";
    let mut text = format!("{head}### 请求体\n名称 | 类型 | 描述\n--- | --- | ---\n");
    for at in 0..60_000 {
        text.push_str(if at % 3 == 0 { "o | b[] | c\n" } else { "s | string | c\n" });
    }
    assert_eq!(read("", &text).rows.body, 60_000);
}
