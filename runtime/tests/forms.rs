//! Forms as the transport sees them, read back by a parser that shares nothing with the writer.

mod common;

use common::{Upload, client, success};
use feishu_runtime::File;
use feishu_runtime::transport::MemoryTransport;

/// Parts as header text and content.
fn parse(content_type: &str, body: &[u8]) -> Vec<(String, Vec<u8>)> {
    let boundary = content_type.split("boundary=").nth(1).expect("a boundary");
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    let padded = [b"\r\n", body].concat();
    let mut starts: Vec<usize> =
        padded.windows(delimiter.len()).enumerate().filter(|(_, w)| *w == delimiter).map(|(at, _)| at).collect();
    let end = starts.pop().expect("a closing delimiter");
    assert_eq!(&padded[end + delimiter.len()..], b"--\r\n");
    let ends = starts.iter().copied().skip(1).chain([end]);
    let parts = starts.iter().zip(ends).map(|(start, end)| &padded[start + delimiter.len() + 2..end]);
    parts
        .map(|part| {
            let head = part.windows(4).position(|w| w == b"\r\n\r\n").expect("a head");
            (String::from_utf8(part[..head].to_vec()).expect("text"), part[head + 4..].to_vec())
        })
        .collect()
}

#[tokio::test]
async fn a_form_is_sent_with_texts_first() {
    let transport = MemoryTransport::new();
    transport.answer(200, success());
    let content = b"\x00\xff\r\n--feishu-\r\n".to_vec();
    let file = File::from_bytes("测\"\n.bin", content.clone());
    client(&transport).send(Upload(file)).await.expect("success");

    let request = &transport.requests()[0];
    let content_type = request.headers()["content-type"].to_str().expect("text");
    assert!(content_type.starts_with("multipart/form-data; boundary="));
    let parts = parse(content_type, request.body());
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].0, "Content-Disposition: form-data; name=\"file_name\"");
    assert_eq!(parts[0].1, "测\"\n.bin".as_bytes());
    assert_eq!(
        parts[1].0,
        "Content-Disposition: form-data; name=\"file\"; filename=\"测%22%0A.bin\"\r\n\
         Content-Type: application/octet-stream"
    );
    assert_eq!(parts[1].1, content);
}
