//! What is the same becomes one type with a name; what differs does not.

use feishu_generator::draft::draft;
use feishu_generator::drift::Page;
use feishu_generator::load::load;
use feishu_generator::outline::{EnumValue, Field, Payload, Values};
use feishu_generator::page::read;
use feishu_generator::source::SourceFile;
use feishu_generator::spec::TypeExpr;

use crate::filled::{filled, problems};
use crate::mutations::bare;
use crate::whole::platform;

/// An operation with some fields of its body and its answer; the rest is that of a page of our own.
fn page(operation: &str, body: Vec<Field>, answer: Vec<Field>) -> Page {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages/fixtures/tagged.md");
    let text = std::fs::read_to_string(path).expect("a page of our own");
    let mut page = Page::of(format!("{operation}.md"), read("", &text)).expect("an endpoint");
    operation.clone_into(&mut page.outline.operation);
    page.outline.path = format!("/open-apis/library/v2/{operation}");
    (page.outline.params, page.outline.query, page.outline.headers) = (Vec::new(), Vec::new(), Vec::new());
    page.outline.body = body;
    page.outline.answer.payload = Payload::Fields(answer);
    page
}

fn field(name: &str, kind: TypeExpr) -> Field {
    Field { name: name.to_owned(), ..bare(kind) }
}

fn object(name: &str, type_name: &str, fields: Vec<Field>) -> Field {
    let type_name = Some(type_name.to_owned()).filter(|name| !name.is_empty());
    Field { type_name, fields, ..field(name, TypeExpr::Object) }
}

fn list(field: Field) -> Field {
    Field { kind: TypeExpr::List(Box::new(field.kind.clone())), ..field }
}

fn three() -> Vec<Field> {
    vec![field("id", TypeExpr::String), field("title", TypeExpr::String), field("pages", TypeExpr::Int)]
}

/// The resource that pages become, with prose written, of which nothing may be wrong.
fn resource(pages: &[Page]) -> String {
    let files = platform();
    let draft = draft(pages, &load(files.clone()).spec, &files).expect("a sound platform file");
    let mut all: std::collections::BTreeMap<String, String> =
        draft.files.iter().map(|(path, text)| (path.clone(), filled(text))).collect();
    all.insert("platform.yaml".to_owned(), files[0].text.clone());
    let (_, found) = problems(&all);
    assert!(found.is_empty(), "{found:#?}");
    draft.files.get("library/v2/book_loan.yaml").cloned().expect("the resource")
}

#[test]
fn the_same_object_is_one_type_and_another_is_not() {
    let text = resource(&[
        page("one", vec![object("book", "volume", three())], vec![list(object("books", "volume", three()))]),
        page("two", vec![], vec![object("found", "", three()), object("shelf", "", vec![field("id", TypeExpr::Int)])]),
    ]);
    assert_eq!(text.matches("  Volume:").count(), 1, "{text}");
    for line in ["book: {type: Volume,", "books: {type: list<Volume>,", "found: {type: Volume,"] {
        assert!(text.contains(line), "no {line} in {text}");
    }
    assert!(text.contains("shelf:\n        type: object"), "used once, so in place: {text}");
}

#[test]
fn requests_that_ask_for_other_fields_are_other_types() {
    let mut strict = three();
    strict[0].required = true;
    let text = resource(&[
        page("one", vec![object("book", "volume", three())], vec![object("book", "volume", three())]),
        page("two", vec![object("book", "volume", strict)], vec![]),
    ]);
    assert!(text.contains("  Volume:") && text.contains("  BookLoanVolume:"), "{text}");
    assert_eq!(text.matches("required: true").count(), 1, "{text}");
}

#[test]
fn a_type_that_holds_itself_is_recognised_however_far_the_page_goes() {
    let leaf = Field {
        type_name: Some("category".to_owned()),
        opaque: true,
        ..field("children", TypeExpr::List(Box::new(TypeExpr::Any)))
    };
    let fields = |child: Field| vec![field("id", TypeExpr::String), field("name", TypeExpr::String), child];
    let inner = list(object("children", "category", fields(leaf.clone())));
    let text = resource(&[page("one", vec![], vec![object("root", "category", fields(inner))])]);
    assert_eq!(text.matches("  Category:").count(), 1, "{text}");
    assert!(text.contains("children: {type: list<Category>,") && text.contains("root: {type: Category,"), "{text}");
}

