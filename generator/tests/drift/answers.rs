//! Limits of types that both requests and answers hold: pages give them where they are asked to be kept.

use feishu_generator::source::SourceFile;
use feishu_generator::spec::SpecSet;

use crate::{only, page, sentences, spec_of};

/// What a page asks for and answers: names with limits.
fn text(asked: &str, answered: &str) -> String {
    let table = |words: &str| {
        format!(
            "| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| `bell` | `bell` | 否 | 铃 |\n| &nbsp;&nbsp;└ `name` | `string` | 否 | 名称{words} |\n"
        )
    };
    format!(
        "# Ring\n## 请求\n| 基本 | |\n| --- | --- |\n| HTTP URL | https://open.feishu.cn/open-apis/bell/v1/bells |\n| HTTP Method | POST |\n\n### 请求体\n{}\n## 响应\n### 响应体\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| `data` | `data` | 数据 |\n| &nbsp;&nbsp;└ `bell` | `bell` | 铃 |\n| &nbsp;&nbsp;&nbsp;&nbsp;└ `name` | `string` | 名称{answered} |\n",
        table(asked)
    )
}

const LIMIT: &str = "<br>**数据校验规则**：<br>- 最大长度：`64` 字符";

/// A spec in which only the answer, or the request too, holds the type `Bell`.
fn spec(request: &str) -> SpecSet {
    let text = format!(
        "about: Bells.\ntypes:\n  Bell: {{about: A bell., fields: {{name: {{type: string, about: Name., len: ..64}}}}}}\noperations:\n  \
         create: {{summary: Make a bell., method: POST, path: /open-apis/bell/v1/bells, tokens: [], apps: [custom], body: {{bell: \
         {request}}}, response: {{bell: {{type: Bell, about: It.}}}}}}\n"
    );
    spec_of(vec![SourceFile::from_bytes("bell/v1/bell.yaml", "specs/bell/v1/bell.yaml", text.into())])
}

#[test]
fn limits_of_requests_need_not_stand_in_answers() {
    let both = spec("{type: Bell, about: It.}");
    let found = |asked: &str, answered: &str, spec: &SpecSet| {
        sentences(&only(&[page("bell.md", &text(asked, answered))], spec).differences)
    };
    assert_eq!(found(LIMIT, "", &both), [""; 0]);
    assert_eq!(found(LIMIT, LIMIT, &both), [""; 0]);
    assert_eq!(found("", LIMIT, &both), ["body.bell.name: len: the page says nothing, the spec says `..64`"]);
    let other = LIMIT.replace("64", "32");
    assert_eq!(found(LIMIT, &other, &both), ["response.bell.name: len: the page says `..32`, the spec says `..64`"]);
    // A type of answers alone has its limits from them.
    let answers = spec("{type: object, about: It., fields: {name: {type: string, about: Name., len: ..64}}}");
    assert_eq!(found(LIMIT, "", &answers), ["response.bell.name: len: the page says nothing, the spec says `..64`"]);
}

#[test]
fn json_without_a_body_is_compared() {
    let header = "### 请求头\n| 名称 | 类型 | 必填 | 描述 |\n| --- | --- | --- | --- |\n| `Content-Type` | `string` | 是 | **固定值**：\"application/json; charset=utf-8\" |\n\n### 请求体\n";
    let bare = text("", "");
    let (head, rest) = bare.split_once("### 请求体\n").expect("a body");
    let (_, answer) = rest.split_once("## 响应").expect("an answer");
    let without = |header: &str| format!("{head}{header}## 响应{answer}");
    let spec = |content_type: &str| {
        let text = format!(
            "about: Bells.\noperations:\n  create: {{summary: Make a bell., method: POST, path: /open-apis/bell/v1/bells, tokens: [], \
             apps: [custom], {content_type}response: {{bell: {{type: object, about: It., fields: {{name: {{type: string, about: \
             Name.}}}}}}}}}}\n"
        );
        spec_of(vec![SourceFile::from_bytes("bell/v1/bell.yaml", "specs/bell/v1/bell.yaml", text.into())])
    };
    let found = |page_text: &str, content_type: &str| {
        sentences(&only(&[page("bell.md", page_text)], &spec(content_type)).differences)
    };
    let json = "content_type: application/json, ";
    assert_eq!(found(&without(header), json), [""; 0]);
    assert_eq!(found(&without(header), ""), ["content_type: the page says `application/json`, the spec says nothing"]);
    assert_eq!(found(&without(""), json), ["content_type: the page says nothing, the spec says `application/json`"]);
    let in_words = without("").replacen("# Ring\n", "# Ring\n\n需要 Content-Type 为 application/json。\n", 1);
    assert_eq!(found(&in_words, json), [""; 0]);
}
