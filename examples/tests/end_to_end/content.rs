//! Files and documents.

use feishu::File;
use feishu::docx::v1::{BlockType, document_block};
use feishu::drive::v1::file;
use feishu::im::v1::file as im_file;
use feishu::im::v1::file::create::FileType;

use feishu_mock::{Fault, Harm};

use crate::support::{Setup, setup};

#[tokio::test]
async fn a_file_is_downloaded_whole_and_in_part() {
    let setup = setup().await;
    let request = file::Download::new("boxcnabCdefgabcef");
    let whole = setup.client.send(&request).await.expect("the file");
    assert_eq!((whole.file_name(), whole.len(), whole.content_range()), (Some("mock 测试.bin"), Some(2048), None));
    let whole = whole.bytes().await.expect("content");
    assert_eq!(whole.len(), 2048);

    let part = setup.client.send(request).range(10..20).await.expect("the part");
    assert_eq!(part.content_range().map(|range| range.to_string()).as_deref(), Some("bytes 10-19/2048"));
    assert_eq!(part.bytes().await.expect("content"), whole.slice(10..20));
}

#[tokio::test]
async fn a_download_that_breaks_goes_on_where_it_was() {
    let setup = setup().await;
    let fetch = || setup.client.send(file::Download::new("boxcnabCdefgabcef"));
    let whole = fetch().await.expect("the file").bytes().await.expect("content");
    setup.server.faults().fail_next("drive.v1.file.download", 2, Fault::Harm(Harm::Drop));
    let broken = fetch().await.expect("the head came").bytes().await;
    assert_eq!(broken.expect("content"), whole);
    assert_eq!(setup.server.count("drive.v1.file.download"), 4);
}

#[tokio::test]
async fn a_file_of_a_message_comes_with_its_name() {
    let setup = setup().await;
    let file = setup.client.send(im_file::Get::new("file_456a92d6")).await.expect("the file");
    assert_eq!(file.file_name(), Some("mock 测试.bin"));
    let file = File::from_bytes("a.mp4", "film");
    let sent = setup.client.send(im_file::Create::new(FileType::Mp4, "a.mp4", file)).await.expect("success");
    assert!(sent.file_key.is_some());
}

#[tokio::test]
async fn a_block_is_read() {
    let Setup { client, server: _server } = setup().await;
    let request = document_block::Get::new("doxcnePuYufKa49ISjhD8Ih0ikh", "doxcnO6UW6wAw2qIcYf4hZpFIth");
    let block = client.send(request.document_revision_id(-1)).await.expect("success").block.expect("a block");
    // The server answers with the block that was asked for.
    assert_eq!(block.block_id.as_deref(), Some("doxcnO6UW6wAw2qIcYf4hZpFIth"));
    assert_eq!(block.block_type, Some(BlockType::Text));
    let text = block.text.expect("a text");
    assert!(text.elements.is_some_and(|elements| !elements.is_empty()));
}
