//! Everything that a running server knows. Must not know HTTP.

use feishu_generator::ir::{Client, Operation};
use feishu_generator::lookup::Routes;

use crate::check::Patterns;
use crate::codes::Codes;
use crate::options::Options;
use crate::paging::Pager;
use crate::request_log::RequestLog;
use crate::token::{Grants, Tokens};
use crate::traffic::Traffic;
use crate::upload::Uploads;

/// A server's knowledge and memory.
#[derive(Debug)]
pub(crate) struct Mock {
    /// What the specs say.
    pub(crate) client: Client,
    /// Operations by the indexes that routes give.
    pub(crate) operations: Vec<Operation>,
    /// Where they are.
    pub(crate) routes: Routes,
    /// Error codes of the platform.
    pub(crate) codes: Codes,
    /// Regular expressions of the specs.
    pub(crate) patterns: Patterns,
    /// Pages and their tokens.
    pub(crate) pager: Pager,
    /// Access tokens.
    pub(crate) tokens: Tokens,
    /// What users granted.
    pub(crate) grants: Grants,
    /// Uploads in parts.
    pub(crate) uploads: Uploads,
    /// How often operations are called.
    pub(crate) traffic: Traffic,
    /// Calls.
    pub(crate) log: RequestLog,
    /// Settings.
    pub(crate) options: Options,
}

impl Mock {
    /// A server that was not called yet.
    pub(crate) fn new(client: Client, options: Options) -> Self {
        let operations: Vec<Operation> = client.operations().cloned().collect();
        Self {
            routes: Routes::new(&operations),
            codes: Codes::new(&client),
            patterns: Patterns::new(&client),
            pager: Pager::default(),
            tokens: Tokens::new(&options.user_tokens),
            grants: Grants::default(),
            uploads: Uploads::default(),
            traffic: Traffic::default(),
            log: RequestLog::default(),
            operations,
            client,
            options,
        }
    }
}
