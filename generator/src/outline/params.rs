//! Path parameters: those that the path names, in its order.

use super::fields::{Part, rows_of};
use super::model::{Doubts, Field};
use super::{field, kinds};
use crate::diagnostic::shorten;
use crate::page::facts;
use crate::spec::TypeExpr;

/// The parameters of a path. One that the table lacks is a string; one that the path lacks is left out.
pub(super) fn of(path: &str, table: &[facts::Field], doubts: &mut Doubts) -> Vec<Field> {
    let mut rows: Vec<&facts::Field> = table.iter().collect();
    let mut out: Vec<Field> = Vec::new();
    for name in path.split('/').filter_map(|segment| segment.strip_prefix(':')).filter(|name| !name.is_empty()) {
        if out.iter().any(|known| known.name == name) {
            doubts.add(1, format!("the path names `:{}` twice", shorten(name)));
            continue;
        }
        let row = rows.iter().position(|row| row.name.trim() == name).map(|at| rows.remove(at));
        let settled = row.and_then(|row| field::of(row, Part::Params, doubts));
        out.push(settled.unwrap_or_else(|| {
            doubts
                .add(1, format!("the page has no row for the path parameter `{}`; it became a string", shorten(name)));
            undocumented(name)
        }));
    }
    for row in rows {
        let text = format!("`{}` is no parameter of the path, and is left out", shorten(&row.name));
        doubts.add_rows(row.line, text, rows_of(row));
    }
    out
}

fn undocumented(name: &str) -> Field {
    Field { name: name.to_owned(), ..kinds::bare(1, TypeExpr::String) }
}
