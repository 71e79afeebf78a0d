//! Paths in the arguments of macros, which are no syntax yet: names with `::` between them.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;

/// Calls `take` with each path and the line where it starts.
pub(super) fn paths(tokens: TokenStream, take: &mut impl FnMut(Vec<String>, usize)) {
    let mut path: Vec<String> = Vec::new();
    let (mut line, mut colons) = (0, 0);
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if colons != 2 {
                    finish(&mut path, line, take);
                    line = name.span().start().line;
                }
                path.push(name.unraw().to_string());
                colons = 0;
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' && colons < 2 => colons += 1,
            TokenTree::Group(group) => {
                finish(&mut path, line, take);
                colons = 0;
                paths(group.stream(), take);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => {
                finish(&mut path, line, take);
                colons = 0;
            }
        }
    }
    finish(&mut path, line, take);
}

fn finish(path: &mut Vec<String>, line: usize, take: &mut impl FnMut(Vec<String>, usize)) {
    if !path.is_empty() {
        take(std::mem::take(path), line);
    }
}
