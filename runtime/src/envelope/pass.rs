//! One pass over a body: straight into the target type, without a tree in between.

use std::fmt;
use std::marker::PhantomData;

use http::StatusCode;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::wire::Read;

/// What an envelope held.
pub(super) struct Wrapped<T> {
    code: Option<i64>,
    pub(super) data: Option<T>,
}

impl<T> Wrapped<T> {
    pub(super) fn succeeded(&self, status: StatusCode) -> bool {
        self.code.map_or(status.is_success(), |code| code == 0)
    }
}

/// Reads an envelope with its `data`.
pub(super) fn wrapped<T: Read>(body: &[u8]) -> Result<Wrapped<T>, serde_json::Error> {
    parse(body, Pass { data: Some("data"), target: PhantomData })
}

/// Reads only the code of an envelope.
pub(super) fn code(body: &[u8]) -> Result<Wrapped<()>, serde_json::Error> {
    parse(body, Pass { data: None, target: PhantomData })
}

/// Reads the whole body.
pub(super) fn whole<T: Read>(body: &[u8]) -> Result<T, serde_json::Error> {
    parse(body, Whole(PhantomData))
}

fn parse<'de, S: DeserializeSeed<'de>>(body: &'de [u8], seed: S) -> Result<S::Value, serde_json::Error> {
    let mut deserializer = serde_json::Deserializer::from_slice(body);
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

struct Whole<T>(PhantomData<T>);

impl<'de, T: Read> DeserializeSeed<'de> for Whole<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// A value that may be `null`.
struct Nullable<T>(PhantomData<T>);

impl<'de, T: Read> DeserializeSeed<'de> for Nullable<T> {
    type Value = Option<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read_option(deserializer)
    }
}

struct Pass<T> {
    /// The name of the payload, where one is wanted.
    data: Option<&'static str>,
    target: PhantomData<T>,
}

impl<'de, T: Read> DeserializeSeed<'de> for Pass<T> {
    type Value = Wrapped<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Wrapped<T>, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, T: Read> Visitor<'de> for Pass<T> {
    type Value = Wrapped<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `code`, `msg` and `data`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Wrapped<T>, A::Error> {
        let mut found = Wrapped { code: None, data: None };
        while let Some(key) = map.next_key_seed(Name { data: self.data })? {
            match key {
                Key::Code => found.code = map.next_value_seed(Nullable::<i64>(PhantomData))?,
                // After a failed code the payload is not worth reading, and rarely of the documented form.
                Key::Data if found.code.unwrap_or(0) == 0 => {
                    found.data = map.next_value_seed(Nullable(PhantomData))?;
                }
                Key::Data | Key::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(found)
    }
}

enum Key {
    Code,
    Data,
    Other,
}

struct Name {
    data: Option<&'static str>,
}

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a field")
    }

    fn visit_str<E>(self, name: &str) -> Result<Key, E> {
        Ok(match name {
            "code" => Key::Code,
            name if Some(name) == self.data => Key::Data,
            _ => Key::Other,
        })
    }
}
