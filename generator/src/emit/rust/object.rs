//! Structures: what requests and responses hold.

use proc_macro2::TokenStream;
use quote::quote;

use super::lists;
use super::source::SourceFile;
use super::tokens::{deprecated, doc, ident};
use crate::ir::{Constructor, Field, Presence, Ty, Type};

/// The items of an object.
pub(super) fn items(file: &mut SourceFile<'_>, ty: &Type, fields: &[Field]) -> Result<(), String> {
    file.runtime("wire");
    let name = ident(&ty.name.rust);
    let docs = doc(&ty.doc);
    let note = deprecated(ty.deprecated.as_ref());
    // Nobody can build an answer to compare with, so nothing is compiled for it; what is only written is compared by its list.
    let compare = (ty.usage.request && ty.usage.response).then(|| quote!(, PartialEq));
    let default = (ty.usage.response || all_optional(fields)).then(|| quote!(, Default));
    let members = members(file, fields);
    file.item(quote! {
        #docs
        #note
        #[derive(Clone #compare #default)]
        #[non_exhaustive]
        pub struct #name { #members }
    })?;
    if let Some(constructor) = &ty.constructor {
        named_arguments(file, constructor, &fields.iter().collect::<Vec<_>>(), &ty.name.rust)?;
        let fields: Vec<&Field> = fields.iter().collect();
        let methods = methods(file, constructor, &fields);
        file.item(quote! { impl #name { #methods } })?;
    }
    file.text(lists::writing(&ty.name.rust, fields.iter())?);
    if ty.usage.response {
        file.text(lists::reading(&ty.name.rust, fields.iter())?);
    }
    let macro_name = if ty.usage.response { "object" } else { "writable_object" };
    file.text(format!("feishu_runtime::{macro_name}!({});\n", ty.name.rust));
    Ok(())
}

fn all_optional(fields: &[Field]) -> bool {
    fields.iter().all(|field| field.presence != Presence::Required)
}

/// The members of a structure, public, with their documentation.
pub(super) fn members<'f>(file: &mut SourceFile<'_>, fields: impl IntoIterator<Item = &'f Field>) -> TokenStream {
    let members = fields.into_iter().map(|field| {
        let name = ident(&field.name.rust);
        let ty = file.field_ty(field);
        let docs = doc(&field.doc);
        quote! { #docs pub #name: #ty, }
    });
    members.collect()
}

/// The structure that `new` takes where arguments would be too many or easy to swap.
pub(super) fn named_arguments(
    file: &mut SourceFile<'_>,
    constructor: &Constructor,
    fields: &[&Field],
    of: &str,
) -> Result<(), String> {
    let Some((type_name, indexes)) = &constructor.named else { return Ok(()) };
    let name = ident(type_name);
    let about = doc(&[format!("What every [`{of}`] needs, by name.")]);
    let mut members = TokenStream::new();
    for at in indexes {
        let (member, docs) = (ident(&fields[*at].name.rust), doc(&fields[*at].doc));
        let ty = file.ty(&fields[*at].ty);
        members.extend(quote! { #docs pub #member: #ty, });
    }
    file.item(quote! {
        #about
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name { #members }
    })
}

/// `new` and a setter for everything that `new` does not take.
pub(super) fn methods(file: &mut SourceFile<'_>, constructor: &Constructor, fields: &[&Field]) -> TokenStream {
    let new = new(file, constructor, fields);
    let named = constructor.named.iter().flat_map(|(_, indexes)| indexes);
    let given: Vec<usize> = constructor.arguments.iter().chain(named).copied().collect();
    let rest = fields.iter().enumerate().filter(|(at, _)| !given.contains(at));
    let setters: TokenStream = rest.map(|(_, field)| setter(file, field)).collect();
    quote! { #new #setters }
}

fn new(file: &mut SourceFile<'_>, constructor: &Constructor, fields: &[&Field]) -> TokenStream {
    if constructor.arguments.is_empty() && constructor.named.is_none() {
        let about = doc(&["Empty; everything is left to the setters.".to_owned()]);
        return quote! { #about pub fn new() -> Self { Self::default() } };
    }
    let about = doc(&["With what is required; the rest is left to the setters.".to_owned()]);
    let mut arguments = TokenStream::new();
    for at in &constructor.arguments {
        let name = ident(&fields[*at].name.rust);
        let ty = argument_ty(file, &fields[*at].ty);
        arguments.extend(quote! { #name: #ty, });
    }
    let named: &[usize] = constructor.named.as_ref().map_or(&[], |(_, indexes)| indexes);
    let required = ident(&required_argument(constructor, fields));
    if let Some((type_name, _)) = &constructor.named {
        let ty = ident(type_name);
        arguments.extend(quote! { #required: #ty, });
    }
    let values = fields.iter().enumerate().map(|(at, field)| {
        let name = ident(&field.name.rust);
        if named.contains(&at) {
            let value = present(field, &quote!(#required.#name));
            return quote! { #name: #value };
        }
        if constructor.arguments.contains(&at) {
            let given = converted(&field.ty, &quote!(#name));
            let value = present(field, &given);
            return if name == value.to_string() {
                quote! { #name }
            } else {
                quote! { #name: #value }
            };
        }
        quote! { #name: None }
    });
    quote! { #about pub fn new(#arguments) -> Self { Self { #(#values),* } } }
}

/// The name of the argument that holds all values which are no arguments of their own.
fn required_argument(constructor: &Constructor, fields: &[&Field]) -> String {
    let mut name = "required".to_owned();
    while constructor.arguments.iter().any(|at| fields[*at].name.rust == name) {
        name.push('_');
    }
    name
}

fn setter(file: &mut SourceFile<'_>, field: &Field) -> TokenStream {
    let (name, method) = (ident(&field.name.rust), ident(&field.setter));
    let ty = argument_ty(file, &field.ty);
    let docs = doc(field.doc.split(String::is_empty).next().unwrap_or_default());
    let value = present(field, &converted(&field.ty, &quote!(#name)));
    quote! {
        #docs
        pub fn #method(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// A value as its field holds it.
fn present(field: &Field, value: &TokenStream) -> TokenStream {
    let value = if field.boxed { quote!(Box::new(#value)) } else { value.clone() };
    match field.presence {
        Presence::Required | Presence::Empty => value,
        Presence::Optional => quote!(Some(#value)),
    }
}

/// What a method takes for a value: whatever converts into it where that is common.
fn argument_ty(file: &mut SourceFile<'_>, ty: &Ty) -> TokenStream {
    match ty {
        Ty::String => quote!(impl Into<String>),
        Ty::Secret => quote!(impl Into<feishu_runtime::Secret>),
        Ty::Any => quote!(impl Into<serde_json::Value>),
        Ty::List(inner) if **inner == Ty::String => quote!(impl IntoIterator<Item = impl Into<String>>),
        Ty::List(inner) => {
            let inner = file.ty(inner);
            quote!(impl IntoIterator<Item = #inner>)
        }
        other => file.ty(other),
    }
}

/// The value of an argument.
fn converted(ty: &Ty, argument: &TokenStream) -> TokenStream {
    match ty {
        Ty::String | Ty::Secret | Ty::Any => quote!(#argument.into()),
        Ty::List(inner) if **inner == Ty::String => quote!(#argument.into_iter().map(Into::into).collect()),
        Ty::List(_) => quote!(#argument.into_iter().collect()),
        _ => argument.clone(),
    }
}
