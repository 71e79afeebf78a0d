//! An HTTP server that behaves as the endpoint specs say, for tests and for trying things out.
//!
//! Serves every operation of a [`feishu_generator::ir::Client`] on a loopback address: routes, tokens, checks of requests,
//! answers made of example values, paging, uploads, downloads and the platform's errors. Must never know a concrete endpoint,
//! with the sole exception of those that hand out tokens.
//!
//! The OAuth endpoints for user tokens are served as well (`authen.v1.authorize`, `authen.v2.oauth.token` and
//! `oauth.v1.device_authorization` in counts and faults): the user consents at once, refresh tokens rotate.
//!
//! Uploads in parts are followed from begin to end: sizes, numbers and checksums of parts, who began one, and what is missing.
//!
//! Rate limits are counted, and kept to where [`Options::rate_limits`] says so. Not looked at: scopes, formats of texts, and what
//! several fields must say together other than the size of a file.
//!
//! ```no_run
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! use feishu_mock::{MockServer, Options, specs_client};
//!
//! let client = specs_client("specs".as_ref())?;
//! let server = MockServer::start(client, Options::default()).await?;
//! println!("{}/open-apis/… with the token u-mock", server.url());
//! server.shutdown().await;
//! # Ok(())
//! # }
//! ```

mod body;
mod check;
mod clock;
mod codes;
mod download;
mod exchange;
mod faults;
mod harm;
mod log_id;
mod mock;
mod options;
mod paging;
mod problem;
mod reply;
mod request_log;
mod sample;
mod server;
mod specs;
mod sync;
mod token;
mod traffic;
mod upload;

pub use clock::Clock;
pub use faults::{Chance, Fault, Faults, ForcedError, Harm, PageFault};
pub use options::{Options, RateLimits};
pub use request_log::{FaultRecord, RequestRecord};
pub use server::{MockServer, StartError};
pub use specs::{SpecsError, specs_client};
pub use traffic::Peak;
