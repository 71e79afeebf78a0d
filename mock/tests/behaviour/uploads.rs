//! Uploads in parts: what the server keeps of them, and what it refuses.

use std::thread;
use std::time::Duration;

use feishu_mock::Options;
use serde_json::{Value, json};

use crate::support::http::Answer;
use crate::support::{Fixture, SPECS};

const FILES: &str = "/open-apis/drive/v1/files";

/// Adler-32 of the parts of `hello fei` in fours, by Python's `zlib.adler32`.
const SUMS: [&str; 3] = ["68616614", "55640411", "6946922"];

fn fixture() -> Fixture {
    Fixture::start(&SPECS, Options { part_size: 4, ..Options::default() })
}

fn begin(fixture: &Fixture, size: u64) -> Value {
    let body = json!({"file_name": "a.txt", "parent_type": "explorer", "parent_node": "fld", "size": size});
    let call = fixture.call("POST", &format!("{FILES}/upload_prepare")).token("u-mock").json(&body);
    call.send().ok()["data"].clone()
}

fn form(texts: &[(&str, &str)], content: &str) -> String {
    let texts = texts
        .iter()
        .map(|(name, value)| format!("--line\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    let file = "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\n";
    format!("{}{file}{content}\r\n--line--\r\n", texts.collect::<String>())
}

fn part(fixture: &Fixture, id: &str, seq: &str, size: &str, sum: &str, content: &str) -> Answer {
    let form = form(&[("upload_id", id), ("seq", seq), ("size", size), ("checksum", sum)], content);
    let call = fixture.call("POST", &format!("{FILES}/upload_part")).token("u-mock");
    call.body("multipart/form-data; boundary=line", form).send()
}

fn finish(fixture: &Fixture, token: &str, id: &str) -> Answer {
    let call = fixture.call("POST", &format!("{FILES}/upload_finish")).token(token);
    call.json(&json!({"upload_id": id, "block_num": 3})).send()
}

#[test]
fn an_upload_from_begin_to_end() {
    let fixture = fixture();
    let begun = begin(&fixture, 9);
    assert_eq!((&begun["block_size"], &begun["block_num"]), (&json!(4), &json!(3)));
    let id = begun["upload_id"].as_str().unwrap();
    for (seq, (content, sum)) in ["hell", "o fe", "i"].iter().zip(SUMS).enumerate() {
        part(&fixture, id, &seq.to_string(), &content.len().to_string(), sum, content).ok();
    }
    assert_eq!(finish(&fixture, "u-mock", id).ok()["data"]["file_token"], "boxcnrHpsg1QDqXAAAyachabcef");
    // It is over.
    finish(&fixture, "u-mock", id).refused(400, 1_061_021);
}

#[test]
fn what_is_wrong_is_refused() {
    let fixture = fixture();
    let begun = begin(&fixture, 9);
    let id = begun["upload_id"].as_str().unwrap();
    part(&fixture, "7000", "0", "4", "", "hell").refused(400, 1_061_021);
    let refused = part(&fixture, id, "0", "4", "1", "hell");
    refused.refused(400, 1_062_008);
    assert_eq!(refused.json["msg"], "checksum param Invalid.");
    part(&fixture, id, "0", "5", "", "hell").refused(400, 1_062_009);
    part(&fixture, id, "0", "3", "", "hel").refused(400, 1_062_009);
    part(&fixture, id, "3", "1", "", "x").refused(400, 1_062_011);
    part(&fixture, id, "0", "4", SUMS[0], "hell").ok();
    part(&fixture, id, "2", "1", "", "i").ok();
    finish(&fixture, "u-mock", id).refused(400, 1_062_010);
    finish(&fixture, &fixture.token("tenant"), id).refused(400, 1_062_007);
    part(&fixture, id, "1", "4", "", "o fe").ok();
    finish(&fixture, "u-mock", id).ok();
}

#[test]
fn the_whole_of_a_small_file() {
    let fixture = fixture();
    let send = |size: &str, sum: &str| {
        let texts = [
            ("file_name", "a"),
            ("parent_type", "explorer"),
            ("parent_node", "fld"),
            ("size", size),
            ("checksum", sum),
        ];
        let call = fixture.call("POST", &format!("{FILES}/upload_all")).token("u-mock");
        call.body("multipart/form-data; boundary=line", form(&texts, "hello world")).send()
    };
    send("11", "436929629").ok();
    send("11", "").ok();
    send("11", "436929630").refused(400, 1_062_008);
    send("12", "436929629").refused(400, 1_062_009);
}

#[test]
fn calls_at_the_same_time_are_refused() {
    let fixture = fixture();
    fixture.server.faults().set_latency(Duration::from_millis(400));
    let answers = thread::scope(|scope| {
        let calls: Vec<_> =
            (0..2).map(|_| scope.spawn(|| finish(&fixture, "u-mock", "7").json["code"].clone())).collect();
        calls.into_iter().map(|call| call.join().unwrap()).collect::<Vec<_>>()
    });
    assert!(answers.contains(&json!(1_061_045)) && answers.contains(&json!(1_061_021)), "{answers:?}");
    fixture.server.faults().set_latency(Duration::ZERO);
    finish(&fixture, "u-mock", "7").refused(400, 1_061_021);
}

#[test]
fn a_name_only_for_those_that_ask_for_it() {
    let fixture = Fixture::specs();
    let tenant = fixture.token("tenant");
    let get = || fixture.call("GET", "/open-apis/im/v1/files/file_1").token(&tenant);
    assert_eq!(get().send().header("content-disposition"), "");
    let named = get().header("Content-Type", "application/json").send();
    assert!(named.header("content-disposition").starts_with("attachment"));
}
