//! Arguments of `openapi`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use feishu_generator::emit::openapi;

use crate::cli::SpecArgs;
use crate::failure::Failure;

/// Arguments of `openapi`.
#[derive(Debug, Clone, Args)]
pub(crate) struct OpenApiArgs {
    /// Version of OpenAPI; generators of clients get on best with 3.0
    #[arg(long, value_name = "VERSION", value_enum, default_value_t = Version::V3_1)]
    pub(crate) version: Version,

    /// Only this service, with the types that it uses; may be given several times
    #[arg(long = "service", value_name = "NAME")]
    pub(crate) services: Vec<String>,

    #[command(flatten)]
    pub(crate) specs: SpecArgs,

    /// The document: `.yaml`, `.yml` or `.json`; `-` for JSON on standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
}

/// A version of OpenAPI.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Version {
    /// OpenAPI 3.1
    #[value(name = "3.1")]
    V3_1,
    /// OpenAPI 3.0
    #[value(name = "3.0")]
    V3_0,
}

impl From<Version> for openapi::Version {
    fn from(version: Version) -> Self {
        match version {
            Version::V3_1 => Self::V3_1,
            Version::V3_0 => Self::V3_0,
        }
    }
}

/// Notation of the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// Where the document goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Out<'a> {
    /// The file; standard output where there is none.
    pub(crate) file: Option<&'a Path>,
    /// In which notation.
    pub(crate) format: Format,
}

impl OpenApiArgs {
    /// Everything that some specs describe.
    pub(crate) fn new(version: Version, specs: PathBuf, out: PathBuf) -> Self {
        Self { version, services: Vec::new(), specs: SpecArgs { roots: vec![specs] }, out }
    }

    /// Where the document goes.
    pub(crate) fn out(&self) -> Result<Out<'_>, Failure> {
        if self.out == Path::new("-") {
            return Ok(Out { file: None, format: Format::Json });
        }
        let ending = self.out.extension().unwrap_or_default().to_ascii_lowercase();
        let format = match ending.to_str() {
            Some("json") => Format::Json,
            Some("yaml" | "yml") => Format::Yaml,
            _ => {
                let message = format!("`{}` does not say in which notation to write", self.out.display());
                return Err(Failure::usage(message).with_help("let its name end with `.yaml` or `.json`, or write `-`"));
            }
        };
        Ok(Out { file: Some(&self.out), format })
    }
}
