//! Users: one, many, and by address.

use feishu::contact::v3::user::{self, User};
use feishu::types::{DepartmentIdType, UserIdType};

use crate::support::{Setup, USER_TOKEN, setup};

/// What the specs give as the example of a user.
fn check(user: &User) {
    assert_eq!(user.union_id.as_deref(), Some("on_94a1ee5551019f18cd73d9f111898cf2"));
    assert_eq!(user.name.as_deref(), Some("Zhang San"));
    assert_eq!(user.join_time, Some(2_147_483_647));
    assert_eq!(user.department_ids, ["od-4e6ac4d14bcd5071a37a39de902c7141"]);
    let avatar = user.avatar.as_ref().expect("an avatar");
    assert_eq!(avatar.avatar_72.as_deref(), Some("https://foo.icon.com/xxxx"));
    assert_eq!(user.orders[0].user_order, Some(100));
    let value = user.custom_attrs[0].value.as_ref().expect("a value");
    assert_eq!(value.text.as_deref(), Some("DemoText"));
}

#[tokio::test]
async fn a_user_is_read_by_the_app_and_by_a_user() {
    let Setup { client, server: _server } = setup().await;
    let request = user::Get::new("7be5fg9a")
        .user_id_type(UserIdType::UserId)
        .department_id_type(DepartmentIdType::OpenDepartmentId);
    for client in [client.clone(), client.as_user(USER_TOKEN)] {
        let answer = client.send(&request).await.expect("success");
        check(&answer.user.expect("a user"));
    }
}

#[tokio::test]
#[expect(deprecated, reason = "the operation is among the first that have a spec")]
async fn users_are_listed() {
    let Setup { client, server: _server } = setup().await;
    let answer = client.send(user::List::new().department_id("0").page_size(10)).await.expect("success");
    check(&answer.items[0]);
    assert_eq!(answer.has_more, Some(true));
}

#[tokio::test]
async fn users_are_found_by_address() {
    let Setup { client, server: _server } = setup().await;
    let request = user::BatchGetId::new().emails(["zhangsan@z.com"]).mobiles(["13011111111"]).include_resigned(true);
    let answer = client.send(request).await.expect("success");
    let found = &answer.user_list[0];
    assert!(found.user_id.is_some(), "{found:?}");
    assert!(found.status.is_some(), "{found:?}");
}
