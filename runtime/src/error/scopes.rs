//! What to apply for when a scope is missing.

use std::fmt;

use super::{Error, is_permission_code};
use crate::TokenKind;

/// Scopes that a call lacked: any one of them is enough.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct MissingScopes {
    /// The scopes, as the platform names them; where it names none, those of the operation.
    pub any_of: Vec<String>,
    /// Who lacks them: the app (tenant and app tokens), or the user, who has to grant them in a new login. `None` where it is not
    /// known what token was sent.
    pub token: Option<TokenKind>,
}

/// The user has not granted the scope; the other codes speak of the app.
const NOT_GRANTED: i64 = 99_991_679;

pub(super) fn missing(error: &Error) -> Option<MissingScopes> {
    let code = error.code()?;
    let named: Vec<_> = error.permission_violations().into_iter().map(|violation| violation.scope).collect();
    if !is_permission_code(code) && named.is_empty() {
        return None;
    }
    let documented = || error.operation().map(|meta| meta.scopes).unwrap_or_default();
    let any_of = if named.is_empty() { documented().iter().map(|scope| (*scope).to_owned()).collect() } else { named };
    let token = if code == NOT_GRANTED { Some(TokenKind::User) } else { error.token_kind() };
    (!any_of.is_empty()).then_some(MissingScopes { any_of, token })
}

impl fmt::Display for MissingScopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("apply for the scope ")?;
        for (index, scope) in self.any_of.iter().enumerate() {
            let separator = if index == 0 { "" } else { " or " };
            write!(f, "{separator}`{scope}`")?;
        }
        f.write_str(match self.token {
            Some(TokenKind::User) => {
                " as a user scope in the developer console, and let the user grant it in a new login"
            }
            Some(TokenKind::Tenant | TokenKind::App) => " as a tenant scope in the developer console",
            None => " in the developer console",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ErrorKind, Meta, Method};

    static META: Meta = Meta::new("im.v1.chat.get", Method::Get, "/x").scopes(&["im:chat", "im:chat:read"]);

    fn error(code: i64) -> Error {
        Error::new(ErrorKind::Permission, "x").with_operation(&META).with_code(Some(code))
    }

    #[test]
    fn names_the_operations_scopes_where_the_server_names_none() {
        let missing = error(99_991_672).with_token(Some(TokenKind::Tenant)).missing_scopes().expect("scopes");
        assert_eq!(missing.any_of, ["im:chat", "im:chat:read"]);
        assert_eq!(
            missing.to_string(),
            "apply for the scope `im:chat` or `im:chat:read` as a tenant scope in the developer console"
        );
    }

    #[test]
    fn a_grant_is_the_users_whatever_was_sent() {
        let missing = error(99_991_679).missing_scopes().expect("scopes");
        assert_eq!(missing.token, Some(TokenKind::User));
        assert!(missing.to_string().ends_with("let the user grant it in a new login"));
    }

    #[test]
    fn other_failures_miss_nothing() {
        assert_eq!(error(5).missing_scopes(), None);
        assert_eq!(Error::config("x").missing_scopes(), None);
    }
}
