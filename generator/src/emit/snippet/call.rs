//! How a request is sent, and what is done with the answer.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::rust::ident;
use crate::ir::{Client, Field, FieldPath, Operation, Response, TokenKind, Ty, TypeKind};

/// Where downloads go.
const FOLDER: &str = "downloads";

/// What stands for a user's token.
const USER_TOKEN: &str = "user_access_token";

/// The statements that send `request`.
pub(super) fn statements(client: &Client, operation: &Operation) -> TokenStream {
    let as_user = (operation.tokens.first() == Some(&TokenKind::User)).then(|| {
        quote! { let client = client.as_user(#USER_TOKEN); }
    });
    let sent = sent(client, operation);
    quote! { #as_user #sent }
}

fn sent(client: &Client, operation: &Operation) -> TokenStream {
    if let Some(paging) = &operation.paging {
        return paged(items_are_a_list(client, operation, paging.items.as_ref()));
    }
    let method = if operation.chunked.is_some() { quote!(upload) } else { quote!(send) };
    match &operation.response {
        Response::Nothing => quote! { client.#method(request).await?; },
        Response::File => quote! {
            let path = client.#method(request).await?.save_in(#FOLDER).await?;
            println!("{}", path.display());
        },
        Response::Value(ty) => {
            let shown = shown(client, ty).map(|field| ident(&field.name.rust));
            let shown = shown.map(|member| quote! { println!("{:?}", answer.#member); });
            let shown = shown.unwrap_or_else(|| quote! { println!("{answer:?}"); });
            quote! { let answer = client.#method(request).await?; #shown }
        }
    }
}

fn paged(items: bool) -> TokenStream {
    if items {
        return quote! {
            let mut items = client.items(request);
            while let Some(item) = items.try_next().await? { println!("{item:?}"); }
        };
    }
    quote! {
        let mut pages = client.pages(request);
        while let Some(page) = pages.try_next().await? { println!("{page:?}"); }
    }
}

/// Whether the client goes through the items one by one.
fn items_are_a_list(client: &Client, operation: &Operation, items: Option<&FieldPath>) -> bool {
    let way = items.and_then(|items| items.in_response(&client.types, operation)).unwrap_or_default();
    matches!(way.last().map(|field| &field.ty), Some(Ty::List(_)))
}

/// The field of an answer that is worth a look.
fn shown<'c>(client: &'c Client, ty: &Ty) -> Option<&'c Field> {
    let Ty::Type(id) = ty else { return None };
    let TypeKind::Object(fields) = &client.get(*id).kind else { return None };
    fields.iter().find(|field| field.facts.deprecated.is_none())
}
