//! What an error tells its caller.

use feishu::attendance::v1::user_flow;
use feishu::im::v1::message::{self, MsgType, ReceiveIdType};
use feishu::{Endpoint, ErrorCode, ErrorKind, attendance};
use feishu_mock::ForcedError;

use crate::support::{Setup, failure, setup};

#[tokio::test]
async fn a_refused_field_is_named() {
    let Setup { client, server: _server } = setup().await;
    let too_many = user_flow::BatchDel::new((0..11).map(|id| id.to_string()));
    let error = failure(client.send(too_many).await);
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.code_as(), Some(ErrorCode::FieldValidationFailed));
    let violations = error.field_violations();
    assert_eq!(violations[0].field, "record_ids", "{violations:?}");
    assert!(!violations[0].description.is_empty());
    assert!(error.log_id().is_some());
    assert!(error.to_string().starts_with("attendance.v1.user_flow.batch_del: code 99992402"), "{error}");
}

#[tokio::test]
async fn an_unknown_value_is_sent_as_it_is_and_refused_by_the_server() {
    let Setup { client, server: _server } = setup().await;
    let request = message::Create::new(ReceiveIdType::from("pigeon"), "x", MsgType::Text, r#"{"text":"x"}"#);
    let error = failure(client.send(request).await);
    assert_eq!(error.field_violations()[0].field, "receive_id_type");
}

#[tokio::test]
async fn a_code_of_the_service_has_its_own_type() {
    let setup = setup().await;
    setup.server.faults().error_next(user_flow::BatchDel::META.id, 1, ForcedError::new(400, 1_220_006));
    let error = failure(setup.client.send(user_flow::BatchDel::new(["1"])).await);
    assert_eq!(error.code_as(), Some(attendance::ErrorCode::AppHasNoPrivilege));
    assert_eq!(error.code_info().map(|info| info.name), Some("app_has_no_privilege"));
    assert_eq!(error.http_status().map(|status| status.as_u16()), Some(400));
}

#[tokio::test]
async fn what_cannot_be_sent_is_not_sent() {
    let setup = setup().await;
    let user = setup.client.as_user("u-mock");
    for id in ["", ".", ".."] {
        let error = failure(user.send(feishu::acs::v1::visitor::Delete::new(id)).await);
        assert_eq!(error.kind(), ErrorKind::Encode, "{error}");
    }
    assert_eq!(setup.server.total(), 0);
}
