//! Reads saved pages of the documentation: what does a page say about its endpoint?
//!
//! ```text
//! text ─▶ front, split ─▶ dialect ─▶ model ─▶ read ─▶ PageFacts and warnings
//!         head, parts     one module  blocks   what sections,
//!                         each                 tables and words mean
//! ```
//!
//! Pure: takes a text, gives facts. Nothing on a page makes it fail: what cannot be read is a [`Warning`] with its line, and
//! reading goes on. Time and memory are proportional to the length of the page.

mod dialect;
mod entities;
pub mod facts;
mod front;
mod html;
mod inline;
mod lines;
mod model;
mod pipe;
mod read;
mod split;
mod tags;
mod warning;

pub use dialect::Dialect;
pub use facts::{Event, PageFacts};
use serde::Serialize;
pub use warning::{Kind, Warning};

/// The longest page that is read, in bytes; the longest real one has 2 MB.
const LONGEST: usize = 16 << 20;

/// What was found on a page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// How the page was saved.
    pub dialect: Dialect,
    /// What it says; `None` where it describes no endpoint.
    pub facts: Option<PageFacts>,
    /// The event that it describes; `None` where it describes none.
    pub event: Option<Event>,
    /// What is odd about it, by line. Pages without an endpoint have none.
    pub warnings: Vec<Warning>,
    /// How many rows were read.
    pub rows: Rows,
}

/// Numbers of rows that became facts, by section.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Rows {
    /// Path parameters.
    pub params: usize,
    /// Query parameters.
    pub query: usize,
    /// Fields of the body.
    pub body: usize,
    /// Fields of the response.
    pub response: usize,
    /// Further tables of fields.
    pub other: usize,
    /// Rows of all these tables that name no field and are left out, each with a warning.
    pub skipped: usize,
    /// Request headers, `Authorization` and `Content-Type` included.
    pub headers: usize,
    /// Error codes.
    pub errors: usize,
}

impl Rows {
    /// Rows of the four sections of fields.
    pub fn fields(&self) -> usize {
        self.params + self.query + self.body + self.response
    }
}

/// Reads a page. Of its path only one thing matters: pages in a folder `historic-version` are of retired endpoints.
///
/// ```
/// let page = "# Ring\n## 请求\n名称 | 值\n---|---\nHTTP URL | https://open.feishu.cn/open-apis/bell/v1/bells/:id/ring\nHTTP Method | POST\n";
/// let reading = feishu_generator::page::read("bell-v1/ring.md", page);
/// assert_eq!(reading.facts.expect("an endpoint").path, "/open-apis/bell/v1/bells/:id/ring");
/// assert!(reading.warnings.iter().any(|warning| warning.kind.text() == "token-words"));
/// ```
pub fn read(path: &str, text: &str) -> Reading {
    let mut warnings = warning::Warnings::default();
    let text = limit(text, &mut warnings);
    let front = front::read(text, &mut warnings);
    let (dialect, blocks) = dialect::blocks(text, front.body, &mut warnings);
    let mut rows = Rows::default();
    let facts = read::endpoint(path, &front, &blocks, &mut rows, &mut warnings);
    let mut warnings = warnings.into_sorted();
    let event = if facts.is_none() { read::event::of(path, &front, &blocks) } else { None };
    if facts.is_none() {
        // Guides have all kinds of tables. Only what should have been an endpoint is worth a word.
        warnings.retain(|warning| matches!(warning.kind, Kind::MethodWords | Kind::UrlWords));
    }
    Reading { dialect, facts, event, warnings, rows }
}

/// The part of a text that is read.
fn limit<'a>(text: &'a str, warnings: &mut warning::Warnings) -> &'a str {
    if text.len() <= LONGEST {
        return text;
    }
    warnings.add(Kind::CutText, 1, format!("the page has {} bytes; only the first {LONGEST} were read", text.len()));
    let end = (0..=LONGEST).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..end]
}
