//! A whole run of the client, with everything captured that it logs, shows or fails with: nothing of it holds a secret.

mod capture;
#[path = "../support/passing_faults.rs"]
mod passing_faults;
mod run;
#[path = "../support/virtual_time.rs"]
mod virtual_time;
mod watch;

use std::collections::BTreeSet;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use feishu_mock::{Clock, MockServer, Options, specs_client};

use capture::Capture;

/// Long enough to be nothing else by chance.
const APP_SECRET: &str = "app-secret-h7Kq2vWx9Lm4";
const APP_TICKET: &str = "app-ticket-p3Zt8nRb6Yc1";
const USER_TOKEN: &str = "u-eternal-w5Gd0sJf7Ua2";

async fn server() -> MockServer {
    let specs = specs_client(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")).expect("the specs are right");
    let options = Options {
        app_secret: APP_SECRET.to_owned(),
        app_ticket: APP_TICKET.to_owned(),
        user_tokens: vec![USER_TOKEN.to_owned()],
        clock: Clock::stopped(),
        ..Options::default()
    };
    MockServer::start(specs, options).await.expect("a free port")
}

/// All secrets there were, also as HTTP Basic sends the app's.
fn secrets(server: &MockServer, of_client: Vec<String>) -> BTreeSet<String> {
    let basic = STANDARD.encode(format!("cli_mock:{APP_SECRET}"));
    server.secrets().into_iter().chain(of_client).chain([basic]).collect()
}

#[tokio::test]
async fn nothing_that_is_logged_or_shown_holds_a_secret() {
    let capture = Capture::default();
    tracing::subscriber::set_global_default(capture.clone()).expect("the only subscriber");
    let server = server().await;
    let of_client = run::whole(&server, &capture).await;
    let secrets = secrets(&server, of_client);
    assert_eq!(capture.leaks(&secrets), Vec::<String>::new());

    // What was to be seen was seen: our spans with what they record, hyper-util's words, both hooks, errors of many kinds.
    for part in [
        "span feishu call operation=\"contact.v3.user.list\"",
        "operation=\"authen.v2.oauth.token\"",
        "record  status=",
        "log_id=",
        "waited_ms=",
        "trying again",
        "event hyper_util::client::legacy",
        "before attempt",
        "after attempt",
        "error kinds",
    ] {
        assert!(capture.holds(part), "`{part}` is missing");
    }
    for kind in run::KINDS {
        assert!(capture.holds(&format!("failed with {kind:?}")), "no error of the kind {kind:?} was shown");
    }

    // And a secret would have been found, in whatever a crate logs.
    assert!(secrets.len() > 12 && secrets.iter().all(|secret| secret.len() > 15), "{}", secrets.len());
    for secret in &secrets {
        tracing::trace!(target: "elsewhere", header = ?format!("Bearer {secret}"), "sending");
    }
    assert_eq!(capture.leaks(&secrets).len(), secrets.len());
}
