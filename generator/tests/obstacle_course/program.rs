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
    assert_eq!((paging.by, paging.position, paging.items), (course::PagingBy::Token, "from", Some("list")));
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

/// A platform that has the numbers below 7 in a list, and hands out so many as are asked for: the end of the path tells how.
mod lists {
    use course::transport::MemoryTransport;
    use course::{Body, Client};
    use serde_json::{Value, json};

    /// What a request says, and the number that its place stands for.
    pub(super) struct Asked {
        pub(super) sent: Value,
        pub(super) at: usize,
        pub(super) size: usize,
    }

    pub(super) const ALL: usize = 7;

    pub(super) fn client(
        read: impl Fn(&Value) -> (Value, Value) + Send + Sync + 'static,
        answer: impl Fn(&Asked, Vec<Value>, Option<String>) -> Value + Send + Sync + 'static,
    ) -> (Client, MemoryTransport) {
        let transport = MemoryTransport::from_fn(move |request| {
            let mut sent: Value = serde_json::from_slice(request.body()).unwrap_or_else(|_| json!({}));
            for (key, value) in request.uri().query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('=')) {
                sent[key] = json!(value);
            }
            let (at, size) = read(&sent);
            let number = |value: &Value| value.as_u64().or_else(|| value.as_str()?.trim_start_matches('t').parse().ok());
            let at = number(&at).map_or(0, |at| usize::try_from(at).expect("small"));
            let size = number(&size).map_or(3, |size| usize::try_from(size).expect("small"));
            let items = (at..ALL.min(at + size)).map(|id| json!({"id": id.to_string()})).collect();
            let next = (at + size < ALL).then(|| format!("t{}", at + size));
            let data = answer(&Asked { sent, at, size }, items, next);
            http::Response::new(Body::from(json!({"code": 0, "msg": "", "data": data}).to_string()))
        });
        let client = Client::builder("cli_a", "secret").transport(transport.clone()).build().expect("right settings");
        (client, transport)
    }
}

/// The result of a future that waits for nothing.
fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => value,
        std::task::Poll::Pending => panic!("it waits"),
    }
}

/// All things of a list, which must be all there are, in order, in so many requests.
fn goes_through<R: course::page::PagedItems<Item = course::paging::v1::lists::Thing>>(
    (client, transport): (course::Client, course::transport::MemoryTransport),
    request: R,
    requests: usize,
) {
    let things = now(client.items(request).all()).unwrap_or_else(|error| panic!("{}: {error}", R::META.id));
    let ids: Vec<String> = things.into_iter().map(|thing| thing.id.expect("an ID")).collect();
    let expected: Vec<String> = (0..lists::ALL).map(|id| id.to_string()).collect();
    assert_eq!(ids, expected, "{}", R::META.id);
    assert_eq!(transport.requests().len(), requests, "{}", R::META.id);
}

#[test]
fn lists_by_tokens_come_whole() {
    use course::paging::v1::lists::{InBody, Nested, NestedDeep, Search, Usual, Whole, WithoutFlag};
    use lists::client;
    let usual = |sent: &Value| (sent["page_token"].clone(), sent["page_size"].clone());
    let by_token = |_: &lists::Asked, items: Vec<Value>, next: Option<String>| {
        json!({"items": items, "has_more": next.is_some(), "page_token": next})
    };
    goes_through(client(usual, by_token), Usual::new().page_size(2).filter(["a", "b"]), 4);
    goes_through(client(usual, by_token), InBody::new("", 3), 3);
    goes_through(client(usual, by_token), Whole::new(Search::new().page_size("4")), 2);
    let flagless = |asked: &lists::Asked, items: Vec<Value>, next: Option<String>| {
        assert_eq!(asked.sent["filter"], json!({"k": "v"}));
        json!({"data": items, "next_page_token": next.unwrap_or_default(), "total": 0})
    };
    let filter = BTreeMap::from([("k".to_owned(), "v".to_owned())]);
    goes_through(client(usual, flagless), WithoutFlag::new().filter(filter), 3);
    let nested = |sent: &Value| (sent["page_request"]["page_token"].clone(), sent["page_request"]["page_size"].clone());
    let in_object = |_: &lists::Asked, items: Vec<Value>, next: Option<String>| {
        json!({"things": items, "page_response": {"has_more": next.is_some(), "page_token": next}})
    };
    let page_request = course::paging::v1::lists::nested::PageRequest::new(4);
    goes_through(client(nested, in_object), Nested::new(page_request), 2);
    let deep = |sent: &Value| (sent["type"]["self"]["next"].clone(), sent["type"]["self"]["size"].clone());
    let in_objects = |_: &lists::Asked, items: Vec<Value>, next: Option<String>| {
        json!({"result": {"match": {"items": items, "more": next.is_some(), "next": next}}})
    };
    goes_through(client(deep, in_objects), NestedDeep::new(), 3);
}

