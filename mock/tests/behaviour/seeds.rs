//! The two endpoints that the project began with.

use serde_json::json;

use crate::support::Fixture;

#[test]
fn a_visitor_is_deleted_with_a_user_token() {
    let fixture = Fixture::specs();
    let path = "/open-apis/acs/v1/visitors/6939433228970082566?user_id_type=open_id";
    let answer = fixture.call("DELETE", path).token("u-mock").send();
    assert_eq!(answer.ok()["data"], json!({}));
    let calls = fixture.server.requests();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].operation.as_deref(), Some("acs.v1.visitor.delete"));
    assert_eq!((calls[0].method.as_str(), calls[0].status, calls[0].code), ("DELETE", 200, 0));
    assert_eq!(calls[0].path, "/open-apis/acs/v1/visitors/6939433228970082566");
    assert_eq!(fixture.server.count("acs.v1.visitor.delete"), 1);
}

#[test]
fn clock_in_records_are_deleted_with_a_tenant_token() {
    let fixture = Fixture::specs();
    let token = fixture.token("tenant");
    let path = "/open-apis/attendance/v1/user_flows/batch_del";
    let answer = fixture.call("POST", path).token(&token).json(&json!({"record_ids": ["6709359313699356941"]})).send();
    assert_eq!(answer.ok()["data"]["success_record_ids"], json!(["6709359313699356941"]));
    assert_eq!(fixture.server.counts().into_values().sum::<usize>(), 2);
}

#[test]
fn clock_in_records_have_limits() {
    let fixture = Fixture::specs();
    let token = fixture.token("tenant");
    let call = fixture.call("POST", "/open-apis/attendance/v1/user_flows/batch_del").token(&token);
    let table = [
        (json!({}), "record_ids", "is required"),
        (json!({"record_ids": null}), "record_ids", "is required"),
        (json!({"record_ids": []}), "record_ids", "has 0 elements, allowed are 1..10"),
        (json!({"record_ids": vec!["1"; 11]}), "record_ids", "has 11 elements, allowed are 1..10"),
        (json!({"record_ids": "1"}), "record_ids", "is not a list"),
        (json!({"record_ids": ["1", 2]}), "record_ids[1]", "is not a string"),
    ];
    for (body, field, description) in table {
        let violations = call.clone().json(&body).send().violations();
        assert_eq!(violations, [(field.to_owned(), description.to_owned())], "{body}");
    }
}
