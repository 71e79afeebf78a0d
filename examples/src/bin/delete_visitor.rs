//! Deletes a visitor of the access control, on behalf of a user.
//!
//! ```text
//! FEISHU_APP_ID=… FEISHU_APP_SECRET=… FEISHU_USER_TOKEN=u-… cargo run -p feishu-examples --bin delete_visitor -- VISITOR_ID
//! ```

use std::env;
use std::process::ExitCode;

use feishu::acs::v1::visitor;
use feishu::types::UserIdType;
use feishu_examples::{Failure, client, finish, required};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Failure> {
    let visitor_id = env::args().nth(1).ok_or_else(|| Failure::Usage("usage: delete_visitor VISITOR_ID".into()))?;

    // The operation takes a user's token only, as `visitor::Delete::META.tokens` says. A client that is bound to a user
    // sends this token and no other: a call never runs with the app's rights by accident.
    let client = client()?.as_user(required("FEISHU_USER_TOKEN")?);

    // A request is plain data. `new` takes what is required, here the part of the path; all else is a setter.
    let request = visitor::Delete::new(&visitor_id).user_id_type(UserIdType::OpenId);

    // Nothing is sent before the call is awaited. The answer carries no data: success is all there is to know.
    // The service has no error codes of its own, so the platform's enumeration names them.
    client.send(request).await.map_err(|error| Failure::call::<feishu::ErrorCode>(&error))?;
    println!("visitor {visitor_id} is deleted");
    Ok(())
}
