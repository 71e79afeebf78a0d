//! The `META` of an operation.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::error_code::constant_name;
use super::source::SourceFile;
use super::tokens::ident;
use crate::ir::{
    AppKind, Envelope, FieldPath, HostKind, HttpMethod, Operation, Paging, PagingBy, Period, RateLimit, Target,
    TargetLimit, TokenKind,
};

/// The expression that makes the `Meta`: only what differs from `Meta::new` is set.
pub(super) fn expression(file: &mut SourceFile<'_>, operation: &Operation) -> TokenStream {
    file.runtime("Meta");
    file.runtime("Method");
    let (id, path) = (&operation.id, &operation.path);
    let method = method(operation.method);
    let policy = policy(file, operation);
    let access = access(file, operation);
    let errors = error_codes(file, operation);
    let docs = operation.docs.as_ref().map(|docs| quote!(.docs(#docs)));
    let deprecated = operation.deprecated.as_ref().map(|note| quote!(.deprecated(#note)));
    quote!(Meta::new(#id, Method::#method, #path) #policy #access #errors #docs #deprecated)
}

fn method(method: HttpMethod) -> TokenStream {
    let name = match method {
        HttpMethod::Get => format_ident!("Get"),
        HttpMethod::Post => format_ident!("Post"),
        HttpMethod::Put => format_ident!("Put"),
        HttpMethod::Patch => format_ident!("Patch"),
        HttpMethod::Delete => format_ident!("Delete"),
    };
    quote!(#name)
}

fn policy(file: &mut SourceFile<'_>, operation: &Operation) -> TokenStream {
    let host = match operation.host {
        HostKind::Open => None,
        HostKind::Accounts => Some(quote!(.host(feishu_runtime::HostKind::Accounts))),
        HostKind::Approval => Some(quote!(.host(feishu_runtime::HostKind::Approval))),
    };
    if !operation.tokens.is_empty() {
        file.runtime("TokenKind");
    }
    if !operation.apps.is_empty() {
        file.runtime("AppKind");
    }
    let tokens = operation.tokens.iter().map(|token| match token {
        TokenKind::Tenant => quote!(TokenKind::Tenant),
        TokenKind::User => quote!(TokenKind::User),
        TokenKind::App => quote!(TokenKind::App),
    });
    let apps = operation.apps.iter().map(|app| match app {
        AppKind::Custom => quote!(AppKind::Custom),
        AppKind::Store => quote!(AppKind::Store),
    });
    let limit = operation.rate_limit.as_ref().map(|limit| {
        file.runtime("RateLimit");
        let limit = rate_limit(limit);
        quote!(.rate_limit(#limit))
    });
    let targets = targets(file, operation);
    let envelope = match operation.envelope {
        Envelope::Data => None,
        Envelope::Flat => Some(quote!(.envelope(feishu_runtime::Envelope::Flat))),
        Envelope::None => Some(quote!(.envelope(feishu_runtime::Envelope::None))),
        Envelope::File => Some(quote!(.envelope(feishu_runtime::Envelope::File))),
    };
    quote!(#host .tokens(&[#(#tokens),*]) .apps(&[#(#apps),*]) #limit #targets #envelope)
}

fn targets(file: &mut SourceFile<'_>, operation: &Operation) -> Option<TokenStream> {
    let targets = operation.targets.iter().map(|Target { group, key, limit }| {
        let by = key.as_ref().map(|key| &key.wire).map(|key| quote!(.by(#key)));
        match limit {
            TargetLimit::Rate(limit) => {
                file.runtime("RateLimit");
                let limit = rate_limit(limit);
                quote!(feishu_runtime::Target::rate(#group, #limit) #by)
            }
            TargetLimit::Serial => quote!(feishu_runtime::Target::serial(#group) #by),
        }
    });
    let targets: Vec<TokenStream> = targets.collect();
    (!targets.is_empty()).then(|| quote!(.targets(&[#(#targets),*])))
}

fn rate_limit(limit: &RateLimit) -> TokenStream {
    let start = if limit.special { quote!(RateLimit::SPECIAL) } else { quote!(RateLimit) };
    let mut started = limit.special;
    let windows = limit.windows.iter().map(|window| {
        let count = proc_macro2::Literal::u32_unsuffixed(window.count);
        let period = match window.period {
            Period::Second => "second",
            Period::Minute => "minute",
            Period::Day => "day",
        };
        if std::mem::replace(&mut started, true) {
            let and = format_ident!("and_per_{period}");
            quote!(.#and(#count))
        } else {
            let per = format_ident!("per_{period}");
            quote!(::#per(#count))
        }
    });
    let windows: TokenStream = windows.collect();
    quote!(#start #windows)
}

fn access(file: &mut SourceFile<'_>, operation: &Operation) -> TokenStream {
    let list = |setter: &str, scopes: &[String]| {
        let setter = ident(setter);
        (!scopes.is_empty()).then(|| quote!(.#setter(&[#(#scopes),*])))
    };
    let scopes = list("scopes", &operation.scopes);
    let all_scopes = list("all_scopes", &operation.all_scopes);
    let field_scopes = list("field_scopes", &operation.field_scopes);
    let paging = operation.paging.as_ref().map(|paging| {
        file.runtime("Paging");
        let paging = self::paging(paging);
        quote!(.paging(#paging))
    });
    let ranges = operation.ranges.then(|| quote!(.ranges()));
    let content_type = operation.content_type.map(|kind| {
        let kind = kind.word();
        quote!(.content_type(#kind))
    });
    let key = operation.idempotency_key.as_ref().map(|key| quote!(.idempotency_key(#key)));
    quote!(#scopes #all_scopes #field_scopes #paging #key #ranges #content_type)
}

fn paging(paging: &Paging) -> TokenStream {
    let position = paging.position.to_string();
    let start = match paging.by {
        PagingBy::Token => quote!(Paging::by_token(#position)),
        PagingBy::Offset => quote!(Paging::by_offset(#position)),
        PagingBy::Page { .. } => quote!(Paging::by_page(#position)),
    };
    let name = |setter: &str, path: Option<&FieldPath>| {
        let (setter, path) = (ident(setter), path?.to_string());
        Some(quote!(.#setter(#path)))
    };
    let number = |setter: &str, number: Option<u32>| {
        let (setter, number) = (ident(setter), proc_macro2::Literal::u32_unsuffixed(number?));
        Some(quote!(.#setter(#number)))
    };
    let (items, size) = (name("items", paging.items.as_ref()), name("size", paging.size.as_ref()));
    let default_size = number("default_size", paging.default_size);
    let max_size = number("max_size", paging.max_size);
    quote!(#start #items #size #default_size #max_size)
}

fn error_codes(file: &mut SourceFile<'_>, operation: &Operation) -> Option<TokenStream> {
    let codes = operation.error_codes.iter().map(|code| {
        let constant = ident(&constant_name(code));
        if code.platform {
            return quote!(crate::error_code::#constant);
        }
        file.error_codes(&operation.service);
        quote!(code::#constant)
    });
    let codes: Vec<TokenStream> = codes.collect();
    (!codes.is_empty()).then(|| quote!(.error_codes(&[#(#codes),*])))
}