#[test]
fn lists_that_are_counted_come_whole() {
    use course::paging::v1::lists::{ByOffset, ByOffsetInBody, ByPage, ByPageFrom0, InCircle};
    use lists::{ALL, client};
    let items = |_: &lists::Asked, items: Vec<Value>, _: Option<String>| json!({"items": items});
    let by_offset = |sent: &Value| (sent["offset"].clone(), sent["limit"].clone());
    goes_through(client(by_offset, items), ByOffset::new().limit(3), 3);
    goes_through(client(by_offset, items), ByOffset::new(), 4);
    let in_body = |sent: &Value| (sent["place"]["offset"].clone(), sent["place"]["count"].clone());
    let flagged = |_: &lists::Asked, items: Vec<Value>, next: Option<String>| json!({"items": items, "has_more": next.is_some()});
    goes_through(client(in_body, flagged), ByOffsetInBody::new(), 3);
    let size = |sent: &Value| sent["page_size"].as_str().map_or(10, |size| size.parse().expect("a number"));
    let by_page = move |sent: &Value| {
        let page: u64 = sent["page"].as_str().map_or(1, |page| page.parse().expect("a number"));
        (json!((page - 1) * size(sent)), json!(size(sent)))
    };
    let counted = |_: &lists::Asked, items: Vec<Value>, _: Option<String>| json!({"list": items, "count": ALL.to_string()});
    goes_through(client(by_page, counted), ByPage::new(), 1);
    goes_through(client(by_page, counted), ByPage::new().page_size(7), 1);
    goes_through(client(by_page, counted), ByPage::new().page_size(2), 4);
    let from_0 = |sent: &Value| {
        let number = |key: &str| sent[key].as_str().expect("a text").parse::<u64>().expect("a number");
        (json!(number("page_index") * number("size")), json!(number("size")))
    };
    goes_through(client(from_0, items), ByPageFrom0::new(course::paging::v1::lists::ByPageFrom0Required { page_index: 0, size: 3 }), 3);
    let circle = |_: &lists::Asked, items: Vec<Value>, _: Option<String>| {
        let ids: Vec<Value> = items.iter().map(|item| item["id"].clone()).collect();
        json!({"inner": {"total": "7", "inner": {"items": ids}}})
    };
    let (client, transport) = client(by_offset, circle);
    assert_eq!(now(client.items(InCircle::new("0")).all()).expect("the things").len(), ALL);
    assert_eq!(transport.requests().len(), 3);
}

#[test]
fn lists_without_items_come_page_by_page() {
    use course::paging::v1::lists::{NamedAlike, Several, Switched};
    use lists::client;
    let usual = |sent: &Value| (sent["page_token"].clone(), json!(3));
    let switched = |asked: &lists::Asked, _: Vec<Value>, next: Option<String>| {
        assert_eq!(asked.sent["use_page_token"], true);
        json!({"items": "[]", "has_more": next.is_some(), "next_page_token": next})
    };
    let (client_of_switched, transport) = client(usual, switched);
    let mut pages = client_of_switched.pages(Switched::new());
    while now(pages.try_next()).expect("a page").is_some() {}
    assert!(pages.is_finished() && transport.requests().len() == 3);
    let several = |asked: &lists::Asked, _: Vec<Value>, next: Option<String>| {
        json!({"users": [asked.at.to_string()], "groups": [asked.size.to_string()], "has_more": next.is_some(), "page_token": next})
    };
    let (client_of_several, _) = client(usual, several);
    let mut pages = client_of_several.pages(Several::new());
    let first = now(pages.try_next()).expect("a page").expect("the first");
    assert_eq!((first.users, first.groups), (vec!["0".to_owned()], vec!["3".to_owned()]));
    let alike = |sent: &Value| (sent["position"].clone(), sent["items"].clone());
    let answer = |_: &lists::Asked, items: Vec<Value>, next: Option<String>| {
        let ids: Vec<Value> = items.iter().map(|item| item["id"].clone()).collect();
        json!({"page": ids, "next": next, "self": next.is_some()})
    };
    let (client_of_alike, _) = client(alike, answer);
    let request = NamedAlike::new().next("n").items(5).prepare(true).page("p");
    assert_eq!(now(client_of_alike.items(request).all()).expect("the things").len(), lists::ALL);
}
