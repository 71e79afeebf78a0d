//! How users grant access: the page's address, codes, refresh tokens and devices.

mod common;

use common::platform::{DEVICE, OAUTH, Platform, Script, fields, while_time_passes};
use common::{APP_SECRET, client};
use feishu_runtime::transport::{Clock as _, MemoryTransport};
use feishu_runtime::{Client, Deployment, ErrorKind, OAuth, Pkce, Remedy, Secret};
use std::time::Duration;

#[test]
fn the_page_has_everything_in_its_address() {
    let client = client(&MemoryTransport::new());
    // The verifier of RFC 7636, appendix B.
    let pkce = Pkce::from_verifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").expect("a verifier");
    let page = client
        .oauth()
        .authorize("https://example.com/cb?x=1#/login")
        .scopes(["bitable:app:readonly", "contact:contact"])
        .scopes(["contact:contact"])
        .state("a b&c")
        .pkce(&pkce)
        .prompt_consent();
    assert_eq!(
        page.url().expect("an address"),
        "https://accounts.feishu.cn/open-apis/authen/v1/authorize?client_id=cli_test&response_type=code\
         &redirect_uri=https%3A%2F%2Fexample.com%2Fcb%3Fx%3D1%23%2Flogin\
         &scope=bitable%3Aapp%3Areadonly%20contact%3Acontact&state=a%20b%26c\
         &code_challenge_method=S256&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&prompt=consent"
    );
    let lark = Client::builder("cli_test", APP_SECRET).deployment(Deployment::Lark).transport(MemoryTransport::new());
    let page = lark.build().expect("a client").oauth().authorize("https://example.com/cb").url().expect("an address");
    assert_eq!(
        page,
        "https://accounts.larksuite.com/open-apis/authen/v1/authorize?client_id=cli_test&response_type=code\
         &redirect_uri=https%3A%2F%2Fexample.com%2Fcb"
    );
}

#[test]
fn the_page_takes_fifty_scopes() {
    let oauth = client(&MemoryTransport::new()).oauth();
    let page =
        |count: usize| oauth.authorize("https://example.com/cb").scopes((0..count).map(|n| format!("s:{n}"))).url();
    assert!(page(50).is_ok());
    let error = page(51).expect_err("too many");
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("51 scopes"), "{error}");
    for wrong in ["", "a b", "a\n"] {
        assert!(oauth.authorize("https://example.com/cb").scopes([wrong]).url().is_err());
    }
    assert!(oauth.authorize("/cb").url().is_err());
}

