//! Files at addresses outside the platform's API: no token, no cookie and no header of ours but the user agent goes there.

use std::pin::pin;
use std::sync::Arc;

use http::header::{ACCEPT_ENCODING, LOCATION, USER_AGENT};
use http::uri::{Authority, Scheme};
use http::{HeaderValue, Method, Request, Response, StatusCode, Uri};

use super::core::Core;
use super::deadline::{Deadline, Stage};
use super::encode::AGENT;
use super::hosts::is_loopback;
use crate::answer::{Head, Reply};
use crate::download::Opened;
use crate::{Body, Download, Envelope, Error, ErrorKind, Meta};

/// Redirects that are followed at most.
const REDIRECTS: usize = 5;

/// What errors are about. No operation: the path is not sent.
static META: Meta = Meta::new("external.download", crate::Method::Get, "/").tokens(&[]).envelope(Envelope::File);

/// Fetches a file from an address.
pub(super) async fn download(core: Arc<Core>, address: String) -> Result<Download, Error> {
    let mut deadline = Deadline::after(core.settings().timeout, core.clock());
    let fetched = deadline.within(Stage::Answer, pin!(fetch(&core, &address))).await.and_then(|outcome| outcome);
    fetched.map_err(|error| error.with_operation(&META))
}

async fn fetch(core: &Core, address: &str) -> Result<Download, Error> {
    let mut uri = parse(address)?;
    for _ in 0..=REDIRECTS {
        let response = core.transport().call(request(uri.clone())).await?;
        match redirect(&response) {
            Some(location) => uri = follow(&uri, &location?)?,
            None => return open(core, response).await,
        }
    }
    Err(Error::new(ErrorKind::Status, format!("more than {REDIRECTS} redirects")))
}

fn request(uri: Uri) -> Request<Body> {
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri;
    request.headers_mut().insert(USER_AGENT, HeaderValue::from_static(AGENT));
    request.headers_mut().insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    request
}

/// Where an answer sends the caller, if it does.
fn redirect(response: &Response<Body>) -> Option<Result<String, Error>> {
    let moved = matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308);
    let location = response.headers().get(LOCATION).map(|value| value.to_str().map(str::to_owned));
    moved.then(|| match location {
        Some(Ok(location)) => Ok(location),
        _ => Err(Error::new(ErrorKind::Status, "a redirect that does not say where to").with_status(response.status())),
    })
}

async fn open(core: &Core, response: Response<Body>) -> Result<Download, Error> {
    let (head, body) = Head::of(&META, response);
    if head.status() != StatusCode::OK {
        let body = body.collect_within(core.settings().max_answer).await?;
        return Err(crate::envelope::failure(&Reply::whole(head, body)));
    }
    let clock = Some(core.shared_clock());
    Download::open(&head, Opened { body, asked: None, clock, again: None })
}

/// Reads an address. Nothing of it is repeated in errors: whoever has it can fetch the file.
fn parse(address: &str) -> Result<Uri, Error> {
    let wrong = |why: &str| Error::config(format!("the address of the file cannot be used: {why}"));
    let uri: Uri = address.parse().map_err(|_| wrong("it is none"))?;
    let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
        return Err(wrong("it needs a scheme and a host"));
    };
    if !is_safe(scheme, authority) {
        return Err(wrong("it must be https, or http on this machine, without user name and password"));
    }
    Ok(uri)
}

fn is_safe(scheme: &Scheme, authority: &Authority) -> bool {
    let secure = *scheme == Scheme::HTTPS || (*scheme == Scheme::HTTP && is_loopback(authority.host()));
    secure && !authority.as_str().contains('@')
}

/// The address that a redirect leads to. From https it leads nowhere else, not even to this machine.
fn follow(from: &Uri, location: &str) -> Result<Uri, Error> {
    let wrong = || Error::new(ErrorKind::Status, "a redirect to an address that is none, or not safe");
    let (scheme, authority) = (from.scheme_str().unwrap_or_default(), from.authority().map_or("", Authority::as_str));
    let location = location.trim();
    let folder = from.path().rsplit_once('/').map_or("", |(folder, _)| folder);
    let whole = match location {
        // A colon before anything else that divides an address ends a scheme.
        _ if location.find([':', '/', '?', '#']).is_some_and(|at| location[at..].starts_with(':')) => {
            location.to_owned()
        }
        _ if location.starts_with("//") => format!("{scheme}:{location}"),
        _ if location.starts_with('/') => format!("{scheme}://{authority}{location}"),
        _ if location.starts_with('?') => format!("{scheme}://{authority}{}{location}", from.path()),
        _ => format!("{scheme}://{authority}{folder}/{location}"),
    };
    let uri = parse(&whole).map_err(|_| wrong())?;
    let downgraded = from.scheme() == Some(&Scheme::HTTPS) && uri.scheme() != Some(&Scheme::HTTPS);
    if downgraded { Err(wrong()) } else { Ok(uri) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn redirects_are_resolved_and_stay_safe() {
        let from: Uri = "https://a.example/x/y?z=1".parse().expect("an address");
        for (location, expected) in [
            ("https://b.example/q", Some("https://b.example/q")),
            ("//b.example/q", Some("https://b.example/q")),
            ("/q?r", Some("https://a.example/q?r")),
            ("q", Some("https://a.example/x/q")),
            ("?r=2", Some("https://a.example/x/y?r=2")),
            ("http://b.example/q", None),
            ("http://127.0.0.1/q", None),
            ("https://u:p@b.example/q", None),
            ("ftp://b.example/q", None),
            ("file:///etc/passwd", None),
            ("//", None),
        ] {
            let found = follow(&from, location).ok().map(|uri| uri.to_string());
            assert_eq!(found.as_deref(), expected, "{location}");
        }
    }

    #[test]
    fn addresses_are_not_repeated_in_errors() {
        for address in ["http://a.example/?key=hunter2", "hunter2", "https://hunter2@a.example", "https://a b/hunter2"]
        {
            let error = parse(address).expect_err(address);
            assert!(!format!("{error} {error:?}").contains("hunter2"), "{error:?}");
        }
    }
}
