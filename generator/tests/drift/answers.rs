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
