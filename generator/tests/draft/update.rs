//! Operations that the specs have already: only what their pages say otherwise is changed.

use std::collections::BTreeMap;

use feishu_generator::document;
use feishu_generator::draft::draft;
use feishu_generator::drift::{Options, Page, compare};
use feishu_generator::load::load;
use feishu_generator::outline::{EnumValue, Field, Outline, Values};
use feishu_generator::source::{FileId, SourceFile};
use feishu_generator::spec::{Range, RateLimit, TokenKind, TypeExpr};

use crate::filled::{filled, problems};
use crate::support::committed_specs;
use crate::whole::{pages, sound};

#[test]
fn written_operations_stay_as_they_are() {
    let files = committed_specs();
    let spec = load(files.clone()).spec;
    let drift = compare(&pages(), &spec, &Options::default());
    let known: Vec<Page> =
        pages().into_iter().filter(|page| drift.operations.iter().any(|compared| compared.file == page.file)).collect();
    let drafted = draft(&known, &spec, &files).expect("sound specs");
    assert_eq!(drafted.added, [], "all of them are there");
    let differing: Vec<&str> = drift
        .operations
        .iter()
        .filter(|compared| !compared.differences.is_empty())
        .map(|compared| compared.name.as_str())
        .collect();
    for (name, count) in &drafted.updated {
        assert!(differing.contains(&name.as_str()), "{name} was changed though nothing differs");
        println!("{name}: {count} facts");
    }
    if differing.is_empty() {
        assert_eq!(drafted.files, BTreeMap::new(), "nothing differs, so nothing changes");
    }
}

