//! A hook that shows all it is told, as a program that debugs would.

use feishu::{Attempt, Hook, Outcome};
use http::HeaderMap;

use crate::capture::Capture;

pub(crate) struct Watch(pub(crate) Capture);

impl Hook for Watch {
    fn before(&self, attempt: &Attempt, headers: &mut HeaderMap) {
        self.0.show(format_args!("before attempt {attempt:?} {headers:?}"));
    }

    fn after(&self, attempt: &Attempt, outcome: &Outcome<'_>) {
        self.0.show(format_args!("after attempt {attempt:?} {outcome:?} {:?}", outcome.headers()));
    }
}
