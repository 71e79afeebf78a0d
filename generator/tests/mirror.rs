//! What the loader reads of a spec is all that stands in it: written back as JSON, it equals what another reader of YAML sees.

mod support;

use feishu_generator::load::load;
use feishu_generator::source::Spanned;
use feishu_generator::spec::{
    ChecksumField, Chunked, Entries, EnumValue, ErrorCode, Field, Operation, Paging, Quirk, RateLimit, Resource,
    Shared, Target, TypeDef, TypeKind,
};
use serde_json::{Map, Value, json};

#[test]
fn committed_specs_are_mirrored() {
    let loaded = load(support::committed_specs());
    let expected = |file| {
        let text = &loaded.sources.get(file).text;
        lists(serde_yaml::from_str(text).unwrap_or_else(|problem| panic!("{problem}")))
    };
    let mut resources = 0;
    for service in &loaded.spec.services {
        let versions = service.versions.iter().map(|version| &version.shared);
        for shared in versions.chain([&service.shared, &loaded.spec.platform.shared]) {
            let Some(file) = shared.file else { continue };
            let mut expected = expected(file);
            for own in ["docs", "hosts", "rate_tiers"] {
                expected.as_object_mut().map(|keys| keys.shift_remove(own));
            }
            assert_eq!(Value::Object(shared_json(shared)), expected, "{}", loaded.sources.get(file).display);
        }
        for resource in service.versions.iter().flat_map(|version| &version.resources) {
            assert_eq!(
                resource_json(resource),
                expected(resource.file),
                "{}",
                loaded.sources.get(resource.file).display
            );
            resources += 1;
        }
    }
    assert!(resources > 0);
}

