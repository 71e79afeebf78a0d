//! Which differences are meant, and which quirks mean none.

use serde_json::Value;

use super::Stale;
use super::difference::Difference;
use super::fields::same_values;
use crate::source::Spanned;
use crate::spec::Quirk;

/// What is left of differences.
pub(super) struct Sifted {
    pub(super) differences: Vec<Difference>,
    pub(super) deliberate: Vec<Difference>,
    pub(super) stale: Vec<Stale>,
}

/// A quirk at one of its places.
struct Meant<'q> {
    quirk: &'q Quirk,
    /// `None` where it is the operation itself.
    at: Option<&'q Spanned<String>>,
    used: bool,
}

/// Takes out what quirks mean.
pub(super) fn sift(found: Vec<Difference>, quirks: &[Quirk]) -> Sifted {
    let mut meant: Vec<Meant<'_>> = quirks.iter().flat_map(places).collect();
    let (mut differences, mut deliberate) = (Vec::new(), Vec::new());
    for difference in found {
        let mut is_meant = false;
        for meant in meant.iter_mut().filter(|meant| meant.holds_for(&difference)) {
            (is_meant, meant.used) = (true, true);
        }
        if is_meant { deliberate.push(difference) } else { differences.push(difference) }
    }
    Sifted { differences, deliberate, stale: meant.iter().filter(|meant| !meant.used).map(Meant::stale).collect() }
}

fn places(quirk: &Quirk) -> Vec<Meant<'_>> {
    let meant = |at| Meant { quirk, at, used: false };
    if quirk.at.is_empty() { vec![meant(None)] } else { quirk.at.iter().map(|at| meant(Some(at))).collect() }
}

impl Meant<'_> {
    fn holds_for(&self, difference: &Difference) -> bool {
        let quirk = self.quirk;
        let said = |said: &Value| same_values(Some(said), difference.page().as_ref());
        let here = self.at.map_or(difference.place.is_empty(), |at| Quirk::is_at(at, &difference.place));
        here && quirk.fact.as_ref().map(|fact| fact.value) == difference.fact()
            && quirk.page.as_ref().is_none_or(|page| said(&page.value))
    }

    fn stale(&self) -> Stale {
        let fact = self.quirk.fact.as_ref().map(|fact| fact.word());
        let about = self.at.map(|at| at.value.as_str()).into_iter().chain(fact).collect::<Vec<_>>().join(": ");
        Stale { span: self.at.map_or(self.quirk.span, |at| at.span), about }
    }
}
