//! What the failures of calls for tokens ask for: the user, another setting, or another try.

use crate::error::Remedy;
use crate::{Error, ErrorKind};

/// A failure of the OAuth endpoints, with what to do about it.
pub(super) fn explained(error: Error) -> Error {
    let error = remedied(error.about_token());
    match error.code().and_then(advice).or_else(|| error.remedy().map(general)) {
        Some(advice) => error.explained(advice),
        None => error,
    }
}

/// A failure of any call for a token, with who can do something about it.
pub(in crate::auth) fn remedied(error: Error) -> Error {
    // An OAuth server need not give a number.
    let named = error.detail().as_str().and_then(by_name);
    let kind = if named.is_some() && error.code().is_none() { ErrorKind::Token } else { error.kind() };
    let remedy = error.code().and_then(by_code).or(named).or_else(|| by_kind(&error));
    let error = error.with_kind(kind);
    match remedy {
        Some(remedy) => error.with_remedy(remedy),
        None => error,
    }
}

fn by_code(code: i64) -> Option<Remedy> {
    Some(match code {
        20_003 | 20_004 | 20_008 | 20_010 | 20_026 | 20_037 | 20_064..=20_066 | 20_073 => Remedy::Authorize,
        10_003 | 10_005 | 10_014..=10_016 => Remedy::Configure,
        20_001 | 20_002 | 20_009 | 20_024 | 20_036 | 20_048 | 20_049 | 20_063 | 20_067..=20_071 | 20_074 => {
            Remedy::Configure
        }
        20_050 | 20_072 => Remedy::Retry,
        code => return Remedy::of_any_call(code),
    })
}

/// The names of RFC 6749 and RFC 8628.
fn by_name(name: &str) -> Option<Remedy> {
    Some(match name {
        "invalid_grant" | "access_denied" | "expired_token" => Remedy::Authorize,
        "invalid_request" | "invalid_client" | "unauthorized_client" | "unsupported_grant_type" | "invalid_scope" => {
            Remedy::Configure
        }
        "server_error" | "temporarily_unavailable" | "slow_down" | "authorization_pending" => Remedy::Retry,
        _ => return None,
    })
}

fn by_kind(error: &Error) -> Option<Remedy> {
    let server = error.http_status().is_some_and(|status| status.is_server_error());
    let passing =
        matches!(error.kind(), ErrorKind::Transport | ErrorKind::Timeout) || server || error.is_rate_limited();
    passing.then_some(Remedy::Retry)
}

/// What to do about codes that need more than the general advice.
fn advice(code: i64) -> Option<&'static str> {
    Some(match code {
        20_002 => "compare the app id and secret with the developer console",
        20_003 | 20_004 | 20_065 => {
            "a code serves once and for five minutes: send the user to the authorization page again"
        }
        20_008 | 20_066 => "the user is gone or suspended: nothing helps until their account is active again",
        20_009 => "the user's tenant has to install the app",
        20_010 => "an administrator has to make the app available to this user",
        20_024 => "the code or token belongs to another app: do not mix the credentials of apps",
        20_026 => {
            "only refresh tokens of this endpoint are taken, not those of the older ones: the user has to authorize again"
        }
        20_037 => "the refresh token expired: the user has to authorize again",
        20_048 | 20_069 => "the app does not exist or is disabled: see the developer console",
        20_049 => "the code verifier is not the one that the authorization page was opened with",
        20_064 | 20_073 => {
            "a refresh token serves once, and this one was used or revoked: the user has to authorize again"
        }
        20_067 => "a scope is listed twice",
        20_068 => "a scope is listed that the user did not grant: ask for it on the authorization page",
        20_070 => "credentials were sent twice: a proxy may add an `Authorization` header",
        20_071 => "the redirect address is not the one that the authorization page was opened with",
        20_074 => "switch on refreshing of user access tokens in the developer console, and release a version",
        _ => return None,
    })
}

fn general(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Authorize => "the user has to authorize again",
        Remedy::Configure => "trying again does not help: correct the request or the app's settings",
        Remedy::Retry => "try again later",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_documented_code_says_what_to_do() {
        let documented = [
            20_001, 20_002, 20_003, 20_004, 20_008, 20_009, 20_010, 20_024, 20_026, 20_036, 20_037, 20_048, 20_049,
            20_050, 20_063, 20_064, 20_065, 20_066, 20_067, 20_068, 20_069, 20_070, 20_071, 20_072, 20_073, 20_074,
        ];
        for code in documented {
            let error = explained(Error::new(ErrorKind::Api, "The server's text.").with_code(Some(code)));
            assert_eq!(error.kind(), ErrorKind::Token);
            assert!(error.remedy().is_some(), "{code}");
            assert!(error.message().starts_with("The server's text.; "), "{error}");
        }
    }

    #[test]
    fn names_do_where_there_is_no_code() {
        let error = Error::new(ErrorKind::Status, "text").with_detail("invalid_grant".into());
        let error = explained(error);
        assert_eq!((error.kind(), error.remedy()), (ErrorKind::Token, Some(Remedy::Authorize)));
    }
}
