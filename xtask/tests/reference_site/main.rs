//! `cargo xtask reference`: the folder that it writes, and the site in a browser.
//!
//! The browser is Debian's `chromium`, or what `CHROMIUM` names. Where there is none, its tests fail in CI, and say elsewhere that
//! they were skipped.

mod browser;
mod chromium;
mod folder;
#[path = "../support/mod.rs"]
mod support;
