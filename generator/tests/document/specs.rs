use feishu_generator::document;
use feishu_generator::source::FileId;

#[test]
fn dump() {
    for file in crate::support::committed_specs() {
        let parsed = document::parse(FileId(0), &file).unwrap_or_else(|found| panic!("{}: {found:?}", file.path));
        let printed = document::print(&parsed);
        let path = std::path::Path::new("/tmp/fmt_out").join(&file.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &printed).unwrap();
        let again = feishu_generator::source::SourceFile { text: printed.clone(), ..file.clone() };
        let twice =
            document::print(&document::parse(FileId(0), &again).unwrap_or_else(|f| panic!("{}: {f:?}\n", file.path)));
        assert!(printed == twice, "{}", file.path);
    }
}
