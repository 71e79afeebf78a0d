//! One page that we made up, in every dialect: all say the same, and all of it.

use feishu_generator::page::facts::{Field, FieldType, Host, IdentitySource, PageFacts};
use feishu_generator::page::{Dialect, Kind, read};
use feishu_generator::spec::{AppKind, Envelope, HttpMethod, TokenKind};
use serde_json::json;

/// The page by dialect.
pub(crate) const FIXTURES: &[(Dialect, &str)] = &[
    (Dialect::Tagged, include_str!("fixtures/tagged.md")),
    (Dialect::Flat, include_str!("fixtures/flat.md")),
    (Dialect::Converted, include_str!("fixtures/converted.md")),
    (Dialect::Legacy, include_str!("fixtures/legacy.md")),
];

#[test]
fn every_dialect_says_all() {
    for (dialect, text) in FIXTURES {
        let reading = read("", text);
        assert_eq!(reading.dialect, *dialect);
        let facts = reading.facts.expect("an endpoint");
        let kinds: Vec<String> = reading.warnings.iter().map(|warning| format!("{warning:?}")).collect();
        let guessed = facts.identity.source == IdentitySource::Address;
        assert_eq!(kinds.len(), usize::from(guessed), "{dialect:?}: {kinds:#?}");
        head(&facts);
        request(&facts);
        response(&facts);
        let rows = reading.rows;
        assert_eq!((rows.params, rows.query, rows.body, rows.response, rows.headers, rows.errors), (1, 0, 5, 4, 1, 1));
    }
}

fn head(facts: &PageFacts) {
    let identity = &facts.identity;
    let names = [&identity.service, &identity.version, &identity.resource, &identity.operation];
    assert_eq!(names, ["library", "v2", "book.loan", "batch_create"]);
    assert_eq!(identity.spec_resource(), "book_loan");
    assert_eq!((facts.title.as_str(), facts.updated_ms), ("借书", Some(1_700_000_000_000)));
    assert_eq!(facts.address.as_deref(), Some("/docs/reference/library-v2/book-loan/batch_create"));
    assert_eq!((facts.method, &facts.host), (HttpMethod::Post, &Host::Open));
    assert_eq!(facts.path, "/open-apis/library/v2/books/:book_id/loans");
    assert_eq!(facts.rate_limit.as_ref().map(ToString::to_string).as_deref(), Some("1000/min, 50/s"));
    assert_eq!(facts.apps, [AppKind::Custom, AppKind::Store]);
    assert_eq!(facts.tokens, [TokenKind::Tenant, TokenKind::User]);
    let scopes: Vec<(&str, &str)> =
        facts.scopes.iter().map(|scope| (scope.name.as_str(), scope.label.as_str())).collect();
    assert_eq!(scopes, [("library:loan", "借书"), ("library:loan.own:write", "为自己借书")]);
    assert!(facts.prose.ends_with("一次借出几本书。"), "{}", facts.prose);
}

fn field<'a>(fields: &'a [Field], name: &str) -> &'a Field {
    fields.iter().find(|field| field.name == name).unwrap_or_else(|| panic!("no field {name}"))
}

fn request(facts: &PageFacts) {
    let book = field(&facts.params, "book_id");
    assert_eq!(book.example.as_ref().and_then(|example| example.value.clone()), Some(json!("b_1")));
    let body = &facts.request.body;
    let loans = field(body, "loans");
    assert_eq!(loans.kind, FieldType::List(Box::new(FieldType::Object(Some("loan".to_owned())))));
    assert_eq!(loans.required, Some(true));
    let items = loans.limits.items.as_ref().expect("a limit");
    assert_eq!((items.min.as_deref(), items.max.as_deref()), (Some("1"), Some("20")));
    let id = field(&field(&loans.fields, "reader").fields, "id");
    assert_eq!(
        (id.required, id.scopes[0].name.as_str(), id.prose.as_str()),
        (Some(false), "library:reader.id:read", "读者号")
    );
    let kind = field(&loans.fields, "kind");
    let values: Vec<(&str, &str)> =
        kind.values.iter().map(|value| (value.value.as_str(), value.prose.as_str())).collect();
    assert_eq!(values, [("1", "带回家"), ("2", "馆内看")]);
    assert_eq!(kind.default.as_ref().and_then(|default| default.value.clone()), Some(json!(1)));
    let note = field(body, "note");
    assert_eq!(note.limits.len.as_ref().and_then(|len| len.max.as_deref()), Some("64"));
    assert_eq!(note.limits.pattern.as_deref(), Some("^a|b$"));
    let example = facts.request.examples[0].body.as_ref().expect("JSON");
    assert_eq!(example["note"], json!("a"));
}

