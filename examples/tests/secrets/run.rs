//! The run: every way to get a token, calls that succeed and calls that fail in every way, with all that can be shown shown.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::time::Duration;

use feishu::acs::v1::visitor;
use feishu::attendance::v1::user_flow;
use feishu::auth::v3::{app_access_token, app_ticket, tenant_access_token};
use feishu::contact::v3::user;
use feishu::drive::v1::file::{self, FileParentType};
use feishu::im::v1::message::{self, MsgType, ReceiveIdType};
use feishu::transport::{HttpTransport, Transport as _};
use feishu::{
    Body, Client, ClientBuilder, Endpoint, Error, ErrorKind, File, MemoryTokenStore, Method, OAuth, Pkce, RawCall,
    RetryPolicy, Secret, UserToken,
};
use feishu_mock::{Fault, ForcedError, Harm, MockServer};

use crate::capture::Capture;
use crate::passing_faults::passing_faults;
use crate::virtual_time::VirtualTime;
use crate::watch::Watch;
use crate::{APP_SECRET, APP_TICKET, USER_TOKEN};

/// The kinds of error that the run provokes.
pub(crate) const KINDS: [ErrorKind; 10] = [
    ErrorKind::Config,
    ErrorKind::Encode,
    ErrorKind::Transport,
    ErrorKind::Timeout,
    ErrorKind::Status,
    ErrorKind::Token,
    ErrorKind::RateLimit,
    ErrorKind::Permission,
    ErrorKind::Api,
    ErrorKind::Decode,
];

const REDIRECT: &str = "https://app.example/callback";

/// What makes a download address one that nobody else may have.
const ADDRESS_KEY: &str = "download-key-x1Vb6Nm3Qe8r";

/// Runs everything. Returns the secrets that the client made up itself, or that its caller gave it.
pub(crate) async fn whole(server: &MockServer, capture: &Capture) -> Vec<String> {
    let time = VirtualTime::new(server.clock().clone());
    let run = Run { server, capture, time, store: MemoryTokenStore::default() };
    let client = run.client(|builder| builder);
    run.shown(&(&client, &client.as_user(USER_TOKEN), Secret::from(APP_SECRET), UserToken::from(USER_TOKEN)));
    let mut secrets = run.logins(&client).await;
    run.store_app().await;
    run.token_operations(&client).await;
    run.files(&client).await;
    run.faults(&client).await;
    run.refusals(&run.client(|builder| builder.token_store(MemoryTokenStore::default()))).await;
    run.shown(&(&client, &run.store));
    secrets.extend([ADDRESS_KEY.to_owned(), "u-made-up-k2Hs9Fd4".to_owned(), "wrong-secret-t7Yb1Ku5".to_owned()]);
    secrets
}

struct Run<'a> {
    server: &'a MockServer,
    capture: &'a Capture,
    time: VirtualTime,
    store: MemoryTokenStore,
}

