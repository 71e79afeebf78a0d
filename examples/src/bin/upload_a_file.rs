//! Uploads a file of any size into a folder of Drive, and downloads it again.
//!
//! ```text
//! FEISHU_APP_ID=… FEISHU_APP_SECRET=… cargo run -p feishu-examples --bin upload_a_file -- PATH FOLDER_TOKEN
//! ```

use std::env;
use std::process::ExitCode;

use feishu::File;
use feishu::drive::v1::file::{self, FileParentType};
use feishu_examples::{Failure, client, finish};

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    finish(run().await)
}

async fn run() -> Result<(), Failure> {
    let (Some(path), Some(folder)) = (env::args().nth(1), env::args().nth(2)) else {
        return Err(Failure::Usage("usage: upload_a_file PATH FOLDER_TOKEN".into()));
    };
    let client = client()?;

    // Only the length is read now; the content while it is sent, so that a large file takes no more memory than a small one.
    let content = File::from_path(&path).await.map_err(|error| Failure::Usage(format!("{path}: {error}")))?;
    let name = content.name().to_owned();

    // The request is that of the operation for whole files. `upload` sends it as it is where the file is small enough, and
    // makes the calls for the parts of a larger one.
    let request = file::UploadAll::new(name, FileParentType::Explorer, folder, content);
    let uploaded = client
        .upload(request)
        .on_progress(|progress| eprintln!("{} of {} bytes", progress.sent, progress.total))
        .await
        .map_err(|error| Failure::call::<feishu::drive::ErrorCode>(&error))?;
    let Some(token) = uploaded.file_token else {
        return Err(Failure::Call("the answer holds no token of the file".into()));
    };
    println!("uploaded as {token}");

    // The name and the length are known before the content comes.
    let download = client.send(file::Download::new(token)).await;
    let download = download.map_err(|error| Failure::call::<feishu::drive::ErrorCode>(&error))?;
    let name = download.file_name().unwrap_or("without a name").to_owned();
    let copied = download.write_to(&mut tokio::io::sink()).await;
    let copied = copied.map_err(|error| Failure::call::<feishu::drive::ErrorCode>(&error))?;
    println!("downloaded {name}, {copied} bytes");
    Ok(())
}
