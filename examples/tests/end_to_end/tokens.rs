//! Which token a call carries, and what happens when the platform no longer takes it.

use std::time::Duration;

use feishu::acs::v1::visitor;
use feishu::attendance::v1::user_flow;
use feishu::{Endpoint, ErrorCode, ErrorKind};
use feishu_mock::ForcedError;

use crate::support::{FETCH, USER_TOKEN, client, failure, setup};

const BATCH_DEL: &str = user_flow::BatchDel::META.id;

fn batch_del() -> user_flow::BatchDel {
    user_flow::BatchDel::new(["6709359313699356941"])
}

#[tokio::test]
async fn a_call_never_runs_with_another_kind_of_token() {
    let setup = setup().await;
    let as_app = failure(setup.client.send(visitor::Delete::new("1")).await);
    let as_user = failure(setup.client.as_user(USER_TOKEN).send(batch_del()).await);
    for error in [as_app, as_user] {
        assert_eq!(error.kind(), ErrorKind::Config, "{error}");
    }
    assert_eq!(setup.server.total(), 0, "nothing was sent");
}

#[tokio::test]
async fn a_token_in_the_wrong_place_is_refused_by_the_platform() {
    let setup = setup().await;
    let token = feishu::auth::v3::tenant_access_token::Internal::new("cli_mock", "mock-secret");
    let token = setup.client.send(token).await.expect("a token").tenant_access_token.expect("a token");
    let error = failure(setup.client.as_user(token).send(visitor::Delete::new("1")).await);
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(error.code_as(), Some(ErrorCode::TenantTokenInvalid));
}

#[tokio::test]
async fn an_invalid_user_token_is_the_callers_matter() {
    let setup = setup().await;
    let error = failure(setup.client.as_user("u-made-up").send(visitor::Delete::new("1")).await);
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(error.code_as(), Some(ErrorCode::UserTokenInvalid));
    assert_eq!(setup.server.count(visitor::Delete::META.id), 1, "there is nothing to try again with");
    assert!(!format!("{error} {error:?}").contains("u-made-up"));
}

#[tokio::test]
async fn a_token_that_ends_early_is_fetched_anew_and_the_call_made_again() {
    let setup = setup().await;
    setup.client.send(batch_del()).await.expect("success");
    setup.server.clock().advance(Duration::from_secs(8000));
    setup.client.send(batch_del()).await.expect("success with a new token");
    assert_eq!((setup.server.count(FETCH), setup.server.count(BATCH_DEL)), (2, 3));
}

#[tokio::test]
async fn a_call_is_made_again_only_once() {
    let setup = setup().await;
    setup.server.faults().error_next(BATCH_DEL, 5, ForcedError::new(400, 99_991_663));
    let error = failure(setup.client.send(batch_del()).await);
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!((setup.server.count(FETCH), setup.server.count(BATCH_DEL)), (2, 2));
}

#[tokio::test]
async fn without_the_right_secret_there_is_no_token() {
    let setup = setup().await;
    let error = failure(client(&setup.server, "cli_mock", "wrong").send(batch_del()).await);
    assert_eq!(error.kind(), ErrorKind::Token);
    assert_eq!(error.code_as(), Some(ErrorCode::WrongAppSecret));
    assert_eq!(error.operation().map(|meta| meta.path), Some("/open-apis/auth/v3/tenant_access_token/internal"));
    assert_eq!(setup.server.count(BATCH_DEL), 0);
}
