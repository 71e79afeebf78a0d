//! Paging and idempotency keys, where the fields leave no doubt.

use super::shapes::{Member, Node};
use crate::document::{Mapping, Value};
use crate::outline::Field;
use crate::spec::TypeExpr;

/// `paging` of an operation whose fields have the usual names and types.
pub(super) fn paging(query: &[Member], body: &[Member], answer: &[Member]) -> Option<Mapping> {
    let asked = |name: &str| query.iter().chain(body).find(|member| member.field.name == name);
    let answered = |name: &str| answer.iter().find(|member| member.field.name == name);
    let is = |member: &Member, kind: &TypeExpr| member.field.kind == *kind && member.node == Node::Scalar;
    asked("page_token").filter(|member| is(member, &TypeExpr::String))?;
    answered("has_more").filter(|member| is(member, &TypeExpr::Bool))?;
    let size = asked("page_size").is_none_or(|member| is(member, &TypeExpr::Int) || is(member, &TypeExpr::String));
    let mut paging = Mapping::default();
    let mut lists = answer.iter().filter(|member| matches!(member.field.kind, TypeExpr::List(_)));
    if let (Some(only), None) = (lists.next(), lists.next()) {
        paging.push("items", only.field.name.as_str());
    }
    match (answered("page_token"), answered("next_page_token")) {
        (Some(token), _) if is(token, &TypeExpr::String) => {}
        (None, Some(token)) if is(token, &TypeExpr::String) => drop(paging.push("next_token", "next_page_token")),
        _ => return None,
    }
    size.then_some(paging)
}

/// The field that makes a repeated call harmless: it has a usual name, and its words say so.
pub(super) fn idempotency_key<'m>(query: &'m [Member], body: &'m [Member]) -> Option<&'m str> {
    let names = ["uuid", "client_token", "idempotent_id", "idempotency_key"];
    let says_so =
        |field: &Field| ["幂等", "去重", "重复请求", "重复创建"].iter().any(|words| field.prose.contains(words));
    let mut fields = query.iter().chain(body).filter(|member| {
        let field = &member.field;
        names.contains(&field.name.as_str())
            && field.kind == TypeExpr::String
            && member.node == Node::Scalar
            && says_so(field)
    });
    match (fields.next(), fields.next()) {
        (Some(only), None) => Some(&only.field.name),
        _ => None,
    }
}

/// A list of words.
pub(super) fn words<'w>(words: impl IntoIterator<Item = &'w str>) -> Value {
    Value::List(words.into_iter().collect())
}
