//! What someone would write who has a token and needs nothing else.

use bytes::Bytes;
use http::Request;
use http_body_util::{BodyExt as _, Full};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;

use crate::{Message, Outcome, at_once};

pub(crate) struct Bare {
    client: Client<HttpConnector, Full<Bytes>>,
    address: String,
}

#[derive(serde::Deserialize)]
struct Envelope {
    code: i64,
    data: Option<Message>,
}

impl Bare {
    pub(crate) fn new(address: &str) -> Self {
        let mut connector = HttpConnector::new();
        connector.set_nodelay(true);
        Self { client: Client::builder(TokioExecutor::new()).build(connector), address: address.to_owned() }
    }

    pub(crate) async fn calls(&self, calls: usize, width: usize) -> Outcome<()> {
        at_once(calls, width, || self.call()).await
    }

    async fn call(&self) -> Outcome<()> {
        let (message_id, user_id_type) = ("om_dc13264520392913993dd051dba21dcf", "open_id");
        let uri = format!("{}/open-apis/im/v1/messages/{message_id}?user_id_type={user_id_type}", self.address);
        let request = Request::get(uri)
            .header("authorization", "Bearer t-g1044qeGEDXTB6NDJOGV4JQCYDGHRBARFTGT1234")
            .header("user-agent", "bare")
            .body(Full::default())?;
        let response = self.client.request(request).await?;
        let body = response.into_body().collect().await?.to_bytes();
        let envelope: Envelope = serde_json::from_slice(&body)?;
        match (envelope.code, envelope.data) {
            (0, Some(message)) if message.position == Some(17) => Ok(()),
            _ => Err("not the answer".into()),
        }
    }
}
