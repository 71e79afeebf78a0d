//! What the example programs share: settings from the environment, and failures told in full.
//!
//! The programs are in `src/bin`. Each takes its settings from the environment:
//!
//! | Variable | Meaning |
//! |---|---|
//! | `FEISHU_APP_ID`, `FEISHU_APP_SECRET` | the app, from the developer console |
//! | `FEISHU_USER_TOKEN` | a `user_access_token`, for programs that act on behalf of a user |
//! | `FEISHU_BASE_URL` | another address than `https://open.feishu.cn`, for example that of `cargo xtask mock` |
//!
//! They end with 0 when the call succeeded, with 1 when it failed, and with 2 when they were started wrongly.

mod environment;
mod failure;
mod report;

pub use environment::{client, required};
pub use failure::{Failure, finish};
pub use report::describe;
