//! What `new` of a request takes.

use crate::ir::{Constructor, Field, Location, Parameter, Presence};

/// More arguments than this become fields of a structure.
const MOST_ARGUMENTS: usize = 4;

/// Path parameters are arguments, in the order of the path. Other required values are arguments too, unless they are too many
/// or two neighbours have the same type and could be swapped unnoticed: then they are fields of one structure, which is written
/// with their names and does not compile when one is missing.
pub(super) fn request(type_name: &str, parameters: &[Parameter]) -> Constructor {
    let fields: Vec<&Field> = parameters.iter().map(|parameter| &parameter.field).collect();
    let required = |at: &usize| fields[*at].presence == Presence::Required;
    let (path, rest) = (0..fields.len()).filter(required).partition(|at| parameters[*at].location == Location::Path);
    constructor(type_name, path, rest, &fields)
}

/// The same for an object, which has no path.
pub(super) fn object(type_name: &str, fields: &[Field]) -> Constructor {
    let fields: Vec<&Field> = fields.iter().collect();
    let required = (0..fields.len()).filter(|at| fields[*at].facts.required).collect();
    constructor(type_name, Vec::new(), required, &fields)
}

fn constructor(type_name: &str, path: Vec<usize>, rest: Vec<usize>, fields: &[&Field]) -> Constructor {
    let too_many = path.len() + rest.len() > MOST_ARGUMENTS;
    if rest.len() > 1 && (too_many || easy_to_swap(&path, &rest, fields)) {
        return Constructor { arguments: path, named: Some((format!("{type_name}Required"), rest)) };
    }
    Constructor { arguments: [path, rest].concat(), named: None }
}

/// Whether two neighbouring arguments have the same type, path parameters among themselves apart.
fn easy_to_swap(path: &[usize], rest: &[usize], fields: &[&Field]) -> bool {
    let same = |a: usize, b: usize| fields[a].ty == fields[b].ty;
    let border = path.last().zip(rest.first()).is_some_and(|(last, first)| same(*last, *first));
    border || rest.windows(2).any(|pair| same(pair[0], pair[1]))
}
