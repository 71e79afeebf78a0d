//! Settings from the environment.

use std::env;

use feishu::Client;

use crate::Failure;

/// A variable that must be set.
///
/// # Errors
///
/// When it is not set, empty, or not Unicode.
pub fn required(name: &str) -> Result<String, Failure> {
    let value = env::var(name).ok().filter(|value| !value.is_empty());
    value.ok_or_else(|| Failure::Usage(format!("set the environment variable {name}")))
}

/// The client of the app that the environment names.
///
/// # Errors
///
/// When a variable is missing, or the address in `FEISHU_BASE_URL` is none.
pub fn client() -> Result<Client, Failure> {
    // Nothing is sent here: the client fetches a token when the first call needs one, and keeps it.
    let builder = Client::builder(required("FEISHU_APP_ID")?, required("FEISHU_APP_SECRET")?);
    let builder = match env::var("FEISHU_BASE_URL") {
        // `https` only, except for a server on this machine: secrets must not travel in the clear.
        Ok(address) if !address.is_empty() => builder.open_url(address),
        _ => builder,
    };
    builder.build().map_err(|error| Failure::Usage(error.to_string()))
}