impl Run<'_> {
    fn builder(&self, app_secret: &str) -> ClientBuilder {
        let builder =
            Client::builder("cli_mock", app_secret).token_store(self.store.clone()).transport(self.time.clone());
        let builder = builder.open_url(self.server.url()).accounts_url(self.server.url());
        let capture = self.capture.clone();
        let builder = builder.on_unknown(move |meta, unknown| capture.show(format_args!("{} {unknown:?}", meta.id)));
        builder.hook(Watch(self.capture.clone())).timeout(Duration::from_secs(3600))
    }

    fn client(&self, change: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Client {
        let builder = change(self.builder(APP_SECRET));
        self.shown(&builder);
        builder.build().expect("right settings")
    }

    fn shown(&self, value: &dyn Debug) {
        self.capture.show(format_args!("{value:?} {value:#?}"));
    }

    /// Makes a call, and shows it and what becomes of it.
    async fn send<R: Endpoint + Debug>(&self, client: &Client, request: R) -> Option<R::Response>
    where
        R::Response: Debug,
    {
        self.shown(&(&request, request.parts()));
        let call = client.send(request);
        self.shown(&call);
        self.outcome(call.await)
    }

    fn outcome<T: Debug>(&self, outcome: Result<T, Error>) -> Option<T> {
        self.shown(&outcome);
        if let Err(error) = &outcome {
            self.error(error);
        }
        outcome.ok()
    }

    /// Shows an error with everything that it can tell, and all that caused it.
    fn error(&self, error: &Error) {
        self.capture.show(format_args!("error kinds: failed with {:?}: {error} {error:#} {error:#?}", error.kind()));
        self.shown(&(error.message(), error.detail(), error.helps(), error.field_violations(), error.missing_scopes()));
        self.shown(&(error.permission_violations(), error.log_id(), error.troubleshooter(), error.remedy()));
        let sources = std::iter::successors(StdError::source(error), |source| StdError::source(*source));
        sources.for_each(|source| self.capture.show(format_args!("caused by {source} {source:?} {source:#?}")));
    }

    /// A user's login by browser and by device, with all that can go wrong on the way.
    async fn logins(&self, client: &Client) -> Vec<String> {
        let (pkce, foreign) = (Pkce::generate().expect("randomness"), Pkce::generate().expect("randomness"));
        let oauth = client.oauth();
        self.token_faults(&oauth, &pkce).await;
        let code = self.code(&oauth, &pkce).await;
        let exchange = oauth.exchange(code.clone()).redirect_uri(REDIRECT).pkce(&foreign);
        self.shown(&(&code, &exchange));
        self.outcome(exchange.await);
        let grant = oauth.exchange(code.clone()).redirect_uri(REDIRECT).pkce(&pkce).await;
        let grant = self.outcome(grant).expect("tokens");
        self.outcome(oauth.exchange(code).pkce(&pkce).await);

        let (login, used_up) = (client.login("ou_1"), grant.refresh_token().expect("a refresh token").clone());
        login.save(grant).await.expect("kept");
        self.shown(&(&login, client.as_user(&login), UserToken::from(&login), login.grant().await));
        self.send(&client.as_user(&login), visitor::Delete::new("1")).await.expect("success");
        self.outcome(login.refresh().await).expect("rotated");
        self.outcome(oauth.refresh(&used_up).await);
        self.send(&client.as_user(&login), visitor::Delete::new("1")).await.expect("success");

        let device = self.outcome(oauth.device(["acs:visitor", "offline_access"]).await).expect("codes");
        assert!(self.server.decide_device(device.user_code(), true));
        self.outcome(device.wait().await).expect("tokens");
        self.shown(&device);
        [pkce, foreign].iter().map(|pkce| pkce.verifier().expose().to_owned()).collect()
    }

    /// Lets a user grant access.
    async fn code(&self, oauth: &OAuth, pkce: &Pkce) -> Secret {
        let state = OAuth::state().expect("randomness");
        let page = oauth.authorize(REDIRECT).scopes(["acs:visitor", "offline_access"]).state(&state).pkce(pkce);
        self.shown(&(oauth, &page, pkce));
        let came_back = browse(page.url().expect("an address")).await;
        self.outcome(OAuth::code(&came_back, "somebody else's state"));
        OAuth::code(&came_back, &state).expect("a code")
    }

    /// Harms the answers that hold tokens.
    async fn token_faults(&self, oauth: &OAuth, pkce: &Pkce) {
        for harm in [Harm::Drop, Harm::Truncate, Harm::ContentType, Harm::Gateway(502)] {
            let code = self.code(oauth, pkce).await;
            self.server.faults().fail_next("authen.v2.oauth.token", 9, Fault::Harm(harm));
            self.outcome(oauth.exchange(code).redirect_uri(REDIRECT).pkce(pkce).await);
            self.server.faults().clear();
            let fetch = self.builder(APP_SECRET).token_store(MemoryTokenStore::default()).build().expect("settings");
            self.server.faults().fail_next("auth.v3.tenant_access_token.internal", 9, Fault::Harm(harm));
            self.send(&fetch, user_flow::BatchDel::new(["1"])).await;
            self.server.faults().clear();
        }
    }

    async fn store_app(&self) {
        let client = self.client(ClientBuilder::store_app);
        let tenant = client.as_tenant("73658811060f175d");
        self.shown(&(&client, &tenant));
        // Without a ticket one is asked for, and there is none.
        self.send(&tenant, user_flow::BatchDel::new(["1"])).await;
        self.outcome(client.app_ticket("stale-ticket").await);
        self.send(&tenant, user_flow::BatchDel::new(["1"])).await;
        self.outcome(client.app_ticket(APP_TICKET).await);
        self.send(&tenant, user_flow::BatchDel::new(["1"])).await.expect("success");
        self.shown(&(&client, &self.store));
    }

    /// The operations whose requests and answers hold secrets.
    async fn token_operations(&self, client: &Client) {
        self.send(client, app_ticket::Resend::new("cli_mock", APP_SECRET)).await;
        self.send(client, tenant_access_token::Internal::new("cli_mock", APP_SECRET)).await.expect("a token");
        self.send(client, app_access_token::Internal::new("cli_mock", APP_SECRET)).await.expect("tokens");
        let required = app_access_token::create::CreateRequired {
            app_id: "cli_mock".to_owned(),
            app_secret: APP_SECRET.into(),
            app_ticket: APP_TICKET.into(),
        };
        let app = self.send(client, app_access_token::Create::new(required)).await.expect("a token");
        let app = app.app_access_token.expect("a token");
        self.send(client, tenant_access_token::Create::new(app, "73658811060f175d")).await.expect("a token");
    }

    async fn files(&self, client: &Client) {
        let of = |file| file::UploadAll::new("a.bin", FileParentType::Explorer, "fldbcO1UuPz8VwnpPx5a92abcef", file);
        self.send(client, of(File::from_bytes("a.bin", "hello"))).await.expect("success");
        let large = client.upload(of(File::from_bytes("a.bin", vec![7; 21 << 20])));
        let capture = self.capture.clone();
        let large = large.on_progress(move |progress| capture.show(format_args!("{progress:?}")));
        self.outcome(large.await).expect("success");
        let download = client.send(file::Download::new("boxcnabCdefgabcef")).await.expect("the file");
        self.shown(&download);
        self.server.faults().fail_next("drive.v1.file.download", 1, Fault::Harm(Harm::Drop));
        self.outcome(client.send(file::Download::new("boxcnabCdefgabcef")).await.expect("the head").bytes().await);
        for address in [self.server.url(), "https://host.invalid".to_owned(), "http://host.example".to_owned()] {
            let address = format!("{address}/temporary/{ADDRESS_KEY}?key={ADDRESS_KEY}");
            self.outcome(client.download_url(address).await);
        }
    }

    /// Everything that a server or the way to it can do to a call.
    async fn faults(&self, client: &Client) {
        // Once with further tries until none is left, once without any.
        let once =
            |builder: ClientBuilder| builder.retry(RetryPolicy::never()).token_store(MemoryTokenStore::default());
        for client in [client.clone(), self.client(once)] {
            for fault in self.all_faults(&client).await {
                self.server.faults().fail_next("contact.v3.user.list", 9, fault);
                #[expect(deprecated, reason = "an operation without a documented limit")]
                self.send(&client, user::List::new().department_id("0")).await;
                self.server.faults().clear();
            }
        }
    }

    async fn all_faults(&self, client: &Client) -> Vec<Fault> {
        // A server that repeats what it was sent: the app's secret, and the token that the call carries.
        let token = tenant_access_token::Internal::new("cli_mock", APP_SECRET);
        let token = client.send(token).await.expect("a token").tenant_access_token.expect("a token");
        let message = format!("not good enough: {} {APP_SECRET}", token.expose());
        let mut faults = vec![
            Fault::Error(ForcedError { message, ..ForcedError::new(400, 99_991_672) }),
            Fault::Error(ForcedError::new(400, 99_991_663)),
            Fault::RevokeToken,
        ];
        faults.extend(passing_faults());
        faults
    }

    /// What the platform or the client itself refuses.
    async fn refusals(&self, client: &Client) {
        self.send(&client.as_user("u-made-up-k2Hs9Fd4"), visitor::Delete::new("1")).await;
        self.send(&client.as_user("u-made-up\r\n-k2Hs9Fd4"), visitor::Delete::new("1")).await;
        self.send(client, visitor::Delete::new("1")).await;
        self.send(&client.as_user(USER_TOKEN), visitor::Delete::new("..")).await;
        let wrong = self.builder("wrong-secret-t7Yb1Ku5").token_store(MemoryTokenStore::default()).build();
        self.send(&wrong.expect("right settings"), user_flow::BatchDel::new(["1"])).await;
        let unknown = message::Create::new(ReceiveIdType::from("pigeon"), "x", MsgType::Text, r#"{"text":"x"}"#);
        self.send(client, unknown).await;
        let raw = RawCall::new(Method::Get, "/open-apis/contact/v3/users").query("department_id", "0");
        self.shown(&raw);
        self.outcome(client.call_raw::<i64>(raw).await);
        #[expect(deprecated, reason = "an operation without a documented limit")]
        let slow = client.send(user::List::new().department_id("0")).timeout(Duration::ZERO);
        self.outcome(slow.await);
    }
}

/// Where a browser is sent back to. Not through the client: the address is the user's.
async fn browse(address: String) -> String {
    let request = http::Request::get(address).body(Body::empty()).expect("an address");
    let response = HttpTransport::new().expect("TLS").call(request).await.expect("an answer");
    response.headers()["location"].to_str().expect("an address").to_owned()
}
