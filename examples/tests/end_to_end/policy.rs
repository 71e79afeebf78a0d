//! What can be asked of an operation without calling it.

use feishu::acs::v1::visitor;
use feishu::attendance::v1::user_flow;
use feishu::contact::v3::user;
use feishu::drive::v1::file;
use feishu::im::v1::message;
use feishu::{AppKind, Endpoint, Envelope, Method, RateLimit, TokenKind};

#[test]
fn the_seeds_are_as_documented() {
    let meta = user_flow::BatchDel::META;
    assert_eq!(meta.rate_limit, RateLimit::per_second(10));
    assert_eq!(meta.tokens, [TokenKind::Tenant]);
    assert_eq!(meta.apps, [AppKind::Custom, AppKind::Store]);
    assert_eq!(meta.scopes, ["attendance:task"]);
    let codes: Vec<_> = meta.error_codes.iter().map(|info| (info.code, info.http)).collect();
    let expected: [(i64, &[u16]); 6] = [
        (1_220_001, &[400]),
        (1_220_002, &[400]),
        (1_220_003, &[400]),
        (1_220_006, &[400]),
        // The page says 500, others of the service 400: a code has the statuses of all its pages.
        (1_225_000, &[400, 500]),
        (1_227_000, &[400, 500]),
    ];
    assert_eq!(codes, expected);

    let meta = visitor::Delete::META;
    assert_eq!((meta.method, meta.path), (Method::Delete, "/open-apis/acs/v1/visitors/:visitor_id"));
    assert_eq!(meta.rate_limit, RateLimit::per_second(5));
    assert_eq!(meta.tokens, [TokenKind::User]);
    assert_eq!(meta.field_scopes, ["contact:user.employee_id:readonly"]);
}

#[test]
#[expect(deprecated, reason = "that it is deprecated is what is looked at")]
fn paging_files_and_keys_are_known() {
    assert_eq!(message::Create::META.rate_limit, RateLimit::per_minute(1000).and_per_second(50));
    assert_eq!(message::Create::META.idempotency_key, Some("uuid"));
    assert_eq!(message::List::META.paging.and_then(|paging| paging.items), Some("items"));
    assert_eq!(file::Download::META.envelope, Envelope::File);
    assert!(user::List::META.deprecated.is_some());
}
