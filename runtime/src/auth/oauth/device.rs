//! The device flow, RFC 8628: the user confirms on another machine while this one asks again and again.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::UserGrant;
use super::failure::explained;
use super::token::{Ask, ask};
use crate::auth::Identity;
use crate::auth::pairs::{Format, parts};
use crate::client::{Core, Job};
use crate::error::Remedy;
use crate::wire::{FieldValue, Object};
use crate::{Envelope, Error, ErrorKind, HostKind, Meta, Method, Secret};

static BEGIN: Meta = Meta::new("oauth.v1.device_authorization", Method::Post, "/oauth/v1/device_authorization")
    .host(HostKind::Accounts)
    .tokens(&[])
    .envelope(Envelope::Flat);

const GRANT: &str = "urn:ietf:params:oauth:grant-type:device_code";

/// Seconds that hold where the server names none.
const EXPIRES_IN: i64 = 240;
const INTERVAL: i64 = 5;

/// What `slow_down` adds to the interval, for good (RFC 8628, section 3.5).
const SLOWER: Duration = Duration::from_secs(5);

/// A login that waits for its user, from [`OAuth::device`](crate::OAuth::device).
pub struct DeviceLogin {
    core: Arc<Core>,
    device_code: Secret,
    user_code: String,
    verification_uri: String,
    complete: Option<String>,
    expires_at: Duration,
    interval: Duration,
}

/// Asks for the codes.
pub(super) async fn begin(core: &Arc<Core>, scope: &str) -> Result<DeviceLogin, Error> {
    let own = core.credentials();
    let pairs = [("client_id", own.app_id.as_str()), ("scope", scope)];
    let mut parts = parts(&BEGIN, &pairs, Format::Form)?;
    let basic = STANDARD.encode(format!("{}:{}", own.app_id, own.app_secret.expose()));
    parts.header("authorization", &format!("Basic {basic}"))?;
    let asked_at = core.clock().unix();
    let answer: Result<Answer, Error> = core.perform(&Job::new(&BEGIN, parts, Identity::App)).await;
    let answer = answer.map_err(|error| explained(error.redact(&basic)))?;
    answer.into_login(core, asked_at).ok_or_else(|| {
        Error::new(ErrorKind::Token, "the answer holds no codes, or no address for the user").with_operation(&BEGIN)
    })
}

impl DeviceLogin {
    /// The code that the user confirms, to be shown.
    pub fn user_code(&self) -> &str {
        &self.user_code
    }

    /// The address that the user opens, to be shown.
    pub fn verification_uri(&self) -> &str {
        &self.verification_uri
    }

    /// The same address with the code in it, where there is one: for a QR code.
    pub fn verification_uri_complete(&self) -> Option<&str> {
        self.complete.as_deref()
    }

    /// When the user must have confirmed, as time since 1970.
    pub fn expires_at(&self) -> Duration {
        self.expires_at
    }

    /// Waits until the user has confirmed. Can be dropped and called again.
    ///
    /// # Errors
    ///
    /// When the user refused or was too late (with [`Remedy::Authorize`]), or the platform does not take the app's
    /// credentials. A connection that fails on the way is none: it asks again.
    pub async fn wait(&self) -> Result<UserGrant, Error> {
        let mut interval = self.interval;
        loop {
            if self.core.clock().unix() >= self.expires_at {
                return Err(too_late());
            }
            self.core.clock().sleep(interval).await;
            let pairs = [("device_code", self.device_code.expose())];
            let asked = ask(&self.core, Ask { grant: GRANT, pairs: &pairs, format: Format::Form }).await;
            match asked.map_err(|error| (reaction(&error), error)) {
                Ok(grant) => return Ok(grant),
                Err((Reaction::AskAgain, _)) => {}
                Err((Reaction::SlowDown, _)) => interval = interval.saturating_add(SLOWER),
                Err((Reaction::TooLate, _)) => return Err(too_late()),
                Err((Reaction::GiveUp, error)) => return Err(error),
            }
        }
    }
}

enum Reaction {
    AskAgain,
    SlowDown,
    TooLate,
    GiveUp,
}

fn reaction(error: &Error) -> Reaction {
    match error.detail().as_str() {
        Some("authorization_pending") => Reaction::AskAgain,
        Some("slow_down") => Reaction::SlowDown,
        Some("expired_token" | "invalid_grant") => Reaction::TooLate,
        // The server or the way to it fails: ask less often.
        _ if error.remedy() == Some(Remedy::Retry) => Reaction::SlowDown,
        _ => Reaction::GiveUp,
    }
}

fn too_late() -> Error {
    Error::new(ErrorKind::Token, "the user did not confirm in time; begin again with `OAuth::device`")
        .with_remedy(Remedy::Authorize)
}

impl fmt::Debug for DeviceLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DeviceLogin")
            .field("verification_uri", &self.verification_uri)
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

#[derive(Default)]
struct Answer {
    device_code: Option<Secret>,
    user_code: Option<String>,
    verification_uri: Option<String>,
    complete: Option<String>,
    expires_in: Option<i64>,
    interval: Option<i64>,
}

impl Answer {
    fn into_login(self, core: &Arc<Core>, asked_at: Duration) -> Option<DeviceLogin> {
        let seconds = |given: Option<i64>, or: i64| {
            let positive = given.filter(|seconds| *seconds > 0).unwrap_or(or);
            Duration::from_secs(u64::try_from(positive).unwrap_or_default())
        };
        Some(DeviceLogin {
            core: Arc::clone(core),
            device_code: self.device_code.filter(|code| !code.expose().is_empty())?,
            user_code: self.user_code?,
            verification_uri: self.verification_uri.or_else(|| self.complete.clone())?,
            complete: self.complete,
            expires_at: asked_at.saturating_add(seconds(self.expires_in, EXPIRES_IN)),
            interval: seconds(self.interval, INTERVAL),
        })
    }
}

impl Object for Answer {
    const FIELDS: &'static [&'static str] =
        &["device_code", "user_code", "verification_uri", "verification_uri_complete", "expires_in", "interval"];

    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0 => value.read_into(&mut self.device_code),
            1 => value.read_into(&mut self.user_code),
            2 => value.read_into(&mut self.verification_uri),
            3 => value.read_into(&mut self.complete),
            4 => value.read_into(&mut self.expires_in),
            5 => value.read_into(&mut self.interval),
            _ => value.skip(),
        }
    }
}
