//! The platform's token endpoints as the documentation describes them, on a clock that stands still.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use feishu_runtime::transport::{BoxFuture, Clock, ManualClock, Transport, TransportError, TransportErrorKind};
use feishu_runtime::{Body, Client, ClientBuilder, RetryPolicy, UserGrant};
use http::{Request, Response};
use serde_json::{Value, json};

use super::APP_SECRET;

pub const TENANT: &str = "/open-apis/auth/v3/tenant_access_token/internal";
pub const STORE_APP: &str = "/open-apis/auth/v3/app_access_token";
pub const STORE_TENANT: &str = "/open-apis/auth/v3/tenant_access_token";
pub const RESEND: &str = "/open-apis/auth/v3/app_ticket/resend";
pub const OAUTH: &str = "/open-apis/authen/v2/oauth/token";
pub const DEVICE: &str = "/oauth/v1/device_authorization";
pub const THINGS: &str = "/open-apis/acme/v1/things";

/// A platform that any number of clients can share.
#[derive(Clone, Default)]
pub struct Platform(Arc<Shared>);

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    clock: ManualClock,
    /// Runs tasks apart on tokio, as the HTTP transport does.
    runs_apart: bool,
}

#[derive(Default)]
struct State {
    /// What was called, oldest first: the path, or the token for calls that take one.
    log: Vec<String>,
    bodies: Vec<(String, String, http::HeaderMap)>,
    scripts: HashMap<String, VecDeque<Script>>,
    issued: u64,
    /// Current token for each owner, and when it ends.
    current: HashMap<String, (String, Duration)>,
    valid: HashMap<String, Duration>,
    refused: HashSet<String>,
    refresh_tokens: HashSet<String>,
    used: HashSet<String>,
    ticket: Option<String>,
}

/// What happens to the next call of a path.
#[derive(Debug, Clone)]
pub enum Script {
    /// Answered so, and nothing done.
    Answer(u16, String),
    /// No connection.
    NoConnection,
    /// The connection breaks before the platform sees the call.
    LostRequest,
    /// The platform does what it was asked for, and the answer is lost.
    LostAnswer,
    /// The platform does what it was asked for, and answers after a while.
    Slow(Duration),
    /// The platform never sees the call, which never ends.
    Hang,
}

impl Platform {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn that_runs_apart() -> Self {
        Self(Arc::new(Shared { runs_apart: true, ..Shared::default() }))
    }

    /// A client that makes each call once: what follows from a failure is what is looked at.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder("cli_test", APP_SECRET).transport(self.clone()).retry(RetryPolicy::never())
    }

    pub fn client(&self) -> Client {
        self.builder().build().expect("a client")
    }

    pub fn clock(&self) -> &ManualClock {
        &self.0.clock
    }

    pub fn advance(&self, seconds: u64) {
        self.0.clock.advance(Duration::from_secs(seconds));
    }

    pub fn script(&self, path: &str, script: Script) -> &Self {
        self.state().scripts.entry(path.to_owned()).or_default().push_back(script);
        self
    }

    /// How often a path was called, or anything with a token.
    pub fn count(&self, entry: &str) -> usize {
        self.state().log.iter().filter(|logged| *logged == entry).count()
    }

    pub fn log(&self) -> Vec<String> {
        self.state().log.clone()
    }

    pub fn note(&self, entry: String) {
        self.state().log.push(entry);
    }

    /// Bodies and headers of the calls of a path.
    pub fn sent(&self, path: &str) -> Vec<(String, http::HeaderMap)> {
        let state = self.state();
        let of_path = state.bodies.iter().filter(|(called, ..)| called == path);
        of_path.map(|(_, body, headers)| (body.clone(), headers.clone())).collect()
    }

    /// Refuses a token from now on, though it has not ended.
    pub fn refuse(&self, token: &str) {
        self.state().refused.insert(token.to_owned());
    }

    pub fn set_ticket(&self, ticket: &str) {
        self.state().ticket = Some(ticket.to_owned());
    }

    /// What a user granted just now.
    pub fn grant(&self) -> UserGrant {
        let now = self.clock().unix();
        let pair = self.state().pair(now);
        UserGrant::new(pair.0, now + ACCESS)
            .with_refresh_token(pair.1, Some(now + REFRESH))
            .with_scopes("task:task:read")
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().expect("no panic")
    }
}

const ACCESS: Duration = Duration::from_secs(7200);
const REFRESH: Duration = Duration::from_secs(604_800);
/// With less left, a new token is issued while the old one lives on.
const RENEWAL: Duration = Duration::from_secs(1800);

impl State {
    fn token(&mut self, prefix: &str, ends: Duration) -> String {
        self.issued += 1;
        let token = format!("{prefix}-{}", self.issued);
        self.valid.insert(token.clone(), ends);
        token
    }

    fn pair(&mut self, now: Duration) -> (String, String) {
        let access = self.token("eyJ", now + ACCESS);
        let refresh = format!("r-{}", self.issued);
        self.refresh_tokens.insert(refresh.clone());
        (access, refresh)
    }

    fn issue(&mut self, owner: &str, now: Duration) -> (String, u64) {
        if let Some((token, ends)) = self.current.get(owner)
            && ends.saturating_sub(now) >= RENEWAL
        {
            return (token.clone(), ends.saturating_sub(now).as_secs());
        }
        let token = self.token("t", now + ACCESS);
        self.current.insert(owner.to_owned(), (token.clone(), now + ACCESS));
        (token, ACCESS.as_secs())
    }

