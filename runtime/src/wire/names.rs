//! Finding a field by its wire name.
//!
//! Answers mostly keep the order of the documentation, so the field behind the last one is looked at first. Any other is
//! found through a hash table that the compiler works out, for the types that a program reads. Reads nothing itself.

use super::Object;

/// The wire names of an object's fields, ready to be looked up.
pub(super) struct Names {
    fields: &'static [&'static str],
    /// A name's index stands in the slot of its hash, or in the next one that was free. At most every second slot is taken.
    slots: &'static [Slot],
}

type Slot = u16;

const EMPTY: Slot = Slot::MAX;

/// Objects whose names can be looked up: all.
pub(super) trait Named: Object {
    /// The names of the fields.
    const NAMES: &'static Names = &Names {
        fields: Self::FIELDS,
        slots: match Self::FIELDS.len() {
            0..=4 => &slots::<8>(Self::FIELDS),
            5..=16 => &slots::<32>(Self::FIELDS),
            17..=64 => &slots::<128>(Self::FIELDS),
            65..=256 => &slots::<512>(Self::FIELDS),
            _ => &slots::<0x1_0000>(Self::FIELDS),
        },
    };
}

impl<T: Object> Named for T {}

impl Names {
    /// The name of the field with this index.
    #[inline]
    pub(super) fn get(&self, index: usize) -> Option<&'static str> {
        self.fields.get(index).copied()
    }

    /// The index of a name, which is probably the expected one; the number of fields for an unknown name.
    #[inline]
    pub(super) fn find(&self, name: &str, expected: usize) -> usize {
        match self.fields.get(expected) {
            Some(field) if same(field, name) => expected,
            _ => self.search(name),
        }
    }

    #[inline]
    fn search(&self, name: &str) -> usize {
        let mut hash = hash(name);
        loop {
            let slot = self.slots.get(hash & (self.slots.len() - 1)).copied().unwrap_or(EMPTY);
            match self.fields.get(usize::from(slot)) {
                Some(field) if same(field, name) => return usize::from(slot),
                Some(_) => hash += 1,
                None => return self.fields.len(),
            }
        }
    }
}

const fn slots<const SLOTS: usize>(fields: &[&str]) -> [Slot; SLOTS] {
    assert!(SLOTS.is_power_of_two() && fields.len() <= SLOTS / 2, "an object has too many fields");
    let mut slots = [EMPTY; SLOTS];
    let mut index: Slot = 0;
    while (index as usize) < fields.len() {
        let mut hash = hash(fields[index as usize]);
        while slots[hash & (SLOTS - 1)] != EMPTY {
            hash += 1;
        }
        slots[hash & (SLOTS - 1)] = index;
        index += 1;
    }
    slots
}

/// A hash of the length and of the first, the middle and the last byte: it tells nearly all names of one object apart, and is
/// cheaper than to look at every byte.
const fn hash(name: &str) -> usize {
    let bytes = name.as_bytes();
    let (Some(first), Some(last)) = (bytes.first(), bytes.last()) else { return 0 };
    let [length, ..] = bytes.len().to_le_bytes();
    let key = u32::from_le_bytes([*first, bytes[bytes.len() / 2], *last, length]);
    // The upper half of a product depends on all of its factors; this one is 2³² by the golden ratio.
    (key.wrapping_mul(0x9E37_79B9) >> 16) as usize
}

/// `a == b`, without the call that a comparison of any length is: two overlapping halves for the lengths that names have.
#[inline]
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match a.len() {
        length if length != b.len() => false,
        8..=16 => a.first_chunk::<8>() == b.first_chunk() && a.last_chunk::<8>() == b.last_chunk(),
        4..=7 => a.first_chunk::<4>() == b.first_chunk() && a.last_chunk::<4>() == b.last_chunk(),
        _ => a == b,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Debug;

    use super::{Named, hash, same};
    use crate::wire::{FieldValue, Object};

    macro_rules! names {
        ($($tens:literal)*) => {
            [$(
                concat!("f", $tens, 0), concat!("f", $tens, 1), concat!("f", $tens, 2), concat!("f", $tens, 3),
                concat!("f", $tens, 4), concat!("f", $tens, 5), concat!("f", $tens, 6), concat!("f", $tens, 7),
            )*]
        };
    }

    const ALL: [&str; 264] =
        names!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32);

    /// An object with so many of those fields.
    #[derive(Debug, Default)]
    struct First<const FIELDS: usize>;

    impl<const FIELDS: usize> Object for First<FIELDS> {
        const FIELDS: &'static [&'static str] = ALL.split_at(FIELDS).0;

        fn read_field<V: FieldValue>(&mut self, _: usize, value: V) -> Result<(), V::Error> {
            value.skip()
        }
    }

    /// Looks for every name, whatever was expected.
    fn look_up<T: Object + Debug>() {
        let count = T::FIELDS.len();
        for expected in 0..=count + 1 {
            for (index, name) in ALL.iter().enumerate() {
                assert_eq!(T::NAMES.find(name, expected), index.min(count), "{name} of {count}, expected {expected}");
            }
        }
        assert_eq!(T::NAMES.find("", 0), count);
    }

    #[test]
    fn names_are_found_on_both_sides_of_every_size_of_the_table() {
        look_up::<First<0>>();
        look_up::<First<1>>();
        look_up::<First<4>>();
        look_up::<First<5>>();
        look_up::<First<16>>();
        look_up::<First<17>>();
        look_up::<First<64>>();
        look_up::<First<65>>();
        look_up::<First<256>>();
        look_up::<First<257>>();
    }

    /// Names with the same hash, in a table that they fill as far as it gets.
    #[derive(Default)]
    struct Alike;

    impl Object for Alike {
        const FIELDS: &'static [&'static str] = &["a1cxe", "a2cxe", "a3cxe", "a4cxe"];

        fn read_field<V: FieldValue>(&mut self, _: usize, value: V) -> Result<(), V::Error> {
            value.skip()
        }
    }

    #[test]
    fn names_with_the_same_hash_are_told_apart() {
        for (index, name) in Alike::FIELDS.iter().enumerate() {
            assert_eq!(hash(name), hash("a5cxe"));
            assert_eq!(Alike::NAMES.find(name, 3 - index), index);
        }
        assert_eq!(Alike::NAMES.find("a5cxe", 0), 4);
        assert_eq!(Alike::NAMES.find("a1cxf", 0), 4);
    }

    #[test]
    fn every_byte_counts_in_a_comparison() {
        for length in 0..40 {
            let name = "x".repeat(length);
            assert!(same(&name, &"x".repeat(length)), "{length}");
            assert!(!same(&name, &"x".repeat(length + 1)), "{length}");
            for at in 0..length {
                let mut other = name.clone();
                other.replace_range(at..=at, "y");
                assert!(!same(&name, &other) && !same(&other, &name), "byte {at} of {length}");
            }
        }
    }
}
