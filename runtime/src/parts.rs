//! One request, encoded: path, query, headers and body. Knows no host, no token and no transport.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use serde::{Serialize, Serializer};

use crate::path::{Template, percent_encode, push_encoded};
use crate::wire::{Fields, write_fields_from};
use crate::{File, Form, Meta, Texts};

/// The parts of a request that an operation's values decide.
///
/// ```
/// use feishu_runtime::{Meta, Method, Parts};
///
/// static LIST: Meta = Meta::new("acme.v1.item.list", Method::Get, "/open-apis/acme/v1/boxes/:box_id/items");
///
/// let mut parts = Parts::new(&LIST, &[("box_id", &"a b")])?;
/// parts.query("tag", &["x", "y&z"]);
/// parts.query("page_size", &Some(20));
/// parts.query("page_token", &None::<String>);
/// assert_eq!(parts.path(), "/open-apis/acme/v1/boxes/a%20b/items");
/// assert_eq!(parts.query_string(), "tag=x&tag=y%26z&page_size=20");
/// # Ok::<(), feishu_runtime::EncodeError>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct Parts {
    template: Template,
    /// The path and, after a question mark, the query.
    address: String,
    path_len: usize,
    headers: HeaderMap,
    body: RequestBody,
    /// Sorted.
    targets: Vec<(&'static str, String)>,
    idempotent: bool,
}

/// What a request carries.
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub enum RequestBody {
    /// Nothing.
    #[default]
    None,
    /// A JSON text.
    Json(Bytes),
    /// Pairs of names and values, as HTML forms without files are sent.
    UrlEncoded(Bytes),
    /// A multipart form.
    Form(Form),
}

/// A value that cannot be sent.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum EncodeError {
    /// A path parameter that would change the path's shape: empty, `.` or `..`.
    #[error("path parameter `{name}` must not be empty, `.` or `..`")]
    PathParameter {
        /// The parameter's name in the path template.
        name: &'static str,
    },
    /// A path template with a parameter that was not given.
    #[error("path parameter `{name}` has no value")]
    MissingParameter {
        /// The parameter's name in the path template.
        name: &'static str,
    },
    /// A path template that is none: not from the root, or with a query, a fragment, dots, or characters that need encoding.
    #[error("`{template}` is no path template: it must begin with one `/` and hold names and `:parameters` only")]
    Path {
        /// The template.
        template: &'static str,
    },
    /// A header value with characters that HTTP does not allow.
    #[error("header `{name}` holds characters that HTTP does not allow")]
    Header {
        /// The header's name.
        name: &'static str,
    },
    /// A body that is no JSON, for example because of a number that is not finite.
    #[error("the body cannot be written as JSON: {0}")]
    Json(String),
}

