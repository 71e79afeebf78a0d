//! Templates of paths come through as they were written, with their parameters in the order of the path.

use std::fmt::Write as _;

use feishu_generator::ir::{Location, Operation, PathSegment};
use proptest::prelude::*;
use proptest::string::string_regex;

use crate::course;
use crate::tiny;

/// A piece of a path: fixed, or a parameter.
fn pieces() -> impl Strategy<Value = Vec<(String, bool)>> {
    let fixed = string_regex("[A-Za-z0-9_~-]{1,8}").expect("a good expression");
    let parameter = string_regex("[a-z][a-z0-9]{0,6}").expect("a good expression");
    let piece = prop_oneof![(fixed, Just(false)), (parameter, Just(true))];
    prop::collection::vec(piece, 1..7)
}

fn written(pieces: &[(String, bool)]) -> String {
    pieces.iter().fold(String::new(), |path, (text, parameter)| path + if *parameter { "/:" } else { "/" } + text)
}

fn operation(path: &str, parameters: &[&str]) -> Operation {
    let mut fields = String::new();
    for name in parameters {
        // Writing to a string cannot fail.
        let _ = writeln!(fields, "      \"{name}\": {{type: string, about: A part of the path.}}");
    }
    let params = if fields.is_empty() { fields } else { format!("    params:\n{fields}") };
    let resource = format!(
        "about: Things of the demo.\n\noperations:\n  get:\n    summary: Get a thing.\n    method: GET\n    path: \"{path}\"\n    \
         tokens: []\n    apps: [custom]\n{params}"
    );
    let client = course::client_of(tiny::specs("about: A demo.\n", &resource));
    client.operations().next().expect("one operation").clone()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn paths_come_through(pieces in pieces(), slash: bool, turn in 0..6_usize) {
        let mut parameters: Vec<&str> = pieces.iter().filter(|(_, parameter)| *parameter).map(|(name, _)| &**name).collect();
        let in_order = parameters.clone();
        parameters.sort_unstable();
        parameters.dedup();
        prop_assume!(parameters.len() == in_order.len());
        if !parameters.is_empty() {
            let middle = turn % parameters.len();
            parameters.rotate_left(middle);
        }
        let path = written(&pieces) + if slash { "/" } else { "" };
        let operation = operation(&path, &parameters);
        let again: String = operation.segments.iter().map(|segment| match segment {
            PathSegment::Fixed(text) => format!("/{text}"),
            PathSegment::Parameter(name) => format!("/:{name}"),
        }).collect();
        prop_assert_eq!((&operation.path, again), (&path, path.clone()));
        let found = operation.parameters.iter().filter(|parameter| parameter.location == Location::Path);
        let found: Vec<&str> = found.map(|parameter| &*parameter.field.name.wire).collect();
        prop_assert_eq!(found, in_order);
    }
}
