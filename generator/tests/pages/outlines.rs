//! Outlines of every page: every row is in the outline or in a doubt, and nothing is in it that no spec could say.

use serde_json::json;
use std::collections::BTreeMap;

use feishu_generator::outline::{Field, Outline, Payload, Values, of_page};
use feishu_generator::page::PageFacts;
use feishu_generator::page::facts::FieldType;
use feishu_generator::spec::{Envelope, TypeExpr};

use crate::corpus::readings;

#[test]
fn every_row_of_every_page_is_in_its_outline_or_in_a_doubt() {
    let mut doubts: BTreeMap<String, usize> = BTreeMap::new();
    let (mut pages, mut rows, mut left_out) = (0, 0, 0);
    for folder in ["2026-03", "samples/flat", "samples/converted", "seeds"] {
        for page in readings(folder) {
            let Some(facts) = &page.reading.facts else { continue };
            let outline = of_page(facts);
            let dropped: usize = outline.doubts.iter().map(|doubt| doubt.rows).sum();
            let read = page.reading.rows.fields() + page.reading.rows.other + facts.headers.len();
            assert_eq!(
                outline.rows() + dropped + envelope_rows(facts) - undocumented(facts),
                read,
                "{folder}/{}",
                page.path
            );
            for doubt in &outline.doubts {
                *doubts.entry(kind_of(&doubt.text)).or_default() += 1;
            }
            is_sound(&outline);
            pages += 1;
            rows += outline.rows();
            left_out += dropped;
        }
    }
    println!("{pages} outlines with {rows} rows; {left_out} rows are left out");
    for (kind, count) in doubts {
        println!("{count:6}  {kind}");
    }
}

/// Rows that are the envelope itself.
fn envelope_rows(facts: &PageFacts) -> usize {
    let response = &facts.response;
    let rows = response.root.iter().map(|field| match (response.envelope, field.name.as_str()) {
        (Envelope::Data, "code" | "msg") if !response.unwrapped => field.rows(),
        (Envelope::Flat, "code" | "msg") => field.rows(),
        (Envelope::File, _) if field.kind == FieldType::File => field.rows(),
        _ => 0,
    });
    let datas = response.root.iter().filter(|field| field.name == "data");
    let data =
        datas.map(|data| usize::from(!matches!(data.kind, FieldType::List(_) | FieldType::Map(_)))).sum::<usize>();
    let wrapped = response.envelope == Envelope::Data && !response.unwrapped;
    rows.sum::<usize>() + if wrapped { data } else { 0 }
}

/// Parameters of the path that the page has no row for.
fn undocumented(facts: &PageFacts) -> usize {
    let names = facts.path.split('/').filter_map(|segment| segment.strip_prefix(':'));
    names.filter(|name| !facts.params.iter().any(|field| field.name == *name)).count()
}

/// A doubt without what is between its backticks.
fn kind_of(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("…").chars().filter(|char| !char.is_ascii_digit()).collect()
}

