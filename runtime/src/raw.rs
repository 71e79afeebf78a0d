//! Calls to endpoints that have no spec: path, query and body as the caller gives them, with the client's tokens, limits, tries and
//! errors all the same.

use serde::Serialize;

use crate::path::Template;
use crate::{EncodeError, HostKind, Meta, Method, Parts, Texts, TokenKind};

/// A call to an endpoint that has no spec. Made with [`Client::call_raw`](crate::Client::call_raw).
///
/// For an endpoint that is called often, an implementation of [`Endpoint`](crate::Endpoint) is better: the client then knows its
/// limit, scopes and codes too.
///
/// ```
/// use feishu_runtime::transport::MemoryTransport;
/// use feishu_runtime::{Client, Method, RawCall};
/// # futures_util::future::FutureExt::now_or_never(async {
///
/// let transport = MemoryTransport::new();
/// transport.answer(200, r#"{"code": 0, "msg": "success", "data": {"name": "Ann"}}"#);
/// let client = Client::builder("cli_a", "app secret").transport(transport.clone()).build()?;
///
/// let call = RawCall::new(Method::Patch, "/open-apis/acme/v1/things/:thing_id")
///     .param("thing_id", "a/b")
///     .query("user_id_type", "open_id")
///     .json(&serde_json::json!({ "name": "Ann" }));
/// let answer: serde_json::Value = client.as_user("u-1").call_raw(call).await?;
/// assert_eq!(answer["name"], "Ann");
/// assert_eq!(transport.requests()[0].uri().path(), "/open-apis/acme/v1/things/a%2Fb");
/// # Ok::<(), feishu_runtime::Error>(()) }).unwrap().unwrap();
/// ```
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a call does nothing until it is sent"]
pub struct RawCall {
    method: Method,
    host: HostKind,
    takes_token: bool,
    template: &'static str,
    params: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    body: Option<Result<serde_json::Value, EncodeError>>,
}

impl RawCall {
    /// A call of a path below the Open API host, with `:name` for each parameter. Values do not belong into the template: they are
    /// given to [`RawCall::param`], which encodes them.
    pub fn new(method: Method, template: &'static str) -> Self {
        Self {
            method,
            host: HostKind::Open,
            takes_token: true,
            template,
            params: Vec::new(),
            query: Vec::new(),
            body: None,
        }
    }

    /// Gives a path parameter its value.
    pub fn param(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.push((name, value.into()));
        self
    }

    /// Adds a query parameter: none for `None`, one for each element of a list.
    pub fn query(mut self, name: &'static str, value: impl Texts) -> Self {
        value.each(&mut |text| self.query.push((name, text.to_owned())));
        self
    }

    /// Sets the JSON body.
    pub fn json(mut self, body: &impl Serialize) -> Self {
        self.body = Some(serde_json::to_value(body).map_err(|error| EncodeError::Json(error.to_string())));
        self
    }

    /// Calls another of the platform's hosts.
    pub fn host(mut self, host: HostKind) -> Self {
        self.host = host;
        self
    }

    /// Sends no token.
    pub fn no_token(mut self) -> Self {
        self.takes_token = false;
        self
    }

    pub(crate) fn meta(&self) -> &'static Meta {
        meta(self.method, self.host, self.takes_token)
    }

    pub(crate) fn into_parts(self) -> Result<Parts, EncodeError> {
        let params: Vec<(&'static str, &dyn Texts)> =
            self.params.iter().map(|(name, value)| (*name, value as &dyn Texts)).collect();
        let template = Template::new(self.template).ok_or(EncodeError::Path { template: self.template })?;
        let mut parts = Parts::at(template, &params)?;
        for (name, value) in &self.query {
            parts.query(name, value);
        }
        if let Some(body) = self.body {
            parts.json(&body?)?;
        }
        Ok(parts)
    }
}

/// Statics, since an operation is known by the address of its facts: one for each combination.
fn meta(method: Method, host: HostKind, takes_token: bool) -> &'static Meta {
    macro_rules! all {
        ($($method:ident $id:literal: $($host:ident)*;)*) => {
            match (method, host) {
                $($((Method::$method, HostKind::$host) => {
                    const BARE: Meta = Meta::new($id, Method::$method, "").host(HostKind::$host);
                    const ANY: &[TokenKind] = &[TokenKind::Tenant, TokenKind::User, TokenKind::App];
                    static WITH: Meta = BARE.tokens(ANY);
                    static WITHOUT: Meta = BARE.tokens(&[]);
                    if takes_token { &WITH } else { &WITHOUT }
                })*)*
            }
        };
    }
    all! {
        Get "raw.get": Open Accounts Approval;
        Post "raw.post": Open Accounts Approval;
        Put "raw.put": Open Accounts Approval;
        Patch "raw.patch": Open Accounts Approval;
        Delete "raw.delete": Open Accounts Approval;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_cannot_smuggle_anything_in() {
        for template in
            ["open-apis/x", "/x?y=1", "/x#y", "/a/../b", "/a/./b", "/a b", "/a\r\nb", "//evil.example/x", "/%2e%2e/x"]
        {
            let parts = RawCall::new(Method::Get, template).into_parts();
            assert!(matches!(parts, Err(EncodeError::Path { .. })), "{template}: {parts:?}");
        }
        let climbing = RawCall::new(Method::Get, "/x/:id").param("id", "..");
        assert_eq!(climbing.into_parts(), Err(EncodeError::PathParameter { name: "id" }));
    }

    #[test]
    fn a_body_without_a_json_form_is_an_error_when_sent() {
        let keys = std::collections::HashMap::from([(vec![1], 2)]);
        assert!(matches!(RawCall::new(Method::Post, "/x").json(&keys).into_parts(), Err(EncodeError::Json(_))));
    }
}
