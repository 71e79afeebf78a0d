//! Lists in pages: where they end, what fails, and how they go on.

mod counted;
mod ends;
mod failures;
mod prefetch;
mod properties;
mod requests;

/// A list by tokens, and a client without a network.
mod list {
    #![allow(dead_code, unreachable_pub, reason = "the examples of the documentation use it as well")]
    include!("../common/list.rs");
}

use feishu_runtime::transport::MemoryTransport;

/// The query strings of the requests so far; `-` for none.
fn queries(transport: &MemoryTransport) -> Vec<String> {
    transport.requests().iter().map(|request| request.uri().query().unwrap_or("-").to_owned()).collect()
}
