//! Which differences are meant, and which quirks mean none.

use super::Stale;
use super::difference::Difference;
use super::fields::same_values;
use crate::spec::Quirk;

/// What is left of differences.
pub(super) struct Sifted {
    pub(super) differences: Vec<Difference>,
    pub(super) deliberate: Vec<Difference>,
    pub(super) stale: Vec<Stale>,
}

/// Takes out what quirks mean.
pub(super) fn sift(found: Vec<Difference>, quirks: &[Quirk]) -> Sifted {
    let mut used = vec![false; quirks.len()];
    let (mut differences, mut deliberate) = (Vec::new(), Vec::new());
    for difference in found {
        let mut meant = false;
        for (quirk, used) in quirks.iter().zip(&mut used) {
            if is_meant(quirk, &difference) {
                (meant, *used) = (true, true);
            }
        }
        if meant { deliberate.push(difference) } else { differences.push(difference) }
    }
    let stale = quirks.iter().zip(used).filter(|(_, used)| !used);
    let stale = stale.map(|(quirk, _)| Stale { span: quirk.span, about: about(quirk) }).collect();
    Sifted { differences, deliberate, stale }
}

fn is_meant(quirk: &Quirk, difference: &Difference) -> bool {
    let page = |said: &serde_json::Value| same_values(Some(said), difference.page().as_ref());
    quirk.fact.as_ref().map(|fact| fact.value) == difference.fact()
        && quirk.is_at(&difference.place)
        && quirk.page.as_ref().is_none_or(|said| page(&said.value))
}

fn about(quirk: &Quirk) -> String {
    let at = quirk.at.as_ref().map(|at| at.value.as_str());
    let fact = quirk.fact.as_ref().map(|fact| fact.word());
    at.into_iter().chain(fact).collect::<Vec<_>>().join(": ")
}
