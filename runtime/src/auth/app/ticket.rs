//! The ticket of a store app: how it comes in, where it is kept, and how it is asked for.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::grant;
use crate::client::Core;
use crate::error::Remedy;
use crate::{Error, ErrorKind, Secret};

/// The ticket is asked for once in so long: it comes by itself every hour, and a call for each failure would not speed it up.
const ASK_AGAIN: Duration = Duration::from_secs(60);

const HOW_IT_COMES: &str =
    "the platform sends it to the app's webhook as the event `app_ticket`; hand it to `Client::app_ticket`";

/// What is known of the ticket.
#[derive(Default)]
pub(crate) struct Tickets {
    /// The last one that came to this process, for when the store fails.
    came: Mutex<Option<Secret>>,
    asked_at: Mutex<Option<Duration>>,
}

impl Tickets {
    /// Keeps a ticket that came; the newest counts.
    pub(crate) async fn keep(&self, core: &Arc<Core>, ticket: Secret) -> Result<(), Error> {
        lock(&self.came).replace(ticket.clone());
        let entries = core.tokens().entries();
        let name = entries.name("ticket", None);
        loop {
            let version = entries.load(&name).await?.map(|entry| entry.version);
            if entries.swap(&name, version, ticket.clone(), None).await?.is_some() {
                return Ok(());
            }
        }
    }

    /// The latest ticket, whichever process it came to.
    pub(super) async fn latest(&self, core: &Arc<Core>) -> Result<Option<Secret>, Error> {
        let entries = core.tokens().entries();
        match entries.load(&entries.name("ticket", None)).await {
            Ok(Some(entry)) => Ok(Some(entry.value)),
            Ok(None) => Ok(lock(&self.came).clone()),
            Err(error) => lock(&self.came).clone().map(Some).ok_or(error),
        }
    }

    /// Asks for a ticket where there is none; the error for whoever needed it.
    pub(super) async fn missing(&self, core: &Arc<Core>) -> Error {
        let error = Error::new(ErrorKind::Token, "there is no app ticket yet").with_operation(&grant::STORE_APP);
        self.outdated(core, error).await
    }

    /// Asks for a new ticket; the error for whoever needed it, with what to do.
    pub(super) async fn outdated(&self, core: &Arc<Core>, error: Error) -> Error {
        let asked = match self.ask(core).await {
            Ok(true) => "it was asked for just now".to_owned(),
            Ok(false) => "it was asked for less than a minute ago".to_owned(),
            Err(failure) => format!("asking for it failed ({failure})"),
        };
        error.explained(&format!("{HOW_IT_COMES}; {asked}")).with_remedy(Remedy::Retry)
    }

    /// Has the ticket pushed, unless that was asked for just now.
    async fn ask(&self, core: &Arc<Core>) -> Result<bool, Error> {
        let now = core.clock().unix();
        {
            let mut asked_at = lock(&self.asked_at);
            if asked_at.is_some_and(|at| now < at.saturating_add(ASK_AGAIN)) {
                return Ok(false);
            }
            *asked_at = Some(now);
        }
        let own = core.credentials();
        let credentials = [("app_id", own.app_id.as_str()), ("app_secret", own.app_secret.expose())];
        grant::call::<()>(core, &grant::RESEND, &credentials).await.map(|()| true)
    }
}

/// A panic elsewhere leaves the value whole.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
