//! Changes of pages, one fact each.

use feishu_generator::outline::{EnumValue, Field, Outline, Payload, Values};
use feishu_generator::spec::{Range, RateLimit, TokenKind, TypeExpr};

/// A change of a page; says whether it could be made.
pub(crate) type Mutation = (&'static str, fn(&mut Outline) -> bool);

/// Changes of every kind, with nothing else beside them.
pub(crate) const MUTATIONS: &[Mutation] = &[
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
                "renamed_field".clone_into(&mut field.name);
            }
            plain && field.name == "renamed_field"
        })
    }),
    ("retyped", |page| {
        page.body.iter_mut().any(|field| {
            let plain = field.kind == TypeExpr::Bool;
            if plain {
                (field.kind, field.example, field.default) = (TypeExpr::Int, None, None);
            }
            plain
        })
    }),
    ("required turned", |page| {
        page.body.iter_mut().any(|field| {
            let free = field.default.is_none() && field.kind != TypeExpr::File;
            if free {
                field.required = !field.required;
            }
            free
        })
    }),
    ("length", |page| {
        page.body.iter_mut().any(|field| {
            let plain = field.kind == TypeExpr::String && field.values.is_none();
            if plain {
                (field.len, field.example) = (Some(Range { min: Some(3), max: Some(77) }), None);
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

/// A field of which nothing is known but its type.
pub(crate) fn bare(kind: TypeExpr) -> Field {
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

/// The fields of the answer, which has none yet where it is no object.
fn answer(page: &mut Outline) -> &mut Vec<Field> {
    if !matches!(page.answer.payload, Payload::Fields(_)) {
        page.answer.payload = Payload::Fields(Vec::new());
    }
    match &mut page.answer.payload {
        Payload::Fields(fields) => fields,
        _ => unreachable!("was just made so"),
    }
}
