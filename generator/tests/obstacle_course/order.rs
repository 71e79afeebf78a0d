//! Neither the order of the files nor the line ends that an editor makes change a byte of the client.

use feishu_generator::emit::FileSet;
use feishu_generator::source::SourceFile;

use crate::course;

fn emitted(files: Vec<SourceFile>) -> FileSet {
    course::emitted(&course::client_of(files))
}

#[test]
fn the_order_of_files_does_not_matter() {
    let files = course::files();
    let expected = emitted(files.clone());
    for step in [1, 7, 31] {
        let mut shuffled = files.clone();
        // Sorts by a number that has nothing to do with the path.
        shuffled.sort_by_key(|file| file.text.len() * step % 97);
        shuffled.reverse();
        assert_same(&emitted(shuffled), &expected);
    }
}

#[test]
fn line_ends_of_windows_make_no_difference() {
    let mut files = course::files();
    let expected = emitted(files.clone());
    for file in &mut files {
        file.text = file.text.replace('\n', "\r\n");
    }
    assert_same(&emitted(files), &expected);
}

fn assert_same(found: &FileSet, expected: &FileSet) {
    assert!(found.iter().map(|(path, _)| path).eq(expected.iter().map(|(path, _)| path)), "other files");
    for (path, text) in found {
        assert!(expected.get(path) == Some(text), "{path} differs");
    }
}
