//! Objects with more fields than a machine word has bits.

use std::collections::BTreeMap;

use feishu_runtime::wire::{self, FieldValue, Object};

/// The fields that came, by index.
#[derive(Debug, Default, PartialEq)]
struct Wide(BTreeMap<usize, i64>);

macro_rules! names {
    ($($tens:literal)*) => {
        &[$(
            concat!("f", $tens, 0), concat!("f", $tens, 1), concat!("f", $tens, 2), concat!("f", $tens, 3),
            concat!("f", $tens, 4), concat!("f", $tens, 5), concat!("f", $tens, 6), concat!("f", $tens, 7),
            concat!("f", $tens, 8), concat!("f", $tens, 9),
        )*]
    };
}

impl Object for Wide {
    const FIELDS: &'static [&'static str] = names!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19);

    fn read_field<V: FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
        match index {
            0..200 => value.read_into(self.0.entry(index).or_default()),
            _ => value.skip(),
        }
    }
}

fn read(fields: impl Iterator<Item = (String, usize)>) -> Result<Wide, serde_json::Error> {
    let fields: Vec<_> = fields.map(|(name, value)| format!("\"{name}\":{value}")).collect();
    let text = format!("{{{}}}", fields.join(","));
    wire::read_object(&mut serde_json::Deserializer::from_str(&text))
}

fn named(index: usize) -> (String, usize) {
    (Wide::FIELDS[index].to_owned(), index)
}

#[test]
fn every_field_is_found_in_any_order() {
    assert_eq!(Wide::FIELDS.len(), 200);
    let expected = Wide((0..200_usize).map(|index| (index, i64::try_from(index).expect("small"))).collect());
    assert_eq!(read((0..200).map(named)).expect("in order"), expected);
    assert_eq!(read((0..200).rev().map(named)).expect("backwards"), expected);
    // 77 and 200 have no common divisor, so that this comes by every index.
    assert_eq!(read((0..200).map(|at| named(at * 77 % 200))).expect("scattered"), expected);
}

#[test]
fn a_field_that_comes_twice_is_found_wherever_it_stands() {
    for index in [0, 1, 62, 63, 64, 65, 127, 128, 129, 199] {
        for first in [0, 64, 128] {
            let fields = [first, index, 130, index].map(named);
            let error = read(fields.into_iter()).expect_err("twice");
            assert!(error.to_string().starts_with("duplicate field"), "{index}: {error}");
        }
        let fields = [named(index), ("unknown".to_owned(), 1), ("unknown".to_owned(), 2)];
        assert!(read(fields.into_iter()).is_ok(), "{index}");
    }
}
