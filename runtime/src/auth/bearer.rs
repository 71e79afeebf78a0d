//! A token as it travels: the secret, and the header that is made of it once and not for each call.

use std::fmt;
use std::sync::Arc;

use http::HeaderValue;

use crate::{Error, Secret};

/// An access token with its `Authorization` header. Clones share both.
#[derive(Clone)]
pub(crate) struct Bearer(Arc<Inner>);

struct Inner {
    secret: Secret,
    /// `None` where the token holds characters that HTTP does not allow.
    header: Option<HeaderValue>,
}

impl Bearer {
    pub(crate) fn new(secret: Secret) -> Self {
        let mut header = HeaderValue::try_from(format!("Bearer {}", secret.expose())).ok();
        if let Some(value) = &mut header {
            value.set_sensitive(true);
        }
        Self(Arc::new(Inner { secret, header }))
    }

    pub(crate) fn secret(&self) -> &Secret {
        &self.0.secret
    }

    /// The value of the `Authorization` header.
    pub(crate) fn header(&self) -> Result<HeaderValue, Error> {
        let wrong = || Error::config("the token is empty or holds characters that HTTP does not allow");
        self.0.header.clone().filter(|_| !self.secret().expose().is_empty()).ok_or_else(wrong)
    }
}

impl PartialEq for Bearer {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || self.secret() == other.secret()
    }
}

impl fmt::Debug for Bearer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bearer([REDACTED])")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_the_tokens_and_is_not_shown() {
        let bearer = Bearer::new("u-1".into());
        let header = bearer.header().expect("a good token");
        assert_eq!(header, "Bearer u-1");
        assert!(!format!("{header:?} {bearer:?}").contains("u-1"));
    }

    #[test]
    fn a_token_cannot_break_out_of_its_header() {
        for token in ["u\r\nx: y", ""] {
            assert!(Bearer::new(token.into()).header().is_err());
        }
    }
}
