//! Who can do something about a failure.

/// What may help after a call failed for its token or its rights, from [`Error::remedy`](crate::Error::remedy).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Remedy {
    /// The user has to grant access, again or for more scopes: send them to the authorization page.
    Authorize,
    /// The request, the client's settings or the app's settings in the developer console are wrong.
    Configure,
    /// It may work later.
    Retry,
}

impl Remedy {
    /// What codes ask for that mean the same with every operation.
    pub(crate) fn of_any_call(code: i64) -> Option<Self> {
        Some(match code {
            99_991_669 | 99_991_679 => Self::Authorize,
            99_991_401 | 99_991_543 | 99_991_661 | 99_991_662 | 99_991_672 | 99_991_673 | 99_991_676 => Self::Configure,
            99_991_400 => Self::Retry,
            _ => return None,
        })
    }
}
