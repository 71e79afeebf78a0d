//! Reads the records of a table in a base (bitable), those in which one field contains a text.
//!
//! ```text
//! FEISHU_APP_ID=… FEISHU_APP_SECRET=… cargo run -p feishu-examples --bin read_a_base -- APP_TOKEN TABLE_ID FIELD TEXT
//! ```

use std::env;
use std::process::ExitCode;

use feishu::bitable::v1::Conjunction;
use feishu::bitable::v1::app_table_record::search::RecordFilter;
use feishu::bitable::v1::app_table_record::{Record, RecordFilterCondition, RecordFilterOperator, Search};
use feishu_examples::{Failure, client, finish};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Failure> {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let [app, table, field, text] = arguments.as_slice() else {
        return Err(Failure::Usage("usage: read_a_base APP_TOKEN TABLE_ID FIELD TEXT".into()));
    };

    // A filter is a type as well: what it cannot say does not compile, and no string has to be escaped.
    let contains = RecordFilterCondition::new(field, RecordFilterOperator::Contains).value([text]);
    let filter = RecordFilter::new(Conjunction::And).conditions([contains]);
    let request = Search::new(app, table).field_names([field]).filter(filter).page_size(500);

    let client = client()?;
    let mut records = client.items(request);
    while let Some(record) =
        records.try_next().await.map_err(|error| Failure::call::<feishu::bitable::ErrorCode>(&error))?
    {
        print(&record);
    }
    Ok(())
}

/// The form of a value depends on the type of its field (text, number, person, …), so that values are JSON.
fn print(record: &Record) {
    println!("{}", record.record_id.as_deref().unwrap_or("without an ID"));
    for (name, value) in &record.fields {
        println!("  {name}: {value}");
    }
}
