//! The two calls that the project began with.

use feishu::acs::v1::visitor;
use feishu::attendance::v1::user_flow;
use feishu::types::UserIdType;

use crate::support::{FETCH, USER_TOKEN, setup};

#[tokio::test]
async fn a_user_deletes_a_visitor() {
    let setup = setup().await;
    let request = visitor::Delete::new("6939433228970082566").user_id_type(UserIdType::UserId);
    setup.client.as_user(USER_TOKEN).send(request).await.expect("success");

    let requests = setup.server.requests();
    assert_eq!(requests.len(), 1, "a user's call fetches no token: {requests:?}");
    assert_eq!(requests[0].method, "DELETE");
    assert_eq!(requests[0].path, "/open-apis/acs/v1/visitors/6939433228970082566");
}

#[tokio::test]
async fn the_app_deletes_clock_in_records() {
    let setup = setup().await;
    let answer = setup.client.send(user_flow::BatchDel::new(["6709359313699356941"])).await.expect("success");
    assert_eq!(answer.success_record_ids, ["6709359313699356941"]);
    assert_eq!(answer.fail_record_ids, ["6709359313699356941"]);
    assert_eq!(setup.server.count(FETCH), 1);
}

#[tokio::test]
async fn a_request_can_be_sent_again() {
    let setup = setup().await;
    let request = user_flow::BatchDel::new(vec!["1".to_owned(), "2".to_owned()]);
    for _ in 0..3 {
        setup.client.send(&request).await.expect("success");
    }
    assert_eq!(setup.server.count(FETCH), 1, "one token serves all calls");
    assert_eq!(setup.server.count("attendance.v1.user_flow.batch_del"), 3);
}
