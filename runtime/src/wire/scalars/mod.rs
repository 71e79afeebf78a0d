//! Reading what holds no other values: strings, numbers and flags.

/// Implements [`Read`] by a visitor that gives `None` for what stands for nothing.
macro_rules! nullable {
    ($type:ty, $visitor:ident) => {
        impl crate::wire::Read for $type {
            #[inline]
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = deserializer.deserialize_any($visitor)?;
                value.ok_or_else(|| serde::de::Error::invalid_type(serde::de::Unexpected::Unit, &$visitor))
            }

            #[inline]
            fn read_option<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
                deserializer.deserialize_any($visitor)
            }
        }
    };
}

mod flag;
mod float;
mod int;
mod number;
mod text;

use serde::de::{Deserialize, Deserializer, IgnoredAny};

pub use int::{read_int, read_int_option};
pub use text::{read_text, read_text_option};

use super::Read;

impl Read for serde_json::Value {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// Any answer will do: for operations whose answer carries no data.
impl Read for () {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(drop)
    }
}
