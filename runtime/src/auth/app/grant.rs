//! The calls that fetch tokens: endpoints like any other, that take no token themselves.

use std::sync::Arc;
use std::time::Duration;

use super::token::Token;
use crate::auth::Identity;
use crate::auth::bearer::Bearer;
use crate::auth::life::Life;
use crate::auth::oauth::remedied;
use crate::auth::pairs::{Format, Pairs, parts};
use crate::client::{Core, Job};
use crate::wire::{FieldValue, Object, Read};
use crate::{AppKind, Envelope, Error, ErrorKind, Meta, Method, Secret};

macro_rules! docs {
    ($page:literal) => {
        concat!("https://open.feishu.cn/document/server-docs/authentication-management/access-token/", $page)
    };
}

/// Self-built app: its tenant's token.
pub(super) static OWN_TENANT: Meta = grant(
    "auth.v3.tenant_access_token.internal",
    "/open-apis/auth/v3/tenant_access_token/internal",
    &[AppKind::Custom],
    docs!("tenant_access_token_internal"),
);

/// Self-built app: its own token.
pub(super) static OWN_APP: Meta = grant(
    "auth.v3.app_access_token.internal",
    "/open-apis/auth/v3/app_access_token/internal",
    &[AppKind::Custom],
    docs!("app_access_token_internal"),
);

/// Store app: its own token, by an app ticket.
pub(super) static STORE_APP: Meta = grant(
    "auth.v3.app_access_token.create",
    "/open-apis/auth/v3/app_access_token",
    &[AppKind::Store],
    docs!("app_access_token"),
);

/// Store app: the token of a tenant, by its own.
pub(super) static STORE_TENANT: Meta = grant(
    "auth.v3.tenant_access_token.create",
    "/open-apis/auth/v3/tenant_access_token",
    &[AppKind::Store],
    docs!("tenant_access_token"),
);

/// Store app: has the ticket pushed.
pub(super) static RESEND: Meta = grant(
    "auth.v3.app_ticket.resend",
    "/open-apis/auth/v3/app_ticket/resend",
    &[AppKind::Store],
    docs!("app_ticket_resend"),
);

const fn grant(id: &'static str, path: &'static str, apps: &'static [AppKind], docs: &'static str) -> Meta {
    Meta::new(id, Method::Post, path).tokens(&[]).apps(apps).envelope(Envelope::Flat).docs(docs)
}

/// Fetches a token.
pub(super) async fn ask(core: &Arc<Core>, meta: &'static Meta, pairs: Pairs<'_>) -> Result<Token, Error> {
    let asked_at = core.clock().unix();
    let granted: Granted = call(core, meta, pairs).await?;
    let (secret, lasts) = granted.into_token(meta).ok_or_else(|| {
        Error::new(ErrorKind::Token, "the answer holds no token, or not how long it is valid").with_operation(meta)
    })?;
    Ok(Token { bearer: Bearer::new(secret), life: Life::begins(asked_at, lasts) })
}

/// Makes one of the calls.
pub(super) async fn call<T: Read + Send + 'static>(
    core: &Arc<Core>,
    meta: &'static Meta,
    pairs: Pairs<'_>,
) -> Result<T, Error> {
    let mut job = Job::new(meta, parts(meta, pairs, Format::Json)?, Identity::App);
    // Asked twice, the platform gives the same token twice.
    job.options.repeatable = Some(true);
    core.perform(&job).await.map_err(|error| remedied(error.about_token()))
}

/// The answer of any of the calls. The one for a self-built app's token holds the tenant's too.
#[derive(Default)]
struct Granted {
    tenant: Option<Secret>,
    app: Option<Secret>,
    expire: Option<i64>,
}

impl Granted {
    /// The token asked for and its remaining life, where both are there.
    fn into_token(self, meta: &'static Meta) -> Option<(Secret, Duration)> {
        let token = if meta.path.contains("/app_access_token") { self.app } else { self.tenant };
        let seconds = u64::try_from(self.expire?).ok()?;
        Some((token.filter(|token| !token.expose().is_empty())?, Duration::from_secs(seconds)))
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
