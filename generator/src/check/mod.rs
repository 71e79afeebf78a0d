//! Finds what is wrong with the specs as a whole: every rule that needs more than one value, place or file.
//!
//! Each rule looks at everything and knows nothing of the others. Never stops at the first problem and never panics.
//! The notation of single values was checked when they were read; names in Rust are made, and held apart, later.

mod bodies;
mod codes;
mod enums;
mod formats;
mod headers;
mod kinds;
mod misfit;
mod names;
mod paging;
mod paths;
mod prose;
mod reach;
mod recursion;
mod references;
mod required;
mod shadows;
mod shapes;
mod sites;
mod text;
mod tokens;
mod travel;
mod unused;
mod uses;
mod values;

use crate::diagnostic::{self, Diagnostic};
use crate::spec::SpecSet;

/// Everything that is wrong with the specs beyond their notation, in the order of files and positions.
pub fn check(spec: &SpecSet) -> Vec<Diagnostic> {
    let sites = sites::Sites::new(spec);
    let reach = reach::Reach::new(&sites);
    let mut out = Vec::new();
    for rule in RULES {
        rule(&sites, &mut out);
    }
    required::check(&sites, &reach, &mut out);
    unused::check(&sites, &reach, &mut out);
    diagnostic::sort(&mut out);
    out
}

/// A group of rules about one thing.
type Rule = for<'a> fn(&sites::Sites<'a>, &mut Vec<Diagnostic>);

/// The rules that need nothing but the specs.
const RULES: &[Rule] = &[
    bodies::check,
    codes::check,
    enums::check,
    headers::check,
    kinds::check,
    names::check,
    paging::check,
    paths::check,
    prose::check,
    recursion::check,
    references::check,
    shadows::check,
    shapes::check,
    tokens::check,
    travel::check,
    uses::check,
    values::check,
];