fn is_sound(outline: &Outline) {
    let is_name = |name: &str| {
        name.starts_with(|first: char| first.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
    };
    for name in [&outline.service, &outline.version, &outline.resource, &outline.operation] {
        assert!(is_name(name), "{name}");
    }
    let answer = outline.answer.payload.all();
    let request = [&outline.headers, &outline.params, &outline.query, &outline.body].into_iter().flatten();
    for field in request.chain(answer) {
        field_is_sound(field);
    }
    assert!(answer.iter().all(nothing_is_required), "{}", outline.path);
    assert!(outline.answer.envelope != Envelope::File || outline.answer.payload == Payload::Nothing);
    assert!(outline.errors.iter().all(|code| code.code != 0 && code.messages.iter().all(|text| !text.is_empty())));
    let outside = outline.params.iter().chain(&outline.query).chain(&outline.headers);
    for field in outside {
        let in_list = matches!(field.kind, TypeExpr::List(_));
        assert!(!in_list || outline.query.contains(field), "{} {}", outline.path, field.name);
        assert!(!matches!(
            field.kind.innermost(),
            TypeExpr::Object | TypeExpr::Any | TypeExpr::File | TypeExpr::Map(_)
        ));
    }
}

fn nothing_is_required(field: &Field) -> bool {
    !field.required && field.default.is_none() && field.fields.iter().all(nothing_is_required)
}

fn field_is_sound(field: &Field) {
    let inner = field.kind.innermost();
    assert_eq!(field.fields.is_empty(), *inner != TypeExpr::Object, "{} in line {}", field.name, field.line);
    assert!(!field.name.is_empty() && !field.name.contains(char::is_whitespace));
    assert!(!(field.required && field.default.is_some()));
    assert!(field.len.is_none() || field.kind == TypeExpr::String);
    assert!(field.items.is_none() || matches!(field.kind, TypeExpr::List(_)));
    match &field.values {
        Some(Values::Strings(values)) => assert!(*inner == TypeExpr::String && !values.is_empty()),
        Some(Values::Ints(values)) => assert!(*inner == TypeExpr::Int && !values.is_empty()),
        None => {}
    }
    let names: std::collections::BTreeSet<&str> = field.fields.iter().map(|inner| inner.name.as_str()).collect();
    assert_eq!(names.len(), field.fields.len(), "{} in line {}", field.name, field.line);
    field.fields.iter().for_each(field_is_sound);
}

/// A page of our own with an example body of each kind.
const BELLS: &str = "# Ring\n## 请求\n| 基本 | |\n| --- | --- |\n| HTTP URL | https://open.feishu.cn/open-apis/bell/v1/bells |\n| HTTP Method | GET |\n
## 响应\n### 响应体\n| 名称 | 类型 | 描述 |\n| --- | --- | --- |\n| `code` | `int` | 错误码 |\n| `msg` | `string` | 描述 |\n| `data` | `data` | 数据 |
| &nbsp;&nbsp;└ `bells` | `bell[]` | 铃 |\n| &nbsp;&nbsp;&nbsp;&nbsp;└ `id` | `string` | 标识 |\n| &nbsp;&nbsp;&nbsp;&nbsp;└ `name` | `string` | 名称 |
| &nbsp;&nbsp;&nbsp;&nbsp;└ `weight` | `int` | 重量 |\n| &nbsp;&nbsp;&nbsp;&nbsp;└ `secret` | `string` | 密钥 |\n| &nbsp;&nbsp;&nbsp;&nbsp;└ `tones` | `string[]` | 音 |\n
### 响应体示例\n```json\n{\"code\": 4001, \"msg\": \"no\", \"data\": {\"bells\": [{\"id\": \"refused\"}]}}\n```\n
```json\n{\"code\": 0, \"msg\": \"success\", \"data\": {\"bells\": [{\"id\": \"\", \"name\": \"大钟\", \"weight\": \"heavy\"}, {\"id\": \"b_1\",
 \"name\": \"钟\", \"weight\": 12, \"secret\": \"s\", \"tones\": [\"c\", \"e\"]}]}}\n```\n";

#[test]
fn answers_take_examples_from_the_bodies() {
    let facts = feishu_generator::page::read("bell.md", BELLS).facts.expect("an endpoint");
    assert_eq!(facts.response.examples.len(), 2);
    let outline = of_page(&facts);
    let bell = &outline.answer.payload.fields()[0];
    let examples: Vec<_> = bell.fields.iter().map(|field| (field.name.as_str(), field.example.clone())).collect();
    let expected = [
        ("id", Some(json!("b_1"))),
        ("name", None),
        ("weight", Some(json!(12))),
        ("secret", None),
        ("tones", Some(json!(["c", "e"]))),
    ];
    assert_eq!(examples, expected);
}

#[test]
fn tables_without_types_take_them_from_inside_data() {
    let page = "# Ring\n## 请求\n|基本| |\n|-|-|\n|HTTP URL|https://open.feishu.cn/open-apis/bell/v1/bells|\n|HTTP Method|GET|\n
## 响应\n### 响应体\n|参数|说明|\n|-|-|\n|bells|铃|\n|&emsp;∟id|标识|\n|&emsp;∟weight|重量|\n
### 响应体示例\n```json\n{\"code\": 0, \"msg\": \"ok\", \"data\": {\"bells\": [{\"id\": \"b_1\", \"weight\": 12}]}}\n```\n";
    let facts = feishu_generator::page::read("bell.md", page).facts.expect("an endpoint");
    let outline = of_page(&facts);
    let bells = &outline.answer.payload.fields()[0];
    assert_eq!(bells.kind.to_string(), "list<object>");
    let kinds: Vec<String> = bells.fields.iter().map(|field| field.kind.to_string()).collect();
    assert_eq!(kinds, ["string", "int"]);
}
