//! What can go wrong with a call and not with the next: faults of a server and of the way to it.

use feishu_mock::{Fault, ForcedError, Harm};

/// Each fault that passes, but for tokens.
pub(crate) fn passing_faults() -> [Fault; 11] {
    [
        Fault::Error(ForcedError::new(500, 2200)),
        Fault::RateLimit { status: 429, reset: Some(1) },
        Fault::RateLimit { status: 429, reset: None },
        Fault::RateLimit { status: 400, reset: Some(1) },
        Fault::RateLimit { status: 400, reset: None },
        Fault::Harm(Harm::Drop),
        Fault::Harm(Harm::Truncate),
        Fault::Harm(Harm::Duplicate),
        Fault::Harm(Harm::ContentType),
        Fault::Harm(Harm::Gateway(502)),
        Fault::Harm(Harm::Gateway(504)),
    ]
}
