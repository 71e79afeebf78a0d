//! Proof Key for Code Exchange, RFC 7636: a code is of use only to the app that asked for it.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::auth::random;
use crate::{Error, Secret};

/// A secret that is made for one login: its hash goes to the authorization page, itself to the exchange of the code.
///
/// ```
/// use feishu_runtime::Pkce;
///
/// let pkce = Pkce::generate()?;
/// let kept = pkce.verifier().clone(); // in the user's session, until the browser is back
/// assert_eq!(Pkce::from_verifier(kept)?.challenge(), pkce.challenge());
/// # Ok::<(), feishu_runtime::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pkce {
    verifier: Secret,
}

impl Pkce {
    /// A new one, with 256 bits from the operating system.
    ///
    /// # Errors
    ///
    /// When the operating system gives no random numbers.
    pub fn generate() -> Result<Self, Error> {
        Ok(Self { verifier: random::text()?.into() })
    }

    /// One that was kept.
    ///
    /// # Errors
    ///
    /// When it has not 43 to 128 characters of `A-Z`, `a-z`, `0-9`, `-`, `.`, `_` and `~`.
    pub fn from_verifier(verifier: impl Into<Secret>) -> Result<Self, Error> {
        let verifier = verifier.into();
        let text = verifier.expose().as_bytes();
        let allowed = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._~".contains(byte);
        if !(43..=128).contains(&text.len()) || !text.iter().all(allowed) {
            return Err(Error::config(
                "a code verifier has 43 to 128 characters, and only letters, digits, `-`, `.`, `_` and `~`",
            ));
        }
        Ok(Self { verifier })
    }

    /// The secret, for the exchange of the code.
    pub fn verifier(&self) -> &Secret {
        &self.verifier
    }

    /// Its hash, for the authorization page (`S256`).
    pub fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(hmac_sha256::Hash::hash(self.verifier.expose().as_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 7636, appendix B.
    #[test]
    fn matches_the_vector_of_the_rfc() {
        let pkce = Pkce::from_verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").expect("a verifier");
        assert_eq!(pkce.challenge(), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    #[test]
    fn takes_only_verifiers() {
        assert!(Pkce::from_verifier("a".repeat(42)).is_err());
        assert!(Pkce::from_verifier("a".repeat(128)).is_ok());
        assert!(Pkce::from_verifier("a".repeat(129)).is_err());
        assert!(Pkce::from_verifier("é".repeat(43)).is_err());
        assert!(Pkce::from_verifier(format!("{} ", "a".repeat(43))).is_err());
        let (one, two) = (Pkce::generate().expect("randomness"), Pkce::generate().expect("randomness"));
        assert_ne!(one, two);
        assert!(Pkce::from_verifier(one.verifier().clone()).is_ok());
    }
}
