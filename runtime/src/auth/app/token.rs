//! A token of the app or of a tenant, and the text that a store keeps of it.

use std::time::Duration;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::auth::bearer::Bearer;
use crate::auth::life::Life;
use crate::wire::{FieldValue, Object, Read};
use crate::{EncodeError, Secret};

/// A token with the time that it serves.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) bearer: Bearer,
    pub(super) life: Life,
}

impl Token {
    /// What a store keeps.
    pub(super) fn to_text(&self) -> Result<Secret, EncodeError> {
        let text = serde_json::to_string(self).map_err(|error| EncodeError::Json(error.to_string()))?;
        Ok(text.into())
    }

    /// What a store kept; `None` where it is no token.
    pub(super) fn from_text(text: &Secret) -> Option<Self> {
        let kept: Kept = Read::read(&mut serde_json::Deserializer::from_str(text.expose())).ok()?;
        let moment = |seconds: Option<i64>| u64::try_from(seconds?).ok().map(Duration::from_secs);
        let life = Life { issued_at: moment(kept.issued_at)?, expires_at: moment(kept.expires_at)? };
        Some(Self { bearer: Bearer::new(kept.token?), life })
    }
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(3))?;
        map.serialize_entry("token", self.bearer.secret())?;
        map.serialize_entry("issued_at", &self.life.issued_at.as_secs())?;
        map.serialize_entry("expires_at", &self.life.expires_at.as_secs())?;
        map.end()
    }
}

#[derive(Default)]
struct Kept {
    token: Option<Secret>,
    issued_at: Option<i64>,
    expires_at: Option<i64>,
}

impl Object for Kept {
    const FIELDS: &'static [&'static str] = &["token", "issued_at", "expires_at"];

    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.token),
            1 => value.read_into(&mut self.issued_at),
            2 => value.read_into(&mut self.expires_at),
            _ => value.skip(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_a_store() {
        let life = Life::begins(Duration::from_secs(1_700_000_000), Duration::from_secs(7200));
        let token = Token { bearer: Bearer::new("t-1".into()), life };
        let back = Token::from_text(&token.to_text().expect("a text")).expect("a token");
        assert_eq!((back.bearer, back.life), (token.bearer, life));
        for other in ["", "7", "{}", r#"{"token":"t","issued_at":-1,"expires_at":5}"#, r#"{"token":"t"}"#] {
            assert!(Token::from_text(&other.into()).is_none(), "{other}");
        }
    }
}