#[tokio::test]
async fn a_code_becomes_tokens() {
    let platform = Platform::new();
    let pkce = Pkce::generate().expect("randomness");
    let exchange = platform.client().oauth().exchange("code-1").redirect_uri("https://example.com/cb").pkce(&pkce);
    let grant = exchange.scopes(["task:task:read", "offline_access"]).await.expect("tokens");
    assert_eq!(grant.access_token().expose(), "eyJ-1");
    assert_eq!(grant.refresh_token().map(Secret::expose), Some("r-1"));
    let now = platform.clock().unix();
    assert_eq!(grant.expires_at(), now + Duration::from_secs(7200));
    assert_eq!(grant.refresh_expires_at(), Some(now + Duration::from_secs(604_800)));
    assert_eq!(grant.scopes().collect::<Vec<_>>(), ["task:task:read", "offline_access"]);

    let (body, headers) = &platform.sent(OAUTH)[0];
    assert_eq!(headers["content-type"], "application/json; charset=utf-8");
    assert!(headers.get("authorization").is_none(), "two ways to prove who calls are refused");
    let sent: serde_json::Value = serde_json::from_str(body).expect("JSON");
    let expected = serde_json::json!({
        "grant_type": "authorization_code", "client_id": "cli_test", "client_secret": APP_SECRET, "code": "code-1",
        "redirect_uri": "https://example.com/cb", "code_verifier": pkce.verifier().expose(),
        "scope": "task:task:read offline_access",
    });
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn failures_say_what_to_do_and_hold_no_secret() {
    for (status, body, code, remedy, advice) in [
        (
            400,
            r#"{"code":20065,"error":"invalid_grant","error_description":"code-1 used"}"#,
            Some(20065),
            Remedy::Authorize,
            "serves once",
        ),
        (
            400,
            r#"{"code":"20065","error":"invalid_grant","error_description":"x"}"#,
            Some(20065),
            Remedy::Authorize,
            "serves once",
        ),
        (
            200,
            r#"{"code":20002,"error":"invalid_client","error_description":"secret"}"#,
            Some(20002),
            Remedy::Configure,
            "app id and secret",
        ),
        (
            400,
            r#"{"code":20049,"error":"invalid_grant","error_description":"pkce"}"#,
            Some(20049),
            Remedy::Configure,
            "verifier",
        ),
        (500, r#"{"code":20050,"error":"server_error","error_description":"x"}"#, Some(20050), Remedy::Retry, "later"),
        (400, r#"{"error":"invalid_grant","error_description":"x"}"#, None, Remedy::Authorize, "authorize again"),
    ] {
        let transport = MemoryTransport::new();
        transport.answer(status, body);
        let error = client(&transport).oauth().exchange("code-1").await.expect_err(body);
        assert_eq!((error.kind(), error.code(), error.remedy()), (ErrorKind::Token, code, Some(remedy)), "{error}");
        assert!(error.message().contains(advice), "{error}");
        assert!(!format!("{error} {error:?}").contains("code-1"), "{error}");
        assert_eq!(error.operation().map(|meta| meta.id), Some("authen.v2.oauth.token"));
    }
    for body in [r#"{"code":0,"expires_in":7200}"#, r#"{"code":0,"access_token":"eyJ-secret","expires_in":-1}"#] {
        let transport = MemoryTransport::new();
        transport.answer(200, body);
        let error = client(&transport).oauth().exchange("code-1").await.expect_err(body);
        assert!(!format!("{error} {error:?} {:?}", error.body()).contains("eyJ-secret"));
    }
    let transport = MemoryTransport::new();
    transport.answer(503, "<html>overloaded</html>");
    let error = client(&transport).oauth().exchange("code-1").await.expect_err("a gateway's page");
    assert_eq!((error.kind(), error.remedy()), (ErrorKind::Status, Some(Remedy::Retry)));
}

#[tokio::test]
async fn a_grant_without_offline_access_has_no_refresh_token() {
    let transport = MemoryTransport::new();
    transport.answer(200, r#"{"code":0,"access_token":"eyJ-1","expires_in":"7200","token_type":"Bearer"}"#);
    let grant = client(&transport).oauth().exchange("code-1").await.expect("tokens");
    assert_eq!((grant.refresh_token(), grant.refresh_expires_at()), (None, None));
    assert_eq!(grant.scopes().count(), 0);
}

#[test]
fn states_cannot_be_guessed() {
    let (one, two) = (OAuth::state().expect("randomness"), OAuth::state().expect("randomness"));
    assert!(one != two && one.len() == 43);
}

const CODES: &str = r#"{"device_code":"dev-1","user_code":"AB-12","verification_uri":"https://accounts.feishu.cn/d",
    "verification_uri_complete":"https://accounts.feishu.cn/d?user_code=AB-12","expires_in":240,"interval":5}"#;

fn device(platform: &Platform) -> OAuth {
    platform.script(DEVICE, Script::Answer(200, CODES.to_owned()));
    platform.client().oauth()
}

fn pending(error: &str) -> Script {
    Script::Answer(400, format!(r#"{{"code":20083,"error":"{error}","error_description":"text"}}"#))
}

#[tokio::test]
async fn a_device_waits_for_its_user() {
    let platform = Platform::new();
    let login = device(&platform).device(["task:task:read", "offline_access"]).await.expect("codes");
    assert_eq!((login.user_code(), login.verification_uri()), ("AB-12", "https://accounts.feishu.cn/d"));
    assert_eq!(login.verification_uri_complete(), Some("https://accounts.feishu.cn/d?user_code=AB-12"));
    let (body, headers) = &platform.sent(DEVICE)[0];
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    // `cli_test:app-secret-5f3a`, as `base64` of coreutils encodes it.
    assert_eq!(headers["authorization"], "Basic Y2xpX3Rlc3Q6YXBwLXNlY3JldC01ZjNh");
    assert!(headers["authorization"].is_sensitive());
    assert_eq!(fields(body)["scope"], "task:task:read offline_access");
    assert!(!format!("{login:?}").contains("dev-1"));

    let started = platform.clock().now();
    platform.script(OAUTH, pending("authorization_pending")).script(OAUTH, pending("slow_down"));
    platform.script(OAUTH, Script::LostRequest).script(OAUTH, pending("authorization_pending"));
    let grant = while_time_passes(platform.clock(), login.wait()).await.expect("tokens");
    assert_eq!(grant.access_token().expose(), "eyJ-1");
    // 5, 5, slower by 5, slower by 5 for the broken connection, and the same again.
    assert_eq!(platform.clock().now().checked_sub(started), Some(Duration::from_secs(5 + 5 + 10 + 15 + 15)));
    let (body, headers) = platform.sent(OAUTH).pop().expect("a call");
    assert_eq!(headers["content-type"], "application/x-www-form-urlencoded");
    assert!(headers.get("authorization").is_none());
    let sent = fields(&body);
    assert_eq!(sent["grant_type"], "urn:ietf:params:oauth:grant-type:device_code");
    assert_eq!((sent["device_code"].as_str(), sent["client_secret"].as_str()), ("dev-1", APP_SECRET));
}

#[tokio::test]
async fn a_device_gives_up_when_it_must() {
    for (answer, words) in [
        (pending("access_denied"), "authorize again"),
        (pending("expired_token"), "did not confirm in time"),
        (pending("invalid_grant"), "did not confirm in time"),
    ] {
        let platform = Platform::new();
        let login = device(&platform).device(["task:task:read"]).await.expect("codes");
        platform.script(OAUTH, answer);
        let error = while_time_passes(platform.clock(), login.wait()).await.expect_err("given up");
        assert_eq!((error.kind(), error.remedy()), (ErrorKind::Token, Some(Remedy::Authorize)), "{error}");
        assert!(error.to_string().contains(words), "{error}");
        assert_eq!(platform.count(OAUTH), 1);
    }
    let platform = Platform::new();
    let login = device(&platform).device(["task:task:read"]).await.expect("codes");
    for _ in 0..60 {
        platform.script(OAUTH, pending("authorization_pending"));
    }
    let error = while_time_passes(platform.clock(), login.wait()).await.expect_err("too late");
    assert!(error.to_string().contains("did not confirm in time"), "{error}");
    assert_eq!(platform.count(OAUTH), 48);

    let platform = Platform::new();
    let login = device(&platform).device(["task:task:read"]).await.expect("codes");
    platform.script(OAUTH, Script::Answer(400, r#"{"code":20002,"error":"invalid_client"}"#.to_owned()));
    let error = while_time_passes(platform.clock(), login.wait()).await.expect_err("wrong secret");
    assert_eq!(error.remedy(), Some(Remedy::Configure));
}
