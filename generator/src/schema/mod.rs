//! JSON Schema (draft 2020-12) of the four kinds of spec files, for editors: completion, descriptions, and most structural checks.
//!
//! Made from the same grammar tables as the checks of the loader. Says nothing that a schema cannot say.

mod shape;

use serde_json::{Map, Value, json};

use crate::load::grammar::{self, Object};

/// The names and texts of the schema files, to be written to `specs/schema/`.
pub fn schema() -> Vec<(String, String)> {
    let kinds: [(&str, &'static Object); 4] = [
        ("platform", &grammar::PLATFORM),
        ("scopes", &grammar::SCOPES),
        ("shared", &grammar::SHARED),
        ("resource", &grammar::RESOURCE),
    ];
    kinds.into_iter().map(|(name, object)| (format!("{name}.json"), print(&file_schema(object)))).collect()
}

/// The schema of one kind of file, with everything that it refers to.
fn file_schema(object: &'static Object) -> Value {
    let mut schema = Map::new();
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("title".to_owned(), json!(object.name));
    schema.extend(shape::object(object));
    let mut definitions = Map::new();
    for inner in shape::objects_below(object) {
        definitions.insert(shape::definition_name(inner), Value::Object(shape::object(inner)));
    }
    definitions.insert(shape::JSON_VALUE.to_owned(), shape::json_value());
    schema.insert("$defs".to_owned(), Value::Object(definitions));
    Value::Object(schema)
}

/// A schema as a file: indented, with a line break at its end.
fn print(schema: &Value) -> String {
    format!("{schema:#}\n")
}
