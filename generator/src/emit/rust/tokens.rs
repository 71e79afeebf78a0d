//! Small pieces of Rust: identifiers, literals, documentation.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::naming::is_raw_keyword;

/// An identifier, raw where it is a keyword.
pub(in crate::emit) fn ident(name: &str) -> Ident {
    if is_raw_keyword(name) { Ident::new_raw(name, Span::call_site()) } else { Ident::new(name, Span::call_site()) }
}

/// An identifier as it is written in text.
pub(in crate::emit) fn ident_text(name: &str) -> String {
    if is_raw_keyword(name) { format!("r#{name}") } else { name.to_owned() }
}

/// A module path below the crate as it is written in text.
pub(super) fn path_text(module: &[String]) -> String {
    let segments: Vec<String> = module.iter().map(|segment| ident_text(segment)).collect();
    format!("crate::{}", segments.join("::"))
}

/// A string literal as it is written in text, whatever the string holds.
pub(super) fn literal_text(value: &str) -> String {
    Literal::string(value).to_string()
}

/// Documentation, a line per attribute.
pub(super) fn doc(lines: &[String]) -> TokenStream {
    let lines = lines.iter().map(|line| if line.is_empty() { String::new() } else { format!(" {line}") });
    quote! { #(#[doc = #lines])* }
}

/// `#[deprecated]` with its note, which rustdoc takes for Markdown.
pub(super) fn deprecated(note: Option<&String>) -> TokenStream {
    let note = note.map(|note| crate::lower::rustdoc_line(note));
    note.map(|note| quote! { #[deprecated(note = #note)] }).unwrap_or_default()
}
