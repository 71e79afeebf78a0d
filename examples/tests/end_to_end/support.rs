//! A mock server and a client of it.

use std::path::Path;
use std::time::Duration;

use feishu::{Client, Error};
use feishu_mock::{Clock, MockServer, Options, specs_client};

/// A user token that every server here takes.
pub(crate) const USER_TOKEN: &str = "u-mock";

/// The operation with which the client fetches its token.
pub(crate) const FETCH: &str = "auth.v3.tenant_access_token.internal";

/// A running server, and a client that is set up for it.
pub(crate) struct Setup {
    pub(crate) server: MockServer,
    pub(crate) client: Client,
}

/// Starts a server of the repository's own specs. Its clock stands still until a test moves it.
pub(crate) async fn setup() -> Setup {
    setup_with(|_| {}).await
}

/// The same, with other options.
pub(crate) async fn setup_with(change: impl FnOnce(&mut Options)) -> Setup {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let specs = specs_client(&specs).expect("the specs are right");
    let mut options = Options { clock: Clock::stopped(), ..Options::default() };
    change(&mut options);
    let (app_id, app_secret) = (options.app_id.clone(), options.app_secret.clone());
    let server = MockServer::start(specs, options).await.expect("a free port");
    let client = client(&server, &app_id, &app_secret);
    Setup { server, client }
}

/// A client of a server.
pub(crate) fn client(server: &MockServer, app_id: &str, app_secret: &str) -> Client {
    let builder = Client::builder(app_id, app_secret).open_url(server.url()).accounts_url(server.url());
    let builder = builder.timeout(Duration::from_secs(20));
    builder.build().expect("right settings")
}

/// The error of a call that must fail.
pub(crate) fn failure<T>(outcome: Result<T, Error>) -> Error {
    match outcome {
        Ok(_) => panic!("the call succeeded"),
        Err(error) => error,
    }
}
