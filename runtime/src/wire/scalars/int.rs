//! Reading whole numbers.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Unexpected, Visitor};

use super::number;
use crate::wire::unknown;
use crate::wire::{Open, Read};

nullable!(i64, IntVisitor);

/// Reads the value of an enumeration of numbers.
///
/// # Errors
///
/// When what stands there is no whole number.
pub fn read_int<'de, T: From<i64> + Open, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = i64::read(deserializer).map(T::from)?;
    unknown::value(&value);
    Ok(value)
}

/// Reads the value of an enumeration of numbers that may be `null` or an empty text.
///
/// # Errors
///
/// As [`read_int`].
pub fn read_int_option<'de, T: From<i64> + Open, D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    let value = i64::read_option(deserializer)?.map(T::from);
    value.iter().for_each(unknown::value);
    Ok(value)
}

/// A whole number; also as decimal text or with an empty fraction. `null` and empty text are nothing.
struct IntVisitor;

impl<'de> Visitor<'de> for IntVisitor {
    type Value = Option<i64>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a whole number of 64 bits")
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Some(number))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        let within = i64::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))?;
        Ok(Some(within))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Self::Value, E> {
        // `serde_json` may be off in the last digits of a float. Below this limit that cannot make it another whole number.
        if number.fract() == 0.0 && number.abs() < 1e15 {
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            return Ok(Some(number as i64));
        }
        Err(E::invalid_value(Unexpected::Float(number), &self))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        match text.trim() {
            "" => Ok(None),
            digits => digits.parse().map(Some).map_err(|_| E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        let digits = number::digits(map, &self)?;
        if let Ok(number) = digits.parse() {
            return Ok(Some(number));
        }
        let number = number::float(&digits, &self)?;
        self.visit_f64(number)
    }
}
