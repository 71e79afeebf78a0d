//! Values written as text: query parameters, headers and the text parts of a form.
//!
//! Says how a value reads as text; escapes nothing, since each place has rules of its own.

use crate::Secret;

/// A value that is written as any number of texts: none for `None`, one for each element of a list.
///
/// ```
/// use feishu_runtime::Texts;
///
/// let mut seen = Vec::new();
/// Some(vec![3, 4]).each(&mut |text| seen.push(text.to_owned()));
/// assert_eq!(seen, ["3", "4"]);
/// ```
pub trait Texts {
    /// Hands each text to `f`, in order.
    fn each(&self, f: &mut dyn FnMut(&str));
}

impl Texts for str {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        f(self);
    }
}

impl Texts for String {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        f(self);
    }
}

impl Texts for Secret {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        f(self.expose());
    }
}

impl Texts for bool {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        f(if *self { "true" } else { "false" });
    }
}

macro_rules! displayed {
    ($($number:ty),*) => {$(
        impl Texts for $number {
            fn each(&self, f: &mut dyn FnMut(&str)) {
                f(&self.to_string());
            }
        }
    )*};
}

displayed!(i8, i16, i32, i64, u8, u16, u32, u64, usize, f32, f64);

impl<T: Texts + ?Sized> Texts for &T {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        (**self).each(f);
    }
}

impl<T: Texts> Texts for Option<T> {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        if let Some(value) = self {
            value.each(f);
        }
    }
}

impl<T: Texts> Texts for [T] {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        for value in self {
            value.each(f);
        }
    }
}

impl<T: Texts, const N: usize> Texts for [T; N] {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        self.as_slice().each(f);
    }
}

impl<T: Texts> Texts for Vec<T> {
    fn each(&self, f: &mut dyn FnMut(&str)) {
        self.as_slice().each(f);
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    fn all(value: &(impl Texts + ?Sized)) -> Vec<String> {
        let mut seen = Vec::new();
        value.each(&mut |text| seen.push(text.to_owned()));
        seen
    }

    #[test]
    fn writes_each_kind() {
        assert_eq!(all("a"), ["a"]);
        assert_eq!(all(&true), ["true"]);
        assert_eq!(all(&-7_i64), ["-7"]);
        assert_eq!(all(&1.5_f64), ["1.5"]);
        assert_eq!(all(&None::<String>), Vec::<String>::new());
        assert_eq!(all(&Some(vec!["a", "b"])), ["a", "b"]);
        assert_eq!(all(&vec![Some(1), None, Some(3)]), ["1", "3"]);
    }
}
