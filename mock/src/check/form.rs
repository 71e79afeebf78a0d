//! Multipart forms: fields and files. Must not look into the content of a file.

use std::convert::Infallible;

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use feishu_generator::ir::{Location, Operation, Parameter, Ty};
use futures_util::stream;
use multer::Multipart;

use super::{Checker, located};

/// A part of a form.
pub(super) struct Part {
    pub(super) name: String,
    has_file_name: bool,
    /// Its text; `None` for a file and where it is not UTF-8.
    pub(super) text: Option<String>,
    pub(super) content: Bytes,
}

impl Checker<'_> {
    /// Checks a form and gives its parts.
    pub(super) async fn form(&mut self, operation: &Operation, headers: &HeaderMap, body: Bytes) -> Vec<Part> {
        let header = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let Ok(boundary) = multer::parse_boundary(header) else {
            self.violate("Content-Type", "is not multipart/form-data with a boundary");
            return Vec::new();
        };
        let Ok(parts) = parts(body, boundary).await else {
            self.violate("body", "is not a well-formed form");
            return Vec::new();
        };
        self.parts(operation, &parts);
        parts
    }

    fn parts(&mut self, operation: &Operation, parts: &[Part]) {
        for parameter in located(operation, Location::Body) {
            let sent: Vec<&Part> = parts.iter().filter(|part| part.name == parameter.field.name.wire).collect();
            if *parameter.field.ty.innermost() == Ty::File {
                self.files(parameter, &sent);
            } else {
                self.part_texts(parameter, &sent);
            }
        }
    }

    fn part_texts(&mut self, parameter: &Parameter, sent: &[&Part]) {
        let texts: Option<Vec<&str>> = sent.iter().map(|part| part.text.as_deref()).collect();
        match texts {
            Some(texts) => self.texts(parameter, &texts),
            None => self.violate(&parameter.field.name.wire, "is no UTF-8 text"),
        }
    }

    fn files(&mut self, parameter: &Parameter, sent: &[&Part]) {
        let (name, facts) = (&parameter.field.name.wire, &parameter.field.facts);
        let several = matches!(parameter.field.ty, Ty::List(_));
        if sent.is_empty() && facts.required {
            self.violate(name, "is required");
        }
        if sent.len() > 1 && !several {
            self.violate(name, "is given more than once");
        }
        if let Some(items) = facts.items.filter(|items| several && !items.contains(sent.len() as u64)) {
            self.violate(name, format!("has {} files, allowed are {items}", sent.len()));
        }
        if sent.iter().any(|part| !part.has_file_name) {
            self.violate(name, "has no filename");
        }
    }
}

async fn parts(body: Bytes, boundary: String) -> Result<Vec<Part>, multer::Error> {
    let mut form = Multipart::new(stream::iter([Ok::<_, Infallible>(body)]), boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await? {
        let name = field.name().unwrap_or_default().to_owned();
        let has_file_name = field.file_name().is_some_and(|name| !name.is_empty());
        let content = field.bytes().await?;
        let text = std::str::from_utf8(&content).ok().filter(|_| !has_file_name).map(str::to_owned);
        parts.push(Part { name, has_file_name, text, content });
    }
    Ok(parts)
}
