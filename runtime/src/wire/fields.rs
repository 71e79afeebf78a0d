//! Writing and comparing objects, and showing them in `Debug`, from one list of their fields.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value that can stand in a field.
pub trait Value: erased_serde::Serialize + fmt::Debug + Compare {
    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether another value is equal.
    // Not `PartialEq`, which answers do without.
    fn is_same(&self, other: &Self) -> bool
    where
        Self: Sized;
}

/// A value that can be compared with one of any type.
pub trait Compare: Any {
    /// Whether the other value is of the same type, and equal.
    fn is_same_as(&self, other: &dyn Any) -> bool;
}

impl<T: Value> Compare for T {
    fn is_same_as(&self, other: &dyn Any) -> bool {
        other.downcast_ref().is_some_and(|other| self.is_same(other))
    }
}

impl Serialize for dyn Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        erased_serde::serialize(self, serializer)
    }
}

/// Implements [`Value`] for what is compared as `==` does, numbers with a fraction exactly as well.
macro_rules! plain {
    ($($type:ty),*) => {
        $(impl Value for $type {
            fn is_same(&self, other: &Self) -> bool {
                PartialEq::eq(self, other)
            }
        })*
    };
}

plain!(String, i64, f64, bool, serde_json::Value, crate::Secret);

impl<T: Value + Serialize> Value for Vec<T> {
    fn is_same(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().zip(other).all(|(value, other)| value.is_same(other))
    }
}

impl<T: Value + Serialize> Value for BTreeMap<String, T> {
    fn is_same(&self, other: &Self) -> bool {
        let mut pairs = self.iter().zip(other);
        self.len() == other.len() && pairs.all(|((key, value), (name, other))| key == name && value.is_same(other))
    }
}

impl<T: Fields + Serialize + fmt::Debug + 'static> Value for T {
    fn is_same(&self, other: &Self) -> bool {
        same_fields(self, other)
    }
}

impl<T: Value + Serialize> Value for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(value), Some(other)) => value.is_same(other),
            (None, None) => true,
            _ => false,
        }
    }
}

/// Where an object lists its fields.
pub struct Visit<'visit> {
    each: &'visit mut dyn FnMut(&'static str, &dyn Value),
}

impl Visit<'_> {
    /// Takes a field: its wire name and its value.
    // Generic, because making the trait object here is cheaper to compile than in each of the lists.
    #[inline]
    pub fn field<T: Value>(&mut self, name: &'static str, value: &T) {
        (self.each)(name, value);
    }
}

/// An object that lists its fields.
pub trait Fields {
    /// Calls [`Visit::field`] with every field, in the order of the documentation.
    fn fields(&self, visit: &mut Visit<'_>);
}

impl<T: Fields> Fields for Box<T> {
    fn fields(&self, visit: &mut Visit<'_>) {
        (**self).fields(visit);
    }
}

/// Writes the fields that are present as a map.
///
/// # Errors
///
/// What the serializer reports.
pub fn write_fields<S: Serializer>(object: &dyn Fields, serializer: S) -> Result<S::Ok, S::Error> {
    write_fields_from(0, object, serializer)
}

/// The same without the first so many fields.
pub(crate) fn write_fields_from<S: Serializer>(
    first: usize,
    object: &dyn Fields,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut outcome = Ok(());
    let mut index = 0;
    visit(object, |name, value| {
        if outcome.is_ok() && index >= first && !value.is_absent() {
            outcome = map.serialize_entry(name, value);
        }
        index += 1;
    });
    outcome?;
    map.end()
}

/// Shows the fields that are present as `Debug` shows a structure.
///
/// # Errors
///
/// What the formatter reports.
pub fn debug_fields(name: &str, object: &dyn Fields, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut shown = f.debug_struct(name);
    visit(object, |field, value| {
        if !value.is_absent() {
            shown.field(field, &value);
        }
    });
    shown.finish()
}

/// Whether two objects have equal fields.
pub fn same_fields(object: &dyn Fields, other: &dyn Fields) -> bool {
    let (mut same, mut count) = (true, 0);
    visit(object, |_, value| {
        same = same && has_value(other, count, value);
        count += 1;
    });
    same
}

/// Whether the field with this index has this value. Fields are looked for anew each time, since a visit lends them only one by one.
fn has_value(object: &dyn Fields, wanted: usize, value: &dyn Value) -> bool {
    let (mut same, mut index) = (false, 0);
    visit(object, |_, other| {
        if index == wanted {
            same = value.is_same_as(other);
        }
        index += 1;
    });
    same
}

fn visit(object: &dyn Fields, mut each: impl FnMut(&'static str, &dyn Value)) {
    object.fields(&mut Visit { each: &mut each });
}
