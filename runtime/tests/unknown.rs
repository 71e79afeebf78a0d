//! Fields and values that the platform sends and no spec knows come to whoever asked for them.

mod common;

use std::sync::{Arc, Mutex};

use common::APP_SECRET;
use feishu_runtime::transport::MemoryTransport;
use feishu_runtime::wire::{self, Unknown};
use feishu_runtime::{Client, EncodeError, Endpoint, Envelope, Meta, Method, Parts};

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Color {
    Red,
    Unknown(String),
}

feishu_runtime::text_enum!(Color { Red = "red" });

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Size {
    Small,
    Unknown(i64),
}

feishu_runtime::int_enum!(Size { Small = 1 });

#[derive(Clone, Default)]
struct Thing {
    color: Option<Color>,
    sizes: Vec<Size>,
    inner: Vec<Thing>,
}

impl wire::Fields for Thing {
    fn fields(&self, visit: &mut wire::Visit<'_>) {
        visit.field("color", &self.color);
        visit.field("sizes", &self.sizes);
        visit.field("inner", &self.inner);
    }
}

impl wire::Object for Thing {
    const FIELDS: &'static [&'static str] = &["color", "sizes", "inner"];

    fn read_field<V: wire::FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.color),
            1 => value.read_into(&mut self.sizes),
            2 => value.read_into(&mut self.inner),
            _ => value.skip(),
        }
    }
}

feishu_runtime::object!(Thing);

macro_rules! get {
    ($name:ident, $envelope:expr) => {
        struct $name;

        impl Endpoint for $name {
            type Response = Thing;
            const META: &'static Meta = &Meta::new("acme.v1.thing.get", Method::Get, "/open-apis/acme/v1/things")
                .tokens(&[])
                .envelope($envelope);

            fn parts(&self) -> Result<Parts, EncodeError> {
                Parts::new(Self::META, &[])
            }
        }
    };
}

get!(Get, Envelope::Data);
get!(GetFlat, Envelope::Flat);

/// A client, and what it was told.
fn watched(transport: &MemoryTransport) -> (Client, Arc<Mutex<Vec<String>>>) {
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = Arc::clone(&told);
    let builder = Client::builder("cli_test", APP_SECRET).transport(transport.clone());
    let builder = builder.on_unknown(move |meta: &'static Meta, unknown: &Unknown| {
        tell.lock().expect("no panic").push(format!("{}: {unknown}", meta.id));
    });
    (builder.build().expect("a client"), told)
}

#[tokio::test]
async fn each_unknown_thing_is_told_once() {
    let transport = MemoryTransport::new();
    let (client, told) = watched(&transport);
    transport.answer(
        200,
        r#"{"code":0,"msg":"","new":1,"data":{"color":"red","hue":7,"sizes":[1,9,9],"inner":[{"color":"mauve","hue":8},{"sizes":["9"]}]}}"#,
    );
    let thing = client.send(Get).await.expect("an answer");
    assert_eq!(thing.inner[0].color, Some(Color::from("mauve")));
    let lines = std::mem::take(&mut *told.lock().expect("no panic"));
    assert_eq!(
        lines,
        [
            "acme.v1.thing.get: `unknown::Thing` has no field `hue`",
            "acme.v1.thing.get: `unknown::Size` has no value `9`",
            "acme.v1.thing.get: `unknown::Color` has no value `mauve`",
        ]
    );
    transport.answer(200, r#"{"code":0,"msg":"","data":{"color":"red","sizes":[1]}}"#);
    client.send(Get).await.expect("an answer");
    assert!(told.lock().expect("no panic").is_empty());
}

#[tokio::test]
async fn the_envelopes_own_fields_are_known() {
    let transport = MemoryTransport::new();
    let (client, told) = watched(&transport);
    transport.answer(200, r#"{"code":0,"msg":"ok","color":"red","hue":7}"#).answer(200, r#"{"code":0,"msg":"ok"}"#);
    client.send(GetFlat).full().await.expect("an answer");
    client.send(Get).await.expect("an answer without data");
    assert_eq!(*told.lock().expect("no panic"), ["acme.v1.thing.get: `unknown::Thing` has no field `hue`"]);
}

#[tokio::test]
async fn fields_within_an_envelope_that_are_named_like_its_own_are_told() {
    let transport = MemoryTransport::new();
    let (client, told) = watched(&transport);
    transport.answer(200, r#"{"code":0,"msg":"ok","data":{"code":7,"inner":[{"error":{}}]}}"#);
    client.send(Get).await.expect("an answer");
    let lines = ["code", "error"].map(|name| format!("acme.v1.thing.get: `unknown::Thing` has no field `{name}`"));
    assert_eq!(*told.lock().expect("no panic"), lines);
}

#[tokio::test]
async fn a_failure_tells_nothing() {
    let transport = MemoryTransport::new();
    let (client, told) = watched(&transport);
    transport.answer(200, r#"{"code":0,"data":{"hue":7,"sizes":[[]]}}"#);
    client.send(Get).await.expect_err("no answer");
    assert!(told.lock().expect("no panic").is_empty());
}
