//! What every format prints: the differences with the places of their lines, and how many there are.

use feishu_generator::drift::{Compared, Drift, Gone, Unspecified};
use feishu_generator::source::{Sources, Span};

use crate::analysis::count;

/// What is printed.
pub(super) struct Report<'a> {
    pub(super) drift: &'a Drift,
    sources: &'a Sources,
    pages: usize,
    /// Whether endpoints without a spec are named.
    pub(super) new: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(drift: &'a Drift, sources: &'a Sources, pages: usize, new: bool) -> Self {
        Self { drift, sources, pages, new }
    }

    /// Whether anything differs that was asked for.
    pub(super) fn differs(&self) -> bool {
        !self.drift.is_clean() || !self.named().is_empty()
    }

    /// File and line in the specs.
    pub(super) fn place(&self, span: Span) -> (&'a str, usize) {
        self.sources.place(span)
    }

    /// Operations that differ from their pages.
    pub(super) fn differing(&self) -> impl Iterator<Item = &'a Compared> {
        self.drift.operations.iter().filter(|operation| !operation.is_clean())
    }

    /// Operations without a page.
    pub(super) fn gone(&self) -> &'a [Gone] {
        &self.drift.gone
    }

    /// Endpoints without a spec, where they are to be named.
    pub(super) fn named(&self) -> &'a [Unspecified] {
        if self.new { &self.drift.unspecified } else { &[] }
    }

    /// Pages that are not compared, each with the one of the same endpoint that is.
    pub(super) fn further(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let operations = self.drift.operations.iter();
        operations.flat_map(|compared| compared.further.iter().map(|page| (page.as_str(), compared.file.as_str())))
    }

    /// Everything in one sentence.
    pub(super) fn summary(&self) -> String {
        let drift = self.drift;
        let compared = count(drift.operations.len(), "operation");
        let found: usize = drift.operations.iter().map(|operation| operation.differences.len()).sum();
        let stale: usize = drift.operations.iter().map(|operation| operation.stale.len()).sum();
        let mut text = format!("{compared} held against {}: ", count(self.pages, "page"));
        let mut parts = vec![match found {
            0 => "nothing differs".to_owned(),
            found => {
                let differing = drift.operations.iter().filter(|operation| !operation.differences.is_empty()).count();
                format!("{} in {}", count(found, "difference"), count(differing, "operation"))
            }
        }];
        let meant: usize = drift.operations.iter().map(|operation| operation.deliberate.len()).sum();
        let others = [
            (meant, "difference that is meant", "differences that are meant"),
            (stale, "quirk that holds no longer", "quirks that hold no longer"),
            (drift.gone.len(), "operation without a page", "operations without a page"),
            (drift.unspecified.len(), "endpoint without a spec", "endpoints without a spec"),
        ];
        let others = others.iter().filter(|(number, ..)| *number > 0);
        parts.extend(
            others.map(|(number, one, several)| format!("{number} {}", if *number == 1 { one } else { several })),
        );
        text.push_str(&parts.join(", "));
        text
    }
}
