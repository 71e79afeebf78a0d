//! Arguments of `drift`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use feishu_generator::drift::Options;

use crate::cli::SpecArgs;

/// Arguments of `drift`.
#[derive(Debug, Clone, Args)]
pub(crate) struct DriftArgs {
    /// A saved page, or a folder of saved pages
    #[arg(required = true, value_name = "PAGES")]
    pub(super) pages: Vec<PathBuf>,

    /// Compare only pages that were changed on this day or later, and those that do not say when
    #[arg(long, value_name = "yyyy-mm-dd", value_parser = day)]
    since: Option<String>,

    /// Compare only this service; may be given several times
    #[arg(long = "service", value_name = "NAME")]
    pub(super) services: Vec<String>,

    /// Name every endpoint that has a page and no spec, and count it as a difference
    #[arg(long)]
    pub(super) new: bool,

    /// The pages are a part of the documentation: an operation without a page is no difference
    #[arg(long)]
    partial: bool,

    /// What to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) format: Format,

    #[command(flatten)]
    pub(super) specs: SpecArgs,
}

/// What to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: everything, endpoints without a spec included
    Json,
    /// For a comment on a pull request
    Markdown,
    /// Workflow commands, which GitHub shows beside the lines of the specs
    Github,
}

impl DriftArgs {
    /// What is compared. A page alone says nothing of what other pages there are.
    pub(super) fn options(&self) -> Options {
        let complete = !self.partial && self.pages.iter().any(|path| path.is_dir());
        Options { since: self.since.clone(), services: self.services.clone(), complete }
    }
}

/// A day.
fn day(text: &str) -> Result<String, String> {
    let number = |part: &str, digits: usize| {
        let sound = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u32>().ok().filter(|_| sound)
    };
    let mut parts = text.split('-');
    let numbers = (parts.next().and_then(|year| number(year, 4)), parts.next().and_then(|month| number(month, 2)));
    let day = parts.next().and_then(|day| number(day, 2));
    match (numbers, day, parts.next()) {
        ((Some(_), Some(1..=12)), Some(1..=31), None) => Ok(text.to_owned()),
        _ => Err("no day; write `yyyy-mm-dd`, such as `2025-02-20`".to_owned()),
    }
}
