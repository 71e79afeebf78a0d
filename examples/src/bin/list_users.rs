//! Lists the users of a department, page by page.
//!
//! ```text
//! FEISHU_APP_ID=… FEISHU_APP_SECRET=… cargo run -p feishu-examples --bin list_users -- DEPARTMENT_ID
//! ```

use std::env;
use std::process::ExitCode;

use feishu::contact::v3::user::FindByDepartment;
use feishu_examples::{Failure, client, finish};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Failure> {
    let department = env::args().nth(1);
    let department =
        department.ok_or_else(|| Failure::Usage("usage: list_users DEPARTMENT_ID (0 is the root)".into()))?;

    // Nothing is sent before the first user is asked for. The longest pages need the fewest calls; the next page is fetched
    // while this one is printed.
    let client = client()?;
    let mut users = client.items(FindByDepartment::new(department).page_size(50)).prefetch();

    let mut count = 0;
    while let Some(user) = users.try_next().await.map_err(|error| Failure::call::<feishu::ErrorCode>(&error))? {
        // What an app may not see is absent, so that every field of an answer is an `Option`.
        let name = user.name.as_deref().unwrap_or("without a name");
        println!("{}\t{name}", user.open_id.as_deref().unwrap_or("without an ID"));
        count += 1;
    }
    println!("{count} users");
    Ok(())
}
