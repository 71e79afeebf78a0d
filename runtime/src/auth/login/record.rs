//! A login as a store keeps it: the grant, and how far a refresh of it has come.

use std::time::Duration;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::auth::life::Life;
use crate::wire::{FieldValue, Object, Read};
use crate::{EncodeError, Secret, UserGrant};

/// What is known of a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Record {
    pub(super) grant: UserGrant,
    /// Some process uses the refresh token until then, at the latest.
    pub(super) claimed_until: Option<Duration>,
    /// A refresh broke off, so that the refresh token may be used up.
    pub(super) in_doubt: bool,
    /// The code by which the platform said that the refresh token, which is gone since, was used up.
    pub(super) ended_by: Option<i64>,
}

impl Record {
    /// A login that was just granted.
    pub(super) fn new(grant: UserGrant) -> Self {
        Self { grant, claimed_until: None, in_doubt: false, ended_by: None }
    }

    /// The life of the access token.
    pub(super) fn life(&self) -> Life {
        Life { issued_at: self.grant.issued_at.unwrap_or_default(), expires_at: self.grant.expires_at }
    }

    /// How long it is of use to keep it; `None` where nobody knows.
    pub(super) fn keep_for(&self, now: Duration) -> Option<Duration> {
        let ends = match &self.grant.refresh_token {
            Some(_) => self.grant.refresh_expires_at?.max(self.grant.expires_at),
            None => self.grant.expires_at,
        };
        // For a while longer, so that its end can be told from a login that never was.
        Some(ends.saturating_sub(now).saturating_add(AFTERLIFE))
    }

    /// What a store keeps.
    pub(super) fn to_text(&self) -> Result<Secret, EncodeError> {
        let text = serde_json::to_string(self).map_err(|error| EncodeError::Json(error.to_string()))?;
        Ok(text.into())
    }

    /// What a store kept; `None` where it is no login.
    pub(super) fn from_text(text: &Secret) -> Option<Self> {
        let kept: Kept = Read::read(&mut serde_json::Deserializer::from_str(text.expose())).ok()?;
        Some(Self {
            grant: UserGrant {
                access_token: kept.access_token?,
                issued_at: moment(kept.issued_at),
                expires_at: moment(kept.expires_at)?,
                refresh_token: kept.refresh_token,
                refresh_expires_at: moment(kept.refresh_expires_at),
                scope: kept.scope.unwrap_or_default(),
            },
            claimed_until: moment(kept.claimed_until),
            in_doubt: kept.in_doubt.unwrap_or(false),
            ended_by: kept.ended_by,
        })
    }
}

const AFTERLIFE: Duration = Duration::from_secs(24 * 3600);

fn moment(seconds: Option<i64>) -> Option<Duration> {
    u64::try_from(seconds?).ok().map(Duration::from_secs)
}

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let seconds = |moment: Option<Duration>| moment.map(|moment| moment.as_secs());
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("access_token", &self.grant.access_token)?;
        map.serialize_entry("issued_at", &seconds(self.grant.issued_at))?;
        map.serialize_entry("expires_at", &self.grant.expires_at.as_secs())?;
        map.serialize_entry("refresh_token", &self.grant.refresh_token)?;
        map.serialize_entry("refresh_expires_at", &seconds(self.grant.refresh_expires_at))?;
        map.serialize_entry("scope", &self.grant.scope)?;
        map.serialize_entry("claimed_until", &seconds(self.claimed_until))?;
        map.serialize_entry("in_doubt", &self.in_doubt)?;
        map.serialize_entry("ended_by", &self.ended_by)?;
        map.end()
    }
}

#[derive(Default)]
struct Kept {
    access_token: Option<Secret>,
    issued_at: Option<i64>,
    expires_at: Option<i64>,
    refresh_token: Option<Secret>,
    refresh_expires_at: Option<i64>,
    scope: Option<String>,
    claimed_until: Option<i64>,
    in_doubt: Option<bool>,
    ended_by: Option<i64>,
}

impl Object for Kept {
    const FIELDS: &'static [&'static str] = &[
        "access_token",
        "issued_at",
        "expires_at",
        "refresh_token",
        "refresh_expires_at",
        "scope",
        "claimed_until",
        "in_doubt",
        "ended_by",
    ];

    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.access_token),
            1 => value.read_into(&mut self.issued_at),
            2 => value.read_into(&mut self.expires_at),
            3 => value.read_into(&mut self.refresh_token),
            4 => value.read_into(&mut self.refresh_expires_at),
            5 => value.read_into(&mut self.scope),
            6 => value.read_into(&mut self.claimed_until),
            7 => value.read_into(&mut self.in_doubt),
            8 => value.read_into(&mut self.ended_by),
            _ => value.skip(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comes_back_from_a_store() {
        let seconds = Duration::from_secs;
        let mut record = Record::new(
            UserGrant::new("eyJ-a", seconds(7200))
                .with_refresh_token("eyJ-r", Some(seconds(604_800)))
                .with_scopes("a b"),
        );
        assert_eq!(Record::from_text(&record.to_text().expect("a text")), Some(record.clone()));
        record.claimed_until = Some(seconds(60));
        record.in_doubt = true;
        record.ended_by = Some(20_073);
        record.grant.refresh_token = None;
        record.grant.issued_at = Some(seconds(1));
        assert_eq!(Record::from_text(&record.to_text().expect("a text")), Some(record));
        for other in ["", "[]", "{}", r#"{"access_token":"a"}"#, r#"{"access_token":"a","expires_at":-5}"#] {
            assert_eq!(Record::from_text(&other.into()), None, "{other}");
        }
    }

    #[test]
    fn a_login_is_kept_as_long_as_it_can_be_refreshed() {
        let seconds = Duration::from_secs;
        let grant = UserGrant::new("a", seconds(7200));
        assert_eq!(Record::new(grant.clone()).keep_for(seconds(0)), Some(seconds(7200) + AFTERLIFE));
        let known = grant.clone().with_refresh_token("r", Some(seconds(604_800)));
        assert_eq!(Record::new(known).keep_for(seconds(800)), Some(seconds(604_000) + AFTERLIFE));
        assert_eq!(Record::new(grant.with_refresh_token("r", None)).keep_for(seconds(0)), None);
    }
}
