//! Which calls a token takes: one for a self-built app, up to three for a tenant of a store app.

use std::sync::Arc;

use super::grant::{self, ask};
use super::slots::Key;
use super::token::Token;
use crate::client::Core;
use crate::{AppKind, Error, Secret};

/// The platform gives no app token, mostly because the ticket is old.
const NO_APP_TOKEN: i64 = 10_012;

/// Fetches the token for a key from the platform.
pub(super) async fn fetch(core: &Arc<Core>, key: &Key) -> Result<Token, Error> {
    let own = core.credentials();
    let credentials = [("app_id", own.app_id.as_str()), ("app_secret", own.app_secret.expose())];
    match (own.kind, key) {
        (_, Key::Tenant(tenant)) => store_tenant(core, tenant).await,
        (AppKind::Store, Key::App) => store_app(core).await,
        (_, Key::App) => ask(core, &grant::OWN_APP, &credentials).await,
        (_, Key::Own) => ask(core, &grant::OWN_TENANT, &credentials).await,
    }
}

/// The token of a store app, by the latest ticket.
async fn store_app(core: &Arc<Core>) -> Result<Token, Error> {
    let tickets = &core.tokens().app.tickets;
    let Some(ticket) = tickets.latest(core).await? else {
        return Err(tickets.missing(core).await);
    };
    match by_ticket(core, &ticket).await {
        Err(error) if error.code() == Some(NO_APP_TOKEN) => {
            // A newer one may have come in the meantime.
            let newer = tickets.latest(core).await?.filter(|newer| *newer != ticket);
            match newer {
                Some(newer) => by_ticket(core, &newer).await,
                None => Err(tickets.outdated(core, error).await),
            }
        }
        outcome => outcome,
    }
}

async fn by_ticket(core: &Arc<Core>, ticket: &Secret) -> Result<Token, Error> {
    let own = core.credentials();
    let pairs =
        [("app_id", own.app_id.as_str()), ("app_secret", own.app_secret.expose()), ("app_ticket", ticket.expose())];
    ask(core, &grant::STORE_APP, &pairs).await.map_err(|error| error.redact(ticket.expose()))
}

/// The token of a tenant, by the app's own; once more with another one where the platform does not take that.
async fn store_tenant(core: &Arc<Core>, tenant: &str) -> Result<Token, Error> {
    let tokens = &core.tokens().app;
    for last in [false, true] {
        let app = tokens.token(core, &Key::App).await?;
        let pairs = [("app_access_token", app.secret().expose()), ("tenant_key", tenant)];
        match ask(core, &grant::STORE_TENANT, &pairs).await {
            Err(error) if !last && about_app_token(&error) && tokens.reject(&Key::App, &app, core.clock().unix()) => {}
            outcome => return outcome.map_err(|error| error.redact(app.secret().expose())),
        }
    }
    Err(Error::config("the app's token was refused"))
}

/// Whether another app token may help.
fn about_app_token(error: &Error) -> bool {
    matches!(error.code(), Some(10_012 | 10_013 | 20_014 | 99_991_664 | 99_991_671))
}
