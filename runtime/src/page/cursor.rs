//! Where a stream of pages stands, and how it goes on. Compiled once: knows no request and no answer.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

use super::Position;
use super::next::{Next, Unclear};
use crate::error::ErrorKind;
use crate::{Error, Meta};

/// The place of a stream in its list.
pub(super) struct Cursor {
    meta: &'static Meta,
    /// The page to be handed out next; `None` for the first.
    at: Option<String>,
    /// The page that was handed out last.
    last: Option<String>,
    standing: Standing,
    seen: Seen,
    /// Pages to hand out at most, and those that were.
    max: Option<usize>,
    count: usize,
}

/// Whether a stream goes on.
enum Standing {
    Going,
    /// It ends with an error that was not told yet.
    Failing(Error),
    /// It ended before the list did.
    Stopped,
    /// It ended with the list.
    Finished,
}

impl Cursor {
    /// At the page that a request names.
    pub(super) fn new(meta: &'static Meta, at: Option<String>) -> Self {
        let standing = Standing::Going;
        Self { meta, at, last: None, standing, seen: Seen::default(), max: None, count: 0 }
    }

    pub(super) fn at(&self) -> Option<&str> {
        self.at.as_deref()
    }

    pub(super) fn last(&self) -> Option<&str> {
        self.last.as_deref()
    }

    pub(super) fn is_going(&self) -> bool {
        matches!(self.standing, Standing::Going)
    }

    pub(super) fn is_finished(&self) -> bool {
        matches!(self.standing, Standing::Finished)
    }

    /// Whether nothing comes any more, not even an error.
    pub(super) fn is_over(&self) -> bool {
        matches!(self.standing, Standing::Stopped | Standing::Finished)
    }

    pub(super) fn limit(&mut self, pages: usize) {
        self.max = Some(pages);
        if self.count >= pages && self.is_going() {
            self.standing = Standing::Stopped;
        }
    }

    /// Goes to a page by its name.
    pub(super) fn start_at(&mut self, name: String, position: &mut dyn Position) {
        if position.set(&name) {
            self.at = Some(name);
        } else {
            self.standing = Standing::Failing(self.no_number(ErrorKind::Config, &name));
        }
    }

    /// Goes on from where the stream stopped.
    pub(super) fn resume(&mut self) {
        if matches!(self.standing, Standing::Stopped) {
            self.standing = Standing::Going;
            self.count = 0;
        }
    }

    /// The error that ends the stream, once.
    pub(super) fn failure(&mut self) -> Option<Error> {
        if !matches!(self.standing, Standing::Failing(_)) {
            return None;
        }
        match std::mem::replace(&mut self.standing, Standing::Stopped) {
            Standing::Failing(error) => Some(error),
            _ => None,
        }
    }

    /// The page could not be had.
    pub(super) fn stop(&mut self) {
        self.standing = Standing::Stopped;
    }

    /// The page came: goes to the one after it.
    pub(super) fn advance(&mut self, next: Next, position: &mut dyn Position) {
        self.count += 1;
        let came = self.at.clone();
        let next = next.after(came.as_deref(), self.meta);
        self.last.clone_from(&came);
        if let Some(name) = &came {
            self.seen.insert(name);
        }
        self.standing = match next {
            Ok(None) => {
                self.at = None;
                Standing::Finished
            }
            Ok(Some(name)) => self.turn_to(name, position),
            Err(Unclear::Stuck) => Standing::Failing(self.stuck()),
            Err(Unclear::NoNumber(name)) => Standing::Failing(self.no_number(ErrorKind::Paging, &name)),
        };
    }

    fn turn_to(&mut self, name: String, position: &mut dyn Position) -> Standing {
        if self.seen.contains(&name) {
            self.at = Some(name);
            return Standing::Failing(self.stuck());
        }
        if !position.set(&name) {
            return Standing::Failing(self.no_number(ErrorKind::Paging, &name));
        }
        self.at = Some(name);
        if self.max.is_some_and(|max| self.count >= max) { Standing::Stopped } else { Standing::Going }
    }

    fn stuck(&self) -> Error {
        let message = "the answer names a page that came before as the next one; the list would never end";
        Error::new(ErrorKind::Paging, message).with_operation(self.meta)
    }

    fn no_number(&self, kind: ErrorKind, name: &str) -> Error {
        let shown: String = name.chars().take(40).collect();
        let message = format!("pages of this list are numbered, and `{shown}` is no whole number");
        Error::new(kind, message).with_operation(self.meta)
    }
}

/// Names of pages that were asked for, as fingerprints: a list of a million pages takes some megabytes.
#[derive(Default)]
struct Seen {
    hasher: RandomState,
    fingerprints: HashSet<u64>,
}

impl Seen {
    fn insert(&mut self, name: &str) {
        self.fingerprints.insert(self.hasher.hash_one(name));
    }

    fn contains(&self, name: &str) -> bool {
        self.fingerprints.contains(&self.hasher.hash_one(name))
    }
}
