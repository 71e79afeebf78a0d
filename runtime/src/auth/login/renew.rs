//! One renewal of a login, across processes: claim, refresh, keep. Knows no cache and no callers.
//!
//! A refresh token serves once, and using it twice ends the login. So it is used only by whoever marked the stored record as
//! claimed (compare-and-swap, with a lease so that a crash does not block the login for good), and the new pair is stored
//! before anybody sees it.

use std::sync::Arc;
use std::time::Duration;

use super::plan::{Plan, Wish, plan};
use super::record::Record;
use crate::auth::oauth::{by_refresh_token, is_used_up};
use crate::auth::{bearer::Bearer, store::Entries};
use crate::client::Core;
use crate::error::{Passing, Remedy};
use crate::{Error, ErrorKind, Secret, StoreEntry, UserGrant};

/// How long a claim holds: longer than two calls with their time limits, so that it never ends under its holder.
const LEASE: Duration = Duration::from_secs(60);

/// Pauses between looks at a record that another process works on: doubled each time, up to the last.
const FIRST_LOOK: Duration = Duration::from_millis(100);
const LAST_LOOK: Duration = Duration::from_secs(1);

/// Pauses between tries to store a new pair, which must not get lost.
const KEEP_TRYING: [Duration; 3] = [Duration::from_millis(200), Duration::from_millis(800), Duration::from_secs(2)];

/// Pause before the second try where the platform asks for one.
const SECOND_TRY: Duration = Duration::from_secs(1);

/// What the renewal is for.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// The login's id, for people.
    pub(super) id: Arc<str>,
    /// Its name in the store.
    pub(super) name: Arc<str>,
    /// An access token that the platform refused.
    pub(super) refused: Option<Bearer>,
    pub(super) force: bool,
    /// A pair that could not be stored the last time, with the refresh token that it replaced.
    pub(super) unsaved: Option<(Record, Secret)>,
}

/// A login as it stands after a renewal.
#[derive(Debug, Clone)]
pub(super) struct Renewed {
    pub(super) record: Record,
    /// There where the store failed: this pair exists in memory only.
    pub(super) unsaved: Option<Unsaved>,
}

/// Why a pair is not stored, and what is stored in its place.
#[derive(Debug, Clone)]
pub(super) struct Unsaved {
    /// The refresh token that was used up for the pair.
    pub(super) replaced: Secret,
    error: Error,
}

impl From<Record> for Renewed {
    fn from(record: Record) -> Self {
        Self { record, unsaved: None }
    }
}

/// Brings a login to where its token can be used.
pub(super) async fn renew(core: &Arc<Core>, order: Order) -> Result<Renewed, Error> {
    Renewal { core, entries: core.tokens().entries(), order }.run().await
}

struct Renewal<'a> {
    core: &'a Arc<Core>,
    entries: &'a Entries,
    order: Order,
}

