//! Imports clock-in records from a file into the attendance service.
//!
//! Each line of the file is a record: who clocked in, when (Unix time in seconds), and where, with commas in between.
//!
//! ```text
//! FEISHU_APP_ID=… FEISHU_APP_SECRET=… cargo run -p feishu-examples --bin import_clock_in_records -- FILE CREATOR_ID
//! ```

use std::process::ExitCode;
use std::{env, fs};

use feishu::attendance::v1::user_flow::BatchCreate;
use feishu::attendance::v1::{EmployeeType, UserFlow, UserFlowRequired};
use feishu_examples::{Failure, client, finish};

/// As many records as a call takes, as the documentation of `BatchCreate::flow_records` says.
const RECORDS_PER_CALL: usize = 50;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Failure> {
    let (Some(path), Some(creator)) = (env::args().nth(1), env::args().nth(2)) else {
        return Err(Failure::Usage("usage: import_clock_in_records FILE CREATOR_ID".into()));
    };
    let text = fs::read_to_string(&path).map_err(|error| Failure::Usage(format!("{path}: {error}")))?;

    // All lines are read before anything is sent, so that a mistake in the last one does not leave half of them imported.
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty());
    let records = lines.map(|(line, number)| {
        record(line, &creator).ok_or_else(|| {
            Failure::Usage(format!(
                "{path}:{number}: a line is USER_ID,SECONDS,PLACE, for example `abd754f7,1664604000,Gate 2`"
            ))
        })
    });
    let records = records.collect::<Result<Vec<_>, _>>()?;

    // The client keeps to the rate limit of the operation by itself, however many calls there are.
    let client = client()?;
    for (calls, chunk) in records.chunks(RECORDS_PER_CALL).enumerate() {
        let call = client.send(BatchCreate::new(EmployeeType::EmployeeId, chunk.iter().cloned()));
        call.await.map_err(|error| {
            eprintln!("imported before the failure: {} of {}", calls * RECORDS_PER_CALL, records.len());
            Failure::call::<feishu::attendance::ErrorCode>(&error)
        })?;
    }
    println!("imported {} records", records.len());
    Ok(())
}

/// The record of a line.
fn record(line: &str, creator: &str) -> Option<UserFlow> {
    let mut parts = line.splitn(3, ',').map(str::trim).filter(|part| !part.is_empty());
    let (user, seconds, place) = (parts.next()?, parts.next()?, parts.next()?);
    seconds.parse::<u64>().ok()?;
    let record = UserFlow::new(UserFlowRequired {
        user_id: user.to_owned(),
        creator_id: creator.to_owned(),
        location_name: place.to_owned(),
        check_time: seconds.to_owned(),
        comment: "imported".to_owned(),
    });
    // The same line has the same key, so that a file can be imported again after a failure: what is there stays as it is.
    Some(record.idempotent_id(format!("{user}-{seconds}")))
}
