//! Hosts as servers.

use serde_json::Value;

use super::keys::Keys;
use super::prose::markdown;
use super::routes::Route;
use crate::ir::{Host, HostKind, Platform};

/// The servers of most operations.
pub(super) fn servers(platform: &Platform) -> Vec<Value> {
    host(platform, HostKind::Open).map(|host| deployments(host, "")).unwrap_or_default()
}

/// The servers of an operation, where they are others.
pub(super) fn servers_of(route: &Route<'_>, platform: &Platform) -> Vec<Value> {
    let kind = route.operation.host;
    if kind == HostKind::Open && route.prefix.is_empty() {
        return Vec::new();
    }
    match host(platform, kind) {
        Some(host) => deployments(host, &route.prefix),
        // The address is unknown, not the start of the path.
        None if !route.prefix.is_empty() => vec![Keys::default().with("url", route.prefix.as_str()).into()],
        None => Vec::new(),
    }
}

/// All hosts by name, with both addresses.
pub(super) fn hosts(platform: &Platform) -> Keys {
    let host = |host: &Host| {
        let keys = Keys::default().with("description", host.about.as_str()).with("feishu", host.feishu.as_str());
        (host.name.clone(), keys.some("lark", host.lark.as_deref()))
    };
    platform.hosts.iter().map(host).collect()
}

fn host(platform: &Platform, kind: HostKind) -> Option<&Host> {
    platform.hosts.iter().find(|host| host.name == kind.word())
}

fn deployments(host: &Host, prefix: &str) -> Vec<Value> {
    let server = |deployment: &str, address: &str| {
        let url = format!("{}{prefix}", address.trim_end_matches('/'));
        Keys::from_iter([("url", url), ("description", format!("{deployment}. {}", markdown(&host.about)))]).into()
    };
    let lark = host.lark.iter().map(|lark| server("Lark", lark));
    std::iter::once(server("Feishu", &host.feishu)).chain(lark).collect()
}
