//! Where a value is read to.

use serde::de::Deserializer;

use super::Read;

/// A field or list that takes a value.
pub trait Place<T>: Sized {
    /// Puts a value there, and gives it back to be filled in.
    fn put(&mut self, value: T) -> &mut T;

    /// Puts there what `null` stands for where nothing can be absent, unless the place knows better.
    fn put_null(&mut self, value: T) {
        self.put(value);
    }

    /// Reads a value and puts it there.
    ///
    /// # Errors
    ///
    /// As [`Read::read`].
    #[inline]
    fn read<'de, D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error>
    where
        T: Read,
    {
        self.put(T::read(deserializer)?);
        Ok(())
    }
}

/// A field.
impl<T> Place<T> for &mut T {
    #[inline]
    fn put(&mut self, value: T) -> &mut T {
        **self = value;
        self
    }
}

/// A list, which takes the value at its end.
pub(super) struct End<'list, T>(pub(super) &'list mut Vec<T>);

impl<T> Place<T> for End<'_, T> {
    #[inline]
    fn put(&mut self, value: T) -> &mut T {
        self.0.push(value);
        let last = self.0.len() - 1;
        &mut self.0[last]
    }
}

/// A place where the value may be absent.
pub(super) struct Maybe<P>(pub(super) P);

impl<T, P: Place<Option<T>>> Place<T> for Maybe<P> {
    #[inline]
    fn put(&mut self, value: T) -> &mut T {
        self.0.put(None).insert(value)
    }

    #[inline]
    fn put_null(&mut self, _: T) {
        self.0.put(None);
    }

    #[inline]
    fn read<'de, D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error>
    where
        T: Read,
    {
        self.0.put(T::read_option(deserializer)?);
        Ok(())
    }
}