    fn answer(
        &mut self,
        path: &str,
        body: &HashMap<String, String>,
        bearer: Option<&str>,
        now: Duration,
    ) -> (u16, Value) {
        let field = |name: &str| body.get(name).map(String::as_str).unwrap_or_default();
        match path {
            TENANT => {
                let (token, expire) = self.issue("own", now);
                (200, json!({ "code": 0, "msg": "ok", "tenant_access_token": token, "expire": expire }))
            }
            STORE_APP if self.ticket.as_deref() != Some(field("app_ticket")) => {
                (200, json!({ "code": 10012, "msg": "get app access token fail" }))
            }
            STORE_APP => {
                let (token, expire) = self.issue("app", now);
                (200, json!({ "code": 0, "msg": "ok", "app_access_token": token, "expire": expire }))
            }
            STORE_TENANT if !self.is_valid(field("app_access_token"), now) => {
                (200, json!({ "code": 10013, "msg": "get tenant access token fail" }))
            }
            STORE_TENANT => {
                let (token, expire) = self.issue(&format!("tenant {}", field("tenant_key")), now);
                (200, json!({ "code": 0, "msg": "ok", "tenant_access_token": token, "expire": expire }))
            }
            RESEND => (200, json!({ "code": 0, "msg": "success" })),
            OAUTH => self.oauth(field("grant_type"), field("refresh_token"), now),
            _ if self.is_valid(bearer.unwrap_or_default(), now) => {
                (200, json!({ "code": 0, "msg": "success", "data": { "ok": true } }))
            }
            _ if bearer.is_some_and(|token| token.starts_with("eyJ")) => {
                (400, json!({ "code": 99_991_668, "msg": "Invalid access token for authorization." }))
            }
            _ => (400, json!({ "code": 99_991_663, "msg": "Invalid access token for authorization." })),
        }
    }

    fn oauth(&mut self, grant: &str, refresh_token: &str, now: Duration) -> (u16, Value) {
        if grant == "refresh_token" {
            if self.used.contains(refresh_token) {
                let error = "The refresh token has been used.";
                return (400, json!({ "code": 20073, "error": "invalid_grant", "error_description": error }));
            }
            if !self.refresh_tokens.remove(refresh_token) {
                return (400, json!({ "code": 20026, "error": "invalid_grant", "error_description": "invalid" }));
            }
            self.used.insert(refresh_token.to_owned());
        }
        let (access, refresh) = self.pair(now);
        let answer = json!({
            "code": 0, "access_token": access, "expires_in": 7200, "refresh_token": refresh,
            "refresh_token_expires_in": 604_800, "scope": "task:task:read offline_access", "token_type": "Bearer",
        });
        (200, answer)
    }

    fn is_valid(&self, token: &str, now: Duration) -> bool {
        !self.refused.contains(token) && self.valid.get(token).is_some_and(|ends| now < *ends)
    }
}

impl Transport for Platform {
    fn call(&self, request: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            let (head, body) = request.into_parts();
            let body = String::from_utf8(body.collect().await?.to_vec()).expect("text");
            let path = head.uri.path().to_owned();
            let bearer = head.headers.get("authorization").map(|value| value.to_str().expect("text").to_owned());
            let bearer = bearer.as_deref().and_then(|value| value.strip_prefix("Bearer "));
            let script = {
                let mut state = self.state();
                state.log.push(bearer.unwrap_or(&path).to_owned());
                state.bodies.push((path.clone(), body.clone(), head.headers.clone()));
                state.scripts.get_mut(&path).and_then(VecDeque::pop_front)
            };
            // Whoever else wants the same gets the chance to ask for it.
            tokio::task::yield_now().await;
            let broken = |kind| Err(TransportError::new(kind, "scripted"));
            match script {
                Some(Script::NoConnection) => return broken(TransportErrorKind::Connect),
                Some(Script::LostRequest) => return broken(TransportErrorKind::Exchange),
                Some(Script::Hang) => return std::future::pending().await,
                Some(Script::Answer(status, body)) => return Ok(response(status, body)),
                Some(Script::LostAnswer | Script::Slow(_)) | None => {}
            }
            let (status, answer) = self.state().answer(&path, &fields(&body), bearer, self.clock().unix());
            match script {
                Some(Script::LostAnswer) => return broken(TransportErrorKind::Exchange),
                Some(Script::Slow(time)) => self.clock().sleep(time).await,
                _ => {}
            }
            Ok(response(status, answer.to_string()))
        })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.0.clock.clone())
    }

    fn run_apart(&self, task: BoxFuture<'static, ()>) -> Result<(), BoxFuture<'static, ()>> {
        if !self.0.runs_apart {
            return Err(task);
        }
        drop(tokio::spawn(task));
        Ok(())
    }
}

fn response(status: u16, body: String) -> Response<Body> {
    Response::builder().status(status).body(Body::from(body)).expect("a response")
}

/// The fields of a body, which is JSON or a form.
pub fn fields(body: &str) -> HashMap<String, String> {
    if let Ok(Value::Object(fields)) = serde_json::from_str(body) {
        return fields.iter().filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect();
    }
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    body.split('&').filter_map(|pair| pair.split_once('=')).map(|(name, value)| (decode(name), decode(value))).collect()
}

/// Lets time pass until something is done; work that needs no time is done first.
pub async fn while_time_passes<T>(clock: &ManualClock, work: impl Future<Output = T>) -> T {
    let mut work = std::pin::pin!(work);
    loop {
        // Other tasks of the runtime, and a server that a store may ask, get some real time.
        tokio::select! {
            biased;
            done = &mut work => return done,
            () = tokio::time::sleep(Duration::from_millis(1)) => clock.advance(Duration::from_millis(100)),
        }
    }
}
