//! Writing objects, and showing them in `Debug`, from one list of their fields.

use std::collections::BTreeMap;
use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value that can stand in a field.
pub trait Value: erased_serde::Serialize + fmt::Debug {
    /// Whether there is nothing to write.
    fn is_absent(&self) -> bool {
        false
    }
}

impl Serialize for dyn Value + '_ {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        erased_serde::serialize(self, serializer)
    }
}

impl Value for String {}
impl Value for i64 {}
impl Value for f64 {}
impl Value for bool {}
impl Value for serde_json::Value {}
impl<T: Serialize + fmt::Debug> Value for Vec<T> {}
impl<T: Serialize + fmt::Debug> Value for BTreeMap<String, T> {}
impl<T: Fields + Serialize + fmt::Debug> Value for T {}

impl<T: Serialize + fmt::Debug> Value for Option<T> {
    fn is_absent(&self) -> bool {
        self.is_none()
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

fn visit(object: &dyn Fields, mut each: impl FnMut(&'static str, &dyn Value)) {
    object.fields(&mut Visit { each: &mut each });
}
