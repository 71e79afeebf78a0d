//! Uploads in parts, as far as the specs tell them apart from other calls: what was begun, and what arrived of it. Must keep no
//! content.

mod checksum;
mod session;

use std::collections::HashMap;
use std::sync::Mutex;

use axum::http::HeaderValue;
use feishu_generator::ir::{Chunked, Client, Filler, Operation, Refusal, Step, Sum};
use serde_json::{Map, Value};

use self::session::{Came, Session};
use crate::check::Accepted;
use crate::codes::Codes;
use crate::problem::Problem;
use crate::sync::lock;

/// Above so many uploads that nobody ended, all of them are forgotten.
const CROWDED: usize = 10_000;

/// The uploads of a server.
#[derive(Debug, Default)]
pub(crate) struct Uploads {
    sessions: Mutex<HashMap<String, Session>>,
    /// Calls under way.
    busy: Mutex<HashMap<Key, usize>>,
}

/// An upload operation, and what its caller sends to be known by.
type Key = (String, Option<HeaderValue>);

/// The part that an operation has in an upload.
struct Role<'a> {
    /// The operation for whole files.
    whole: &'a Operation,
    chunked: &'a Chunked,
    step: &'a Step,
}

impl Uploads {
    /// What an operation answers in the place of sample values, or why it refuses.
    pub(crate) fn answer(
        &self,
        client: &Client,
        operation: &Operation,
        accepted: &Accepted,
        identity: &str,
        part_size: u64,
    ) -> Result<Map<String, Value>, Problem> {
        if let Some(chunked) = &operation.chunked {
            let content = accepted.file(&chunked.file.wire).unwrap_or_default();
            check_sum(chunked, chunked.checksum.as_ref(), accepted, content)?;
        }
        let Some(role) = role(client, operation) else { return Ok(Map::new()) };
        let chunked = role.chunked;
        if role.step.id == chunked.prepare.id {
            return Ok(self.prepare(&role, accepted, identity, part_size));
        }
        let mut sessions = lock(&self.sessions);
        let id = role.step.taking(&Filler::UploadId).and_then(|name| accepted.value(&name.wire)).unwrap_or_default();
        let Some(session) = sessions.get_mut(&id).filter(|session| session.belongs_to(&role.whole.id)) else {
            return Err(refusal(chunked, Refusal::Expired));
        };
        if !session.was_begun_by(identity) {
            return Err(refusal(chunked, Refusal::OtherIdentity));
        }
        if role.step.id == chunked.part.id {
            return part(&role, session, accepted).map(|()| Map::new());
        }
        if !session.is_complete() {
            return Err(refusal(chunked, Refusal::MissingPart));
        }
        sessions.remove(&id);
        Ok(Map::new())
    }

    fn prepare(&self, role: &Role, accepted: &Accepted, identity: &str, part_size: u64) -> Map<String, Value> {
        let chunked = role.chunked;
        let size = role.step.taking(&Filler::Size).and_then(|name| accepted.number(&name.wire)).unwrap_or_default();
        let session = Session::begin(&role.whole.id, identity, size, part_size.max(1));
        let parts = session.parts();
        let id = format!("7{:018}", fastrand::u64(..1_000_000_000_000_000_000));
        let mut sessions = lock(&self.sessions);
        if sessions.len() >= CROWDED {
            sessions.clear();
        }
        sessions.insert(id.clone(), session);
        drop(sessions);
        let answer = [
            (Some(&chunked.upload_id), Value::from(id)),
            (Some(&chunked.part_size), Value::from(part_size.max(1))),
            (chunked.part_count.as_ref(), Value::from(parts)),
        ];
        answer.into_iter().filter_map(|(name, value)| Some((name?.wire.clone(), value))).collect()
    }

