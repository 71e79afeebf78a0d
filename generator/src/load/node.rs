//! A file as a tree of lists, mappings and scalars, each with its place.
//!
//! Knows neither the YAML crate nor what the notation means.

use std::borrow::Cow;

use crate::source::{Span, Spanned};

/// A list, mapping or scalar.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node<'a> {
    /// Where it stands.
    pub(crate) span: Span,
    /// What it is.
    pub(crate) kind: Kind<'a>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind<'a> {
    /// Keys with values.
    Mapping {
        /// In the order of the file. A key may stand twice.
        pairs: Vec<Pair<'a>>,
        /// Whether all keys are here; others were refused and reported already.
        complete: bool,
    },
    /// A list.
    Sequence(Vec<Node<'a>>),
    /// Anything else.
    Scalar(Scalar<'a>),
    /// Something that was refused and reported already, such as an alias.
    Hole,
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Pair<'a> {
    /// The key.
    pub(crate) key: Key<'a>,
    /// What stands under it.
    pub(crate) value: Node<'a>,
}

/// A key of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Key<'a> {
    /// Where it stands.
    pub(crate) span: Span,
    /// Its text.
    pub(crate) scalar: Scalar<'a>,
}

/// A scalar before it is read as a number or anything else.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scalar<'a> {
    /// The text without quotes and escapes.
    pub(crate) text: Cow<'a, str>,
    /// Whether it was written without quotes and not as a block.
    pub(crate) plain: bool,
}

impl<'a> Node<'a> {
    /// The pairs of a mapping; none of anything else.
    pub(crate) fn pairs(&self) -> &[Pair<'a>] {
        if let Kind::Mapping { pairs, .. } = &self.kind { pairs } else { &[] }
    }

    /// What stands under a key; the first where the key stands twice.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.pairs().iter().find(|pair| pair.key.scalar.text == key).map(|pair| &pair.value)
    }
}

impl Key<'_> {
    /// The key as typed data keep it.
    pub(crate) fn to_spanned(&self) -> Spanned<String> {
        Spanned::new(self.scalar.text.clone().into_owned(), self.span)
    }
}