impl Parts {
    /// Fills the operation's path template with its parameters, each percent-encoded whole.
    ///
    /// # Errors
    ///
    /// When a parameter is empty, `.` or `..`, or is not given.
    pub fn new(meta: &'static Meta, params: &[(&'static str, &dyn Texts)]) -> Result<Self, EncodeError> {
        Self::at(meta.template().ok_or(EncodeError::Path { template: meta.path })?, params)
    }

    /// The same with a path template that belongs to no operation.
    pub(crate) fn at(template: Template, params: &[(&'static str, &dyn Texts)]) -> Result<Self, EncodeError> {
        let path = template.fill(params)?;
        Ok(Self {
            template,
            path_len: path.len(),
            address: path,
            headers: HeaderMap::new(),
            body: RequestBody::None,
            targets: Vec::new(),
            idempotent: false,
        })
    }

    /// Adds a query parameter: nothing for `None`, a pair for each element of a list.
    pub fn query(&mut self, name: &str, value: &dyn Texts) {
        value.each(&mut |text| {
            self.address.push(if self.address.len() == self.path_len { '?' } else { '&' });
            push_encoded(&mut self.address, name);
            self.address.push('=');
            push_encoded(&mut self.address, text);
        });
    }

    /// Adds a header: nothing for `None`.
    ///
    /// # Errors
    ///
    /// When the value holds characters that HTTP does not allow.
    pub fn header(&mut self, name: &'static str, value: &dyn Texts) -> Result<(), EncodeError> {
        let mut outcome = Ok(());
        value.each(&mut |text| match (HeaderName::try_from(name), HeaderValue::try_from(text)) {
            (Ok(header), Ok(mut value)) => {
                // A header parameter can be a credential (the helpdesk's is one): keep all of them out of logs.
                value.set_sensitive(true);
                self.headers.append(header, value);
            }
            _ => outcome = Err(EncodeError::Header { name }),
        });
        outcome
    }

    /// Says which target of a group the call goes to, for limits that hold for each target ([`Meta::targets`]). Nothing for `None`.
    ///
    /// ```
    /// use feishu_runtime::{Meta, Method, Parts, RateLimit, Target};
    ///
    /// static SEND: Meta = Meta::new("acme.v1.message.send", Method::Post, "/open-apis/acme/v1/messages")
    ///     .targets(&[Target::rate("acme.chat", RateLimit::per_second(5)).by("chat_id")]);
    ///
    /// let mut parts = Parts::new(&SEND, &[])?;
    /// parts.target("acme.chat", &"oc_1");
    /// assert_eq!(parts.targets(), [("acme.chat", "oc_1".to_owned())]);
    /// # Ok::<(), feishu_runtime::EncodeError>(())
    /// ```
    pub fn target(&mut self, group: &'static str, value: &dyn Texts) {
        value.each(&mut |text| {
            let target = (group, text.to_owned());
            // Each once and all in one order: calls that wait for several targets must not wait for each other, or for themselves.
            if let Err(at) = self.targets.binary_search(&target) {
                self.targets.insert(at, target);
            }
        });
    }

    /// Tells whether the request carries the key by which the platform recognizes a repetition: its value, wherever it travels.
    pub fn idempotency_key(&mut self, value: &dyn Texts) {
        value.each(&mut |text| self.idempotent |= !text.is_empty());
    }

    /// Sets the body to a JSON text.
    ///
    /// # Errors
    ///
    /// When the value has no JSON form.
    pub fn json(&mut self, body: &impl Serialize) -> Result<(), EncodeError> {
        let text = serde_json::to_vec(body).map_err(|error| EncodeError::Json(error.to_string()))?;
        self.body = RequestBody::Json(text.into());
        Ok(())
    }

    /// Sets the body to a JSON object of the request's fields that are present, without the first so many, which travel in the
    /// path, the query and the headers.
    ///
    /// # Errors
    ///
    /// When a value has no JSON form.
    pub fn object(&mut self, request: &dyn Fields, elsewhere: usize) -> Result<(), EncodeError> {
        self.json(&Object { request, elsewhere })
    }

    /// Sets the body to pairs of names and values, as HTML forms without files are sent.
    pub fn url_encoded(&mut self, pairs: &[(&str, &str)]) {
        let pairs = pairs.iter().map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)));
        self.body = RequestBody::UrlEncoded(pairs.collect::<Vec<_>>().join("&").into());
    }

    /// Adds a text part to the form: nothing for `None`, a part for each element of a list.
    pub fn text(&mut self, name: &'static str, value: &dyn Texts) {
        self.form(|form| value.each(&mut |text| form.text(name, text)));
    }

    /// Adds a text part with the length of a file, or what is given in its place: nothing where neither is known.
    pub fn size(&mut self, name: &'static str, given: Option<i64>, of: &File) {
        let known = of.len().and_then(|len| i64::try_from(len).ok());
        self.text(name, &given.or(known));
    }

    /// Adds a file part to the form.
    pub fn file(&mut self, name: &'static str, file: &File) {
        self.form(|form| form.file(name, file.clone()));
    }

    /// The path, percent-encoded, without the host.
    pub fn path(&self) -> &str {
        &self.address[..self.path_len]
    }

    /// The query, percent-encoded, without the question mark; empty where there is none.
    pub fn query_string(&self) -> &str {
        self.address.get(self.path_len + 1..).unwrap_or_default()
    }

    /// Path and query, as they follow the host.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// The headers that parameters of the operation decide.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The path's template.
    pub(crate) fn template(&self) -> &'static str {
        self.template.as_str()
    }

    /// The targets of the call by their groups, sorted.
    pub fn targets(&self) -> &[(&'static str, String)] {
        &self.targets
    }

    /// Whether the platform will recognize a repetition of this request.
    pub fn has_idempotency_key(&self) -> bool {
        self.idempotent
    }

    /// What the request carries.
    pub fn body(&self) -> &RequestBody {
        &self.body
    }

    /// Whether the request can be sent, again if it was sent before: false when it holds a file that can be read only once and
    /// was begun. A call must not be repeated then.
    pub fn is_replayable(&self) -> bool {
        match &self.body {
            RequestBody::Form(form) => form.is_replayable(),
            RequestBody::None | RequestBody::Json(_) | RequestBody::UrlEncoded(_) => true,
        }
    }

    /// Changes the form, begun if there is none. An operation has a form or a JSON body, never both.
    fn form(&mut self, change: impl FnOnce(&mut Form)) {
        let mut form = match std::mem::take(&mut self.body) {
            RequestBody::Form(form) => form,
            RequestBody::None | RequestBody::Json(_) | RequestBody::UrlEncoded(_) => Form::default(),
        };
        change(&mut form);
        self.body = RequestBody::Form(form);
    }
}

