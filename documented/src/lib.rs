//! Holds the types of the generated client against the example answers of the saved documentation pages.
//!
//! The generated tests call [`decodes`] for each operation. The pages are no part of the repository: where they are not beside it,
//! the tests say so and pass. Knows no operation, and no page by name.

mod compare;
mod pages;

use bytes::Bytes;
use feishu_generator::page::facts::Example;
use feishu_runtime::wire::{Unknown, watched};
use feishu_runtime::{Answer, Endpoint, Envelope, Head, Meta, Reply};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use serde_json::Value;

use crate::compare::Comparison;
use crate::pages::Page;

/// Reads every example answer on the page of an operation with its type, and checks that everything that the type knows comes out.
///
/// Fields and values that the type does not know are listed; so are examples that are no JSON, or show a failure.
///
/// # Panics
///
/// When an example cannot be read, or something of it is lost: with the page, the line and the place.
pub fn decodes<E>()
where
    E: Endpoint,
    E::Response: Serialize,
{
    let meta = E::META;
    let Some(page) = pages::of(meta) else { return };
    let mut problems = Vec::new();
    for example in &page.examples {
        match payload(example, meta) {
            Ok(payload) => problems.extend(problems_of::<E>(example, payload, &page)),
            Err(reason) => println!("{}: {}:{}: left out: {reason}", meta.id, page.path, example.line),
        }
    }
    assert!(problems.is_empty(), "{}: the documented answer does not fit its type:\n{}", meta.id, problems.join("\n"));
}

/// Counts the examples of some operations, and lists the pages that have none in JSON.
///
/// # Panics
///
/// When a page was found whose examples were not counted.
pub fn survey(operations: &[&'static Meta]) {
    let (mut pages, mut good, mut flawed, mut without) = (0, 0, Vec::new(), Vec::new());
    for meta in operations {
        let Some(page) = pages::of(meta) else { continue };
        pages += 1;
        let place = |example: &Example| format!("{}:{}", page.path, example.line);
        let bad = page.examples.iter().filter(|example| example.flaw.is_some() || example.body.is_err());
        let places: Vec<String> = bad.map(place).collect();
        match page.examples.len() {
            0 => without.push(page.path),
            _ if places.is_empty() => good += 1,
            _ => flawed.push(places.join(", ")),
        }
    }
    println!("{pages} of {} pages found: {good} with examples in JSON", operations.len());
    println!("{} with examples that are no JSON: {flawed:#?}", flawed.len());
    println!("{} without an example: {without:#?}", without.len());
    assert_eq!(pages, good + flawed.len() + without.len(), "every page counts once");
}

/// The part of an example that the type stands for, as the runtime takes it out of the envelope.
fn payload<'e>(example: &'e Example, meta: &Meta) -> Result<&'e Value, String> {
    let body = example.body.as_ref().map_err(|reason| format!("it is no JSON: {reason}"))?;
    match body.get("code").and_then(Value::as_i64) {
        Some(code) if code != 0 && meta.envelope != Envelope::None => Err(format!("it shows the failure {code}")),
        _ if meta.envelope == Envelope::Data => Ok(body.get("data").filter(|data| !data.is_null()).unwrap_or(body)),
        _ => Ok(body),
    }
}

/// What is wrong with the reading of an example.
fn problems_of<E>(example: &Example, payload: &Value, page: &Page) -> Vec<String>
where
    E: Endpoint,
    E::Response: Serialize,
{
    let place = format!("{}:{}", page.path, example.line);
    let Ok(body) = &example.body else { return Vec::new() };
    let head = Head::new(E::META, StatusCode::OK, HeaderMap::new());
    let reply = Reply::whole(head, Bytes::from(body.to_string()));
    let (answer, unknown) = watched(|| E::Response::answer(reply));
    for unknown in &unknown {
        println!("{}: {place}: {unknown}", E::META.id);
    }
    let written = answer.map_err(|error| error.to_string()).and_then(|answer| {
        serde_json::to_value(&answer).map_err(|error| format!("it cannot be written again: {error}"))
    });
    match written {
        Ok(written) => {
            // Where nothing is in `data`, the answer is the envelope alone.
            let flat = E::META.envelope == Envelope::Flat || (E::META.envelope == Envelope::Data && payload == body);
            let comparison = Comparison::of(payload, &written, &unknown, flat);
            comparison.lost.iter().map(|lost| format!("{place}: {lost}")).collect()
        }
        Err(error) => vec![format!("{place}: {error}")],
    }
}

/// Whether a field was passed over because no type knows it.
fn is_unknown(name: &str, unknown: &[Unknown]) -> bool {
    unknown.iter().any(|unknown| matches!(unknown, Unknown::Field { name: passed, .. } if passed == name))
}
