//! The error codes of a service, as constants for [`Meta`] and as an enumeration.
//!
//! [`Meta`]: https://docs.rs/feishu-runtime

use quote::quote;

use super::enumeration::values_macro;
use super::source::SourceFile;
use super::tokens::{doc, ident};
use crate::ir::{Client, ErrorCode};

/// The file of some error codes.
pub(super) fn file(codes: &[ErrorCode], whose: &str) -> Result<String, String> {
    let client = Client::default();
    let mut file = SourceFile::new(&client, &format!("Error codes {whose}."), Vec::new());
    file.runtime("CodeInfo");
    enumeration(&mut file, codes, whose)?;
    let values = codes.iter().map(|code| (code.name.rust.as_str(), code.code));
    file.text(values_macro("int_enum", "ErrorCode", values));
    info(&mut file, codes)?;
    codes.iter().try_for_each(|code| constant(&mut file, code))?;
    Ok(file.finish())
}

/// The constant that describes a code.
pub(super) fn constant_name(code: &ErrorCode) -> String {
    use heck::ToShoutySnakeCase as _;
    code.name.wire.to_shouty_snake_case()
}

fn enumeration(file: &mut SourceFile<'_>, codes: &[ErrorCode], whose: &str) -> Result<(), String> {
    let about = doc(&[format!("Error codes {whose}.")]);
    let variants = codes.iter().map(|code| {
        let (docs, rust) =
            (doc(&[format!("`{}`: {}", code.code, crate::lower::rustdoc_line(&code.about))]), ident(&code.name.rust));
        quote! { #docs #rust, }
    });
    file.item(quote! {
        #about
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum ErrorCode {
            #(#variants)*
            /// A code that this version of the crate does not know.
            Unknown(i64),
        }
    })
}

fn info(file: &mut SourceFile<'_>, codes: &[ErrorCode]) -> Result<(), String> {
    let arms = codes.iter().map(|code| {
        let (rust, constant) = (ident(&code.name.rust), ident(&constant_name(code)));
        quote! { Self::#rust => Some(#constant), }
    });
    file.item(quote! {
        impl ErrorCode {
            /// What the documentation says of the code.
            pub const fn info(self) -> Option<&'static CodeInfo> {
                match self { #(#arms)* Self::Unknown(_) => None, }
            }
        }
    })
}

fn constant(file: &mut SourceFile<'_>, code: &ErrorCode) -> Result<(), String> {
    let name = ident(&constant_name(code));
    let number = proc_macro2::Literal::i64_unsuffixed(code.code);
    let http = code.http.iter().map(|status| proc_macro2::Literal::u16_unsuffixed(*status));
    let (wire, about) = (&code.name.wire, &code.about);
    let message = code.messages.first().map(String::as_str).unwrap_or_default();
    let retryable = code.retryable.then(|| quote!(.retryable()));
    file.item(quote! {
        pub(crate) const #name: &CodeInfo = &CodeInfo::new(#number, #wire, &[#(#http),*], #message, #about) #retryable;
    })
}
