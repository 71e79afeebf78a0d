//! The address that a browser comes back to after a user granted access, or refused.

use percent_encoding::percent_decode_str;

use crate::error::Remedy;
use crate::{Error, ErrorKind, Secret};

/// The code, where the address holds one and the state is the one expected.
pub(super) fn code(came_back_to: &str, state: &str) -> Result<Secret, Error> {
    // A fragment of the redirect address comes after the query.
    let address = came_back_to.split('#').next().unwrap_or_default();
    let query = address.split_once('?').map_or(address, |(_, query)| query);
    let came = value(query, "state").unwrap_or_default();
    if state.is_empty() || Secret::from(came) != Secret::from(state) {
        return Err(refused("`state` is not the one of this user's session: somebody else may have sent them here"));
    }
    if let Some(reason) = value(query, "error") {
        return Err(match reason.as_str() {
            "access_denied" => refused("the user refused to grant access"),
            _ => refused("the page came back with an error"),
        }
        .with_detail(reason.into()));
    }
    let code = value(query, "code").filter(|code| !code.is_empty());
    code.map(Secret::from).ok_or_else(|| refused("the address holds no code"))
}

fn refused(why: &str) -> Error {
    Error::new(ErrorKind::Token, why)
        .explained("send the user to the authorization page again")
        .with_remedy(Remedy::Authorize)
}

fn value(query: &str, name: &str) -> Option<String> {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let raw = pairs.into_iter().find(|(key, _)| *key == name)?.1.replace('+', " ");
    Some(percent_decode_str(&raw).decode_utf8().ok()?.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(address: &str) -> Result<String, Error> {
        code(address, "s 1").map(|code| code.expose().to_owned())
    }

    #[test]
    fn finds_the_code_of_its_own_session() {
        for address in [
            "https://example.com/cb?code=2Wd5-_x&state=s%201",
            "https://example.com/cb?state=s+1&code=2Wd5-_x#/login?code=other",
            "code=2Wd5-_x&state=s%201",
        ] {
            assert_eq!(read(address).ok().as_deref(), Some("2Wd5-_x"), "{address}");
        }
    }

    #[test]
    fn refuses_everything_else() {
        for address in
            ["", "?code=a", "?code=a&state=s2", "?state=s%201", "?code=&state=s%201", "?code=%FF&state=s%201"]
        {
            let error = read(address).expect_err(address);
            assert_eq!((error.kind(), error.remedy()), (ErrorKind::Token, Some(Remedy::Authorize)));
        }
        assert!(code("?code=a&state=", "").is_err(), "an empty state protects from nothing");
        let error = read("?error=access_denied&state=s%201").expect_err("refused");
        assert!(error.to_string().contains("the user refused"));
    }
}
