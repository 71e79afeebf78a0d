//! The request of an operation: a structure that knows how to be sent.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::SourceFile;
use super::tokens::{deprecated, doc, ident};
use super::{chunked, lists, meta, object, paging};
use crate::ir::{Body, Field, Location, Operation, Presence, Response, Ty};

/// The items of an operation, its types in place apart.
pub(super) fn items(file: &mut SourceFile<'_>, operation: &Operation) -> Result<(), String> {
    let name = ident(&operation.type_name);
    let fields: Vec<&Field> = operation.parameters.iter().map(|parameter| &parameter.field).collect();
    let docs = doc(&operation.doc);
    let note = deprecated(operation.deprecated.as_ref());
    let default = fields.iter().all(|field| field.presence != Presence::Required).then(|| quote!(, Default));
    let members = object::members(file, fields.iter().copied());
    // A form holds files, which have no text to show or store; all else is shown and compared by its list.
    let listed = operation.body != Body::Form;
    let (debug, compare) = if listed { (None, None) } else { (Some(quote!(Debug,)), Some(quote!(, PartialEq))) };
    file.item(quote! {
        #docs
        #note
        #[derive(#debug Clone #compare #default)]
        #[must_use = "a request does nothing until it is sent"]
        #[non_exhaustive]
        pub struct #name { #members }
    })?;
    object::named_arguments(file, &operation.constructor, &fields, &operation.type_name)?;
    let methods = object::methods(file, &operation.constructor, &fields);
    file.item(quote! { impl #name { #methods } })?;
    endpoint(file, operation)?;
    paging::items(file, operation)?;
    if let Some(chunked) = &operation.chunked {
        file.runtime("upload");
        chunked::item(file, operation, chunked)?;
    }
    if listed {
        file.runtime("wire");
        file.text(lists::writing(&operation.type_name, fields.into_iter())?);
        file.text(format!("feishu_runtime::writable_object!({});\n", operation.type_name));
    }
    Ok(())
}

fn located(operation: &Operation, location: Location) -> impl Iterator<Item = &Field> {
    let parameters = operation.parameters.iter().filter(move |parameter| parameter.location == location);
    parameters.map(|parameter| &parameter.field)
}

fn endpoint(file: &mut SourceFile<'_>, operation: &Operation) -> Result<(), String> {
    for name in ["EncodeError", "Endpoint", "Parts"] {
        file.runtime(name);
    }
    let name = ident(&operation.type_name);
    let response = match &operation.response {
        Response::Nothing => quote!(()),
        Response::File => quote!(feishu_runtime::Download),
        Response::Value(ty) => file.ty(ty),
    };
    let meta = meta::expression(file, operation);
    let parts = parts(operation);
    file.item(quote! {
        impl Endpoint for #name {
            type Response = #response;

            const META: &'static Meta = &#meta;

            #[inline]
            fn parts(&self) -> Result<Parts, EncodeError> { #parts }
        }
    })
}

fn parts(operation: &Operation) -> TokenStream {
    let params = located(operation, Location::Path).map(|field| {
        let (wire, member) = (&field.name.wire, ident(&field.name.rust));
        quote!((#wire, &self.#member))
    });
    let new = quote!(Parts::new(Self::META, &[#(#params),*]));
    let query = located(operation, Location::Query).map(|field| {
        let (wire, member) = (&field.name.wire, ident(&field.name.rust));
        quote! { parts.query(#wire, &self.#member); }
    });
    let headers = located(operation, Location::Header).map(|field| {
        let (wire, member) = (&field.name.wire, ident(&field.name.rust));
        quote! { parts.header(#wire, &self.#member)?; }
    });
    let targets = operation.targets.iter().map(|target| {
        let group = &target.group;
        let member = target.key.as_ref().map(|key| ident(&key.rust));
        let value = member.map_or_else(|| quote!(""), |member| quote!(self.#member));
        quote! { parts.target(#group, &#value); }
    });
    let steps: TokenStream =
        query.chain(headers).chain(targets).chain(body(operation)).chain(idempotency_key(operation)).collect();
    if steps.is_empty() {
        return new;
    }
    quote! {
        let mut parts = #new?;
        #steps
        Ok(parts)
    }
}

/// Tells the runtime whether the key has a value. One that lies inside a body of a named type stays unknown to it.
fn idempotency_key(operation: &Operation) -> Option<TokenStream> {
    let key = operation.idempotency_key.as_ref()?;
    let parameter = operation.parameters.iter().find(|parameter| parameter.field.name.wire == *key)?;
    let member = ident(&parameter.field.name.rust);
    Some(quote! { parts.idempotency_key(&self.#member); })
}

fn body(operation: &Operation) -> Option<TokenStream> {
    match operation.body {
        Body::None => None,
        Body::Json => {
            let elsewhere =
                operation.parameters.iter().filter(|parameter| parameter.location != Location::Body).count();
            let elsewhere = proc_macro2::Literal::usize_unsuffixed(elsewhere);
            Some(quote! { parts.object(self, #elsewhere)?; })
        }
        Body::Whole => {
            let member = located(operation, Location::Body).next().map(|field| ident(&field.name.rust))?;
            Some(quote! { parts.json(&self.#member)?; })
        }
        Body::Form => {
            // Small fields go before the file, so that the server knows them when the bytes arrive.
            let (files, texts): (Vec<&Field>, Vec<&Field>) =
                located(operation, Location::Body).partition(|field| *field.ty.innermost() == Ty::File);
            let texts = texts.into_iter().map(|field| text_part(operation, field));
            let files = files.into_iter().map(file_part);
            Some(texts.chain(files).collect())
        }
    }
}

fn text_part(operation: &Operation, field: &Field) -> TokenStream {
    let (wire, member) = (&field.name.wire, ident(&field.name.rust));
    let sized = |file: &String| located(operation, Location::Body).find(|other| other.name.wire == *file);
    if let Some(file) = field.facts.size_of.as_ref().and_then(sized) {
        let file = ident(&file.name.rust);
        return quote! { parts.size(#wire, self.#member, &self.#file); };
    }
    quote! { parts.text(#wire, &self.#member); }
}

fn file_part(field: &Field) -> TokenStream {
    let (wire, member) = (&field.name.wire, ident(&field.name.rust));
    let list = matches!(field.ty, Ty::List(_));
    let files = match (field.presence, list) {
        (Presence::Required, false) => return quote! { parts.file(#wire, &self.#member); },
        (Presence::Optional, true) => quote!(self.#member.iter().flatten()),
        (Presence::Required | Presence::Empty, _) => quote!(&self.#member),
        (Presence::Optional, false) => {
            return quote! { if let Some(file) = &self.#member { parts.file(#wire, file); } };
        }
    };
    quote! { for file in #files { parts.file(#wire, file); } }
}
