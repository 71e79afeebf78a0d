//! The trait of everything that can be read from an answer.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Visitor};

use super::object::{Object, read_object, read_object_at};
use super::place::{Maybe, Place};

/// A value that can be read from an answer, forgiving what the platform is known to do.
///
/// It differs from [`serde::Deserialize`] only in what it forgives: a number where a string is documented and the other way
/// round, `null` or an empty string where a value is absent.
///
/// Only [`Read::read`] has to be written. The other methods do the same for a value that may be `null`, or that has its place
/// already; types that can do so without looking twice, or without moving a large value, have their own.
pub trait Read: Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// When what stands there cannot be such a value.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Reads a value that may be `null`.
    ///
    /// # Errors
    ///
    /// As [`Read::read`].
    fn read_option<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        deserializer.deserialize_option(OptionVisitor(PhantomData))
    }

    /// Reads a value right where it is to be. What stands there after an error is not defined.
    ///
    /// # Errors
    ///
    /// As [`Read::read`].
    #[inline]
    fn read_at<'de, P: Place<Self>, D: Deserializer<'de>>(place: P, deserializer: D) -> Result<(), D::Error> {
        place.read(deserializer)
    }
}

impl<T: Read> Read for Option<T> {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read_option(deserializer)
    }

    #[inline]
    fn read_at<'de, P: Place<Self>, D: Deserializer<'de>>(place: P, deserializer: D) -> Result<(), D::Error> {
        T::read_at(Maybe(place), deserializer)
    }
}

impl<T: Object> Read for T {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_object(deserializer)
    }

    #[inline]
    fn read_at<'de, P: Place<Self>, D: Deserializer<'de>>(place: P, deserializer: D) -> Result<(), D::Error> {
        read_object_at(place, deserializer)
    }
}

struct OptionVisitor<T>(PhantomData<T>);

impl<'de, T: Read> Visitor<'de> for OptionVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        T::read(deserializer).map(Some)
    }
}

/// Lets serde's containers read a [`Read`] value.
pub(super) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(super) fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: Read> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// Lets serde's containers read a value where it is to be.
pub(super) struct At<T, P> {
    place: P,
    value: PhantomData<T>,
}

impl<T, P: Place<T>> At<T, P> {
    pub(super) fn new(place: P) -> Self {
        Self { place, value: PhantomData }
    }
}

impl<'de, T: Read, P: Place<T>> DeserializeSeed<'de> for At<T, P> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::read_at(self.place, deserializer)
    }
}
