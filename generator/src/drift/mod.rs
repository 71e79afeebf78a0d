//! What pages say otherwise than specs.
//!
//! ```text
//! pages (outlines) ─▶ endpoints ─▶ operation, fields, codes ─▶ quirks ─▶ Drift
//! specs ───────────▶  which page   every fact of both sides    what is
//!                     is whose                                 meant
//! ```
//!
//! Only facts are compared. The spec's words, names, order and grouping are its own, and so is what no page can say: formats,
//! secrets, paging, targets of limits. Example values are not compared either: they are samples, pages change them at every
//! rewriting, and nothing that a caller relies on follows from them. Prints nothing.

mod codes;
mod difference;
mod endpoints;
mod fields;
mod operation;
mod prose;
mod quirks;
mod requests;
mod words;

use std::collections::HashMap;

use crate::outline::{Outline, of_page};
use crate::page::facts::Lines;
use crate::page::{Kind, Reading, Warning};
use crate::source::Span;
use crate::spec::{HttpMethod, SpecSet};

pub use difference::{Change, Difference};
pub(crate) use requests::Requests;
pub use words::{suggestion, value};

/// A page as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Path of the file, for people.
    pub file: String,
    /// What it says.
    pub outline: Outline,
    /// Where it says so of the endpoint itself.
    pub lines: Lines,
    /// What is odd about it.
    pub warnings: Vec<Warning>,
}

/// What is compared.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Only pages that were changed on this day, `yyyy-mm-dd`, or later; and those that do not say when.
    pub since: Option<String>,
    /// Only these services, by their folders; all where empty.
    pub services: Vec<String>,
    /// Whether the pages are all there are of the services that they are of, so that an operation without a page is worth a word.
    pub complete: bool,
}

/// What pages say otherwise than specs.
#[derive(Debug, Clone, PartialEq)]
pub struct Drift {
    /// Operations that have a page, in the order of the specs.
    pub operations: Vec<Compared>,
    /// Operations without a page.
    pub gone: Vec<Gone>,
    /// Pages whose endpoint no spec has, by service, version, resource and operation.
    pub unspecified: Vec<Unspecified>,
    /// Services of which there are operations, but no page at all.
    pub without_pages: Vec<String>,
}

/// An operation held against its page.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// Service, version, resource and operation, with dots.
    pub name: String,
    /// The name of the operation in its spec.
    pub span: Span,
    /// The file of the page.
    pub file: String,
    /// The day the page was last changed.
    pub updated: Option<String>,
    /// Whether the page was changed before the spec was written: then the page is behind, not the spec.
    pub older: bool,
    /// Rows of fields that the page has, those inside objects included.
    pub rows: usize,
    /// Whether the page says not to use it any more.
    pub retired: bool,
    /// What differs and is not meant to, in the order of parts and fields.
    pub differences: Vec<Difference>,
    /// What differs and is meant to.
    pub deliberate: Vec<Difference>,
    /// Quirks that nothing differs by.
    pub stale: Vec<Stale>,
    /// What is odd about the page.
    pub warnings: Vec<Warning>,
    /// Files of further pages of the same endpoint, which are not compared.
    pub further: Vec<String>,
}

/// A quirk that nothing differs by any more.
#[derive(Debug, Clone, PartialEq)]
pub struct Stale {
    /// Where it stands.
    pub span: Span,
    /// What it is about, such as `response.count: type`.
    pub about: String,
}

/// An operation without a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Gone {
    /// Service, version, resource and operation, with dots.
    pub name: String,
    /// The name of the operation in its spec.
    pub span: Span,
    /// Its method.
    pub method: HttpMethod,
    /// Its path.
    pub path: String,
}

/// A page whose endpoint no spec has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unspecified {
    /// The folder of the service.
    pub service: String,
    /// Service, version, resource and operation, with dots.
    pub name: String,
    /// Method of the endpoint.
    pub method: HttpMethod,
    /// Path of the endpoint.
    pub path: String,
    /// The file of the page.
    pub file: String,
    /// Line of the address.
    pub line: u32,
    /// The day the page was last changed.
    pub updated: Option<String>,
    /// Whether the page says not to use it any more.
    pub retired: bool,
    /// Rows of fields that the page has.
    pub rows: usize,
    /// What is odd about the page.
    pub warnings: Vec<Warning>,
}

/// Compares pages with specs.
///
/// ```
/// use feishu_generator::drift::{Options, Page, compare};
/// use feishu_generator::{load, page, source::SourceFile};
///
/// let spec = "about: Bells.\noperations:\n  ring: {summary: Ring a bell., method: POST, path: /open-apis/bell/v1/bells/:id/ring, \
///             tokens: [], apps: [custom], params: {id: {type: string, about: Which bell.}}}\n";
/// let specs = load::load(vec![SourceFile::from_bytes("bell/v1/bell.yaml", "specs/bell/v1/bell.yaml", spec.into())]).spec;
/// let text = "# Ring\n## 请求\n名称 | 值\n---|---\nHTTP URL | https://open.feishu.cn/open-apis/bell/v1/bells/:id/ring\nHTTP Method | POST\n\
///             接口频率限制 | 5 次/秒\n";
/// let page = Page::of("ring.md", page::read("ring.md", text)).expect("an endpoint");
/// let drift = compare(&[page], &specs, &Options::default());
/// assert_eq!(drift.operations[0].differences[0].to_string(), "rate_limit: the page says `5/s`, the spec says nothing");
/// ```
pub fn compare(pages: &[Page], spec: &SpecSet, options: &Options) -> Drift {
    endpoints::compare(pages, spec, options)
}

impl Page {
    /// A page that was read; `None` where it describes no endpoint.
    pub fn of(file: impl Into<String>, reading: Reading) -> Option<Self> {
        let facts = reading.facts?;
        Some(Self { file: file.into(), outline: of_page(&facts), lines: facts.lines, warnings: reading.warnings })
    }
}

impl Drift {
    /// Whether pages and specs say the same. Endpoints without a spec do not count: nobody says anything of them.
    pub fn is_clean(&self) -> bool {
        self.gone.is_empty() && self.operations.iter().all(Compared::is_clean)
    }
}

impl Compared {
    /// Whether page and spec say the same.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty() && self.stale.is_empty()
    }

    /// Where the page's JSON examples contradict its tables.
    pub fn contradictions(&self) -> impl Iterator<Item = &Warning> {
        self.warnings.iter().filter(|warning| is_contradiction(warning.kind))
    }

    /// The differences, those of one type that stand at several places together: the first of them, and how many there are.
    pub fn grouped(&self) -> Vec<(&Difference, usize)> {
        let mut groups: Vec<(&Difference, usize)> = Vec::new();
        let mut known: HashMap<_, usize> = HashMap::new();
        for difference in &self.differences {
            let at = *known.entry(difference.sameness()).or_insert(groups.len());
            match groups.get_mut(at) {
                Some((_, count)) => *count += 1,
                None => groups.push((difference, 1)),
            }
        }
        groups
    }

    /// Rows of fields that the spec has as well.
    pub fn specified_rows(&self) -> usize {
        let new = |difference: &Difference| match &difference.change {
            Change::NewField(field) => field.rows(),
            _ => 0,
        };
        self.rows - self.differences.iter().chain(&self.deliberate).map(new).sum::<usize>().min(self.rows)
    }
}

/// Whether a warning is of an example against a table.
pub fn is_contradiction(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::TypeAgainstExample | Kind::OnlyInExample | Kind::LevelAgainstExample | Kind::RequiredNotInExample
    )
}
