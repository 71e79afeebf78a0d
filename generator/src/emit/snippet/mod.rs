//! A few lines of Rust that call an operation: to be read, copied and compiled. The request has what it must have, with the values
//! of the documentation's examples.
//!
//! What calls an operation (`send`, `items`, `upload` …) is `call`, what a value looks like is `value`, names are `scope`.

mod call;
mod scope;
mod value;

use proc_macro2::TokenStream;
use quote::quote;

use self::scope::Scope;
use crate::ir::{Client, Operation};

/// The lines that call an operation. They stand in an `async` function with a `client`, whose error everything can become.
///
/// # Errors
///
/// When the lines are no Rust: a bug of the generator, never of a spec.
pub fn snippet(client: &Client, library: &str, operation: &Operation) -> Result<String, String> {
    let mut scope = Scope::new(library, &operation.module);
    let request = value::request(client, &mut scope, operation);
    let calls = call::statements(client, operation);
    let body = printed(&quote! { let request = #request; #calls })?;
    Ok(format!("{}\n{body}", scope.lines()))
}

/// Statements as a person would format them.
fn printed(statements: &TokenStream) -> Result<String, String> {
    let function = syn::parse2(quote! { async fn lines() { #statements } }).map_err(|error| error.to_string())?;
    let file = syn::File { shebang: None, frontmatter: None, attrs: Vec::new(), items: vec![function] };
    let text = prettyplease::unparse(&file);
    let mut out = String::with_capacity(text.len());
    let inside = text.lines().skip(1).filter(|line| *line != "}");
    for line in inside {
        out.push_str(line.strip_prefix("    ").unwrap_or(line));
        out.push('\n');
    }
    Ok(out)
}
