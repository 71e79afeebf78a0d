//! Prose stays prose: rustdoc reads it without links, tags or Rust of its own, and no part of it becomes code.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use feishu_generator::ir::{Client, Type, TypeKind};
use feishu_generator::load::load;
use feishu_generator::lower::lower;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag};
use syn::{Attribute, Expr, ExprLit, Item, Lit, Meta};

use crate::course;
use crate::tiny;

/// Ends the prose of an error code, so that it can be seen whether all of it got into its cell.
const END: &str = "THE-END";

/// Pieces that mean something to Markdown, to rustdoc, to Rust or to a template.
const PIECES: &str = r##"[x] [`x`] [a](b) ![c](d) [e]: [^g] <b> </b> <!-- --> <script> <https://a.b> ` `` ``` ```` ~~~ ```rust ```json
    ```ignore - * 1. > # === --- | \ \\ \| https://a.b/c http:// https://x.y. */ /* /// //! " "# ' #![x] {{ }} {% %} {# let = (; fn
    f() {} &lt;b&gt; & $ $$ ** _ ~~ word 中文 \` \[ \<"##;

/// Blanks, breaks and characters that do not show.
const BLANKS: [&str; 11] =
    [" ", " ", " ", "    ", "\t", "\n", "\n\n", "\r\n", "\r", "\u{202E}\u{2028}\u{feff}", "\u{0}\u{1b}[31m"];

/// Pieces in any order, and any texts.
fn prose() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split_whitespace().chain(BLANKS).collect();
    let hostile = prop::collection::vec(select(pieces), 1..24).prop_map(|pieces| pieces.concat());
    prop_oneof![4 => hostile, 1 => any::<String>()].prop_filter("not blank", |text| !text.trim().is_empty())
}

/// A client with the same prose in every place.
fn client_with(prose: &str) -> Client {
    let text = quoted(prose);
    let about = quoted(&format!("{prose}{END}"));
    let shared = format!("about: {text}\nerror_codes:\n  gone: {{code: 1, message: {text}, about: {about}}}\n");
    let resource = format!(
        "about: {text}
types:
  Kind: {{about: {text}, deprecated: {text}, enum: {{a: {{about: {text}, deprecated: {text}}}}}}}
  Level: {{about: {text}, enum_int: {{1: {{name: a, about: {text}, deprecated: {text}}}}}}}
  Thing: {{about: {text}, fields: {{x: {{type: string, about: {text}, default: {text}, example: {text}, pattern: {text}}}}}}}
operations:
  get:
    summary: Get it.
    details: {text}
    deprecated: {text}
    method: POST
    path: /x
    tokens: []
    apps: [custom]
    query:
      kind: {{type: Kind, required: true, about: {text}, deprecated: {text}}}
      level: {{type: Level, required: true, about: {text}}}
    body:
      a: {{type: string, required: true, about: {text}, example: {text}}}
      things: {{type: list<Thing>, required: true, about: {text}}}
      last: {{type: string, required: true, about: {text}, default: {text}}}
    response:
      thing: {{type: object, about: {text}, fields: {{y: {{type: Thing, about: {text}}}}}}}
    error_codes: [gone]
"
    );
    let loaded = load(tiny::specs(&shared, &resource));
    assert!(loaded.diagnostics.is_empty(), "{:?}", loaded.diagnostics);
    lower(&loaded.spec).unwrap_or_else(|problems| panic!("{problems:?}"))
}

/// A text as YAML between quotes, whatever it holds.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            ' '..='~' => out.push(c),
            // Writing to a string cannot fail.
            other => drop(write!(out, "\\U{:08X}", u32::from(other))),
        }
    }
    out + "\""
}

/// The documentation of everything that a client has.
fn documentation(client: &Client) -> Vec<&[String]> {
    let mut all: Vec<&[String]> = client.types.iter().flat_map(of_type).collect();
    for operation in client.operations() {
        all.push(&operation.doc);
        all.extend(operation.parameters.iter().map(|parameter| parameter.field.doc.as_slice()));
    }
    all
}

fn of_type(ty: &Type) -> Vec<&[String]> {
    let inner: Vec<&[String]> = match &ty.kind {
        TypeKind::Object(fields) => fields.iter().map(|field| field.doc.as_slice()).collect(),
        TypeKind::TextEnum(variants) => variants.iter().map(|variant| variant.doc.as_slice()).collect(),
        TypeKind::IntEnum(variants) => variants.iter().map(|variant| variant.doc.as_slice()).collect(),
    };
    [vec![ty.doc.as_slice()], inner].concat()
}

/// What rustdoc would find in a text that only prose may be in, besides prose.
fn intruders(markdown: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut broken = |link: BrokenLink<'_>| {
        // The generator's own link from an answer to its request.
        if &*link.reference != "`Get`" {
            found.push(format!("link to {}", link.reference));
        }
        None
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_TASKLISTS;
    let events: Vec<Event<'_>> = Parser::new_with_broken_link_callback(markdown, options, Some(&mut broken)).collect();
    found.extend(events.iter().filter(|event| is_intruder(event)).map(|event| format!("{event:?}")));
    found
}

fn is_intruder(event: &Event<'_>) -> bool {
    match event {
        Event::Html(_) | Event::InlineHtml(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => true,
        Event::Start(Tag::Link { link_type, dest_url, .. }) => match link_type {
            LinkType::Autolink => !dest_url.starts_with("http"),
            _ => !dest_url.starts_with("crate::"),
        },
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => !matches!(&**language, "text" | "json"),
        Event::Start(tag) => {
            matches!(tag, Tag::HtmlBlock | Tag::Image { .. } | Tag::FootnoteDefinition(_) | Tag::CodeBlock(_))
        }
        _ => false,
    }
}

/// Whether a table of a text has a cell with these words.
fn has_cell_with(markdown: &str, words: &str) -> bool {
    let mut inside = false;
    Parser::new_ext(markdown, Options::ENABLE_TABLES).any(|event| {
        match &event {
            Event::Start(Tag::TableCell) => inside = true,
            Event::End(pulldown_cmark::TagEnd::TableCell) => inside = false,
            _ => {}
        }
        inside && matches!(&event, Event::Text(text) | Event::Code(text) if text.contains(words))
    })
}

/// The tokens of a file without documentation and without what stands in strings.
fn code(text: &str) -> Vec<String> {
    let stream: TokenStream = text.parse().unwrap_or_else(|error| panic!("{error}\n{text}"));
    let mut tokens = Vec::new();
    flatten(stream, &mut tokens);
    tokens
}

fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Parenthesis | Delimiter::None => ("(", ")"),
                };
                tokens.push(open.to_owned());
                flatten(group.stream(), tokens);
                // A comma at the end tells of the width of a line, nothing else.
                tokens.pop_if(|last| last == ",");
                tokens.push(close.to_owned());
                drop_documentation(tokens);
            }
            TokenTree::Literal(literal) if literal.to_string().starts_with('"') => tokens.push("\"\"".to_owned()),
            other => tokens.push(other.to_string()),
        }
    }
}

/// Takes a doc comment away that has just ended.
fn drop_documentation(tokens: &mut Vec<String>) {
    for comment in [&["#", "[", "doc", "=", "\"\"", "]"][..], &["#", "!", "[", "doc", "=", "\"\"", "]"]] {
        if tokens.ends_with(&comment.iter().map(|&token| token.to_owned()).collect::<Vec<_>>()) {
            tokens.truncate(tokens.len() - comment.len());
        }
    }
}

/// The doc comments of structures and enumerations by their names.
fn comments(text: &str) -> BTreeMap<String, Vec<String>> {
    let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let items = file.items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some((item.ident.to_string(), &item.attrs)),
        Item::Enum(item) => Some((item.ident.to_string(), &item.attrs)),
        _ => None,
    });
    items.map(|(name, attributes)| (name, attributes.iter().filter_map(comment).collect())).collect()
}

fn comment(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &meta.value else { return None };
    let line = text.value();
    meta.path.is_ident("doc").then(|| line.strip_prefix(' ').unwrap_or(&line).to_owned())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rustdoc_finds_nothing_but_prose(prose in prose()) {
        let client = client_with(&prose);
        for lines in documentation(&client) {
            let markdown = lines.join("\n");
            prop_assert_eq!(intruders(&markdown), Vec::<String>::new(), "{}", markdown);
            prop_assert!(lines.iter().all(|line| !line.contains(['\n', '\r'])));
        }
        let operation = client.operations().next().expect("one operation");
        let markdown = operation.doc.join("\n");
        prop_assert!(has_cell_with(&markdown, END), "{}", markdown);
    }

    #[test]
    fn prose_is_no_code(prose in prose()) {
        let (harmless, hostile) = (course::emitted(&client_with("Harmless.")), course::emitted(&client_with(&prose)));
        for (path, text) in &hostile {
            let expected = harmless.get(path).expect("the same files");
            if path.starts_with("src/") {
                prop_assert_eq!(code(text), code(expected), "{}", path);
            }
        }
        prop_assert_eq!(hostile.get("Cargo.toml"), harmless.get("Cargo.toml"));
    }

    #[test]
    fn documentation_comes_through(prose in prose()) {
        let client = client_with(&prose);
        let files = course::emitted(&client);
        let found: BTreeMap<String, Vec<String>> = files.iter().filter(|(path, _)| path.starts_with("src/demo/")).flat_map(|(_, text)| comments(text)).collect();
        for operation in client.operations() {
            prop_assert_eq!(&found[&operation.type_name], &operation.doc);
        }
        for ty in &client.types {
            prop_assert_eq!(&found[&ty.name.rust], &ty.doc);
        }
    }
}