    /// Keeps others of the same upload operation out for as long as the guard lives; refuses where one is under way.
    pub(crate) fn enter<'a>(
        &'a self,
        client: &Client,
        operation: &Operation,
        authorization: Option<&HeaderValue>,
    ) -> Result<Option<Busy<'a>>, Problem> {
        let role = role(client, operation);
        let upload = role.as_ref().map(|role| (role.whole, role.chunked));
        let Some((whole, chunked)) = upload.or_else(|| Some((operation, operation.chunked.as_ref()?))) else {
            return Ok(None);
        };
        // Where no code says so, calls at the same time are not documented to be refused.
        if chunked.refusal(Refusal::Busy).is_none() {
            return Ok(None);
        }
        let key = (whole.id.clone(), authorization.cloned());
        let mut busy = lock(&self.busy);
        let count = busy.entry(key.clone()).or_default();
        *count += 1;
        let alone = *count == 1;
        drop(busy);
        let guard = Busy { uploads: self, key };
        if alone { Ok(Some(guard)) } else { Err(refusal(chunked, Refusal::Busy)) }
    }
}

/// A call that others of its upload have to wait for.
#[derive(Debug)]
pub(crate) struct Busy<'a> {
    uploads: &'a Uploads,
    key: Key,
}

impl Drop for Busy<'_> {
    fn drop(&mut self) {
        let mut busy = lock(&self.uploads.busy);
        if let Some(count) = busy.get_mut(&self.key) {
            *count = count.saturating_sub(1);
        }
        if busy.get(&self.key) == Some(&0) {
            busy.remove(&self.key);
        }
    }
}

fn role<'a>(client: &'a Client, operation: &Operation) -> Option<Role<'a>> {
    client.operations().find_map(|whole| {
        let chunked = whole.chunked.as_ref()?;
        let step = chunked.steps().into_iter().find(|step| step.id == operation.id)?;
        Some(Role { whole, chunked, step })
    })
}

fn part(role: &Role, session: &mut Session, accepted: &Accepted) -> Result<(), Problem> {
    let (chunked, step) = (role.chunked, role.step);
    let content = step.taking(&Filler::Content).and_then(|name| accepted.file(&name.wire)).unwrap_or_default();
    check_sum(chunked, chunked.part_checksum.as_ref(), accepted, content)?;
    let number = step.taking(&Filler::PartNumber).and_then(|name| accepted.number(&name.wire)).unwrap_or_default();
    let index = number.checked_sub(u64::try_from(chunked.first_part).unwrap_or_default());
    match index.map_or(Came::OutOfBounds, |index| session.came(index, content.len() as u64)) {
        Came::Right => Ok(()),
        Came::OutOfBounds => Err(refusal(chunked, Refusal::TooManyParts)),
        Came::WrongSize => Err(refusal(chunked, Refusal::WrongSize)),
    }
}

fn check_sum(chunked: &Chunked, sum: Option<&Sum>, accepted: &Accepted, content: &[u8]) -> Result<(), Problem> {
    let Some(sum) = sum else { return Ok(()) };
    let sent = accepted.value(&sum.field.wire).filter(|sent| !sent.is_empty());
    if sent.is_none_or(|sent| sent.eq_ignore_ascii_case(&checksum::of(sum.algorithm, content))) {
        return Ok(());
    }
    Err(refusal(chunked, Refusal::WrongChecksum))
}

/// The code that the spec gives for it, or the platform's own for bad requests.
fn refusal(chunked: &Chunked, refusal: Refusal) -> Problem {
    chunked.refusal(refusal).map_or_else(|| Problem::new(Codes::BAD_REQUEST), Problem::documented)
}

/// The code for a form whose file has another length than it says.
pub(crate) fn wrong_size(client: &Client, operation: &Operation) -> Option<Problem> {
    let role = role(client, operation);
    let chunked = role.map(|role| role.chunked).or(operation.chunked.as_ref())?;
    chunked.refusal(Refusal::WrongSize)?;
    Some(refusal(chunked, Refusal::WrongSize))
}
