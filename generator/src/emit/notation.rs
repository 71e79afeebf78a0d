//! Types of values as documents write them: `string`, `list<Mention>`.

use crate::ir::{Client, Ty, TypeId};

/// A piece of a type's notation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece {
    /// Text of the notation.
    Word(&'static str),
    /// A type of the client.
    Type(TypeId),
}

/// A type in pieces.
pub(crate) fn pieces(ty: &Ty) -> Vec<Piece> {
    let around = |start: &'static str, inner: &Ty| {
        let inside = pieces(inner);
        std::iter::once(Piece::Word(start)).chain(inside).chain([Piece::Word(">")]).collect()
    };
    match ty {
        Ty::String | Ty::Secret => vec![Piece::Word("string")],
        Ty::Int => vec![Piece::Word("int")],
        Ty::Float => vec![Piece::Word("float")],
        Ty::Bool => vec![Piece::Word("bool")],
        Ty::Any => vec![Piece::Word("any")],
        Ty::File => vec![Piece::Word("file")],
        Ty::List(inner) => around("list<", inner),
        Ty::Map(inner) => around("map<", inner),
        Ty::Type(id) => vec![Piece::Type(*id)],
    }
}

/// A type as one text.
pub(crate) fn text(client: &Client, ty: &Ty) -> String {
    let words = pieces(ty).into_iter().map(|piece| match piece {
        Piece::Word(word) => word,
        Piece::Type(id) => client.get(id).name.rust.as_str(),
    });
    words.collect()
}