/// A change of a page; says whether it could be made.
type Mutation = (&'static str, fn(&mut Outline) -> bool);

/// Changes of every kind, with nothing else beside them.
const MUTATIONS: &[Mutation] = &[
    ("new query parameter", |page| {
        page.query.push(Field {
            name: "brand_new".to_owned(),
            required: true,
            prose: "Words".to_owned(),
            ..bare(TypeExpr::String)
        });
        true
    }),
    ("new field of the answer", |page| {
        let fields = answer(page);
        fields.insert(fields.len() / 2, Field { name: "brand_new".to_owned(), ..bare(TypeExpr::Int) });
        fields.len() > 1
    }),
    ("body field gone", |page| {
        let plain = |field: &Field| field.fields.is_empty() && field.kind != TypeExpr::File;
        page.body.len() > 1 && page.body.last().is_some_and(plain) && page.body.pop().is_some()
    }),
    ("answer field gone", |page| {
        let fields = answer(page);
        let plain = |field: &Field| field.fields.is_empty() && !field.name.ends_with("token");
        let paged = fields.iter().any(|field| field.name == "has_more");
        fields.len() > 3 && !paged && fields.last().is_some_and(plain) && fields.pop().is_some()
    }),
    ("renamed", |page| {
        page.body.iter_mut().any(|field| {
            let plain = field.kind == TypeExpr::String && field.values.is_none() && field.format.is_none();
            if plain && !field.name.contains("uuid") && !field.name.contains("token") {
                "renamed_field".clone_into(&mut field.name)
            }
            plain && field.name == "renamed_field"
        })
    }),
    ("retyped", |page| {
        page.body.iter_mut().any(|field| {
            let plain = field.kind == TypeExpr::Bool;
            if plain {
                (field.kind, field.example, field.default) = (TypeExpr::Int, None, None)
            }
            plain
        })
    }),
    ("required turned", |page| {
        page.body.iter_mut().any(|field| {
            let free = field.default.is_none() && field.kind != TypeExpr::File;
            if free {
                field.required = !field.required
            }
            free
        })
    }),
    ("length", |page| {
        page.body.iter_mut().any(|field| {
            let plain = field.kind == TypeExpr::String && field.values.is_none();
            if plain {
                (field.len, field.example) = (Some(Range { min: Some(3), max: Some(77) }), None)
            }
            plain
        })
    }),
    ("value added", |page| {
        page.body.iter_mut().chain(&mut page.query).any(|field| match &mut field.values {
            Some(Values::Strings(values)) => {
                values.insert(1, EnumValue { value: "brand_new".to_owned(), prose: "Words".to_owned() });
                true
            }
            Some(Values::Ints(values)) => {
                values.push(EnumValue { value: 4711, prose: "Words".to_owned() });
                true
            }
            None => false,
        })
    }),
    ("rate limit", |page| {
        let special = RateLimit { special: true, windows: Vec::new() };
        let differs = page.rate_limit.as_ref() != Some(&special);
        page.rate_limit = Some(special);
        differs
    }),
    ("scope", |page| {
        page.scopes.push("brand:new".to_owned());
        page.tokens.iter().any(|token| *token != TokenKind::App)
    }),
    ("scope gone", |page| page.scopes.len() > 1 && page.scopes.pop().is_some()),
    ("error code gone", |page| page.errors.pop().is_some()),
    ("error text", |page| {
        page.errors.first_mut().is_some_and(|code| {
            code.messages = vec!["a brand new text".to_owned()];
            true
        })
    }),
    ("error code", |page| {
        page.errors.first().cloned().is_some_and(|mut code| {
            (code.code, code.messages) = (987_654_321, vec!["a brand new failure".to_owned()]);
            page.errors.push(code);
            true
        })
    }),
    ("updated", |page| {
        page.updated = Some("2031-01-01".to_owned());
        true
    }),
];

fn bare(kind: TypeExpr) -> Field {
    Field {
        name: String::new(),
        line: 1,
        kind,
        type_name: None,
        opaque: false,
        required: false,
        default: None,
        example: None,
        len: None,
        items: None,
        min: None,
        max: None,
        pattern: None,
        format: None,
        values: None,
        scopes: Vec::new(),
        deprecated: false,
        prose: String::new(),
        fields: Vec::new(),
    }
}

fn answer(page: &mut Outline) -> &mut Vec<Field> {
    static_answer(&mut page.answer.payload)
}

fn static_answer(payload: &mut feishu_generator::outline::Payload) -> &mut Vec<Field> {
    use feishu_generator::outline::Payload;
    if !matches!(payload, Payload::Fields(_)) {
        *payload = Payload::Fields(Vec::new());
    }
    match payload {
        Payload::Fields(fields) => fields,
        _ => unreachable!("was just made so"),
    }
}

/// Every mutation on some pages, each in a tree of its own: afterwards the spec says what the page says, is sound, and differs in
/// few lines.
#[test]
fn mutated_pages_change_exactly_their_facts() {
    let pages = pages();
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    for page in pages.iter().step_by(61) {
        let (_, files) = sound(std::slice::from_ref(page), &page.file);
        let files = canonical(files);
        let sources: Vec<SourceFile> =
            files.iter().map(|(path, text)| SourceFile::from_bytes(path, path, text.as_bytes().to_vec())).collect();
        let spec = load(sources.clone()).spec;
        for (name, mutate) in MUTATIONS {
            let mut mutated = page.clone();
            if !mutate(&mut mutated.outline) || mutated == *page {
                continue;
            }
            let what = format!("{name} of {}", page.file);
            let pages = [mutated];
            let drafted = draft(&pages, &spec, &sources).expect("sound specs");
            let mut after = files.clone();
            after.extend(drafted.files.iter().map(|(path, text)| (path.clone(), filled(text))));
            let after = canonical(after);
            let (loaded, problems) = problems(&after);
            let left: Vec<&str> = drafted
                .doubts
                .iter()
                .map(|doubt| doubt.text.as_str())
                .filter(|text| text.contains("left to you"))
                .collect();
            assert!(left.is_empty(), "{what}: {left:#?}");
            assert!(problems.is_empty(), "{what}: {problems:#?}");
            let drift = compare(&pages, &loaded.spec, &Options::default());
            let differences: Vec<String> =
                drift.operations.iter().flat_map(|compared| &compared.differences).map(ToString::to_string).collect();
            assert!(differences.is_empty(), "{what}: {differences:#?}");
            let changed = lines_that_differ(&files, &after);
            assert!((1..=14).contains(&changed.len()), "{what}: {changed:#?}");
            *made.entry(name).or_default() += 1;
        }
    }
    println!("{made:?}");
    assert!(pages.is_empty() || made.len() == MUTATIONS.len(), "some mutation fits no page: {made:?}");
}

/// The same files as they are committed.
fn canonical(files: BTreeMap<String, String>) -> BTreeMap<String, String> {
    let print = |(path, text): (String, String)| {
        let file = SourceFile::from_bytes(&path, &path, text.into_bytes());
        let document = document::parse(FileId(0), &file).expect("a sound file");
        (path, document::print(&document))
    };
    files.into_iter().map(print).collect()
}

/// Lines that only one side has.
fn lines_that_differ(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> Vec<String> {
    let count = |files: &BTreeMap<String, String>| {
        let mut lines: BTreeMap<String, i64> = BTreeMap::new();
        for (path, text) in files {
            for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                *lines.entry(format!("{path}: {line}")).or_default() += 1;
            }
        }
        lines
    };
    let (before, after) = (count(before), count(after));
    let keys: std::collections::BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    keys.into_iter().filter(|key| before.get(*key) != after.get(*key)).cloned().collect()
}
