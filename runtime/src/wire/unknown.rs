//! What an answer held that the types do not know: fields that were passed over, and values of enumerations.
//!
//! Kept on the thread that reads, while somebody watches; a reader that nobody watches only asks whether somebody does.

use std::any::type_name;
use std::cell::RefCell;
use std::fmt;

/// How many of them are kept of one answer: a list repeats the same ones.
const MOST: usize = 100;

/// Something in an answer that its type does not know, because the documentation does not tell of it or came later.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Unknown {
    /// A field that was passed over.
    Field {
        /// Path of the object's Rust type.
        object: &'static str,
        /// Name of the field.
        name: String,
    },
    /// A value of an enumeration.
    Value {
        /// Path of the enumeration's Rust type.
        enumeration: &'static str,
        /// The value as text.
        value: String,
    },
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field { object, name } => write!(f, "`{object}` has no field `{name}`"),
            Self::Value { enumeration, value } => write!(f, "`{enumeration}` has no value `{value}`"),
        }
    }
}

/// An enumeration that keeps values which it does not know.
pub trait Open: fmt::Display {
    /// Whether the value is one of the documented ones.
    fn is_known(&self) -> bool;
}

thread_local! {
    static SEEN: RefCell<Option<Vec<Unknown>>> = const { RefCell::new(None) };
}

/// Reads, and gives besides what was unknown, each once. For tests of types; a client tells by
/// [`on_unknown`](crate::ClientBuilder::on_unknown).
///
/// ```
/// use feishu_runtime::{text_enum, wire};
///
/// #[derive(Debug, Clone, PartialEq, Eq, Hash)]
/// enum Colour {
///     Red,
///     Unknown(String),
/// }
/// text_enum!(Colour { Red = "red" });
///
/// let (colour, unknown) = wire::watched(|| serde_json::from_str::<Colour>(r#""mauve""#));
/// assert_eq!(colour?, Colour::Unknown("mauve".to_owned()));
/// assert!(unknown[0].to_string().ends_with("Colour` has no value `mauve`"));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn watched<R>(read: impl FnOnce() -> R) -> (R, Vec<Unknown>) {
    /// Ends the watch, also where reading panics.
    struct Watch;
    impl Drop for Watch {
        fn drop(&mut self) {
            SEEN.with_borrow_mut(Option::take);
        }
    }
    SEEN.with_borrow_mut(|seen| *seen = Some(Vec::new()));
    let watch = Watch;
    let outcome = read();
    let seen = SEEN.with_borrow_mut(Option::take).unwrap_or_default();
    drop(watch);
    (outcome, seen)
}

/// Reads an object from where its own fields stand beside others that are known to whoever reads it.
pub(crate) fn beside<T, E>(known: &[&str], read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    let value = read();
    let of_reader = |unknown: &Unknown| match unknown {
        Unknown::Field { object, name } => *object == type_name::<T>() && known.contains(&name.as_str()),
        Unknown::Value { .. } => false,
    };
    SEEN.with_borrow_mut(|seen| {
        if let Some(seen) = seen {
            seen.retain(|unknown| !of_reader(unknown));
        }
    });
    value
}

/// Notes a field that an object does not have.
#[cold]
pub(super) fn field(object: fn() -> &'static str, name: &str) {
    note(|| Unknown::Field { object: object(), name: name.to_owned() });
}

/// Notes a value that an enumeration does not have.
#[inline]
pub(super) fn value<T: Open>(value: &T) {
    if !value.is_known() {
        note(|| Unknown::Value { enumeration: type_name::<T>(), value: value.to_string() });
    }
}

#[cold]
fn note(unknown: impl FnOnce() -> Unknown) {
    SEEN.with_borrow_mut(|seen| {
        let Some(seen) = seen.as_mut().filter(|seen| seen.len() < MOST) else { return };
        let unknown = unknown();
        if !seen.contains(&unknown) {
            seen.push(unknown);
        }
    });
}
