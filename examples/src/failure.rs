//! How a program ends when it does not succeed.

use std::process::ExitCode;

use feishu::Error;

use crate::describe;

/// Why a program ends without success.
#[derive(Debug)]
pub enum Failure {
    /// It was started wrongly: an argument or a setting is missing.
    Usage(String),
    /// The call failed; the text tells all that is known of it.
    Call(String),
}

impl Failure {
    /// A failed call, with its code as the enumeration `E`: that of the operation's service, such as
    /// `feishu::attendance::ErrorCode`, or `feishu::ErrorCode` for codes that every operation can return.
    pub fn call<E: From<i64> + std::fmt::Debug>(error: &Error) -> Self {
        Self::Call(describe::<E>(error))
    }
}

/// The exit code of a program that ended in `outcome`. A failure is told on standard error.
pub fn finish(outcome: Result<(), Failure>) -> ExitCode {
    let (text, code) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Usage(text)) => (text, 2),
        Err(Failure::Call(text)) => (text, 1),
    };
    eprintln!("error: {text}");
    ExitCode::from(code)
}
