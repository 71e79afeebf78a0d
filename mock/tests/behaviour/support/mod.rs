//! A running server, a plain HTTP client and what tests ask of answers.

pub(crate) mod http;
pub(crate) mod request;
pub(crate) mod shape;

use std::path::Path;
use std::sync::LazyLock;

use feishu_generator::ir::{Client, Operation, TokenKind};
use feishu_mock::{Clock, MockServer, Options, specs_client};
use serde_json::{Value, json};
use tokio::runtime::{Builder, Runtime};

use http::{Answer, Call};

/// The specs of the repository.
pub(crate) static SPECS: LazyLock<Client> = LazyLock::new(|| read("../specs"));

/// The specs made for these tests.
pub(crate) static SHOP: LazyLock<Client> = LazyLock::new(|| read("tests/specs"));

fn read(dir: &str) -> Client {
    specs_client(&Path::new(env!("CARGO_MANIFEST_DIR")).join(dir)).unwrap_or_else(|error| panic!("{error}"))
}

/// A server with its runtime.
pub(crate) struct Fixture {
    pub(crate) runtime: Runtime,
    pub(crate) server: MockServer,
}

impl Fixture {
    pub(crate) fn start(client: &Client, options: Options) -> Self {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let server = runtime.block_on(MockServer::start(client.clone(), options)).unwrap();
        Self { runtime, server }
    }

    /// The real specs, on a stopped clock.
    pub(crate) fn specs() -> Self {
        Self::start(&SPECS, Options { clock: Clock::stopped(), ..Options::default() })
    }

    /// The specs made for tests, on a stopped clock.
    pub(crate) fn shop() -> Self {
        Self::start(&SHOP, Options { clock: Clock::stopped(), ..Options::default() })
    }

    pub(crate) fn call(&self, method: &str, target: &str) -> Call {
        Call::new(method, &format!("{}{target}", self.server.url()))
    }

    /// A token from an endpoint of the real specs.
    pub(crate) fn token(&self, kind: &str) -> String {
        let answer = self
            .call("POST", &format!("/open-apis/auth/v3/{kind}_access_token/internal"))
            .json(&json!({"app_id": "cli_mock", "app_secret": "mock-secret"}))
            .send();
        let token = answer.ok()[format!("{kind}_access_token")].as_str().unwrap().to_owned();
        assert!(token.starts_with(&kind[..1]));
        token
    }
}

/// A token of each kind that the server here takes.
pub(crate) struct Tokens {
    tenant: String,
    app: String,
}

impl Tokens {
    pub(crate) fn of(fixture: &Fixture) -> Self {
        Self { tenant: fixture.token("tenant"), app: fixture.token("app") }
    }

    /// One that the operation takes; the tenant's for an operation that takes none.
    pub(crate) fn fitting(&self, operation: &Operation) -> &str {
        match operation.tokens.first() {
            Some(TokenKind::User) => "u-mock",
            Some(TokenKind::App) => &self.app,
            _ => &self.tenant,
        }
    }
}

/// An operation of some specs.
pub(crate) fn operation<'a>(client: &'a Client, id: &str) -> &'a Operation {
    client.operations().find(|operation| operation.id == id).unwrap()
}

impl Answer {
    /// The body of a success.
    pub(crate) fn ok(&self) -> &Value {
        assert_eq!((self.status, &self.json["code"]), (200, &json!(0)), "{}", self.json);
        assert_eq!(self.header("content-type"), "application/json; charset=utf-8");
        assert!(!self.header("x-tt-logid").is_empty());
        &self.json
    }

    /// The `error` of a refusal.
    pub(crate) fn refused(&self, status: u16, code: i64) -> &Value {
        assert_eq!((self.status, &self.json["code"]), (status, &json!(code)), "{}", self.json);
        assert!(!self.json["msg"].as_str().unwrap().is_empty());
        assert_eq!(self.json["error"]["log_id"], self.header("x-tt-logid"));
        &self.json["error"]
    }

    /// Fields and descriptions of a refusal's violations.
    pub(crate) fn violations(&self) -> Vec<(String, String)> {
        let list = self.refused(400, 99_992_402)["field_violations"].as_array().unwrap();
        let text = |violation: &Value, key: &str| violation[key].as_str().unwrap().to_owned();
        list.iter().map(|violation| (text(violation, "field"), text(violation, "description"))).collect()
    }

    /// The fields that violate the spec.
    pub(crate) fn violated(&self) -> Vec<String> {
        self.violations().into_iter().map(|(field, _)| field).collect()
    }
}
