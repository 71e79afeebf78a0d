// A list in pages, and a client without a network: for the tests of paging, and for the examples of its documentation.

use feishu_runtime::page::{Next, Paged, PagedItems, Position};
use feishu_runtime::transport::{MemoryTransport, Transport};
use feishu_runtime::{Client, EncodeError, Endpoint, Meta, Method, Parts, RetryPolicy};
use serde_json::Value;

/// Asks for names.
#[derive(Debug, Clone, Default)]
pub struct List {
    pub page_token: Option<String>,
    pub page_size: Option<i64>,
}

impl Endpoint for List {
    type Response = Value;
    const META: &'static Meta =
        &Meta::new("acme.v1.name.list", Method::Get, "/open-apis/acme/v1/names").tokens(&[]);

    fn parts(&self) -> Result<Parts, EncodeError> {
        let mut parts = Parts::new(Self::META, &[])?;
        parts.query("page_token", &self.page_token);
        parts.query("page_size", &self.page_size);
        Ok(parts)
    }
}

impl Paged for List {
    fn position(&mut self) -> &mut dyn Position {
        &mut self.page_token
    }

    fn next(&self, page: &Value) -> Next {
        Next::token(page["page_token"].as_str(), page["has_more"].as_bool())
    }
}

impl PagedItems for List {
    type Item = String;

    fn items(page: Value) -> Vec<String> {
        serde_json::from_value(page["items"].clone()).unwrap_or_default()
    }
}

/// A client of a platform that answers with these pages, one after the other.
pub fn client_of(pages: &[&'static str]) -> (Client, MemoryTransport) {
    let transport = MemoryTransport::new();
    for page in pages {
        transport.answer(200, format!(r#"{{"code":0,"msg":"success","data":{page}}}"#));
    }
    (client_over(transport.clone()), transport)
}

/// A client that tries nothing twice.
pub fn client_over(transport: impl Transport) -> Client {
    let client = Client::builder("cli_a", "secret").retry(RetryPolicy::never()).transport(transport);
    client.build().expect("right settings")
}
