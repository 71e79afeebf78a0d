//! The calls that fetch tokens: endpoints like any other, that take no token themselves.

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::Key;
use crate::wire::{FieldValue, Object};
use crate::{AppKind, EncodeError, Envelope, Meta, Method, Parts, Secret};

static TENANT: Meta = grant(
    "auth.v3.tenant_access_token.internal",
    "/open-apis/auth/v3/tenant_access_token/internal",
    "https://open.feishu.cn/document/server-docs/authentication-management/access-token/tenant_access_token_internal",
);

static APP: Meta = grant(
    "auth.v3.app_access_token.internal",
    "/open-apis/auth/v3/app_access_token/internal",
    "https://open.feishu.cn/document/server-docs/authentication-management/access-token/app_access_token_internal",
);

const fn grant(id: &'static str, path: &'static str, docs: &'static str) -> Meta {
    Meta::new(id, Method::Post, path).tokens(&[]).apps(&[AppKind::Custom]).envelope(Envelope::Flat).docs(docs)
}

/// The operation that fetches tokens of this kind.
pub(super) fn meta(key: Key) -> &'static Meta {
    match key {
        Key::Tenant => &TENANT,
        Key::App => &APP,
    }
}

/// The request that fetches a token with the app's own credentials.
pub(super) fn parts(key: Key, app_id: &str, app_secret: &Secret) -> Result<Parts, EncodeError> {
    let mut parts = Parts::new(meta(key), &[])?;
    parts.json(&Credentials { app_id, app_secret })?;
    Ok(parts)
}

struct Credentials<'a> {
    app_id: &'a str,
    app_secret: &'a Secret,
}

impl Serialize for Credentials<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry("app_id", self.app_id)?;
        map.serialize_entry("app_secret", self.app_secret)?;
        map.end()
    }
}

/// The answer of either call. The one for the app's token holds the tenant's too, which is the same in most cases.
#[derive(Default)]
pub(super) struct Granted {
    tenant: Option<Secret>,
    app: Option<Secret>,
    expire: Option<i64>,
}

impl Granted {
    /// The token asked for and its remaining seconds, where both are there.
    pub(super) fn into_token(self, key: Key) -> Option<(Secret, u64)> {
        let token = match key {
            Key::Tenant => self.tenant,
            Key::App => self.app,
        };
        let seconds = u64::try_from(self.expire?).ok()?;
        Some((token.filter(|token| !token.expose().is_empty())?, seconds))
    }
}

impl Object for Granted {
    const FIELDS: &'static [&'static str] = &["tenant_access_token", "app_access_token", "expire"];

    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.tenant),
            1 => value.read_into(&mut self.app),
            2 => value.read_into(&mut self.expire),
            _ => value.skip(),
        }
    }
}
