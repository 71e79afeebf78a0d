//! Reading strings.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Unexpected, Visitor};

use super::number;
use crate::wire::unknown;
use crate::wire::{Open, Read};

impl Read for String {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = deserializer.deserialize_any(TextVisitor)?;
        text.ok_or_else(|| de::Error::invalid_type(Unexpected::Unit, &TextVisitor))
    }

    #[inline]
    fn read_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

/// Reads the value of an enumeration of texts.
///
/// # Errors
///
/// When what stands there is no text, number or flag.
pub fn read_text<'de, T: From<String> + Open, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = String::read(deserializer).map(T::from)?;
    unknown::value(&value);
    Ok(value)
}

/// Reads the value of an enumeration of texts that may be `null`.
///
/// # Errors
///
/// As [`read_text`].
pub fn read_text_option<'de, T: From<String> + Open, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    let value = String::read_option(deserializer)?.map(T::from);
    value.iter().for_each(unknown::value);
    Ok(value)
}

/// A string; numbers and flags become their text. `null` is nothing.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Option<String>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Some(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Self::Value, E> {
        Ok(Some(text))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Some(number.to_string()))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Some(flag.to_string()))
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        number::digits(map, &self).map(Some)
    }
}
