//! Uploads and downloads.

use feishu_mock::Options;

use crate::support::http::Answer;
use crate::support::{Fixture, SPECS};

const FILE: &str = "/open-apis/drive/v1/files/boxcnabCdefgabcef/download";

/// Name, filename and content of a part.
type Part<'a> = (&'a str, Option<&'a str>, &'a [u8]);

fn form(parts: &[Part]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        body.extend(format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
        body.extend_from_slice(content);
        body.extend(b"\r\n");
    }
    body.extend(b"--line--\r\n");
    body
}

fn upload(fixture: &Fixture, parts: &[Part]) -> Answer {
    let call = fixture.call("POST", "/open-apis/shop/v1/pictures");
    call.body("multipart/form-data; boundary=line", form(parts)).send()
}

#[test]
fn forms() {
    let fixture = Fixture::shop();
    let cover = ("cover", Some("a.png"), &b"\xff\0\r\n--lin"[..]);
    let title = ("title", None, &b"cat"[..]);
    assert_eq!(upload(&fixture, &[title, cover]).ok()["data"]["picture_id"], "p_1");
    let more = [title, ("count", None, b"2"), ("tags", None, b"a"), ("tags", None, b"b"), ("other", None, b""), cover];
    upload(&fixture, &more).ok();
    upload(&fixture, &[title, cover, ("pictures", Some("b"), b""), ("pictures", Some("c"), b"1")]).ok();
    let table: [(&[Part], &str, &str); 10] = [
        (&[("title", Some("a"), b"cat"), cover], "title", "is no UTF-8 text"),
        (&[cover], "title", "is required"),
        (&[title], "cover", "is required"),
        (&[title, ("cover", None, b"1")], "cover", "has no filename"),
        (&[title, cover, cover], "cover", "is given more than once"),
        (&[("title", None, b"longer"), cover], "title", "has 6 characters, allowed are ..5"),
        (&[("title", None, b"\xff"), cover], "title", "is no UTF-8 text"),
        (&[title, cover, ("count", None, b"two")], "count", "is not a whole number of 64 bits"),
        (
            &[title, cover, ("tags", None, b"a"), ("tags", None, b"a"), ("tags", None, b"a")],
            "tags",
            "has 3 elements, allowed are ..2",
        ),
        (
            &[title, cover, ("pictures", Some("a"), b""), ("pictures", Some("a"), b""), ("pictures", Some("a"), b"")],
            "pictures",
            "has 3 files, allowed are ..2",
        ),
    ];
    for (parts, field, description) in table {
        assert_eq!(upload(&fixture, parts).violations(), [(field.to_owned(), description.to_owned())]);
    }
}

#[test]
fn forms_that_are_none() {
    let fixture = Fixture::shop();
    let send = |kind: &str, body: &[u8]| {
        fixture.call("POST", "/open-apis/shop/v1/pictures").body(kind, body).send().violated()
    };
    let whole = form(&[("title", None, b"cat"), ("cover", Some("a"), b"")]);
    assert_eq!(send("application/json", b"{}"), ["Content-Type"]);
    assert_eq!(send("multipart/form-data", &whole), ["Content-Type"]);
    assert_eq!(send("multipart/form-data; boundary=other", &whole), ["body"]);
    assert_eq!(send("multipart/form-data; boundary=line", &whole[..whole.len() - 12]), ["body"]);
    assert_eq!(send("multipart/form-data; boundary=line", b"--line--\r\n"), ["title", "cover"]);
}

#[test]
fn a_whole_file() {
    let fixture = Fixture::specs();
    let answer = fixture.call("GET", FILE).token("u-mock").send();
    assert_eq!((answer.status, answer.body.len()), (200, 2048));
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    let disposition = answer.header("content-disposition");
    assert!(disposition.contains("filename*=UTF-8''mock%20%E6%B5%8B%E8%AF%95.bin"), "{disposition}");
    assert!(!answer.header("x-tt-logid").is_empty());
}

#[test]
fn a_part_of_a_file() {
    let fixture = Fixture::start(&SPECS, Options { file: "0123456789".into(), ..Options::default() });
    let table = [
        ("bytes=2-4", 206, "234", "bytes 2-4/10"),
        ("bytes=8-", 206, "89", "bytes 8-9/10"),
        ("bytes=-3", 206, "789", "bytes 7-9/10"),
        ("bytes=0-1024", 206, "0123456789", "bytes 0-9/10"),
        ("bytes=10-", 416, "", "bytes */10"),
        ("bytes=0-1,4-5", 200, "0123456789", ""),
        ("pages=1-2", 200, "0123456789", ""),
    ];
    for (range, status, body, position) in table {
        let answer = fixture.call("GET", FILE).token("u-mock").header("Range", range).send();
        let got = (answer.status, String::from_utf8_lossy(&answer.body).into_owned());
        assert_eq!(got, (status, body.to_owned()), "{range}");
        assert_eq!(answer.header("content-range"), position, "{range}");
    }
}

#[test]
fn an_empty_file_has_no_parts() {
    let fixture = Fixture::start(&SPECS, Options { file: "".into(), ..Options::default() });
    assert_eq!(fixture.call("GET", FILE).token("u-mock").send().status, 200);
    assert_eq!(fixture.call("GET", FILE).token("u-mock").header("Range", "bytes=0-").send().status, 416);
}

#[test]
fn parts_only_where_the_spec_has_them() {
    let fixture = Fixture::shop();
    let answer = fixture.call("GET", "/open-apis/shop/v1/pictures/p_1").header("Range", "bytes=0-1").send();
    assert_eq!((answer.status, answer.body.len()), (200, 2048));
    assert_eq!(answer.header("accept-ranges"), "");
}

#[test]
fn a_refused_download_is_json() {
    let fixture = Fixture::specs();
    fixture.call("GET", FILE).send().refused(400, 99_991_661);
}
