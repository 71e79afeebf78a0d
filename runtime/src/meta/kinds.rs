//! The few things that an operation is one of: methods, hosts, tokens, apps, envelopes. Acts on nothing.

use std::fmt;

/// An HTTP method.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Method {
    /// `GET`: reads.
    Get,
    /// `POST`: creates or acts.
    Post,
    /// `PUT`: replaces.
    Put,
    /// `PATCH`: changes in part.
    Patch,
    /// `DELETE`: removes.
    Delete,
}

impl Method {
    /// The method's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

impl From<Method> for http::Method {
    fn from(method: Method) -> Self {
        match method {
            Method::Get => Self::GET,
            Method::Post => Self::POST,
            Method::Put => Self::PUT,
            Method::Patch => Self::PATCH,
            Method::Delete => Self::DELETE,
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Which of the platform's hosts serves an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum HostKind {
    /// The Open API host, `open.feishu.cn` or `open.larksuite.com`.
    Open,
    /// The accounts host, `accounts.feishu.cn` or `accounts.larksuite.com`.
    Accounts,
    /// The host of the old approval endpoints, `www.feishu.cn`.
    Approval,
}

/// A kind of access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TokenKind {
    /// `tenant_access_token`: the app inside one tenant.
    Tenant,
    /// `user_access_token`: a user of the app.
    User,
    /// `app_access_token`: the app itself.
    App,
}

/// A kind of app.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum AppKind {
    /// Self-built, for one tenant.
    Custom,
    /// From the app store, for many tenants.
    Store,
}

/// What surrounds the fields of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Envelope {
    /// `{"code": 0, "msg": "…", "data": {…}}`.
    Data,
    /// The fields stand beside `code` and `msg`.
    Flat,
    /// The fields alone; the HTTP status tells success.
    None,
    /// Raw bytes on success, an error envelope on failure.
    File,
}
