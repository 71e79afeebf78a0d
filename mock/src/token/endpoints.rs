//! The endpoints that hand out tokens: the only ones that are known by their paths. Must not check what their specs check.

use feishu_generator::ir::{Operation, TokenKind};
use serde_json::{Map, Value};

use super::store::Standing;
use crate::check::Accepted;
use crate::codes::Codes;
use crate::mock::Mock;
use crate::problem::Problem;

/// What the operation answers besides its example values, if it is one that hands out tokens.
pub(crate) fn answer(
    mock: &Mock,
    operation: &Operation,
    accepted: &Accepted,
) -> Result<Option<Map<String, Value>>, Problem> {
    let desk = Desk { mock, accepted };
    let values = match operation.path.as_str() {
        "/open-apis/auth/v3/tenant_access_token/internal" => desk.custom_tenant(),
        "/open-apis/auth/v3/app_access_token/internal" => desk.custom_app(),
        "/open-apis/auth/v3/app_access_token" => desk.store_app(),
        "/open-apis/auth/v3/tenant_access_token" => desk.store_tenant(),
        "/open-apis/auth/v3/app_ticket/resend" => desk.resend(),
        _ => return Ok(None),
    };
    values.map(Some)
}

/// Names of what tokens are issued for; those of tenants are their keys, after a prefix.
const CUSTOM: &str = "custom";
const STORE: &str = "store";

struct Desk<'a> {
    mock: &'a Mock,
    accepted: &'a Accepted,
}

impl Desk<'_> {
    fn custom_tenant(&self) -> Result<Map<String, Value>, Problem> {
        self.credentials()?;
        Ok(self.issue(TokenKind::Tenant, CUSTOM))
    }

    fn custom_app(&self) -> Result<Map<String, Value>, Problem> {
        let mut values = self.custom_tenant()?;
        // `expire` is that of the app access token.
        values.extend(self.issue(TokenKind::App, CUSTOM));
        Ok(values)
    }

    fn store_app(&self) -> Result<Map<String, Value>, Problem> {
        self.credentials()?;
        self.same("app_ticket", &self.mock.options.app_ticket, Codes::NO_APP_TOKEN)?;
        Ok(self.issue(TokenKind::App, STORE))
    }

    fn store_tenant(&self) -> Result<Map<String, Value>, Problem> {
        let token = self.accepted.value("app_access_token").unwrap_or_default();
        match self.mock.tokens.standing(&token, self.mock.options.clock.now()) {
            Standing::Valid(TokenKind::App) => {}
            _ => return Err(Problem::new(Codes::NO_TENANT_TOKEN)),
        }
        let tenant = self.accepted.value("tenant_key").unwrap_or_default();
        Ok(self.issue(TokenKind::Tenant, &format!("tenant {tenant}")))
    }

    fn resend(&self) -> Result<Map<String, Value>, Problem> {
        self.credentials().map(|()| Map::new())
    }

    fn credentials(&self) -> Result<(), Problem> {
        self.same("app_id", &self.mock.options.app_id, Codes::NO_APP)?;
        self.same("app_secret", &self.mock.options.app_secret, Codes::WRONG_SECRET)
    }

    fn same(&self, name: &str, expected: &str, code: i64) -> Result<(), Problem> {
        let sent = self.accepted.value(name);
        if sent.as_deref() == Some(expected) { Ok(()) } else { Err(Problem::new(code)) }
    }

    fn issue(&self, kind: TokenKind, owner: &str) -> Map<String, Value> {
        let options = &self.mock.options;
        let (token, left) = self.mock.tokens.issue(kind, owner, options.clock.now(), options.token_lifetime);
        let name = format!("{}_access_token", kind.word());
        Map::from_iter([(name, token.into()), ("expire".to_owned(), left.as_secs().into())])
    }
}
