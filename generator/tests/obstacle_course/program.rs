//! Runs inside the crate that the hostile specs become.

#[test]
fn nothing_yet() {}
