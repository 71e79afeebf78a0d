//! The two pages that the project started from, against the specs that were written from them by hand.

use feishu_generator::load::load;
use feishu_generator::page::facts::{Field, FieldType, Host, PageFacts};
use feishu_generator::spec::{Effective, Entries, Operation, Place, SpecSet, TypeExpr};
use serde_json::Value;

use crate::corpus::readings;
use crate::support::committed_specs;

/// Finds an operation of the specs and its place.
fn operation<'a>(spec: &'a SpecSet, names: [&str; 4]) -> (&'a Operation, Place<'a>) {
    let [service, version, resource, operation] = names;
    let service = spec.services.iter().find(|known| known.name == service).expect("the service");
    let version = service.versions.iter().find(|known| known.name == version).expect("the version");
    let resource = version.resources.iter().find(|known| known.name == resource).expect("the resource");
    let place = Place::resource(spec, service, version, resource);
    (resource.operations.get(operation).expect("the operation"), place)
}

/// Holds what a page says against a spec.
fn assert_same(facts: &PageFacts, (spec, place): (&Operation, Place<'_>)) {
    // One of the seeds was saved from the short form of its address.
    let (short, address) = (facts.address.as_deref().expect("an address"), spec.page.as_ref().expect("a page"));
    assert!(address.ends_with(short), "{short} {address}");
    assert_eq!(facts.updated_ms.map(day), spec.updated.as_ref().map(|day| day.value.clone()));
    assert_eq!(facts.method, spec.method.value);
    assert_eq!(facts.path, spec.path.value);
    assert_eq!((&facts.host, spec.host.is_none()), (&Host::Open, true));
    assert_eq!(facts.rate_limit.as_ref(), spec.rate_limit.as_ref().map(|limit| &limit.value));
    assert_eq!(facts.tokens, spec.tokens.iter().map(|token| token.value).collect::<Vec<_>>());
    assert_eq!(facts.apps, spec.apps.iter().map(|app| app.value).collect::<Vec<_>>());
    assert_eq!(names(&facts.scopes), spec.scopes.iter().map(|scope| scope.value.as_str()).collect::<Vec<_>>());
    assert_eq!(
        names(&facts.field_scopes),
        spec.field_scopes.iter().map(|scope| scope.value.as_str()).collect::<Vec<_>>()
    );
    let example = facts.response.examples.first().and_then(|example| example.body.as_ref().ok()).expect("an example");
    assert_fields(&facts.headers.iter().collect::<Vec<_>>(), &spec.headers, place, None);
    assert_fields(&facts.params.iter().collect::<Vec<_>>(), &spec.params, place, None);
    assert_fields(&facts.query.iter().collect::<Vec<_>>(), &spec.query, place, None);
    assert_fields(
        &facts.request.body.iter().collect::<Vec<_>>(),
        spec.body.as_ref().unwrap_or(&Entries::EMPTY),
        place,
        None,
    );
    let none = Entries::EMPTY;
    let response = spec.response.as_ref().unwrap_or(&none);
    assert_fields(&facts.response.fields(), response, place, example.get("data"));
    assert_eq!((spec.envelope.is_none(), spec.multipart.is_none()), (true, !facts.request.multipart));
    assert_eq!(facts.deprecation, None);
    let codes = spec.error_codes.iter().map(|name| {
        let code = &place.error_code(&name.value).expect("a code").entry.value;
        format!(
            "{:?} {:?} {:?}",
            code.code.value,
            code.http.iter().map(|http| http.value).collect::<Vec<_>>(),
            code.message[0].value
        )
    });
    let found = facts.errors.iter().map(|error| format!("{:?} {:?} {:?}", error.code, error.http, error.message));
    assert_eq!(found.collect::<Vec<_>>(), codes.collect::<Vec<_>>());
}

fn names(scopes: &[feishu_generator::page::facts::Scope]) -> Vec<&str> {
    scopes.iter().map(|scope| scope.name.as_str()).collect()
}

/// `1740018250000` as `2025-02-20`.
fn day(milliseconds: i64) -> String {
    let days = milliseconds.div_euclid(86_400_000);
    // Civil date from days since 1970, as in Howard Hinnant's algorithms.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * month + 2) / 5 + 1, if month < 10 { month + 3 } else { month - 9 });
    format!("{:04}-{month:02}-{day:02}", year + era * 400 + i64::from(month <= 2))
}

fn assert_fields(
    fields: &[&Field],
    spec: &Entries<feishu_generator::spec::Field>,
    place: Place<'_>,
    example: Option<&Value>,
) {
    let found: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
    let expected: Vec<&str> = spec.iter().map(|entry| entry.name.value.as_str()).collect();
    assert_eq!(found, expected);
    for (field, entry) in fields.iter().zip(spec) {
        let effective = Effective::new(&entry.value, place);
        let (ty, home) = effective.ty().expect("a type");
        assert_type(field, &ty.value, home);
        let required = effective.required().is_some_and(|required| required.value);
        // A parameter of the path is required; pages and specs both leave it out.
        assert_eq!(field.required.unwrap_or(false), required, "{}", field.name);
        let value = |worded: &Option<feishu_generator::page::facts::Worded>| {
            worded.as_ref().and_then(|worded| worded.value.clone())
        };
        assert_eq!(value(&field.default), effective.default().map(|value| value.value.clone()), "{}", field.name);
        let shown = value(&field.example).or_else(|| example.and_then(|example| example.get(&field.name)).cloned());
        assert_eq!(shown, effective.example().map(|value| value.value.clone()), "{}", field.name);
        let range = |bounds: &Option<feishu_generator::page::facts::Bounds>| {
            bounds.as_ref().map(|b| format!("{}..{}", b.min.as_deref().unwrap_or(""), b.max.as_deref().unwrap_or("")))
        };
        assert_eq!(
            range(&field.limits.items),
            effective.items().map(|items| items.value.to_string()),
            "{}",
            field.name
        );
        assert_eq!(range(&field.limits.len), effective.len().map(|len| len.value.to_string()), "{}", field.name);
    }
}

/// The type, and the values of an enumeration.
fn assert_type(field: &Field, ty: &TypeExpr, place: Place<'_>) {
    match (&field.kind, ty) {
        (FieldType::String, TypeExpr::String) => assert!(field.values.is_empty()),
        (FieldType::List(inner), TypeExpr::List(other)) => {
            assert_eq!((inner.as_ref(), other.as_ref()), (&FieldType::String, &TypeExpr::String));
        }
        (FieldType::String, TypeExpr::Named(path)) => {
            let found = place.type_def(path).expect("the type");
            let text = format!("{:?}", found.entry.value.kind);
            assert_eq!(field.values.len(), 3);
            assert!(field.values.iter().all(|value| text.contains(&format!("\"{}\"", value.value))), "{text}");
        }
        other => panic!("{}: {other:?}", field.name),
    }
}

#[test]
fn seeds_say_what_their_specs_say() {
    let specs = load(committed_specs()).spec;
    let seeds = readings("seeds");
    let expected = [
        ("user_flow-batch_del.tagged.md", ["attendance", "v1", "user_flow", "batch_del"]),
        ("visitor-delete.flat.md", ["acs", "v1", "visitor", "delete"]),
    ];
    for (page, (path, names)) in seeds.iter().zip(expected) {
        assert_eq!(page.path, path);
        let facts = page.reading.facts.as_ref().expect("an endpoint");
        let identity = &facts.identity;
        assert_eq!(
            [identity.service.as_str(), &identity.version, &identity.spec_resource(), &identity.operation],
            names
        );
        assert_same(facts, operation(&specs, names));
    }
}