/// Puts in a list what may stand alone.
fn lists(mut value: Value) -> Value {
    match &mut value {
        Value::Object(keys) => {
            for (key, value) in keys {
                let alone = matches!(key.as_str(), "rate_limit" | "http" | "message" | "at")
                    && (value.is_string() || value.is_number());
                let inner = lists(value.take());
                *value = if alone { json!([inner]) } else { inner };
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(|element| *element = lists(element.take())),
        _ => {}
    }
    value
}

/// A mapping of what stands.
#[derive(Default)]
struct Keys(Map<String, Value>);

impl Keys {
    fn some(mut self, key: &str, value: Option<Value>) -> Self {
        self.0.extend(value.map(|value| (key.to_owned(), value)));
        self
    }

    fn text<T: std::fmt::Display>(self, key: &str, value: Option<&Spanned<T>>) -> Self {
        self.some(key, value.map(|value| json!(value.to_string())))
    }

    fn flag(self, key: &str, value: Option<&Spanned<bool>>) -> Self {
        self.some(key, value.map(|value| json!(value.value)))
    }

    fn texts(self, key: &str, values: &[Spanned<String>]) -> Self {
        self.some(key, (!values.is_empty()).then(|| values.iter().map(|value| json!(value.value)).collect()))
    }

    fn entries<T>(self, key: &str, values: Option<&Entries<T>>, json: impl Fn(&T) -> Value) -> Self {
        self.some(key, values.map(|values| entries(values, json)))
    }

    fn done(self) -> Value {
        Value::Object(self.0)
    }
}

fn entries<T>(entries: &Entries<T>, json: impl Fn(&T) -> Value) -> Value {
    entries.iter().map(|entry| (entry.name.value.clone(), json(&entry.value))).collect()
}

fn filled<T>(entries: &Entries<T>) -> Option<&Entries<T>> {
    Some(entries).filter(|entries| !entries.is_empty())
}

fn resource_json(resource: &Resource) -> Value {
    let mut keys = shared_json(&resource.shared);
    keys.insert("operations".to_owned(), entries(&resource.operations, operation_json));
    Value::Object(keys)
}

fn shared_json(shared: &Shared) -> Map<String, Value> {
    Keys::default()
        .text("about", shared.about.as_ref())
        .entries("common_fields", filled(&shared.common_fields), field_json)
        .entries("types", filled(&shared.types), type_json)
        .entries("error_codes", filled(&shared.error_codes), error_json)
        .0
}

fn operation_json(operation: &Operation) -> Value {
    let words = |words: Vec<&str>| Some(json!(words));
    Keys::default()
        .text("summary", Some(&operation.summary))
        .text("details", operation.details.as_ref())
        .text("page", operation.page.as_ref())
        .text("updated", operation.updated.as_ref())
        .some("method", Some(json!(operation.method.word())))
        .text("path", Some(&operation.path))
        .some("host", operation.host.as_ref().map(|host| json!(host.word())))
        .some("tokens", words(operation.tokens.iter().map(|token| token.word()).collect()))
        .some("apps", words(operation.apps.iter().map(|app| app.word()).collect()))
        .some("rate_limit", operation.rate_limit.as_deref().map(rate_json))
        .some("targets", (!operation.targets.is_empty()).then(|| operation.targets.iter().map(target_json).collect()))
        .texts("scopes", &operation.scopes)
        .texts("all_scopes", &operation.all_scopes)
        .texts("field_scopes", &operation.field_scopes)
        .entries("params", filled(&operation.params), field_json)
        .entries("query", filled(&operation.query), field_json)
        .entries("headers", filled(&operation.headers), field_json)
        .entries("body", operation.body.as_ref(), field_json)
        .text("body_type", operation.body_type.as_ref())
        .entries("response", operation.response.as_ref(), field_json)
        .text("response_type", operation.response_type.as_ref())
        .some("envelope", operation.envelope.as_ref().map(|envelope| json!(envelope.word())))
        .flag("multipart", operation.multipart.as_ref())
        .flag("ranges", operation.ranges.as_ref())
        .some("content_type", operation.content_type.as_ref().map(|kind| json!(kind.word())))
        .some("chunked", operation.chunked.as_ref().map(chunked_json))
        .some("paging", operation.paging.as_ref().map(paging_json))
        .text("idempotency_key", operation.idempotency_key.as_ref())
        .texts("error_codes", &operation.error_codes)
        .text("deprecated", operation.deprecated.as_ref())
        .text("rust_name", operation.rust_name.as_ref())
        .some("quirks", (!operation.quirks.is_empty()).then(|| operation.quirks.iter().map(quirk_json).collect()))
        .done()
}

fn quirk_json(quirk: &Quirk) -> Value {
    Keys::default()
        .some("at", (!quirk.at.is_empty()).then(|| quirk.at.iter().map(|at| json!(at.value)).collect()))
        .some("fact", quirk.fact.as_ref().map(|fact| json!(fact.word())))
        .some("page", quirk.page.as_ref().map(|page| page.value.clone()))
        .text("reason", Some(&quirk.reason))
        .done()
}

fn rate_json(limit: &RateLimit) -> Value {
    json!(limit.to_string().split(", ").collect::<Vec<_>>())
}

fn chunked_json(chunked: &Chunked) -> Value {
    let refusals = chunked.refusals.iter().map(|(refusal, code)| (refusal.word().to_owned(), json!(code.value)));
    Keys::default()
        .some("above", Some(json!(chunked.above.value)))
        .text("prepare", Some(&chunked.prepare))
        .text("part", Some(&chunked.part))
        .text("finish", Some(&chunked.finish))
        .text("size", chunked.size.as_ref())
        .text("upload_id", chunked.upload_id.as_ref())
        .text("part_size", chunked.part_size.as_ref())
        .text("part_count", chunked.part_count.as_ref())
        .text("part_number", chunked.part_number.as_ref())
        .some("first_part", chunked.first_part.as_ref().map(|first| json!(first.value)))
        .some("checksum", chunked.checksum.as_ref().map(checksum_json))
        .some("part_checksum", chunked.part_checksum.as_ref().map(checksum_json))
        .some("refusals", (!chunked.refusals.is_empty()).then(|| refusals.collect()))
        .done()
}

fn checksum_json(sum: &ChecksumField) -> Value {
    Keys::default().text("field", Some(&sum.field)).some("algorithm", Some(json!(sum.algorithm.word()))).done()
}

fn target_json(target: &Target) -> Value {
    Keys::default()
        .text("group", Some(&target.group))
        .text("key", target.key.as_ref())
        .some("rate_limit", target.rate_limit.as_deref().map(rate_json))
        .flag("serial", target.serial.as_ref())
        .done()
}

fn paging_json(paging: &Paging) -> Value {
    Keys::default()
        .text("items", paging.items.as_ref())
        .text("token", paging.token.as_ref())
        .text("offset", paging.offset.as_ref())
        .text("page", paging.page.as_ref())
        .some("first", paging.first.as_ref().map(|first| json!(first.value)))
        .text("size", paging.size.as_ref())
        .text("switch", paging.switch.as_ref())
        .text("next_token", paging.next_token.as_ref())
        .text("has_more", paging.has_more.as_ref())
        .text("total", paging.total.as_ref())
        .done()
}

fn field_json(field: &Field) -> Value {
    Keys::default()
        .text("type", field.ty.as_ref())
        .text("use", field.use_.as_ref())
        .text("about", field.about.as_ref())
        .text("size_of", field.size_of.as_ref())
        .flag("required", field.required.as_ref())
        .some("default", field.default.as_ref().map(|value| lists(value.value.clone())))
        .some("example", field.example.as_ref().map(|value| lists(value.value.clone())))
        .text("len", field.len.as_ref())
        .text("items", field.items.as_ref())
        .some("min", field.min.as_ref().map(|number| Value::Number(number.value.clone())))
        .some("max", field.max.as_ref().map(|number| Value::Number(number.value.clone())))
        .text("pattern", field.pattern.as_ref())
        .some("format", field.format.as_ref().map(|format| json!(format.name())))
        .texts("scopes", &field.scopes)
        .flag("sensitive", field.sensitive.as_ref())
        .text("deprecated", field.deprecated.as_ref())
        .entries("fields", field.fields.as_ref(), field_json)
        .entries("enum", field.enum_.as_ref(), value_json)
        .some("enum_int", field.enum_int.as_deref().map(numbers_json))
        .text("rust_name", field.rust_name.as_ref())
        .text("type_name", field.type_name.as_ref())
        .done()
}

fn type_json(ty: &TypeDef) -> Value {
    let keys = Keys::default()
        .text("about", ty.about.as_ref())
        .text("rust_name", ty.rust_name.as_ref())
        .text("deprecated", ty.deprecated.as_ref());
    match &ty.kind {
        TypeKind::Object(fields) => keys.entries("fields", Some(fields), field_json),
        TypeKind::Enum(values) => keys.entries("enum", Some(values), value_json),
        TypeKind::EnumInt(values) => keys.some("enum_int", Some(numbers_json(values))),
    }
    .done()
}

fn numbers_json(values: &[(Spanned<i64>, EnumValue)]) -> Value {
    values.iter().map(|(number, value)| (number.value.to_string(), value_json(value))).collect()
}

fn value_json(value: &EnumValue) -> Value {
    Keys::default()
        .text("name", value.name.as_ref())
        .text("about", value.about.as_ref())
        .text("deprecated", value.deprecated.as_ref())
        .done()
}

fn error_json(error: &ErrorCode) -> Value {
    let statuses: Vec<u16> = error.http.iter().map(|status| status.value).collect();
    Keys::default()
        .some("code", Some(json!(error.code.value)))
        .some("http", (!statuses.is_empty()).then(|| json!(statuses)))
        .texts("message", &error.message)
        .text("about", error.about.as_ref())
        .flag("retry", error.retry.as_ref())
        .done()
}
