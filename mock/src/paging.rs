//! Chains the pages of a list by opaque tokens. Must not care what is on a page.

use std::hash::{BuildHasher, RandomState};

use feishu_generator::ir::{Operation, Paging};
use serde_json::Value;

use crate::check::Accepted;
use crate::problem::Problem;

/// Makes and knows the tokens of one server; those of another are foreign to it.
#[derive(Debug, Default)]
pub(crate) struct PageTokens {
    key: RandomState,
}

impl PageTokens {
    /// Makes an answer the page that a request asked for.
    pub(crate) fn turn(
        &self,
        operation: &Operation,
        paging: &Paging,
        accepted: &Accepted,
        pages: usize,
        payload: &mut Value,
    ) -> Result<(), Problem> {
        let sent = accepted.value(&paging.token);
        let page = match sent.as_deref() {
            None | Some("") => 0,
            Some(token) => self.page(operation, token, pages).ok_or_else(|| unknown(paging))?,
        };
        let next = Some(page + 1).filter(|next| *next < pages && can_continue(operation, paging));
        let Value::Object(fields) = payload else { return Ok(()) };
        if let Some(has_more) = &paging.has_more {
            fields.insert(has_more.clone(), Value::Bool(next.is_some()));
        }
        match next {
            Some(next) => fields.insert(paging.next_token.clone(), self.token(operation, next).into()),
            None => fields.shift_remove(&paging.next_token),
        };
        Ok(())
    }

    fn token(&self, operation: &Operation, page: usize) -> String {
        format!("{:016x}{page:x}", self.key.hash_one((&operation.id, page)))
    }

    fn page(&self, operation: &Operation, token: &str, pages: usize) -> Option<usize> {
        let page = usize::from_str_radix(token.get(16..)?, 16).ok()?;
        (page < pages && self.token(operation, page) == token).then_some(page)
    }
}

/// Whether a request has a place for the token at all.
fn can_continue(operation: &Operation, paging: &Paging) -> bool {
    operation.parameters.iter().any(|parameter| parameter.field.name.wire == paging.token)
}

fn unknown(paging: &Paging) -> Problem {
    Problem::field(&paging.token, "is no token that an earlier page gave")
}
