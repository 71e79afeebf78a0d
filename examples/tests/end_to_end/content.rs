//! Files and documents.

use feishu::File;
use feishu::docx::v1::{BlockType, document_block};
use feishu::drive::v1::file;

use crate::support::{Setup, setup};

#[tokio::test]
async fn a_file_is_uploaded() {
    let Setup { client, server: _server } = setup().await;
    let content = File::from_bytes("demo.pdf", vec![7; 1000]);
    let request = file::UploadAll::new(file::UploadAllRequired {
        file_name: "demo.pdf".to_owned(),
        parent_type: file::upload_all::FileParentType::Explorer,
        parent_node: "fldbcO1UuPz8VwnpPx5a92abcef".to_owned(),
        size: 1000,
        file: content,
    });
    let answer = client.send(request).await.expect("success");
    assert_eq!(answer.file_token.as_deref(), Some("boxcnrHpsg1QDqXAAAyachabcef"));
}

#[tokio::test]
async fn a_file_is_downloaded_whole_and_in_part() {
    let setup = setup().await;
    let request = file::Download::new("boxcnabCdefgabcef");
    let whole = setup.client.send(&request).await.expect("the file");
    assert_eq!(whole.content.len(), 2048);
    assert_eq!(whole.file_name.as_deref(), Some("mock 测试.bin"));
    assert_eq!(whole.content_range, None);

    let part = setup.client.send(request.range("bytes=10-19")).await.expect("the part");
    assert_eq!(part.content, whole.content.slice(10..20));
    assert_eq!(part.content_range.as_deref(), Some("bytes 10-19/2048"));
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
    assert!(!text.elements.is_empty());
}
