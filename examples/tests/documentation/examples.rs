//! Every page that there is a spec of.

use std::fmt::Debug;

use feishu::{Endpoint, Envelope};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::lost::lost;
use crate::page;

/// Decodes the example of an operation's page and writes it again. `known` are the paths that the page's own table does not
/// have, and that are lost for this reason.
fn check<E>(page: &str, known: &[&str])
where
    E: Endpoint,
    E::Response: Serialize + DeserializeOwned + Debug,
{
    let Some(folder) = page::folder() else {
        println!("skipped: no documentation beside the repository for {page}");
        return;
    };
    let mut example = page::answer(&folder, page);
    assert_eq!(example["code"], 0, "{page}");
    let payload = payload::<E>(&mut example);
    assert!(payload.as_object().is_some_and(|fields| !fields.is_empty()), "{page}: the example is empty");
    let decoded: E::Response =
        serde_json::from_value(payload.clone()).unwrap_or_else(|error| panic!("{page}: {error}\n{payload:#}"));
    let again = serde_json::to_value(&decoded).expect("JSON");
    println!("{page}: {} bytes", payload.to_string().len());
    assert_eq!(lost(&payload, &again), known, "{page}: {decoded:#?}");
}

/// The part of the answer that the response type stands for.
fn payload<E: Endpoint>(example: &mut Value) -> Value {
    if E::META.envelope == Envelope::Data {
        return example["data"].take();
    }
    let mut fields = example.as_object().cloned().unwrap_or_default();
    fields.retain(|name, _| !["code", "msg"].contains(&name.as_str()));
    Value::Object(fields)
}

#[test]
fn seeds() {
    check::<feishu::attendance::v1::user_flow::BatchDel>("seeds/user_flow-batch_del.tagged.md", &[]);
    if let Some(folder) = page::folder() {
        let example = page::answer(&folder, "seeds/visitor-delete.flat.md");
        assert_eq!(example["data"], serde_json::json!({}), "the answer to deleting a visitor carries no data");
    }
}

#[test]
fn messages() {
    use feishu::im::v1::message::{Create, List, Reply};
    check::<Create>("2026-03/im-v1/message/create.md", &[]);
    check::<List>("2026-03/im-v1/message/list.md", &[]);
    check::<Reply>("2026-03/im-v1/message/reply.md", &[]);
}

#[test]
#[expect(deprecated, reason = "the page of the deprecated operation has an example too")]
fn users() {
    use feishu::contact::v3::user::{BatchGetId, Get, List};
    check::<Get>("2026-03/contact-v3/user/get.md", &[]);
    check::<List>("2026-03/historic-version/uETNz4SM1MjLxUzM/uMDO5UjLzgTO14yM4kTN/list.md", &[]);
    check::<BatchGetId>("2026-03/contact-v3/user/batch_get_id.md", &[]);
}

#[test]
fn content() {
    check::<feishu::drive::v1::file::UploadAll>("2026-03/uUDN04SN0QjL1QDN/drive-v1/file/upload/upload_all.md", &[]);
    check::<feishu::docx::v1::document_block::Get>(
        "2026-03/uUDN04SN0QjL1QDN/docs/document-block/get-document-block.md",
        &[],
    );
}

#[test]
fn companies() {
    check::<feishu::corehr::v2::company::BatchGet>(
        "2026-03/corehr-v1/organization-management/company/batch_get.md",
        &[],
    );
}

#[test]
fn tokens() {
    use feishu::auth::v3::{app_access_token, tenant_access_token};
    const FOLDER: &str = "2026-03/authentication-management/access-token";
    check::<app_access_token::Create>(&format!("{FOLDER}/app_access_token.md"), &[]);
    check::<app_access_token::Internal>(&format!("{FOLDER}/app_access_token_internal.md"), &[]);
    check::<tenant_access_token::Create>(&format!("{FOLDER}/tenant_access_token.md"), &[]);
    check::<tenant_access_token::Internal>(&format!("{FOLDER}/tenant_access_token_internal.md"), &[]);
}
