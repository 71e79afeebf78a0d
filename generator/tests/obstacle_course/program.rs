//! Runs inside the crate that the hostile specs become: requests are built and encoded, answers are read.

use std::collections::BTreeMap;

use course::wire::Read;
use course::{Endpoint, File, RequestBody, Secret};
use serde_json::{Value, json};

/// The JSON body of a request.
fn body(request: &impl Endpoint) -> Value {
    match request.parts().expect("a request that can be sent").body() {
        RequestBody::Json(text) => serde_json::from_slice(text).expect("JSON"),
        other => panic!("no JSON: {other:?}"),
    }
}

/// An answer of an operation, read from what the server would send.
fn answer<E: Endpoint<Response: Read>>(json: &Value) -> E::Response {
    E::Response::read(json.clone()).expect("a readable answer")
}

#[test]
fn fields_named_after_keywords() {
    use course::keywords::v1::fields::{Everywhere, EverywhereResponse, Words};
    let nested = Words::new().r#type("t").self_("s").with_clone("c").r#gen("g").with_new("n").map("m").visit("v");
    let request = Everywhere::new("self", 1, "super", 2, "required", 3).nested(nested);
    assert_eq!(request.parts().expect("sendable").path(), "/open-apis/keywords/v1/fields/self/1/super/2/required/3");
    let sent = body(&request);
    let words = json!({"type": "t", "self": "s", "clone": "c", "gen": "g", "new": "n", "map": "m", "visit": "v"});
    assert_eq!(sent, json!({"nested": words}));
    let read: EverywhereResponse =
        answer::<Everywhere>(&json!({"crate": "c", "super": "s", "async": "a", "nested": words}));
    assert_eq!(read.crate_.as_deref(), Some("c"));
    assert_eq!(read.r#async.as_deref(), Some("a"));
    assert_eq!(read.nested.expect("nested").self_.as_deref(), Some("s"));
}

#[test]
fn words_travel_where_they_belong() {
    use course::keywords::v1::fields::Everywhere;
    let request = Everywhere::new("a/b", 1, "s", 2, "r", 3).r#abstract("q").r#as("h").r#await("b");
    let parts = request.parts().expect("sendable");
    assert!(parts.path().starts_with("/open-apis/keywords/v1/fields/a%2Fb/"));
    let placed = (parts.query_string().to_owned(), parts.headers().len(), body(&request));
    let total = placed.0.matches('=').count() + placed.1 + placed.2.as_object().map_or(0, serde_json::Map::len);
    assert_eq!(total, 3, "{placed:?}");
}

#[test]
fn values_round_trip() {
    use course::keywords::v1::values::{Large, Numbers, Odd, Small};
    for text in ["", "self", "unknown", "fn", "brand new", "中文"] {
        assert_eq!(Small::from(text).as_str(), text);
    }
    assert_eq!(Small::from(""), Small::Empty);
    assert_eq!(Large::from("Self"), Large::SelfValue);
    assert_eq!(Large::from("Unknown"), Large::UnknownValue);
    assert_eq!(Large::from("Option"), Large::Option);
    for text in
        ["0", "00", "2fa", "openURLs", "a\ne", "a\"f", "a\\g", "{{ h }}{% i %}", "\"#);fn pwned(){}//", "\u{202E}"]
    {
        assert!(!matches!(Odd::from(text), Odd::Unknown(_)), "{text}");
        assert_eq!(Odd::from(text).as_str(), text);
    }
    assert_eq!(Odd::from("2fa"), Odd::Value2fa);
    assert_eq!(Odd::from("中文"), Odd::Chinese);
    for number in [i64::MIN, -20, -1, 0, 7, 1_000_000, i64::MAX] {
        assert_eq!(Numbers::from(number).value(), number);
    }
    assert_eq!(Numbers::from(i64::MIN), Numbers::Least);
    assert_eq!(Numbers::from(1_000_000), Numbers::Unknown(1_000_000));
}

#[test]
fn values_travel() {
    use course::keywords::v1::values::{Large, Numbers, Odd, Small, UseAll};
    let request = UseAll::new(Small::Fn, Numbers::Least)
        .larger([Large::Fn, Large::from("new one")])
        .x_odd(Odd::from("1.5"))
        .odd([Odd::Empty, Odd::from("later")]);
    let parts = request.parts().expect("sendable");
    assert_eq!(parts.path(), "/open-apis/keywords/v1/values/fn/-9223372036854775808");
    assert_eq!(parts.query_string(), "larger=Fn&larger=new%20one");
    assert_eq!(body(&request), json!({"odd": ["", "later"]}));
    let read = answer::<UseAll>(&json!({"in_place": ["Unknown", "2", "3"], "numbers": {"a": -20, "b": 99_999}}));
    let again = serde_json::to_value(&read).expect("JSON");
    assert_eq!(again["in_place"], json!(["Unknown", "2", "3"]));
    assert_eq!(again["numbers"], json!({"a": -20, "b": 99_999}));
}

#[test]
fn requests_take_what_they_need() {
    use course::shapes::v1::bodies::{UploadOne, UploadSeveral};
    use course::shapes::v1::required::neighbours::{Object, ObjectRequired};
    use course::shapes::v1::required::{Neighbours, NeighboursRequired, With0, With4, With4Required};
    use course::shapes::{Kind, Tree};
    assert_eq!(With0::new(1).parts().expect("sendable").path(), "/open-apis/shapes/v1/required/0/1");
    let with_4 = With4::new(1, With4Required { arg_0: "a".into(), arg_1: 1, arg_2: true, arg_3: 0.5 });
    assert_eq!(body(&with_4), json!({"arg_0": "a", "arg_1": 1, "arg_2": true, "arg_3": 0.5}));
    let object = Object::new(ObjectRequired { a: "a".into(), b: "b".into() });
    let request =
        Neighbours::new("first", "second", NeighboursRequired { some: 1, x_none: 2, object }).deep(Tree::new("t"));
    let parts = request.parts().expect("sendable");
    assert_eq!(parts.path(), "/open-apis/shapes/v1/required/first/second");
    assert_eq!(parts.headers().get("x-none").map(|value| value.as_bytes()), Some(b"2".as_slice()));
    assert_eq!(body(&request), json!({"object": {"a": "a", "b": "b"}, "deep": {"name": "t"}}));
    let upload = UploadOne::new(File::from_bytes("f", "x"), "name", Kind::Only).sizes([1, 2]);
    assert!(matches!(upload.parts().expect("sendable").body(), RequestBody::Form(_)));
    let several = UploadSeveral::new([File::from_bytes("f", "x")]).notes([File::from_bytes("g", "y")]);
    assert!(matches!(several.parts().expect("sendable").body(), RequestBody::Form(_)));
}

#[test]
fn types_that_hold_themselves() {
    use course::shapes::v1::bodies::{ListOfObjects, MapOfObjects, Whole};
    use course::shapes::v1::nesting::Recursion;
    use course::shapes::{Egg, Hen, Kind, Tree};
    let tree = json!({"name": "a", "child": {"name": "b", "child": {"name": "c"}}, "children": [{"name": "d"}],
        "by_key": {"k": {"name": "e"}}, "deep": [{"k": [{"name": "f"}]}]});
    let read = answer::<Whole>(&tree);
    assert_eq!(read.child.as_ref().and_then(|b| b.child.as_ref()).and_then(|c| c.name.as_deref()), Some("c"));
    assert_eq!(body(&Whole::new(read)), tree);
    let read = answer::<Recursion>(&json!({"eggs": [{"hen": {"egg": {"nested": {"hen": {"age": 3}}}}}]}));
    let hen = read.eggs[0].hen.as_ref().expect("a hen");
    let inner = hen.egg.as_ref().and_then(|egg| egg.nested.as_ref()).and_then(|nested| nested.hen.as_ref());
    assert_eq!(inner.and_then(|hen| hen.age), Some(3));
    let hens = BTreeMap::from([("k".to_owned(), vec![Hen::new(Egg::new())])]);
    assert_eq!(body(&MapOfObjects::new(hens)), json!({"k": [{"egg": {}}]}));
    assert_eq!(body(&ListOfObjects::new(Kind::Only, [Tree::new("x")])), json!([{"name": "x"}]));
}

#[test]
fn secrets_are_sent_but_not_shown() {
    use course::secrets::Credential;
    use course::secrets::v1::secret::exchange::Nested;
    use course::secrets::v1::secret::{Exchange, Upload, Whole};
    let credential = Credential::new("hunter2").old_passwords([Secret::from("hunter1")]).public("seen");
    let nested = Nested::new().secret([BTreeMap::from([("k".to_owned(), Secret::from("hunter7"))])]);
    let request = Exchange::new("hunter3", "hunter4")
        .key("hunter5")
        .keys([Secret::from("hunter6")])
        .x_key("hunter8")
        .credential(credential.clone())
        .nested(nested);
    let parts = request.parts().expect("sendable");
    assert!(parts.path().ends_with("/hunter3") && parts.query_string() == "key=hunter5&keys=hunter6");
    assert_eq!(body(&request)["credential"]["password"], "hunter2");
    assert_eq!(body(&request)["nested"]["secret"][0]["k"], "hunter7");
    let read = answer::<Exchange>(&json!({"access_token": "hunter9", "credentials": [{"answers": {"q": "hunter10"}}]}));
    assert_eq!(read.access_token.as_ref().map(Secret::expose), Some("hunter9"));
    let upload = Upload::new("hunter11", File::from_bytes("f", "x"));
    let shown =
        format!("{request:?} {request:#?} {read:?} {credential:?} {upload:?} {:?}", Whole::new([credential.clone()]));
    assert!(!shown.contains("hunter"), "{shown}");
    assert!(shown.contains("seen"));
}

#[test]
fn types_of_other_services() {
    use course::types::joined_v1::{Joined, JoinedRequired};
    let joined: course::joined::v1::Joined = Joined::new(JoinedRequired { left: "l".into(), right: "r".into() });
    let request = course::sharing::v1::others::All::new([joined]);
    assert_eq!(body(&request), json!({"a": [{"left": "l", "right": "r"}]}));
}

#[test]
#[expect(deprecated, reason = "one of the operations is")]
fn what_is_known_of_an_operation() {
    use course::keywords::ErrorCode;
    use course::keywords::v1::codes::List;
    use course::shapes::v1::bodies::Page;
    assert_eq!(ErrorCode::from(-2).value(), -2);
    assert_eq!(ErrorCode::from(-2).info().map(|info| info.name), Some("as"));
    assert!(List::META.error_codes.len() > 100);
    let paging = Page::META.paging.expect("it pages");
    assert_eq!(
        (paging.items, paging.token, paging.next_token, paging.has_more),
        ("list", "from", "next", Some("more"))
    );
    assert_eq!(Page::META.idempotency_key, Some("self"));
}

/// The outcome of a future that never has to wait.
fn ready<F: std::future::IntoFuture>(future: F) -> F::Output {
    let mut future = Box::pin(future.into_future());
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    for _ in 0..1000 {
        if let std::task::Poll::Ready(outcome) = future.as_mut().poll(&mut context) {
            return outcome;
        }
    }
    panic!("it waits");
}

#[test]
fn files_go_up_in_parts_under_the_names_of_the_spec() {
    use course::shapes::v1::film::{Initialize, Part, Upload, UploadRequired};
    use course::transport::MemoryTransport;
    use course::upload::Chunked;

    let transport = MemoryTransport::new();
    let answers = [
        json!({"upload_id": "u-7", "chunk_size": 11_000_000, "chunk_numbers": 2}),
        json!({}),
        json!({}),
        json!({"film_key": "key", "film_url": "https://films.example/key"}),
    ];
    for data in &answers {
        transport.answer(200, json!({"code": 0, "msg": "success", "data": data}).to_string());
    }
    let client = course::Client::builder("cli_a", "secret").transport(transport.clone()).build().expect("a client");
    let film = File::from_bytes("nap.mp4", vec![0; 21_000_000]);
    let required = UploadRequired { film_name: "Nap".to_owned(), film };
    let done = ready(client.upload(Upload::new("a-1", required))).expect("an upload");
    assert_eq!(done.film_key.as_deref(), Some("key"));

    let sent = transport.requests();
    let paths: Vec<&str> = sent.iter().filter_map(|request| request.uri().path().rsplit('/').next()).collect();
    assert_eq!(paths, ["initialize", "part", "part", "complete"]);
    assert_eq!(serde_json::from_slice::<Value>(sent[0].body()).ok(), Some(json!({"film_name": "Nap", "film_size": 21_000_000})));
    // MD5 of 11,000,000 and of 10,000,000 zeros, by `md5sum`.
    for (request, index, sum) in [(&sent[1], 1, "66a59a16afb88c8ac5024fd30ca84275"), (&sent[2], 2, "311175294563b07db7ea80dee2e5b3c6")] {
        let text = String::from_utf8_lossy(&request.body()[..1000]).into_owned();
        assert!(text.contains(&format!("name=\"chunk_index\"\r\n\r\n{index}\r\n")), "{text}");
        assert!(text.contains(&format!("name=\"chunk_check_sum\"\r\n\r\n{sum}\r\n")), "{text}");
        assert!(text.contains("filename=\"nap.mp4\""), "{text}");
    }
    assert_eq!(serde_json::from_slice::<Value>(sent[3].body()).ok(), Some(json!({"upload_id": "u-7"})));
    assert_eq!(Upload::PLAN.expired, Some(4711));
    assert_ne!(Initialize::META.path, Part::META.path);
}
