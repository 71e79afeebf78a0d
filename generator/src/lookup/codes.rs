//! What the numbers in the platform's answers mean, and which operations list them.

use std::collections::BTreeMap;

use crate::ir::{Client, ErrorCode, Operation};

/// Every error code by its number.
#[derive(Debug, Default)]
pub struct Codes<'c> {
    by_number: BTreeMap<i64, Vec<Meaning<'c>>>,
}

/// What a number means to the platform, or to one service.
#[derive(Debug)]
pub struct Meaning<'c> {
    /// The service, by its wire name; none for the platform itself.
    pub service: Option<&'c str>,
    /// The code.
    pub code: &'c ErrorCode,
    /// Operations whose page lists it.
    pub operations: Vec<&'c Operation>,
}

impl<'c> Codes<'c> {
    /// The codes of a client.
    pub fn new(client: &'c Client) -> Self {
        let mut codes = Self::default();
        codes.add(None, &client.platform.error_codes);
        for service in &client.services {
            codes.add(Some(&service.name.wire), &service.error_codes);
        }
        for operation in client.operations() {
            for code in &operation.error_codes {
                codes.listed_by(operation, code);
            }
        }
        codes
    }

    fn add(&mut self, service: Option<&'c str>, codes: &'c [ErrorCode]) {
        for code in codes {
            self.by_number.entry(code.code).or_default().push(Meaning { service, code, operations: Vec::new() });
        }
    }

    fn listed_by(&mut self, operation: &'c Operation, code: &'c ErrorCode) {
        let service = if code.platform { None } else { operation.id.split('.').next() };
        let meanings = self.by_number.entry(code.code).or_default();
        if let Some(meaning) = meanings.iter_mut().find(|meaning| meaning.service == service) {
            meaning.operations.push(operation);
        }
    }

    /// What a number means: the platform's meaning first, then those of services by their names.
    pub fn get(&self, number: i64) -> &[Meaning<'c>] {
        self.by_number.get(&number).map(Vec::as_slice).unwrap_or_default()
    }

    /// Numbers in their order, each with its meanings.
    pub fn iter(&self) -> impl Iterator<Item = (i64, &[Meaning<'c>])> {
        self.by_number.iter().map(|(number, meanings)| (*number, meanings.as_slice()))
    }
}
