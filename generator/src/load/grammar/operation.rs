//! The keys of operations, of paging and of quirks.

use super::chunked::CHUNKED;
use super::field::{DEPRECATED, FIELDS, SCOPE_LIST};
use super::notation::{CAMEL, DATE, FIELD_PATH, GROUP, PAGE, PATH, PROSE, RATE, SNAKE, SUMMARY, TYPE, WIRE_NAME};
use super::{Emptiness, Layout, Object, Rule, Shape};
use crate::spec::{AppKind, ContentType, Envelope, Fact, HostKind, HttpMethod, TokenKind};

/// A rate limit: one window, or several that all hold.
pub(super) const RATE_LIMIT: Shape = Shape::OneOrList(&Shape::Text(&RATE));

pub(super) static OPERATION: Object = Object {
    name: "operation",
    about: "One operation: a method on a path, with everything that its page says.",
    keys: &[
        required!("summary", Shape::Text(&SUMMARY), "What it does: one line, imperative, ends with a full stop."),
        optional!("details", Shape::Text(&PROSE), "What a caller should know besides, as Markdown."),
        DEPRECATED,
        optional!(
            "page",
            Shape::Text(&PAGE),
            "The address of its page below `docs` of the platform, or a whole `https://` address."
        ),
        optional!("updated", Shape::Text(&DATE), "The day the page was last changed."),
        optional!(
            "rust_name",
            Shape::Text(&CAMEL),
            "The name of its Rust type, where the derived one clashes or reads badly."
        ),
        required!("method", Shape::Word(HttpMethod::MEANINGS), "The HTTP method."),
        required!("path", Shape::Text(&PATH), "The documentation's own template, with `:name` for a path parameter."),
        optional!(
            "host",
            Shape::Word(HostKind::MEANINGS),
            "The platform's host that serves it; `open` where left out."
        ),
        required!(
            "tokens",
            Shape::List(&Shape::Word(TokenKind::MEANINGS), Emptiness::Allowed),
            "The access tokens it takes, best first; `[]` for none.",
        ),
        required!(
            "apps",
            Shape::List(&Shape::Word(AppKind::MEANINGS), Emptiness::Refused),
            "The kinds of app that may call it."
        ),
        optional!(
            "rate_limit",
            RATE_LIMIT,
            "A rate-limit tier of the platform such as `10/s`, a list of windows that all hold, or `special`.",
        ),
        optional!(
            "targets",
            Shape::List(&Shape::Object(&TARGET), Emptiness::Refused),
            "Limits that hold besides for each single target, such as a chat or a document.",
        ),
        optional!("scopes", SCOPE_LIST, "Scopes of which any one is enough."),
        optional!("all_scopes", SCOPE_LIST, "Scopes that are needed besides, every one."),
        optional!("field_scopes", SCOPE_LIST, "Scopes without which the server leaves some response fields out."),
        optional!("params", FIELDS, "Path parameters by name."),
        optional!("query", FIELDS, "Query parameters by name."),
        optional!("headers", FIELDS, "Extra request headers by name; not `Authorization`, not `Content-Type`."),
        optional!(
            "content_type",
            Shape::Word(ContentType::MEANINGS),
            "The `Content-Type` that the request must carry although it has no body.",
        ),
        optional!("multipart", Shape::Flag, "`true`: the body is a form with files."),
        optional!("body", FIELDS, "The JSON body: fields by name."),
        optional!("body_type", Shape::Text(&TYPE), "Instead of `body`: a named type that is the whole body."),
        optional!(
            "envelope",
            Shape::Word(Envelope::MEANINGS),
            "What surrounds the fields of an answer; `data` where left out."
        ),
        optional!("ranges", Shape::Flag, "`true`: a part of the file can be asked for, with a `Range` header."),
        optional!(
            "response",
            FIELDS,
            "The fields of `data`, or of the whole body where the envelope is `flat` or `none`."
        ),
        optional!("response_type", Shape::Text(&TYPE), "Instead of `response`: a named type."),
        optional!("chunked", Shape::Object(&CHUNKED), "How larger files go up in parts."),
        optional!("paging", Shape::Object(&PAGING), "Which fields make it page; `{}` for the usual ones and no list."),
        optional!(
            "idempotency_key",
            Shape::Text(&WIRE_NAME),
            "The name of the query or body field that makes a repeated call harmless.",
        ),
        optional!(
            "error_codes",
            Shape::List(&Shape::Text(&SNAKE), Emptiness::Refused),
            "Names of the error codes that its page lists.",
        ),
        optional!(
            "quirks",
            Shape::List(&Shape::Object(&QUIRK), Emptiness::Refused),
            "Differences from its page that are meant; `cargo xtask drift` reports all others.",
        ),
    ],
    rules: &[Rule::AtMostOne(&["body", "body_type"]), Rule::AtMostOne(&["response", "response_type"])],
    layout: Layout::Apart,
};

