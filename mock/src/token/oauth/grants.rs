//! What users granted: codes, refresh tokens and devices, with how long they serve. Must not know how they are asked for.

use std::collections::HashMap;
use std::fmt;
use std::iter::repeat_with;
use std::sync::Mutex;
use std::time::Duration;

use super::refusal::Refusal;
use crate::sync::lock;

/// A code serves so long.
const CODE: Duration = Duration::from_secs(5 * 60);

/// A refresh token serves so long.
pub(super) const REFRESH: Duration = Duration::from_secs(7 * 24 * 3600);

/// A device code serves so long, and is asked for so often at most.
pub(super) const DEVICE: Duration = Duration::from_secs(240);
pub(super) const INTERVAL: Duration = Duration::from_secs(5);

/// Grants of a server.
#[derive(Default)]
pub(crate) struct Grants(Mutex<Known>);

#[derive(Default)]
struct Known {
    codes: HashMap<String, Once<Code>>,
    refresh_tokens: HashMap<String, Once<Vec<String>>>,
    devices: HashMap<String, Device>,
    /// All codes and tokens that ever were, for tests that look for them.
    handed_out: Vec<String>,
}

/// Something that serves once, until its end.
struct Once<T> {
    what: T,
    expires: Duration,
    used: bool,
}

/// What a code was given for.
#[derive(Debug, Clone)]
pub(super) struct Code {
    pub(super) redirect_uri: String,
    pub(super) scopes: Vec<String>,
    /// The challenge, hashed or not.
    pub(super) challenge: Option<(String, bool)>,
}

struct Device {
    user_code: String,
    scopes: Vec<String>,
    expires: Duration,
    asked: Option<Duration>,
    confirmed: Option<bool>,
}

impl Grants {
    /// All codes, refresh tokens and device codes that were handed out.
    pub(crate) fn handed_out(&self) -> Vec<String> {
        lock(&self.0).handed_out.clone()
    }

    /// A new code.
    pub(super) fn code(&self, code: Code, now: Duration) -> String {
        let text = random(64);
        let once = Once { what: code, expires: now.saturating_add(CODE), used: false };
        let mut known = lock(&self.0);
        known.handed_out.push(text.clone());
        known.codes.insert(text.clone(), once);
        text
    }

    /// Looks at a code, which serves for another try unless it is taken.
    pub(super) fn look(&self, code: &str, now: Duration) -> Result<Code, Refusal> {
        let known = lock(&self.0);
        match known.codes.get(code) {
            None => Err(Refusal::UNKNOWN_CODE),
            Some(once) if once.used => Err(Refusal::USED_CODE),
            Some(once) if once.expires <= now => Err(Refusal::OLD_CODE),
            Some(once) => Ok(once.what.clone()),
        }
    }

    /// Takes a code, once.
    pub(super) fn take(&self, code: &str) -> Result<(), Refusal> {
        let mut known = lock(&self.0);
        let once = known.codes.get_mut(code).ok_or(Refusal::UNKNOWN_CODE)?;
        if std::mem::replace(&mut once.used, true) { Err(Refusal::USED_CODE) } else { Ok(()) }
    }

    /// A new refresh token.
    pub(super) fn refresh_token(&self, scopes: Vec<String>, now: Duration) -> String {
        let text = format!("eyJ{}", random(200));
        let once = Once { what: scopes, expires: now.saturating_add(REFRESH), used: false };
        let mut known = lock(&self.0);
        known.handed_out.push(text.clone());
        known.refresh_tokens.insert(text.clone(), once);
        text
    }

    /// Takes a refresh token, once; gives what it was granted for.
    pub(super) fn refresh(&self, token: &str, now: Duration) -> Result<Vec<String>, Refusal> {
        let mut known = lock(&self.0);
        let once = known.refresh_tokens.get_mut(token).ok_or(Refusal::UNKNOWN_REFRESH)?;
        if once.used {
            return Err(Refusal::USED_REFRESH);
        }
        if once.expires <= now {
            return Err(Refusal::OLD_REFRESH);
        }
        once.used = true;
        Ok(once.what.clone())
    }

    /// A new device: its code and the code for its user.
    pub(super) fn device(&self, scopes: Vec<String>, now: Duration) -> (String, String) {
        let (code, user_code) = (random(40), random(8));
        let expires = now.saturating_add(DEVICE);
        let device = Device { user_code: user_code.clone(), scopes, expires, asked: None, confirmed: None };
        let mut known = lock(&self.0);
        known.handed_out.push(code.clone());
        known.devices.insert(code.clone(), device);
        (code, user_code)
    }

    /// What became of a device; what its user granted.
    pub(super) fn ask(&self, device_code: &str, now: Duration) -> Result<Vec<String>, Refusal> {
        let mut known = lock(&self.0);
        let device = known.devices.get_mut(device_code).ok_or(Refusal::OLD_DEVICE)?;
        if device.expires <= now {
            return Err(Refusal::OLD_DEVICE);
        }
        let too_early = device.asked.replace(now).is_some_and(|asked| now < asked.saturating_add(INTERVAL));
        match device.confirmed {
            _ if too_early => Err(Refusal::SLOW_DOWN),
            None => Err(Refusal::PENDING),
            Some(false) => Err(Refusal::DENIED),
            Some(true) => Ok(known.devices.remove(device_code).map(|device| device.scopes).unwrap_or_default()),
        }
    }

    /// Decides for the user of a device. Whether there is one.
    pub(crate) fn decide(&self, user_code: &str, confirm: bool) -> bool {
        let mut known = lock(&self.0);
        let device = known.devices.values_mut().find(|device| device.user_code == user_code);
        device.map(|device| device.confirmed = Some(confirm)).is_some()
    }
}

fn random(length: usize) -> String {
    repeat_with(fastrand::alphanumeric).take(length).collect()
}

impl fmt::Debug for Grants {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Grants").finish_non_exhaustive()
    }
}
