//! Messages: sent, listed, replied to.

use feishu::im::v1::UserOrAppIdType;
use feishu::im::v1::message::ReceiveIdType;
use feishu::im::v1::message::list::ContainerIdType;
use feishu::im::v1::message::{self, Message, MsgType, SenderType};

use crate::support::{Setup, setup};

const TEXT: &str = r#"{"text":"test content"}"#;

/// What the specs give as the example of a message.
fn check(message: &Message) {
    assert_eq!(message.message_id.as_deref(), Some("om_dc13264520392913993dd051dba21dcf"));
    assert_eq!(message.msg_type, Some(MsgType::Interactive));
    assert_eq!(message.create_time.as_deref(), Some("1615380573411"));
    assert_eq!(message.deleted, Some(false));
    let sender = message.sender.as_ref().expect("a sender");
    assert_eq!(sender.id_type, Some(UserOrAppIdType::AppId));
    assert_eq!(sender.sender_type, Some(SenderType::App));
    let content = message.body.as_ref().and_then(|body| body.content.as_deref());
    assert_eq!(content, Some(r#"{"text":"@_user_1 test content"}"#));
    assert_eq!(message.mentions[0].name.as_deref(), Some("Tom"));
}

#[tokio::test]
async fn a_message_is_sent() {
    let Setup { client, server: _server } = setup().await;
    let request =
        message::Create::new(ReceiveIdType::OpenId, "ou_7d8a6e6df7621556ce0d21922b676706ccs", MsgType::Text, TEXT);
    let sent = client.send(request.uuid("a0d69e20-1dd1-458b-k525-dfeca4015204")).await.expect("success");
    check(&sent);
}

#[tokio::test]
async fn messages_are_listed_page_by_page() {
    let Setup { client, server: _server } = setup().await;
    let request = message::List::new(ContainerIdType::Chat, "oc_234jsi43d3ssi993d43545f").page_size(20);
    let first = client.send(&request).await.expect("the first page");
    assert_eq!(first.has_more, Some(true));
    check(&first.items[0]);

    let next = first.page_token.expect("a token of the next page");
    let last = client.send(request.page_token(next)).await.expect("the last page");
    assert_eq!((last.has_more, last.page_token), (Some(false), None));
    check(&last.items[0]);
}

#[tokio::test]
async fn a_message_is_replied_to() {
    let setup = setup().await;
    let request = message::Reply::new("om_dc13264520392913993dd051dba21dcf", MsgType::Text, TEXT).reply_in_thread(true);
    check(&setup.client.send(request).await.expect("success"));
    let path = "/open-apis/im/v1/messages/om_dc13264520392913993dd051dba21dcf/reply";
    assert!(setup.server.requests().iter().any(|record| record.path == path));
}
