//! One upload in parts: how it is cut, and which parts arrived. Must not know how that is asked for or answered.

use std::collections::BTreeSet;

/// An upload that was begun.
#[derive(Debug)]
pub(super) struct Session {
    /// The operation for whole files, by its id.
    operation: String,
    /// Who began it.
    identity: String,
    size: u64,
    part_size: u64,
    arrived: BTreeSet<u64>,
}

/// What a part that arrived is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Came {
    /// One that was asked for, perhaps once more.
    Right,
    /// One that the file does not have.
    OutOfBounds,
    /// Too long or too short for its place.
    WrongSize,
}

impl Session {
    pub(super) fn begin(operation: &str, identity: &str, size: u64, part_size: u64) -> Self {
        let (operation, identity) = (operation.to_owned(), identity.to_owned());
        Self { operation, identity, size, part_size, arrived: BTreeSet::new() }
    }

    pub(super) fn belongs_to(&self, operation: &str) -> bool {
        self.operation == operation
    }

    pub(super) fn was_begun_by(&self, identity: &str) -> bool {
        self.identity == identity
    }

    /// How many parts there are.
    pub(super) fn parts(&self) -> u64 {
        self.size.div_ceil(self.part_size)
    }

    /// Takes a part, counted from 0.
    pub(super) fn came(&mut self, index: u64, len: u64) -> Came {
        if index >= self.parts() {
            return Came::OutOfBounds;
        }
        let left = self.size - index * self.part_size;
        if len != left.min(self.part_size) {
            return Came::WrongSize;
        }
        self.arrived.insert(index);
        Came::Right
    }

    pub(super) fn is_complete(&self) -> bool {
        self.arrived.len() as u64 == self.parts()
    }
}

#[cfg(test)]
mod tests {
    use super::{Came, Session};

    #[test]
    fn parts_come_in_any_order_and_more_than_once() {
        let mut session = Session::begin("o", "i", 9, 4);
        assert_eq!(session.parts(), 3);
        for index in [2, 0, 0] {
            assert_eq!(session.came(index, if index == 2 { 1 } else { 4 }), Came::Right);
            assert!(!session.is_complete());
        }
        assert_eq!(session.came(1, 3), Came::WrongSize);
        assert_eq!(session.came(3, 4), Came::OutOfBounds);
        assert_eq!(session.came(1, 4), Came::Right);
        assert!(session.is_complete());
    }
}
