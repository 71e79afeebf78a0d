//! A user's login, from the authorization page to the end of its refresh token.

use std::time::Duration;

use feishu::acs::v1::visitor;
use feishu::transport::{HttpTransport, Transport as _};
use feishu::{Body, Endpoint, ErrorKind, OAuth, Pkce, Remedy, UserGrant};

use crate::support::{Setup, failure, setup};

const TOKEN: &str = "authen.v2.oauth.token";
const REDIRECT: &str = "https://app.example/callback";

/// Where the browser is sent back to.
async fn browse(address: String) -> String {
    let request = http::Request::get(address).body(Body::empty()).expect("an address");
    let response = HttpTransport::new().expect("TLS").call(request).await.expect("an answer");
    response.headers()["location"].to_str().expect("an address").to_owned()
}

/// Lets a user grant access.
async fn authorized(setup: &Setup) -> UserGrant {
    let (state, pkce) = (OAuth::state().expect("randomness"), Pkce::generate().expect("randomness"));
    let oauth = setup.client.oauth();
    let page = oauth.authorize(REDIRECT).scopes(["acs:visitor", "offline_access"]).state(&state).pkce(&pkce);
    let came_back = browse(page.url().expect("an address")).await;
    assert!(came_back.starts_with(REDIRECT));
    assert!(OAuth::code(&came_back, "somebody else's state").is_err());
    let code = OAuth::code(&came_back, &state).expect("a code");
    let foreign = Pkce::generate().expect("randomness");
    let error = failure(oauth.exchange(code.clone()).pkce(&foreign).await);
    assert_eq!((error.code(), error.remedy()), (Some(20_049), Some(Remedy::Configure)));
    let grant = oauth.exchange(code.clone()).redirect_uri(REDIRECT).pkce(&pkce).await.expect("tokens");
    let error = failure(oauth.exchange(code).pkce(&pkce).await);
    assert_eq!((error.code(), error.remedy()), (Some(20_065), Some(Remedy::Authorize)));
    grant
}

#[tokio::test]
async fn a_login_lives_from_the_page_to_the_last_refresh() {
    let setup = setup().await;
    let grant = authorized(&setup).await;
    assert!(grant.has_scope("acs:visitor") && grant.access_token().expose().len() > 1000);
    let used_up = grant.refresh_token().expect("a refresh token").clone();
    let login = setup.client.login("ou_1");
    login.save(grant).await.expect("kept");
    let user = setup.client.as_user(&login);
    user.send(visitor::Delete::new("1")).await.expect("success");
    assert_eq!(setup.server.count(TOKEN), 3);

    login.refresh().await.expect("rotated");
    user.send(visitor::Delete::new("1")).await.expect("success");
    let error = failure(setup.client.oauth().refresh(&used_up).await);
    assert_eq!((error.kind(), error.code(), error.remedy()), (ErrorKind::Token, Some(20_073), Some(Remedy::Authorize)));

    // The access token ends by the server's clock before it does by ours. One that is so young is not replaced.
    setup.server.clock().advance(Duration::from_secs(8000));
    let error = failure(user.send(visitor::Delete::new("1")).await);
    assert_eq!((error.kind(), error.code()), (ErrorKind::Token, Some(99_991_677)));
    // One of unknown age is, and the call is made again.
    let kept = login.grant().await.expect("a store").expect("a grant");
    let aged = UserGrant::new(kept.access_token().clone(), kept.expires_at());
    let refresh_token = kept.refresh_token().expect("a refresh token").clone();
    login.save(aged.with_refresh_token(refresh_token, None)).await.expect("kept");
    let before = setup.server.count(visitor::Delete::META.id);
    user.send(visitor::Delete::new("1")).await.expect("success with a new token");
    assert_eq!(setup.server.count(visitor::Delete::META.id) - before, 2);

    // A week later nothing is left.
    setup.server.clock().advance(Duration::from_secs(604_800));
    let kept = login.grant().await.expect("a store").expect("a grant");
    let ended = UserGrant::new("eyJ-ended", Duration::ZERO);
    let refresh_token = kept.refresh_token().expect("a refresh token").clone();
    login.save(ended.with_refresh_token(refresh_token, None)).await.expect("kept");
    let error = failure(user.send(visitor::Delete::new("1")).await);
    assert_eq!((error.kind(), error.code(), error.remedy()), (ErrorKind::Token, Some(20_037), Some(Remedy::Authorize)));
}

#[tokio::test]
async fn a_device_begins_over_http() {
    let setup = setup().await;
    let device = setup.client.oauth().device(["acs:visitor", "offline_access"]).await.expect("codes");
    assert!(setup.server.decide_device(device.user_code(), true));
    assert!(device.verification_uri_complete().is_some_and(|address| address.contains(device.user_code())));
}

#[tokio::test]
async fn many_calls_of_an_ended_login_refresh_it_once() {
    let setup = setup().await;
    let grant = authorized(&setup).await;
    let ended = UserGrant::new("eyJ-ended", Duration::ZERO);
    let login = setup.client.login("ou_1");
    let refresh_token = grant.refresh_token().expect("a refresh token").clone();
    login.save(ended.with_refresh_token(refresh_token, None)).await.expect("kept");
    let user = setup.client.as_user(&login);
    let before = setup.server.count(TOKEN);
    let calls: Vec<_> = (0..32).map(|_| tokio::spawn(user.send(visitor::Delete::new("1")))).collect();
    for call in calls {
        call.await.expect("no panic").expect("success");
    }
    assert_eq!(setup.server.count(TOKEN) - before, 1);
}
