//! The client from end to end: requests made of the generated types, over a socket, to the mock server and back.

mod accounts;
mod content;
mod documents;
mod failures;
mod logins;
mod messages;
mod pages;
mod policy;
mod programs;
mod seeds;
mod support;
mod tokens;
mod uploads;
mod users;
