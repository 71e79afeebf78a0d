//! Open enumerations.

use std::fmt::{Display, Write as _};

use quote::quote;

use super::source::SourceFile;
use super::tokens::{deprecated, doc, ident, literal_text};
use crate::ir::{Type, Variant};

/// An enumeration of texts.
pub(super) fn text(file: &mut SourceFile<'_>, ty: &Type, variants: &[Variant<String>]) -> Result<(), String> {
    let unknown = quote!(Unknown(String));
    let derives = quote!(Debug, Clone, PartialEq, Eq, Hash);
    declaration(file, ty, variants, &unknown, &derives)?;
    let values = variants.iter().map(|variant| (variant.rust.as_str(), literal_text(&variant.wire)));
    file.text(values_macro("text_enum", &ty.name.rust, values));
    Ok(())
}

/// An enumeration of numbers.
pub(super) fn int(file: &mut SourceFile<'_>, ty: &Type, variants: &[Variant<i64>]) -> Result<(), String> {
    let unknown = quote!(Unknown(i64));
    let derives = quote!(Debug, Clone, Copy, PartialEq, Eq, Hash);
    declaration(file, ty, variants, &unknown, &derives)?;
    let values = variants.iter().map(|variant| (variant.rust.as_str(), variant.wire));
    file.text(values_macro("int_enum", &ty.name.rust, values));
    Ok(())
}

fn declaration<T>(
    file: &mut SourceFile<'_>,
    ty: &Type,
    variants: &[Variant<T>],
    unknown: &proc_macro2::TokenStream,
    derives: &proc_macro2::TokenStream,
) -> Result<(), String> {
    let name = ident(&ty.name.rust);
    let docs = doc(&ty.doc);
    let note = deprecated(ty.deprecated.as_ref());
    let variants = variants.iter().map(|variant| {
        let (rust, docs) = (ident(&variant.rust), doc(&variant.doc));
        let note = deprecated(variant.deprecated.as_ref());
        quote! { #docs #note #rust, }
    });
    file.item(quote! {
        #docs
        #note
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants)*
            /// A value that this version of the crate does not know.
            #unknown,
        }
    })
}

/// The macro call that connects variants with their values, a line each.
pub(super) fn values_macro<'v, T: Display>(name: &str, ty: &str, values: impl Iterator<Item = (&'v str, T)>) -> String {
    let mut text = format!("feishu_runtime::{name}!({ty} {{\n");
    for (variant, value) in values {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "    {variant} = {value},");
    }
    text.push_str("});\n");
    text
}
