//! Numbers as `serde_json` hands them out with its feature `arbitrary_precision`, which any crate of a program can switch on
//! for all: as a map from a name of its own to the digits.

use serde::de::{Error, Expected, MapAccess, Unexpected};

const NAME: &str = "$serde_json::private::Number";

/// The digits of the number that the map stands for.
pub(super) fn digits<'de, A: MapAccess<'de>>(mut map: A, expected: &dyn Expected) -> Result<String, A::Error> {
    match map.next_key::<String>()? {
        Some(name) if name == NAME => map.next_value(),
        _ => Err(Error::invalid_type(Unexpected::Map, expected)),
    }
}

/// The number that the digits say.
pub(super) fn float<E: Error>(digits: &str, expected: &dyn Expected) -> Result<f64, E> {
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok(number),
        _ => Err(E::invalid_value(Unexpected::Other(digits), expected)),
    }
}
