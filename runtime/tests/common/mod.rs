//! Endpoints and helpers that the tests share.
#![allow(dead_code, unreachable_pub, reason = "each test file uses some of it")]

pub mod platform;
pub mod stores;

use feishu_runtime::transport::MemoryTransport;
use feishu_runtime::{
    Client, Download, EncodeError, Endpoint, Envelope, Error, File, Meta, Method, Parts, RetryPolicy, TokenKind,
};

pub const APP_SECRET: &str = "app-secret-5f3a";

pub const TENANT_PATH: &str = "/open-apis/auth/v3/tenant_access_token/internal";

/// An operation without parameters.
macro_rules! endpoint {
    ($name:ident, $response:ty, $meta:expr) => {
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name;

        impl Endpoint for $name {
            type Response = $response;
            const META: &'static Meta = &$meta;

            fn parts(&self) -> Result<Parts, EncodeError> {
                Parts::new(Self::META, &[])
            }
        }
    };
}

const fn meta(id: &'static str) -> Meta {
    Meta::new(id, Method::Get, "/open-apis/acme/v1/things")
}

endpoint!(Open, serde_json::Value, meta("acme.v1.open.get").tokens(&[]));
endpoint!(Act, (), meta("acme.v1.thing.act").tokens(&[]));
endpoint!(Flat, serde_json::Value, meta("acme.v1.flat.get").tokens(&[]).envelope(Envelope::Flat));
endpoint!(Bare, serde_json::Value, meta("acme.v1.bare.get").tokens(&[]).envelope(Envelope::None));
endpoint!(Fetch, Download, meta("acme.v1.file.get").tokens(&[]).envelope(Envelope::File));
endpoint!(
    FetchPart,
    Download,
    meta("acme.v1.file.part").tokens(&[]).envelope(Envelope::File).ranges().content_type("application/json")
);
endpoint!(Numbers, Vec<i64>, meta("acme.v1.number.list").tokens(&[]));
endpoint!(AsTenant, serde_json::Value, meta("acme.v1.tenant.get"));
endpoint!(AsApp, serde_json::Value, meta("acme.v1.app.get").tokens(&[TokenKind::App]));
endpoint!(AsUser, serde_json::Value, meta("acme.v1.user.get").tokens(&[TokenKind::User]));
endpoint!(AsEither, serde_json::Value, meta("acme.v1.any.get").tokens(&[TokenKind::Tenant, TokenKind::User]));

/// An operation with a form.
pub struct Upload(pub File);

impl Endpoint for Upload {
    type Response = serde_json::Value;
    const META: &'static Meta = &Meta::new("acme.v1.file.upload", Method::Post, "/open-apis/acme/v1/files").tokens(&[]);

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        parts.file("file", &self.0);
        parts.text("file_name", &self.0.name());
        Ok(parts)
    }
}

/// A client that tries everything once.
pub fn client(transport: &MemoryTransport) -> Client {
    let builder = Client::builder("cli_test", APP_SECRET).transport(transport.clone());
    builder.retry(RetryPolicy::never()).build().expect("a client")
}

/// The answer to a call for a token.
pub fn grant(token: &str, expire: u64) -> String {
    format!(r#"{{"code":0,"msg":"ok","tenant_access_token":"{token}","app_access_token":"{token}","expire":{expire}}}"#)
}

pub fn success() -> &'static str {
    r#"{"code":0,"msg":"success","data":{"ok":true}}"#
}

/// Calls an operation that takes no token, with one answer queued.
pub async fn answered<E: Endpoint>(request: E, status: u16, body: &str) -> Result<E::Response, Error> {
    let transport = MemoryTransport::new();
    transport.answer(status, body.to_owned());
    client(&transport).send(request).await
}
