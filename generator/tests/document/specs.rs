//! The committed specs.

use crate::disk::committed_specs;
use crate::support::assert_kept;

#[test]
fn committed_specs_keep_everything_and_mean_the_same() {
    for file in committed_specs() {
        assert_kept(&file.path, &file.text);
    }
}
