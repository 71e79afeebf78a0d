//! How an upload goes up in parts: the steps, filled from the request and from what the server says.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::source::SourceFile;
use super::tokens::ident;
use crate::ir::{Algorithm, Chunked, Filler, Filling, Finished, Operation, Refusal, Response, Step, Sum};

/// The implementation for an operation that uploads whole files.
pub(super) fn item(file: &mut SourceFile<'_>, operation: &Operation, chunked: &Chunked) -> Result<(), String> {
    let name = ident(&operation.type_name);
    let [prepare, part, finish] = chunked.steps().map(|step| file.request(&step.module, &step.type_name));
    let [prepared, _, done] = chunked.steps().map(|step| response(file, &step.response));
    let answer = response(file, &operation.response);
    let (plan, content) = (plan(chunked), ident(&chunked.file.rust));
    let (set_checksum, session) = (set_checksum(chunked), session(chunked));
    let prepare_body = literal(&prepare, &chunked.prepare);
    let part_body = literal(&part, &chunked.part);
    let finish_body = literal(&finish, &chunked.finish);
    let (argument, finished) = finished(&answer, &chunked.finished);
    let [of_prepare, of_finish] = [&chunked.prepare, &chunked.finish].map(|step| {
        let used = |value: &Filler| step.taking(value).is_some();
        (used(&Filler::Size), used(&Filler::UploadId) || used(&Filler::PartCount))
    });
    let size = if of_prepare.0 { quote!(size) } else { quote!(_size) };
    let of_session = if of_finish.1 { quote!(session) } else { quote!(_session) };
    file.item(quote! {
        impl feishu_runtime::upload::Chunked for #name {
            type Prepare = #prepare;
            type Part = #part;
            type Finish = #finish;

            const PLAN: upload::Plan = #plan;

            fn file(&self) -> &feishu_runtime::File { &self.#content }

            #set_checksum

            fn prepare(&self, #size: i64) -> #prepare { #prepare_body }

            fn session(answer: #prepared) -> Option<upload::Session> { #session }

            fn part(&self, session: &upload::Session, part: upload::Part) -> #part { #part_body }

            fn finish(&self, #of_session: &upload::Session) -> #finish { #finish_body }

            fn finished(#argument: #done) -> #answer { #finished }
        }
    })
}

fn response(file: &mut SourceFile<'_>, response: &Response) -> TokenStream {
    match response {
        Response::Nothing => quote!(()),
        Response::File => quote!(feishu_runtime::Download),
        Response::Value(ty) => file.ty(ty),
    }
}

fn plan(chunked: &Chunked) -> TokenStream {
    let above = Literal::i64_unsuffixed(chunked.above);
    let first = (chunked.first_part != 0).then(|| {
        let first = Literal::i64_unsuffixed(chunked.first_part);
        quote!(.first_part(#first))
    });
    let checksum = chunked.checksum.as_ref().map(|sum| {
        let kind = algorithm(sum);
        quote!(.checksum(#kind))
    });
    let part_checksum = chunked.part_checksum.as_ref().map(|sum| {
        let kind = algorithm(sum);
        quote!(.part_checksum(#kind))
    });
    let expired = chunked.refusal(Refusal::Expired).map(|code| {
        let code = Literal::i64_unsuffixed(code.code);
        quote!(.expired(#code))
    });
    quote!(upload::Plan::above(#above) #first #checksum #part_checksum #expired)
}

fn algorithm(sum: &Sum) -> TokenStream {
    match sum.algorithm {
        Algorithm::Adler32 => quote!(upload::Checksum::Adler32),
        Algorithm::Md5 => quote!(upload::Checksum::Md5),
        Algorithm::Sha256 => quote!(upload::Checksum::Sha256),
    }
}

fn set_checksum(chunked: &Chunked) -> Option<TokenStream> {
    let field = ident(&chunked.checksum.as_ref()?.field.rust);
    Some(quote! {
        fn set_checksum(&mut self, checksum: String) { self.#field.get_or_insert(checksum); }
    })
}

/// What the answer of the first step says; nothing where it leaves something out.
fn session(chunked: &Chunked) -> TokenStream {
    let (id, size) = (ident(&chunked.upload_id.rust), ident(&chunked.part_size.rust));
    let count = chunked.part_count.as_ref().map_or_else(
        || quote!(None),
        |count| {
            let count = ident(&count.rust);
            quote!(answer.#count)
        },
    );
    quote!(Some(upload::Session::new(answer.#id?, answer.#size?, #count)))
}

/// The request of a step.
fn literal(name: &TokenStream, step: &Step) -> TokenStream {
    let fields = step.fields.iter().map(|filling| {
        let (member, value) = (ident(&filling.name.rust), value(filling));
        // `size: size` is written `size`.
        if value.to_string() == filling.name.rust { quote!(#member) } else { quote!(#member: #value) }
    });
    quote!(#name { #(#fields),* })
}

fn value(filling: &Filling) -> TokenStream {
    let value = match &filling.value {
        Filler::Nothing => return quote!(None),
        // Optional here and required there is refused by the checks.
        Filler::Copied { from, optional } => {
            let from = ident(from);
            let copy = quote!(self.#from.clone());
            return if filling.optional && !optional { quote!(Some(#copy)) } else { copy };
        }
        Filler::PartChecksum if filling.optional => return quote!(part.checksum),
        Filler::PartChecksum => quote!(part.checksum.unwrap_or_default()),
        Filler::Size => quote!(size),
        Filler::UploadId => quote!(session.upload_id.clone()),
        Filler::PartCount => quote!(session.parts()),
        Filler::PartNumber => quote!(part.number),
        Filler::PartSize => quote!(part.size),
        Filler::Content => quote!(part.file),
    };
    if filling.optional { quote!(Some(#value)) } else { value }
}

/// The argument and the value of `finished`.
fn finished(answer: &TokenStream, finished: &Finished) -> (TokenStream, TokenStream) {
    match finished {
        Finished::Nothing => (quote!(_answer), quote!()),
        Finished::Same => (quote!(answer), quote!(answer)),
        Finished::Fields(fields) => {
            let fields = fields.iter().map(|(to, from)| {
                let (to, from) = (ident(to), ident(from));
                quote!(#to: answer.#from)
            });
            (quote!(answer), quote!(#answer { #(#fields),* }))
        }
    }
}