impl Renewal<'_> {
    async fn run(mut self) -> Result<Renewed, Error> {
        if let Some((record, replaced)) = self.order.unsaved.take() {
            let kept = self.keep(record, replaced, None).await?;
            match (plan(&kept.record, self.wish(&kept.record)), kept.unsaved) {
                (Plan::Use, unsaved) => return Ok(Renewed { record: kept.record, unsaved }),
                // What the store has is used up: nothing may be done with it before the new pair is there.
                (_, Some(unsaved)) => return Err(unsaved.error),
                (_, None) => {}
            }
        }
        let mut pause = FIRST_LOOK;
        loop {
            let (version, record) = self.load().await?.ok_or_else(|| self.unknown())?;
            match plan(&record, self.wish(&record)) {
                Plan::Use => return Ok(record.into()),
                Plan::Ended => return Err(self.ended(&record)),
                Plan::Wait(until) => {
                    let left = until.saturating_sub(self.core.clock().unix());
                    self.core.clock().sleep(pause.min(left)).await;
                    pause = pause.saturating_mul(2).min(LAST_LOOK);
                }
                Plan::Refresh => {
                    if let Some(renewed) = self.refresh(version, record).await? {
                        return Ok(renewed);
                    }
                }
            }
        }
    }

    fn wish(&self, record: &Record) -> Wish {
        let token = &record.grant.access_token;
        let refused = self.order.refused.as_ref().is_some_and(|refused| refused.secret() == token);
        Wish { now: self.core.clock().unix(), refused, force: self.order.force }
    }

    async fn load(&self) -> Result<Option<(u64, Record)>, Error> {
        load(self.entries, &self.order.name).await
    }

    async fn swap(&self, version: Option<u64>, record: &Record) -> Result<Option<u64>, Error> {
        let keep_for = record.keep_for(self.core.clock().unix());
        self.entries.swap(&self.order.name, version, record.to_text()?, keep_for).await
    }

    /// Claims the refresh token and uses it; `None` where somebody else was faster.
    async fn refresh(&mut self, version: u64, record: Record) -> Result<Option<Renewed>, Error> {
        let Some(refresh_token) = record.grant.refresh_token.clone() else { return Ok(None) };
        let until = self.core.clock().unix().saturating_add(LEASE);
        let claimed = Record { claimed_until: Some(until), ..record };
        let Some(claim) = self.swap(Some(version), &claimed).await? else { return Ok(None) };
        match self.ask(&refresh_token).await {
            Ok(grant) => {
                let record = Record::new(carry_over(grant, &claimed.grant));
                self.keep(record, refresh_token, Some(claim)).await.map(Some)
            }
            Err(error) => self.give_back(claim, claimed, error).await,
        }
    }

    /// Uses the refresh token; twice where the platform failed in a way that asks for it.
    async fn ask(&self, refresh_token: &Secret) -> Result<UserGrant, Error> {
        match by_refresh_token(self.core, refresh_token).await {
            Err(error) if asks_again(&error) => {
                self.core.clock().sleep(SECOND_TRY).await;
                by_refresh_token(self.core, refresh_token).await
            }
            outcome => outcome,
        }
    }

    /// Stores a new pair, if need be over what others wrote in the meantime: unless that is another pair, this one is the
    /// only one that still works.
    async fn keep(&self, record: Record, replaced: Secret, claim: Option<u64>) -> Result<Renewed, Error> {
        let mut version = claim;
        // Right after a refresh it is worth waiting for the store; later, callers wait for a token that is there.
        let mut pauses = KEEP_TRYING.iter().filter(|_| claim.is_some());
        loop {
            match self.try_to_keep(&record, &replaced, version).await {
                Ok(Some(kept)) => return Ok(kept),
                Ok(None) => version = None,
                Err(error) => match pauses.next() {
                    Some(pause) => self.core.clock().sleep(*pause).await,
                    // It serves from memory, and is stored when the store works again.
                    None => return Ok(Renewed { record, unsaved: Some(Unsaved { replaced, error }) }),
                },
            }
        }
    }

    async fn try_to_keep(
        &self,
        record: &Record,
        replaced: &Secret,
        version: Option<u64>,
    ) -> Result<Option<Renewed>, Error> {
        let version = match version {
            Some(version) => version,
            None => match self.load().await? {
                Some((version, stored)) if is_older(&stored, replaced) => version,
                Some((_, stored)) => return Ok(Some(stored.into())),
                // The login was removed while it was refreshed: it is not brought back, and this call is its last.
                None => return Ok(Some(record.clone().into())),
            },
        };
        Ok(self.swap(Some(version), record).await?.map(|_| record.clone().into()))
    }

    /// Notes what became of the refresh token. `None` where the store has a newer login by now.
    async fn give_back(&self, claim: u64, claimed: Record, error: Error) -> Result<Option<Renewed>, Error> {
        let (used_up, ambiguous) = (is_used_up(&error), is_ambiguous(&error));
        let mut record = Record { claimed_until: None, ..claimed };
        if used_up {
            record.grant.refresh_token = None;
            record.ended_by = error.code();
        } else {
            record.in_doubt |= ambiguous;
        }
        // Where this fails the lease runs out, and the token counts as doubtful: nothing is lost.
        let noted = self.swap(Some(claim), &record).await;
        match noted {
            Ok(None) if used_up => Ok(None),
            _ if ambiguous => Err(error.explained(
                "it is not known whether the refresh token was used up; it will be tried once more when the access token \
                 has ended",
            )),
            _ => Err(error),
        }
    }

    fn unknown(&self) -> Error {
        let why = format!(
            "there is no login `{}`; the user has to authorize, then keep it with `UserLogin::save`",
            self.order.id
        );
        Error::new(ErrorKind::Token, why).with_remedy(Remedy::Authorize)
    }

    fn ended(&self, record: &Record) -> Error {
        let id = &self.order.id;
        let why = match record.ended_by {
            Some(code) => {
                format!("the login `{id}` has ended: its refresh token was used up, expired or revoked (code {code})")
            }
            None => {
                format!("the login `{id}` has ended, and has no refresh token: the user granted no `offline_access`")
            }
        };
        Error::new(ErrorKind::Token, format!("{why}; the user has to authorize again"))
            .with_code(record.ended_by)
            .with_remedy(Remedy::Authorize)
    }
}

/// A stored login with its version.
pub(super) async fn load(entries: &Entries, name: &str) -> Result<Option<(u64, Record)>, Error> {
    let Some(StoreEntry { version, value, .. }) = entries.load(name).await? else { return Ok(None) };
    let record = Record::from_text(&value).ok_or_else(|| {
        Error::new(ErrorKind::Token, format!("what the token store keeps under `{name}` is no login; remove it"))
    })?;
    Ok(Some((version, record)))
}

/// Whether a record is one that a new pair takes the place of: it holds the refresh token that the pair was had for, or
/// somebody found out that this one no longer works.
fn is_older(stored: &Record, replaced: &Secret) -> bool {
    match &stored.grant.refresh_token {
        Some(refresh_token) => refresh_token == replaced,
        None => stored.ended_by.is_some(),
    }
}

/// What an answer leaves out stays as it was.
fn carry_over(mut grant: UserGrant, old: &UserGrant) -> UserGrant {
    if grant.scope.is_empty() {
        grant.scope.clone_from(&old.scope);
    }
    grant
}

/// Whether the platform may have used up the refresh token although it did not say so.
fn is_ambiguous(error: &Error) -> bool {
    match error.passing() {
        Passing::NotExecuted => false,
        Passing::MayHaveExecuted => !asks_again(error),
        // The call's own time limit, an answer of success that holds no tokens, an unusual status.
        Passing::No => match error.kind() {
            ErrorKind::Timeout | ErrorKind::Transport | ErrorKind::Decode => true,
            ErrorKind::Status => error.http_status().is_none_or(|status| !status.is_client_error()),
            _ => false,
        },
    }
}

/// Whether the page of the call says to make it again.
fn asks_again(error: &Error) -> bool {
    matches!(error.code(), Some(20_050 | 20_072))
}
