//! `cargo xtask openapi`: writes what the specs describe as an OpenAPI document.

mod args;
pub(crate) mod validate;

use std::path::Path;

use feishu_generator::diagnostic::Style;
use feishu_generator::emit::openapi::{Document, Options, emit};
use feishu_generator::ir::Client;

use self::args::Format;
pub(crate) use self::args::OpenApiArgs;
use crate::analysis::{analyse, count};
use crate::answer::{Answer, Exit};
use crate::check::refused;
use crate::failure::Failure;
use crate::services;
use crate::specs;
use crate::staging::write_one;
use crate::workspace::Workspace;

/// Title of the document.
const TITLE: &str = "Feishu / Lark Open Platform";

/// Writes the document.
pub(crate) fn run(args: &OpenApiArgs, workspace: &Workspace, style: Style) -> Result<Answer, Failure> {
    let out = args.out()?;
    let analysis = analyse(specs::read(&workspace.roots(&args.specs.roots)));
    let Some(client) = &analysis.client else { return Ok(refused(&analysis, style)) };
    let document = document(args, client)?;
    let text = text(&document, out.format)?;
    let result = match out.file {
        None => text,
        Some(file) => written(file, &text, &document, workspace)?,
    };
    Ok(Answer { problems: analysis.problems(style), result, exit: Exit::Done })
}

/// The document that the arguments ask for.
fn document(args: &OpenApiArgs, client: &Client) -> Result<Document, Failure> {
    args.services.iter().try_for_each(|name| services::find(client, name).map(drop))?;
    let options = Options {
        version: args.version.into(),
        title: TITLE.to_owned(),
        document_version: env!("CARGO_PKG_VERSION").to_owned(),
        services: args.services.clone(),
    };
    emit(client, &options).map_err(|error| Failure::problem(error.to_string()))
}

fn text(document: &Document, format: Format) -> Result<String, Failure> {
    let text = match format {
        Format::Json => document.json(),
        Format::Yaml => document.yaml(),
    };
    text.map_err(|error| Failure::problem(error.to_string()))
}

/// Writes the file unless it is there already, and says what is in it.
fn written(file: &Path, text: &str, document: &Document, workspace: &Workspace) -> Result<String, Failure> {
    let word = if write_one(file, text)? { "written" } else { "kept" };
    let operations = count(document.operations(), "operation");
    Ok(format!("{}: {operations} and {}, {word}\n", workspace.display(file), count(document.schemas(), "schema")))
}