/// Fields as a JSON object.
struct Object<'a> {
    request: &'a dyn Fields,
    elsewhere: usize,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_fields_from(self.elsewhere, self.request, serializer)
    }
}

/// What was filled in by parameters can be a secret: names and lengths are shown, values are not.
impl fmt::Debug for Parts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.query_string().split('&').filter_map(|pair| Some(pair.split_once('=')?.0)).collect();
        let targets: Vec<_> = self.targets.iter().map(|(group, _)| group).collect();
        f.debug_struct("Parts")
            .field("template", &self.template.as_str())
            .field("path", &&self.address[..self.path_len])
            .field("query", &names)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .field("targets", &targets)
            .field("idempotent", &self.idempotent)
            .finish()
    }
}

impl fmt::Debug for RequestBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => f.write_str("None"),
            Self::Json(text) => write!(f, "Json({} bytes)", text.len()),
            Self::UrlEncoded(text) => write!(f, "UrlEncoded({} bytes)", text.len()),
            Self::Form(form) => f.debug_tuple("Form").field(form).finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Method;

    static META: Meta = Meta::new("a.v1.b.c", Method::Post, "/x/:id");

    fn parts() -> Parts {
        Parts::new(&META, &[("id", &"1")]).expect("a good path")
    }

    #[test]
    fn a_copy_with_another_path_goes_there() {
        static MOVED: Meta = {
            let mut meta = META;
            meta.path = "/y/:id";
            meta
        };
        static BROKEN: Meta = {
            let mut meta = META;
            meta.path = "y/:id";
            meta
        };
        assert_eq!(Parts::new(&MOVED, &[("id", &"1")]).expect("a good path").path(), "/y/1");
        assert_eq!(Parts::new(&BROKEN, &[("id", &"1")]), Err(EncodeError::Path { template: "y/:id" }));
    }

    #[test]
    fn header_values_cannot_break_out() {
        let mut parts = parts();
        assert_eq!(parts.header("x-a", &"a\r\nb: c"), Err(EncodeError::Header { name: "x-a" }));
        assert_eq!(parts.header("x-a", &None::<String>), Ok(()));
        assert!(parts.headers().is_empty());
    }

    #[test]
    fn a_body_is_json_or_a_form() {
        let mut parts = parts();
        assert_eq!(parts.body(), &RequestBody::None);
        parts.json(&[1, 2]).expect("JSON");
        assert_eq!(parts.body(), &RequestBody::Json("[1,2]".into()));
        parts.text("a", &1);
        assert!(matches!(parts.body(), RequestBody::Form(_)));
    }

    #[test]
    fn pairs_are_encoded_and_not_shown() {
        let mut parts = parts();
        parts.url_encoded(&[("grant_type", "urn:a b"), ("secret", "x&y=z")]);
        assert_eq!(parts.body(), &RequestBody::UrlEncoded("grant_type=urn%3Aa%20b&secret=x%26y%3Dz".into()));
        assert!(!format!("{parts:?}").contains("x%26y"));
    }

    #[test]
    fn a_value_without_json_form_is_an_error() {
        let keys = std::collections::HashMap::from([(vec![1], 2)]);
        assert!(matches!(parts().json(&keys), Err(EncodeError::Json(_))));
    }
}
