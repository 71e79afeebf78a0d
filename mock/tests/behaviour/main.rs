//! What the mock server answers, over real sockets and with an HTTP client that shares no code with it.

mod authorization;
mod every_operation;
mod faults;
mod files;
mod hostile;
mod lifecycle;
mod oauth;
mod openapi;
mod paging;
mod requests;
mod responses;
mod routes;
mod seeds;
mod support;
mod token_endpoints;
mod uploads;
