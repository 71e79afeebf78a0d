//! A plain HTTP client.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};

use serde_json::Value;
use ureq::Agent;
use ureq::http::{HeaderMap, Request, Response};

/// A request to send.
#[derive(Clone)]
pub(crate) struct Call {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    /// `null` where the body is no JSON.
    pub(crate) json: Value,
}

impl Call {
    pub(crate) fn new(method: &str, url: &str) -> Self {
        Self { method: method.to_owned(), url: url.to_owned(), headers: Vec::new(), body: None }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn token(self, token: &str) -> Self {
        self.header("Authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn body(mut self, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        self.body = Some(body.into());
        self.header("Content-Type", kind)
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.body("application/json; charset=utf-8", body.to_string())
    }

    pub(crate) fn send(self) -> Answer {
        let agent: Agent =
            Agent::config_builder().http_status_as_error(false).proxy(None).max_redirects(0).build().into();
        let response = match (self.method.as_str(), self.body) {
            // The client must be forced to give these a body.
            ("GET" | "DELETE", Some(body)) => {
                let start = if self.method == "GET" { agent.get(&self.url) } else { agent.delete(&self.url) };
                let start = self.headers.iter().fold(start, |start, (name, value)| start.header(name, value));
                start.force_send_body().send(&body[..]).unwrap()
            }
            (method, body) => {
                let start = Request::builder().method(method).uri(&self.url);
                let start = self.headers.iter().fold(start, |start, (name, value)| start.header(name, value));
                match body {
                    Some(body) => agent.run(start.body(body).unwrap()).unwrap(),
                    None => agent.run(start.body(()).unwrap()).unwrap(),
                }
            }
        };
        Answer::new(response)
    }
}

impl Answer {
    fn new(mut response: Response<ureq::Body>) -> Self {
        let body = response.body_mut().read_to_vec().unwrap();
        let json = serde_json::from_slice(&body).unwrap_or_default();
        Self { status: response.status().as_u16(), headers: response.headers().clone(), body, json }
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Sends bytes as they are and gives what comes back until the server closes.
pub(crate) fn raw(address: SocketAddr, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
