//! How an operation pages, as implementations of the runtime's traits.

use proc_macro2::TokenStream;
use quote::quote;

use super::source::SourceFile;
use super::tokens::ident;
use crate::ir::{Field, FieldPath, Operation, Paging, PagingBy, Presence, Ty, Type};

/// The implementations for an operation that pages.
pub(super) fn items(file: &mut SourceFile<'_>, operation: &Operation) -> Result<(), String> {
    let Some(paging) = &operation.paging else { return Ok(()) };
    file.runtime("page");
    let name = ident(&operation.type_name);
    let ways = Ways { types: file.types(), operation };
    let position = ways.to_write(&paging.position);
    let next = next(&ways, paging);
    let prepare = paging.switch.as_ref().map(|switch| prepare(&ways, switch));
    file.item(quote! {
        impl page::Paged for #name {
            #[inline]
            fn position(&mut self) -> &mut dyn page::Position { &mut #position }

            #[inline]
            fn next(&self, page: &Self::Response) -> page::Next { #next }

            #prepare
        }
    })?;
    let way = paging.items.as_ref().map(|items| ways.answered(items)).unwrap_or_default();
    let Some(Ty::List(item)) = way.last().map(|field| &field.ty) else { return Ok(()) };
    let (item, items) = (file.ty(item), moved(&way));
    file.item(quote! {
        impl page::PagedItems for #name {
            type Item = #item;

            #[inline]
            fn items(page: Self::Response) -> Vec<Self::Item> { #items }
        }
    })
}

/// Turns on what makes an answer page.
fn prepare(ways: &Ways<'_>, switch: &FieldPath) -> TokenStream {
    let place = ways.to_write(switch);
    let required = ways.asked(switch).last().is_some_and(|field| field.presence == Presence::Required);
    let value = if required { quote!(true) } else { quote!(Some(true)) };
    quote! {
        #[inline]
        fn prepare(&mut self) { #place = #value; }
    }
}

/// What an answer says of the page after it.
fn next(ways: &Ways<'_>, paging: &Paging) -> TokenStream {
    let answered = |path: &Option<FieldPath>, wanted: Wanted| {
        path.as_ref().map(|path| borrowed(quote!(page), &ways.answered(path), wanted))
    };
    let has_more = answered(&paging.has_more, Wanted::Flag);
    let count = answered(&paging.items, Wanted::Count);
    let start = match paging.by {
        PagingBy::Token => {
            let token = answered(&paging.next_token, Wanted::Text);
            let has_more = has_more.unwrap_or_else(|| quote!(None));
            return quote!(page::Next::token(#token, #has_more));
        }
        PagingBy::Offset => quote!(page::Next::offset(#count)),
        PagingBy::Page { first } => {
            let first = proc_macro2::Literal::i64_unsuffixed(first);
            quote!(page::Next::page(#first, #count))
        }
    };
    let size = paging.size.as_ref().map(|size| borrowed(quote!(self), &ways.asked(size), Wanted::Number));
    let size = size.map(|size| quote!(.size(#size)));
    let total = answered(&paging.total, Wanted::Number).map(|total| quote!(.total(#total)));
    let has_more = has_more.map(|flag| quote!(.has_more(#flag)));
    quote!(#start #size #total #has_more)
}

/// The ways to the fields of one operation.
struct Ways<'c> {
    types: &'c [Type],
    operation: &'c Operation,
}

impl<'c> Ways<'c> {
    fn asked(&self, path: &FieldPath) -> Vec<&'c Field> {
        path.in_request(self.types, self.operation).unwrap_or_default()
    }

    fn answered(&self, path: &FieldPath) -> Vec<&'c Field> {
        path.in_response(self.types, self.operation).unwrap_or_default()
    }

    /// A field of the request as a place that can be written to; objects on the way are made where they are missing.
    fn to_write(&self, path: &FieldPath) -> TokenStream {
        let start = (quote!(self), Presence::Required);
        let step = |(place, presence): (TokenStream, Presence), field: &Field| {
            let member = ident(&field.name.rust);
            let made = (presence != Presence::Required).then(|| quote!(.get_or_insert_default()));
            (quote!(#place #made.#member), field.presence)
        };
        self.asked(path).into_iter().fold(start, step).0
    }
}

/// What is wanted of a field.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Wanted {
    /// `Option<bool>`.
    Flag,
    /// `Option<&str>`.
    Text,
    /// A reference to a number, perhaps as a text, perhaps absent.
    Number,
    /// How many elements there are.
    Count,
}

/// An object on the way to a field.
enum Object {
    /// It is there.
    Sure(TokenStream),
    /// An `Option` of it, or of a reference to it.
    Perhaps(TokenStream),
}

/// The field that a way leads to, as it is wanted, of a value that stays as it is.
fn borrowed(from: TokenStream, way: &[&Field], wanted: Wanted) -> TokenStream {
    let Some((last, objects)) = way.split_last() else { return from };
    let object = objects.iter().fold(Object::Sure(from), |object, field| {
        let member = ident(&field.name.rust);
        match (object, field.presence) {
            (Object::Sure(object), Presence::Required) => Object::Sure(quote!(#object.#member)),
            (Object::Sure(object), _) => Object::Perhaps(quote!(#object.#member.as_ref())),
            (Object::Perhaps(object), Presence::Required) => {
                Object::Perhaps(quote!(#object.map(|inner| &inner.#member)))
            }
            (Object::Perhaps(object), _) => Object::Perhaps(quote!(#object.and_then(|inner| inner.#member.as_ref()))),
        }
    });
    let member = ident(&last.name.rust);
    let always = last.presence == Presence::Empty;
    match (object, wanted) {
        (Object::Sure(object), Wanted::Flag) => quote!(#object.#member),
        (Object::Sure(object), Wanted::Text) => quote!(#object.#member.as_deref()),
        (Object::Sure(object), Wanted::Number) => quote!(&#object.#member),
        (Object::Sure(object), Wanted::Count) if always => quote!(#object.#member.len()),
        (Object::Sure(object), Wanted::Count) => quote!(#object.#member.as_ref().map_or(0, Vec::len)),
        (Object::Perhaps(object), Wanted::Flag) => quote!(#object.and_then(|inner| inner.#member)),
        (Object::Perhaps(object), Wanted::Text) => quote!(#object.and_then(|inner| inner.#member.as_deref())),
        (Object::Perhaps(object), Wanted::Number) => quote!(&#object.map(|inner| &inner.#member)),
        (Object::Perhaps(object), Wanted::Count) if always => {
            quote!(#object.map_or(0, |inner| inner.#member.len()))
        }
        (Object::Perhaps(object), Wanted::Count) => {
            quote!(#object.and_then(|inner| inner.#member.as_ref()).map_or(0, Vec::len))
        }
    }
}

/// The list that a way leads to, moved out of the answer.
fn moved(way: &[&Field]) -> TokenStream {
    let Some((last, objects)) = way.split_last() else { return quote!(Vec::new()) };
    let object = objects.iter().fold(Object::Sure(quote!(page)), |object, field| {
        let member = ident(&field.name.rust);
        match (object, field.presence) {
            (Object::Sure(object), Presence::Required) => Object::Sure(quote!(#object.#member)),
            (Object::Sure(object), _) => Object::Perhaps(quote!(#object.#member)),
            (Object::Perhaps(object), Presence::Required) => {
                Object::Perhaps(quote!(#object.map(|inner| inner.#member)))
            }
            (Object::Perhaps(object), _) => Object::Perhaps(quote!(#object.and_then(|inner| inner.#member))),
        }
    });
    let member = ident(&last.name.rust);
    match (object, last.presence) {
        (Object::Sure(object), Presence::Optional) => quote!(#object.#member.unwrap_or_default()),
        (Object::Sure(object), _) => quote!(#object.#member),
        (Object::Perhaps(object), Presence::Optional) => {
            quote!(#object.and_then(|inner| inner.#member).unwrap_or_default())
        }
        (Object::Perhaps(object), _) => quote!(#object.map(|inner| inner.#member).unwrap_or_default()),
    }
}