static TARGET: Object = Object {
    name: "target limit",
    about: "A limit on the calls to each target, shared by all operations that name its group.",
    keys: &[
        required!("group", Shape::Text(&GROUP), "The name of the limit: operations with the same one share it."),
        optional!(
            "key",
            Shape::Text(&WIRE_NAME),
            "The path, query or body field that says which target it is; all calls have the same one where left out.",
        ),
        optional!("rate_limit", RATE_LIMIT, "How many calls to one target are allowed, such as `5/s`."),
        optional!("serial", Shape::Flag, "`true`: a call to a target must end before the next one is sent."),
    ],
    rules: &[Rule::ExactlyOne(&["rate_limit", "serial"])],
    layout: Layout::Line,
};

static QUIRK: Object = Object {
    name: "quirk",
    about: "A difference between the spec and the page that is meant.",
    keys: &[
        optional!(
            "at",
            Shape::OneOrList(&FIELD),
            "The field or error code that differs, or several, such as `response.items.name` or `error_codes.1220001`; `*` stands for any fields \
             on the way. The operation itself where left out.",
        ),
        optional!(
            "fact",
            Shape::Word(Fact::MEANINGS),
            "What differs; where left out, that page or spec have the field or code at all.",
        ),
        optional!(
            "page",
            Shape::Json,
            "What the page says, so that another change of it is reported; anything where left out."
        ),
        required!("reason", Shape::Text(&PROSE), "Why the spec is right all the same."),
    ],
    rules: &[],
    layout: Layout::Line,
};

static PAGING: Object = Object {
    name: "paging description",
    about: "The fields that make an operation page; dots lead to fields inside objects, as in `page_response.page_token`.",
    keys: &[
        optional!("items", FIELD, "The list in the answer; left out where there are several, or none."),
        optional!("token", FIELD, "The request field that names the page by a token; `page_token` where left out."),
        optional!("offset", FIELD, "Instead of `token`: the request field that counts the items to pass over."),
        optional!("page", FIELD, "Instead of `token`: the request field that numbers the pages."),
        optional!("first", Shape::Int(0, 1), "The number of the first page beside `page`; 1 where left out."),
        optional!(
            "size",
            FIELD,
            "The request field for how many items a page may have; `page_size` where left out, beside `offset` `limit`."
        ),
        optional!("switch", FIELD, "A request field that must be `true` for the answer to page by a token."),
        optional!("next_token", FIELD, "The token of the next page in the answer; `page_token` where left out."),
        optional!(
            "has_more",
            FIELD,
            "The flag in the answer that says whether there is more; `has_more` where left out."
        ),
        optional!(
            "total",
            FIELD,
            "The number of all items in the answer beside `offset` or `page`; `total` where left out."
        ),
    ],
    rules: &[
        Rule::AtMostOne(&["token", "offset", "page"]),
        Rule::AtMostOne(&["next_token", "offset"]),
        Rule::AtMostOne(&["next_token", "page"]),
        Rule::AtMostOne(&["switch", "offset"]),
        Rule::AtMostOne(&["switch", "page"]),
    ],
    layout: Layout::Line,
};

/// A field, or one inside an object.
const FIELD: Shape = Shape::Text(&FIELD_PATH);
