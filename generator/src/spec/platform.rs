//! What holds for the whole platform: hosts, rate-limit tiers, scopes.

use super::{Entries, RateLimit, Shared, TokenKind};
use crate::source::Spanned;

/// `platform.yaml`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Platform {
    /// `docs`: address that the `page` of an operation is below.
    pub docs: Option<Spanned<String>>,
    /// `hosts` by name.
    pub hosts: Entries<Host>,
    /// `rate_tiers` by name.
    pub rate_tiers: Entries<Spanned<RateLimit>>,
    /// Error codes, types and common fields of every service.
    pub shared: Shared,
}

/// One host in both deployments.
#[derive(Debug, Clone, PartialEq)]
pub struct Host {
    /// What it serves.
    pub about: Option<Spanned<String>>,
    /// Address in the Feishu deployment.
    pub feishu: Spanned<String>,
    /// Address in the Lark deployment, where it has one.
    pub lark: Option<Spanned<String>>,
}

/// One scope of `scopes.yaml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// What it allows.
    pub about: Option<Spanned<String>>,
    /// Identities that it can be granted to.
    pub tokens: Vec<Spanned<TokenKind>>,
}