fn response(facts: &PageFacts) {
    let response = &facts.response;
    assert_eq!((response.envelope, response.unwrapped, response.root.len()), (Envelope::Data, false, 3));
    let fields = response.fields();
    assert_eq!((fields.len(), fields[0].name.as_str()), (1, "due"));
    assert_eq!(fields[0].kind, FieldType::Map(Box::new(FieldType::String)));
    let error = &facts.errors[0];
    assert_eq!((error.code, error.http.as_slice(), error.message.as_str()), (7001, [400].as_slice(), "book is lent"));
    assert_eq!(error.prose, "换一本书");
    assert_eq!(facts.deprecation, None);
}

#[test]
fn what_stands_before_the_request_is_kept() {
    const NOTES: &str =
        "## 使用限制\n\n- 一次最多借十本\n- 每人一证\n\n### 例外\n\n无\n\n## 前提条件\n\n已有借书证\n\n## 请求\n";
    for (dialect, text) in FIXTURES {
        let text = text.replacen("## 请求\n", NOTES, 1);
        let facts = read("library-v2/book-loan/batch_create.md", &text).facts.expect("an endpoint");
        let notes: Vec<Vec<&str>> = facts.notes.iter().map(|note| note.lines().collect()).collect();
        let expected =
            [vec!["使用限制", "- 一次最多借十本", "- 每人一证"], vec!["例外", "无"], vec!["前提条件", "已有借书证"]];
        assert_eq!(notes, expected, "{dialect:?}");
        assert!(facts.prose.ends_with("一次借出几本书。"), "{}", facts.prose);
    }
}

#[test]
fn a_word_for_nothing_is_a_default_where_it_is_a_value() {
    let tagged = FIXTURES[0].1;
    let start = tagged.find("field-name\" >kind").expect("`kind`");
    let end = start + tagged[start..].find("</md-dt-tr>").expect("its end");
    let row = |kind: &str, words: &str| {
        let row = format!(
            "field-name\" >kind</md-text></md-dt-td>\n\t<md-dt-td><md-text type=\"field-type\" >{kind}</md-text></md-dt-td>\n\t<md-dt-td>否</md-dt-td>\n\t<md-dt-td>\n\t{words}\n\t</md-dt-td>\n"
        );
        let text = format!("{}{row}{}", &tagged[..start], &tagged[end..]);
        let reading = read("library-v2/book-loan/batch_create.md", &text);
        let found = reading.warnings.iter().map(|warning| warning.kind).filter(|kind| *kind == Kind::EnumValue).count();
        let facts = reading.facts.expect("an endpoint");
        let loans = field(&facts.request.body, "loans");
        (field(&loans.fields, "kind").clone(), found)
    };
    let value = |words: &str| row("string", words).0.default.and_then(|default| default.value);
    assert_eq!(value("**可选值有**：\n- `none`: 不借\n- `some`: 借\n\n**默认值**：`none`"), Some(json!("none")));
    assert_eq!(value("**默认值**：none\n\n**可选值有**：\n- `none`: 不借\n- `some`: 借"), Some(json!("none")));
    assert_eq!(value("**默认值**：none\n\n**可选值有**：\n- `any`: 不借\n- `some`: 借"), None);
    // Numbers with their meaning behind a blank.
    let (kind, warnings) = row("int", "**可选值有：**\n* 0 无 \n* 1 全部");
    let values: Vec<_> = kind.values.iter().map(|value| (value.value.as_str(), value.prose.as_str())).collect();
    assert_eq!((values, warnings), (vec![("0", "无"), ("1", "全部")], 0));
}