#[test]
fn numbers_that_mean_something_else_are_other_enumerations() {
    let status = |meaning: &str| {
        let values =
            vec![EnumValue { value: 1, prose: meaning.to_owned() }, EnumValue { value: 2, prose: "其他".to_owned() }];
        Field { values: Some(Values::Ints(values)), ..field("status", TypeExpr::Int) }
    };
    let text = resource(&[
        page("one", vec![status("启用")], vec![status("启用")]),
        page("two", vec![status("已完成")], vec![]),
    ]);
    assert!(text.contains("  Status:") && text.contains("1: {name: enabled, about: TODO}"), "{text}");
    assert!(
        text.contains("1: {name: completed, about: TODO}") && text.contains("2: {name: other, about: TODO}"),
        "{text}"
    );
}

#[test]
fn names_that_clash_in_rust_are_told_apart() {
    let twice =
        vec![field("userId", TypeExpr::String), field("user_id", TypeExpr::String), field("类型", TypeExpr::String)];
    let text = resource(&[page("one", twice, vec![])]);
    assert!(text.contains("rust_name: user_id_2") && text.contains("rust_name: field_2"), "{text}");
}

#[test]
fn new_scopes_go_to_their_place_in_the_alphabet() {
    let mut files = platform();
    let scopes = "# yaml-language-server: $schema=schema/scopes.json\nscopes:\n  # The first.\n  b:read: {about: Read., tokens: [tenant]}\n  d:read: {about: Read., tokens: [tenant]}\n";
    files.push(SourceFile::from_bytes("scopes.yaml", "specs/scopes.yaml", scopes.into()));
    let mut page = page("one", vec![], three());
    page.outline.scopes = ["e:read", "a:read", "c:write", "d:read", "c:read"].map(str::to_owned).to_vec();
    let draft = draft(&[page], &load(files.clone()).spec, &files).expect("sound files");
    let text = &draft.files["scopes.yaml"];
    let names: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("  ")?.split(": ").next()).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| name.contains(':') || name.starts_with('#')).collect();
    let expected = ["a:read", "# The first.", "b:read", "c:read", "c:write", "d:read", "e:read"];
    assert_eq!(names.iter().map(|name| name.trim_end_matches(':')).collect::<Vec<_>>(), expected, "{text}");
}

#[test]
fn limits_of_requests_hold_for_answers_that_leave_them_out() {
    let limited = |len: u64| {
        let mut fields = three();
        fields[1].len = Some(feishu_generator::spec::Range { min: None, max: Some(len) });
        fields[0].required = true;
        fields[1].example = Some("a title that is too long".into());
        fields
    };
    let text = resource(&[
        page("one", vec![], vec![object("book", "volume", three())]),
        page("two", vec![object("book", "volume", limited(8))], vec![object("book", "volume", three())]),
        page("three", vec![], vec![object("book", "volume", three())]),
    ]);
    assert_eq!(text.matches("  Volume").count(), 1, "{text}");
    assert!(text.contains("title: {type: string, len: ..8,"), "an example that is too long is left out: {text}");
    assert!(text.contains("id: {type: string, required: true,"), "{text}");
    // Requests that are limited otherwise are two types.
    let text = resource(&[
        page("one", vec![object("book", "volume", limited(80))], vec![]),
        page("two", vec![object("book", "volume", limited(90))], vec![object("book", "volume", three())]),
    ]);
    assert_eq!(text.matches("  BookLoanVolume:").count() + text.matches("  Volume:").count(), 2, "{text}");
}

#[test]
fn every_wording_of_what_is_shared_is_there_with_its_operation() {
    let saying = |words: &str| {
        let mut fields = three();
        words.clone_into(&mut fields[0].prose);
        fields
    };
    let asked = |operation: &str, words: &str| {
        let mut page = page(operation, vec![], vec![object("book", "volume", saying(words))]);
        page.outline.query = vec![Field { prose: words.to_owned(), ..field("sort_order", TypeExpr::String) }];
        page
    };
    let text = resource(&[asked("one", "Which it is."), asked("two", "Which it is"), asked("three", "What else.")]);
    for line in [
        "  #> library.v2.book_loan.one: Which it is.\n  #> library.v2.book_loan.three: What else.\n  sort_order:",
        "      #> library.v2.book_loan.one: Which it is.\n      #> library.v2.book_loan.three: What else.\n      id:",
    ] {
        assert!(text.contains(line), "no {line} in {text}");
    }
}
