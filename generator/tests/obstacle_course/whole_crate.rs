//! The client compiles as a whole and with each service alone, its documentation has no warning, and it does what it should.

use crate::course;
use crate::crate_on_disk::CrateOnDisk;

#[test]
fn the_client_compiles_and_works() {
    let client = course::client_of(course::files());
    let program = include_str!("program.rs");
    let on_disk = CrateOnDisk::write("obstacle-course", &course::emitted(&client), Some(program));
    on_disk.cargo("clippy", "full", &["--lib", "--", "--deny", "warnings"]);
    for service in &client.services {
        on_disk.cargo("check", &service.name.wire, &["--lib"]);
    }
    on_disk.cargo("doc", "full", &["--no-deps"]);
    on_disk.cargo("test", "full", &["--test", "program"]);
}
