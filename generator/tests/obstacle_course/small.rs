//! What a small client looks like, so that a change of the generator shows what it changes.

use std::fs;

use crate::course;
use crate::support;

#[test]
fn a_small_client_looks_as_expected() {
    let client = course::client_of(support::read_root(&course::beside("small/specs"), "specs"));
    let emitted = course::emitted(&client);
    let expected = course::beside("small/expected");
    let shown = emitted.iter().filter(|(path, _)| path.starts_with("src/"));
    if std::env::var("UPDATE_EXPECT").is_ok_and(|value| value == "1") {
        // What is no longer made must not stay.
        let _ = fs::remove_dir_all(&expected);
        for (path, text) in shown.clone() {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().expect("inside a folder")).expect("a writable folder");
            fs::write(path, text).expect("a writable file");
        }
    }
    let committed = support::read_root(&expected, "expected").len();
    assert_eq!(shown.clone().count(), committed, "other files; if that is right, run the tests with UPDATE_EXPECT=1");
    for (path, text) in shown {
        let committed = fs::read_to_string(expected.join(path)).unwrap_or_default();
        assert_eq!(*text, committed, "{path} is another one; if that is right, run the tests with UPDATE_EXPECT=1");
    }
}
