//! Finds what is wrong with the specs as a whole: every rule that needs more than one value, place or file.
//!
//! Each rule looks at everything and knows nothing of the others. Never stops at the first problem and never panics.
//! The notation of single values was checked when they were read; names in Rust are made, and held apart, later.

mod bodies;
mod chunked;
mod codes;
mod enums;
mod files;
pub(crate) mod formats;
pub(crate) mod headers;
mod kinds;
pub(crate) mod misfit;
mod names;
mod paging;
mod paths;
mod prose;
mod quirks;
mod reach;
mod recursion;
mod references;
mod repeats;
mod required;
mod roles;
mod shadows;
mod shapes;
mod sites;
mod targets;
#[cfg(test)]
mod tests;
pub(crate) mod text;
mod tokens;
mod travel;
mod units;
mod unused;
mod uses;
mod values;

use rayon::prelude::*;

use self::reach::Reach;
use self::sites::Sites;
use crate::diagnostic::{self, Diagnostic};
use crate::spec::SpecSet;

/// Everything that is wrong with the specs beyond their notation, in the order of files and positions.
pub fn check(spec: &SpecSet) -> Vec<Diagnostic> {
    let sites = Sites::new(spec);
    let reach = Reach::new(&sites);
    let found = RULES.par_iter().flat_map_iter(|rule| {
        let mut out = Vec::new();
        rule(&sites, &reach, &mut out);
        out
    });
    let mut found: Vec<Diagnostic> = found.collect();
    diagnostic::sort(&mut found);
    found
}

/// A group of rules about one thing.
type Rule = for<'a> fn(&Sites<'a>, &Reach<'a>, &mut Vec<Diagnostic>);

/// All rules. Those that take longest come first, so that they do not have to be waited for at the end.
const RULES: &[Rule] = &[
    |sites, _, out| prose::check(sites, out),
    |sites, _, out| shapes::check(sites, out),
    |sites, _, out| references::check(sites, out),
    |sites, reach, out| unused::check(sites, reach, out),
    |sites, _, out| kinds::check(sites, out),
    |sites, _, out| values::check(sites, out),
    |sites, _, out| bodies::check(sites, out),
    |sites, _, out| chunked::check(sites, out),
    |sites, _, out| codes::check(sites, out),
    |sites, _, out| enums::check(sites, out),
    |sites, _, out| files::check(sites, out),
    |sites, _, out| headers::check(sites, out),
    |sites, _, out| names::check(sites, out),
    |sites, _, out| paging::check(sites, out),
    |sites, _, out| paths::check(sites, out),
    |sites, _, out| quirks::check(sites, out),
    |sites, _, out| recursion::check(sites, out),
    |sites, _, out| repeats::check(sites, out),
    |sites, reach, out| required::check(sites, reach, out),
    |sites, _, out| shadows::check(sites, out),
    |sites, _, out| targets::check(sites, out),
    |sites, _, out| tokens::check(sites, out),
    |sites, _, out| travel::check(sites, out),
    |sites, _, out| units::check(sites, out),
    |sites, _, out| uses::check(sites, out),
];
