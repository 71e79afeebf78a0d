//! Where an object is read to.

/// A field or list that takes an object.
pub trait Place<T> {
    /// Puts an object without fields there, to be filled in.
    fn object(&mut self) -> &mut T;

    /// Puts there what `null` stands for.
    fn null(&mut self);
}

impl<T: Default> Place<T> for &mut T {
    #[inline]
    fn object(&mut self) -> &mut T {
        **self = T::default();
        self
    }

    fn null(&mut self) {
        **self = T::default();
    }
}

impl<T: Default> Place<T> for &mut Option<T> {
    #[inline]
    fn object(&mut self) -> &mut T {
        self.insert(T::default())
    }

    fn null(&mut self) {
        **self = None;
    }
}

impl<T: Default> Place<T> for &mut Vec<T> {
    #[inline]
    fn object(&mut self) -> &mut T {
        self.push(T::default());
        let last = self.len() - 1;
        &mut self[last]
    }

    fn null(&mut self) {
        self.push(T::default());
    }
}
