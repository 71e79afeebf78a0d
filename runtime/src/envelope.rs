//! The decode rule: what of a reply is the payload, and when it is a failure.
//!
//! The body is read whatever the HTTP status is, since the platform fails with any of them. Success takes one pass straight
//! into the target type; only a failure is read again, for everything the server said about it.

mod failure;
mod pass;

pub(crate) use failure::{failure, message, stated_failure};

use crate::answer::Reply;
use crate::error::json_path;
use crate::wire::{self, Read};
use crate::{Envelope, Error, ErrorKind};

/// Fields of the envelope, which an answer without one of its own around it holds too.
const FIELDS: [&str; 3] = ["code", "msg", "error"];

/// Reads a value from the reply of an operation that answers in JSON.
pub(crate) fn read<T: Read>(reply: &Reply) -> Result<T, Error> {
    if reply.body().is_empty() {
        return empty(reply);
    }
    match reply.meta().envelope {
        Envelope::Data => data(reply),
        Envelope::Flat => flat(reply),
        // An operation that answers with a file, and is asked for JSON: only an envelope can be read.
        Envelope::None | Envelope::File => bare(reply),
    }
}

/// `code` decides; where there is none, the HTTP status. The payload is `data`, or everything where there is no `data`.
fn data<T: Read>(reply: &Reply) -> Result<T, Error> {
    match pass::wrapped::<T>(reply.body()) {
        Ok(found) if !found.succeeded(reply.status()) => Err(failure(reply)),
        Ok(pass::Wrapped { data: Some(data), .. }) => Ok(data),
        Ok(pass::Wrapped { data: None, .. }) => whole(reply),
        // Either the payload is not of the expected form, or there is no envelope around it.
        Err(error) => match stated_failure(reply) {
            Some(failure) => Err(failure),
            None if !reply.status().is_success() => Err(failure(reply)),
            None if starts_with(reply, b"{") => Err(unreadable(reply, &error)),
            None => whole(reply),
        },
    }
}

fn flat<T: Read>(reply: &Reply) -> Result<T, Error> {
    match pass::code(reply.body()) {
        Ok(found) if found.succeeded(reply.status()) => whole(reply),
        Err(error) if reply.status().is_success() => Err(unreadable(reply, &error)),
        _ => Err(failure(reply)),
    }
}

/// The HTTP status decides, but for an envelope that states a failure: gateways answer so in front of every operation.
fn bare<T: Read>(reply: &Reply) -> Result<T, Error> {
    if !reply.status().is_success() {
        return Err(failure(reply));
    }
    match stated_failure(reply) {
        Some(failure) => Err(failure),
        None => whole(reply),
    }
}

fn whole<T: Read>(reply: &Reply) -> Result<T, Error> {
    wire::beside(&FIELDS, || pass::whole(reply.body())).map_err(|error| unreadable(reply, &error))
}

/// Nothing is an answer only where nothing is expected.
fn empty<T: Read>(reply: &Reply) -> Result<T, Error> {
    if !reply.status().is_success() || size_of::<T>() > 0 {
        return Err(failure(reply));
    }
    pass::whole(b"null").map_err(|error| unreadable(reply, &error))
}

/// A success that is not of the expected form.
fn unreadable(reply: &Reply, error: &serde_json::Error) -> Error {
    if !starts_with(reply, b"{") && !starts_with(reply, b"[") && error.is_syntax() {
        return failure(reply);
    }
    let path = json_path(reply.body(), error);
    let place = if path.is_empty() { String::new() } else { format!("at `{path}`: ") };
    failure::located(Error::new(ErrorKind::Decode, format!("{place}{error}")), reply)
        .with_body(reply.body())
        .garbled(error.is_eof() || error.is_syntax())
}

fn starts_with(reply: &Reply, start: &[u8]) -> bool {
    reply.body().trim_ascii_start().starts_with(start)
}
