//! The platform's hosts. Tokens and secrets go to these and nowhere else.

use std::fmt;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Parts, PathAndQuery, Scheme};

use crate::{Error, HostKind};

/// A brand of the platform. Apps, users and tokens of one do not exist on the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
#[non_exhaustive]
pub enum Deployment {
    /// Feishu, on `feishu.cn`.
    #[default]
    Feishu,
    /// Lark, on `larksuite.com`. No host for the old approval endpoints is documented: set one if you know it.
    Lark,
}

impl Deployment {
    fn open(self) -> &'static str {
        match self {
            Self::Feishu => "https://open.feishu.cn",
            Self::Lark => "https://open.larksuite.com",
        }
    }

    fn accounts(self) -> &'static str {
        match self {
            Self::Feishu => "https://accounts.feishu.cn",
            Self::Lark => "https://accounts.larksuite.com",
        }
    }

    fn approval(self) -> Option<&'static str> {
        match self {
            Self::Feishu => Some("https://www.feishu.cn"),
            Self::Lark => None,
        }
    }
}

/// Addresses that the builder was given, instead of the deployment's own.
#[derive(Debug, Clone, Default)]
pub(super) struct Overrides {
    pub(super) open: Option<String>,
    pub(super) accounts: Option<String>,
    pub(super) approval: Option<String>,
}

/// Where each kind of host is.
#[derive(Debug)]
pub(crate) struct Hosts {
    open: Base,
    accounts: Base,
    approval: Option<Base>,
}

impl Hosts {
    pub(super) fn new(deployment: Deployment, overrides: &Overrides) -> Result<Self, Error> {
        let or = |given: &Option<String>, own| Base::parse(given.as_deref().unwrap_or(own));
        Ok(Self {
            open: or(&overrides.open, deployment.open())?,
            accounts: or(&overrides.accounts, deployment.accounts())?,
            approval: overrides.approval.as_deref().or(deployment.approval()).map(Base::parse).transpose()?,
        })
    }

    /// The host of the Open API, which is what sets deployments apart.
    pub(super) fn open_authority(&self) -> &str {
        self.open.authority.as_str()
    }

    /// The address of a path, with its query, on one of the hosts.
    pub(crate) fn uri(&self, host: HostKind, path: &str) -> Result<Uri, Error> {
        let base = match host {
            HostKind::Open => &self.open,
            HostKind::Accounts => &self.accounts,
            HostKind::Approval => self.approval.as_ref().ok_or_else(|| {
                Error::config("no approval host is documented for this deployment: set `ClientBuilder::approval_url`")
            })?,
        };
        base.join(path)
    }
}

/// Scheme, host and the path that everything is below.
#[derive(Debug)]
struct Base {
    scheme: Scheme,
    authority: Authority,
    path: String,
}

impl Base {
    fn parse(text: &str) -> Result<Self, Error> {
        let wrong = |why: &str| Error::config(format!("`{}` is no base address: {why}", without_user(text)));
        let parts = text.parse::<Uri>().map_err(|error| wrong(&error.to_string()))?.into_parts();
        let (Some(scheme), Some(authority)) = (parts.scheme, parts.authority) else {
            return Err(wrong("it needs a scheme and a host"));
        };
        if authority.as_str().contains('@') {
            return Err(wrong("it must not hold a user name or password"));
        }
        if scheme != Scheme::HTTPS && !(scheme == Scheme::HTTP && is_loopback(authority.host())) {
            return Err(wrong("it must be https, or http on this machine"));
        }
        let path = parts.path_and_query.map(|path| path.to_string()).unwrap_or_default();
        if path.contains('?') || text.contains('#') {
            return Err(wrong("it must not hold a query or fragment"));
        }
        Ok(Self { scheme, authority, path: path.trim_end_matches('/').to_owned() })
    }

    fn join(&self, path: &str) -> Result<Uri, Error> {
        // Without the slash the path would continue the host's name, and the token would go elsewhere.
        if !path.starts_with('/') {
            return Err(Error::config(format!("the path template must begin with `/`: `{path}`")));
        }
        let wrong = |error: &dyn fmt::Display| Error::config(format!("the path template is no path: {error}"));
        let below = match self.path.as_str() {
            "" => Bytes::copy_from_slice(path.as_bytes()),
            base => [base, path].concat().into(),
        };
        let mut parts = Parts::default();
        parts.scheme = Some(self.scheme.clone());
        parts.authority = Some(self.authority.clone());
        parts.path_and_query = Some(PathAndQuery::from_maybe_shared(below).map_err(|error| wrong(&error))?);
        Uri::from_parts(parts).map_err(|error| wrong(&error))
    }
}

/// The text without what may be a password.
fn without_user(text: &str) -> &str {
    text.rsplit_once('@').map_or(text, |(_, host)| host)
}

/// Whether the name or address is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<std::net::IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(open: &str) -> Result<Hosts, Error> {
        Hosts::new(Deployment::Feishu, &Overrides { open: Some(open.to_owned()), ..Overrides::default() })
    }

    #[test]
    fn joins_paths_below_a_base() {
        for (base, address) in [
            ("https://a.example", "https://a.example/open-apis/x?y=1"),
            ("https://a.example:8443/gate/", "https://a.example:8443/gate/open-apis/x?y=1"),
            ("http://127.0.0.1:9", "http://127.0.0.1:9/open-apis/x?y=1"),
            ("http://[::1]:9", "http://[::1]:9/open-apis/x?y=1"),
            ("http://LocalHost", "http://LocalHost/open-apis/x?y=1"),
        ] {
            let uri = hosts(base).and_then(|hosts| hosts.uri(HostKind::Open, "/open-apis/x?y=1"));
            assert_eq!(uri.map(|uri| uri.to_string()).ok().as_deref(), Some(address));
        }
    }

    #[test]
    fn refuses_unsafe_bases_without_repeating_passwords() {
        for base in [
            "",
            "a.example",
            "/x",
            "http://a.example",
            "http://127.0.0.1.evil.example",
            "ftp://a.example",
            "https://u:hunter2@a.example",
            "https://a.example/?q=1",
            "https://a.example/#f",
        ] {
            let error = hosts(base).map(drop).expect_err(base);
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn a_path_cannot_change_the_host() {
        let hosts = hosts("https://a.example").expect("a good base");
        assert!(hosts.uri(HostKind::Open, "@evil.example/x").is_err());
        assert!(hosts.uri(HostKind::Open, "https://evil.example/x").is_err());
        let uri = hosts.uri(HostKind::Open, "//evil.example/x").expect("an address");
        assert_eq!(uri.host(), Some("a.example"));
    }

    #[test]
    fn lark_has_no_approval_host_of_its_own() {
        let hosts = Hosts::new(Deployment::Lark, &Overrides::default()).expect("good bases");
        assert!(hosts.uri(HostKind::Approval, "/x").is_err());
        let open = hosts.uri(HostKind::Open, "/x").expect("an address");
        assert_eq!(open, "https://open.larksuite.com/x");
    }
}
