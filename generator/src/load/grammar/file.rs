//! The keys at the top of the four kinds of files.

use super::notation::{ORIGIN, PROSE, SCOPE, SNAKE};
use super::operation::{OPERATION, RATE_LIMIT};
use super::shared::{COMMON, ERROR_CODES, TYPES};
use super::{Emptiness, Layout, Names, Object, Shape};
use crate::spec::{HostKind, TokenKind};

/// `platform.yaml`.
pub(crate) static PLATFORM: Object = Object {
    name: "platform file",
    about: "What holds for the whole platform: hosts, rate-limit tiers, and what every service uses.",
    keys: &[
        optional!("about", Shape::Text(&PROSE), "What the platform is."),
        optional!("docs", Shape::Text(&ORIGIN), "The address that the `page` of an operation is below."),
        optional!(
            "hosts",
            Shape::Entries(Names::Words(HostKind::MEANINGS), &Shape::Object(&HOST), Emptiness::Refused),
            "The platform's hosts by name.",
        ),
        optional!(
            "rate_tiers",
            Shape::Entries(Names::Text(&SNAKE), &RATE_LIMIT, Emptiness::Refused),
            "The rate limits that operations can have, by name.",
        ),
        COMMON,
        TYPES,
        ERROR_CODES,
    ],
    rules: &[],
    layout: Layout::File,
};

/// `scopes.yaml`.
pub(crate) static SCOPES: Object = Object {
    name: "scopes file",
    about: "Every scope, once: what it allows, with which tokens.",
    keys: &[required!(
        "scopes",
        Shape::Entries(Names::Text(&SCOPE), &Shape::Object(&SCOPE_DEF), Emptiness::Refused),
        "Scopes by name.",
    )],
    rules: &[],
    layout: Layout::File,
};

/// `_shared.yaml` of a service or a version.
pub(crate) static SHARED: Object = Object {
    name: "shared file",
    about: "What several resources of a service or version share.",
    keys: &[
        optional!("about", Shape::Text(&PROSE), "What the service is; required in `<service>/_shared.yaml`."),
        COMMON,
        TYPES,
        ERROR_CODES,
    ],
    rules: &[],
    layout: Layout::File,
};

/// `<service>/<version>/<resource>.yaml`.
pub(crate) static RESOURCE: Object = Object {
    name: "resource file",
    about: "One resource: its types and its operations.",
    keys: &[
        required!("about", Shape::Text(&PROSE), "What the resource is."),
        COMMON,
        TYPES,
        ERROR_CODES,
        required!(
            "operations",
            Shape::Entries(Names::Text(&SNAKE), &Shape::Object(&OPERATION), Emptiness::Refused),
            "Operations by name.",
        ),
    ],
    rules: &[],
    layout: Layout::File,
};

static HOST: Object = Object {
    name: "host",
    about: "One host in both deployments.",
    keys: &[
        required!("about", Shape::Text(&PROSE), "What it serves."),
        required!("feishu", Shape::Text(&ORIGIN), "Its address in the Feishu deployment."),
        optional!("lark", Shape::Text(&ORIGIN), "Its address in the Lark deployment, where it has one."),
    ],
    rules: &[],
    layout: Layout::Block,
};

static SCOPE_DEF: Object = Object {
    name: "scope",
    about: "One scope.",
    keys: &[
        required!("about", Shape::Text(&PROSE), "What it allows."),
        required!(
            "tokens",
            Shape::List(&Shape::Word(GRANTEES), Emptiness::Refused),
            "The identities it can be granted to.",
        ),
    ],
    rules: &[],
    layout: Layout::Line,
};

/// The kinds of token that a scope can be granted to: all but the app's own.
static GRANTEES: &[(&str, &str)] = {
    const { assert!(matches!(TokenKind::ALL[2].1, TokenKind::App)) };
    TokenKind::MEANINGS.split_at(2).0
};
