//! The lines of Rust that documents show for an operation compile, for every operation there is.

use std::fmt::Write as _;

use feishu_generator::emit::snippet::snippet;
use feishu_generator::ir::Client;

use crate::course;
use crate::crate_on_disk::CrateOnDisk;
use crate::support::committed_specs;

/// A test program with a function for each operation, which holds its lines and nothing else.
fn program(client: &Client) -> String {
    let mut text = String::from(
        "//! Every snippet.\n#![deny(warnings)]\n#![allow(dead_code, deprecated)]\n\
         type Outcome = Result<(), Box<dyn std::error::Error>>;\n",
    );
    for (number, operation) in client.operations().enumerate() {
        let lines = snippet(client, "course", operation).unwrap_or_else(|error| panic!("{}: {error}", operation.id));
        let _ =
            writeln!(text, "/// `{}`.\nasync fn lines_{number}(client: course::Client) -> Outcome {{", operation.id);
        let _ = writeln!(text, "{lines}Ok(())\n}}");
    }
    text
}

#[test]
fn those_of_the_course_compile() {
    let client = course::client_of(course::files());
    let on_disk = CrateOnDisk::write("obstacle-course-snippets", &course::emitted(&client), Some(&program(&client)));
    on_disk.cargo("check", "full,http", &["--test", "program"]);
}

#[test]
fn those_of_the_committed_specs_compile() {
    let client = course::client_of(committed_specs());
    let on_disk = CrateOnDisk::write("committed-snippets", &course::emitted(&client), Some(&program(&client)));
    on_disk.cargo("check", "full,http", &["--test", "program"]);
}
