//! Tests that hold the types of answers against the documented examples: a file for each service, a test for each operation.
//!
//! What they do is in the package `feishu-documented`.

use std::fmt::Write as _;

use super::Package;
use super::source::HEAD;
use super::tokens::{ident_text, literal_text};
use crate::ir::{Client, Operation, Response, Service};

/// The files of the tests.
pub(super) fn files(client: &Client, package: &Package) -> Vec<(String, String)> {
    let main = ("tests/documented/main.rs".to_owned(), main(client));
    let service =
        |service: &Service| (format!("tests/documented/{}.rs", service.name.rust), tests_of(service, &package.library));
    std::iter::once(main).chain(client.services.iter().map(service)).collect()
}

fn main(client: &Client) -> String {
    let mut text = format!(
        "{HEAD}\n\n//! The example answers on the saved documentation pages, read with the types of their operations.\n\n\
         #![allow(deprecated, reason = \"what is deprecated is documented, too\")]\n"
    );
    for service in &client.services {
        let (feature, module) = (literal_text(&service.name.wire), ident_text(&service.name.rust));
        let _ = write!(text, "\n#[cfg(feature = {feature})]\n#[rustfmt::skip]\nmod {module};\n");
    }
    text
}

fn tests_of(service: &Service, library: &str) -> String {
    let mut text = format!("{HEAD}\n\n//! Example answers of `{}`.\n\n", service.name.wire);
    let mut metas = String::new();
    for version in &service.versions {
        let mut resources = Vec::new();
        for resource in &version.resources {
            let types = resource.operations.iter().map(|operation| (operation, type_path(operation, library)));
            let answers = types.clone().filter(|(operation, _)| !matches!(operation.response, Response::File));
            let tests: Vec<String> = answers.map(|(operation, ty)| test(operation, &ty)).collect();
            let name = ident_text(&resource.name.rust);
            resources.push(format!("    mod {name} {{\n{}    }}\n", tests.join("\n")));
            metas.extend(types.map(|(_, ty)| format!("        <{ty} as {library}::Endpoint>::META,\n")));
        }
        let _ = writeln!(text, "mod {} {{\n{}}}\n", ident_text(&version.name.rust), resources.join("\n"));
    }
    let _ =
        writeln!(text, "#[test]\nfn examples_are_counted() {{\n    feishu_documented::survey(&[\n{metas}    ]);\n}}");
    text
}

fn test(operation: &Operation, ty: &str) -> String {
    let name = ident_text(&operation.name.rust);
    format!("        #[test]\n        fn {name}() {{\n            feishu_documented::decodes::<{ty}>();\n        }}\n")
}

/// The type of a request, seen from a test.
fn type_path(operation: &Operation, library: &str) -> String {
    // Its module is private; the one around it exports the type.
    let module = operation.module.split_last().map_or(&[][..], |(_, around)| around);
    let segments = module.iter().map(|segment| ident_text(segment)).chain([operation.type_name.clone()]);
    std::iter::once(library.to_owned()).chain(segments).collect::<Vec<_>>().join("::")
}
