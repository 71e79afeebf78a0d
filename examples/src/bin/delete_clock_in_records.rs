//! Deletes clock-in records of the attendance service, as the app itself.
//!
//! ```text
//! FEISHU_APP_ID=… FEISHU_APP_SECRET=… cargo run -p feishu-examples --bin delete_clock_in_records -- RECORD_ID…
//! ```

use std::env;
use std::process::ExitCode;

use feishu::attendance;
use feishu::attendance::v1::user_flow::{BatchDel, BatchDelResponse};
use feishu_examples::{Failure, client, finish};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Failure> {
    let record_ids: Vec<_> = env::args().skip(1).collect();
    if record_ids.is_empty() {
        return Err(Failure::Usage("usage: delete_clock_in_records RECORD_ID…".into()));
    }

    // The operation takes the tenant's token. The client fetches it with the app's id and secret, keeps it for as long as it
    // is valid, and renews it: no token appears in this program.
    let client = client()?;

    // At most ten records in a call, as the documentation of `BatchDel::record_ids` says; the server checks it.
    let call = client.send(BatchDel::new(record_ids));
    let answer = call.await.map_err(|error| Failure::call::<attendance::ErrorCode>(&error))?;
    print(&answer);
    Ok(())
}

/// A call can succeed for some of the records only, so that success alone says little.
fn print(answer: &BatchDelResponse) {
    // Lists that the answer leaves out are empty, so that there is nothing to unwrap.
    println!("deleted: {}", listed(&answer.success_record_ids));
    println!("could not be deleted: {}", listed(&answer.fail_record_ids));
}

fn listed(ids: &[String]) -> String {
    if ids.is_empty() { "none".to_owned() } else { ids.join(", ") }
}
