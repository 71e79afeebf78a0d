//! Reading objects field by field.

use std::any::type_name;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use super::names::{Named, Names};
use super::read::At;
use super::{Place, Read, unknown};

/// An object that is read field by field; what the answer leaves out keeps its default.
///
/// Behaves as a derived [`serde::Deserialize`] with `#[serde(default)]`: unknown fields are ignored, a field that comes twice
/// is an error.
pub trait Object: Default {
    /// Wire names of the fields; the position of a name is the field's index.
    const FIELDS: &'static [&'static str];

    /// Reads the value of the field with this index, and passes over it where there is none.
    ///
    /// # Errors
    ///
    /// When the value cannot be that field's.
    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error>;
}

/// The value of a field, not read yet.
// A trait of its own, since `MapAccess` with its lifetime costs more to check at every field.
pub trait FieldValue: Sized {
    /// Why a value cannot be read.
    type Error;

    /// Reads the value into a field.
    ///
    /// # Errors
    ///
    /// When it cannot be that field's value.
    fn read_into<T: Read>(self, field: &mut T) -> Result<(), Self::Error>;

    /// Passes over the value.
    ///
    /// # Errors
    ///
    /// When it is no value at all.
    fn skip(self) -> Result<(), Self::Error>;
}

impl<T: Object> Object for Box<T> {
    const FIELDS: &'static [&'static str] = T::FIELDS;

    #[inline]
    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        (**self).read_field(index, value)
    }
}

/// The value that stands next in a map.
struct Next<'map, 'de, A> {
    map: &'map mut A,
    input: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> FieldValue for Next<'_, 'de, A> {
    type Error = A::Error;

    #[inline]
    fn read_into<T: Read>(self, field: &mut T) -> Result<(), A::Error> {
        self.map.next_value_seed(At::new(field))
    }

    #[inline]
    fn skip(self) -> Result<(), A::Error> {
        self.map.next_value::<IgnoredAny>().map(drop)
    }
}

/// Reads an object; `null` is one without fields.
///
/// # Errors
///
/// When it is no object, has a field twice, or a field cannot be read.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let mut object = T::default();
    read_object_at(&mut object, deserializer)?;
    Ok(object)
}

/// Reads an object right where it is to be, since large ones are dear to move.
pub(super) fn read_object_at<'de, T: Object, P: Place<T>, D: Deserializer<'de>>(
    place: P,
    deserializer: D,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(ObjectVisitor(place, PhantomData))
}

struct ObjectVisitor<T, P>(P, PhantomData<T>);

impl<'de, T: Object, P: Place<T>> Visitor<'de> for ObjectVisitor<T, P> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_unit<E>(mut self) -> Result<(), E> {
        self.0.put_null(T::default());
        Ok(())
    }

    fn visit_none<E>(mut self) -> Result<(), E> {
        self.0.put_null(T::default());
        Ok(())
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(mut self, map: A) -> Result<(), A::Error> {
        fill(self.0.put(T::default()), map)
    }
}

/// Reads the fields of an object.
fn fill<'de, T: Object, A: MapAccess<'de>>(object: &mut T, mut map: A) -> Result<(), A::Error> {
    let mut seen = Seen::default();
    let mut expected = 0;
    while let Some(index) = map.next_key_seed(FieldName { names: T::NAMES, expected, object: type_name::<T> })? {
        if let Some(name) = T::NAMES.get(index) {
            if !seen.insert(index) {
                return Err(de::Error::duplicate_field(name));
            }
            expected = index + 1;
        }
        object.read_field(index, Next { map: &mut map, input: PhantomData })?;
    }
    Ok(())
}

/// Reads a field's name as its index; the number of fields for an unknown one.
struct FieldName {
    names: &'static Names,
    expected: usize,
    /// The object's type, should somebody ask.
    object: fn() -> &'static str,
}

impl<'de> DeserializeSeed<'de> for FieldName {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for FieldName {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    #[inline]
    fn visit_str<E>(self, name: &str) -> Result<usize, E> {
        let index = self.names.find(name, self.expected);
        if self.names.get(index).is_none() {
            unknown::field(self.object, name);
        }
        Ok(index)
    }
}

/// Which fields have come, for any number of them without an allocation below 65.
#[derive(Default)]
struct Seen {
    first: u64,
    rest: Vec<usize>,
}

impl Seen {
    /// Notes a field; `false` if it came before.
    #[inline]
    fn insert(&mut self, index: usize) -> bool {
        if index < 64 {
            let bit = 1 << index;
            let new = self.first & bit == 0;
            self.first |= bit;
            return new;
        }
        let new = !self.rest.contains(&index);
        if new {
            self.rest.push(index);
        }
        new
    }
}
