fn main() {
    let mut files = Vec::new();
    let root = std::path::PathBuf::from(std::env::args().nth(1).unwrap());
    fn walk(dir: &std::path::Path, root: &std::path::Path, files: &mut Vec<feishu_generator::source::SourceFile>) {
        let mut entries: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for p in entries {
            if p.is_dir() { if p.file_name().unwrap() != "schema" { walk(&p, root, files) } }
            else if p.extension().is_some_and(|e| e == "yaml") {
                files.push(feishu_generator::source::SourceFile { path: p.strip_prefix(root).unwrap().to_string_lossy().into(), display: p.to_string_lossy().into(), text: std::fs::read_to_string(&p).unwrap() });
            }
        }
    }
    walk(&root, &root, &mut files);
    let loaded = feishu_generator::load::load(files);
    { eprintln!("{}", feishu_generator::diagnostic::render(&loaded.diagnostics, &loaded.sources, feishu_generator::diagnostic::Style::Plain)); }
    let client = match feishu_generator::lower::lower(&loaded.spec) { Ok(c) => c, Err(ds) => { { eprintln!("{}", feishu_generator::diagnostic::render(&ds, &loaded.sources, feishu_generator::diagnostic::Style::Plain)); } return } };
    let package = feishu_generator::emit::rust::Package { name: "feishu-openapi".into(), library: "feishu".into(), version: "0.1.0".into(), rust_version: "1.89".into(), runtime: "{ path = \"../runtime\", version = \"0.1.0\", default-features = false }".into() };
    let out = std::path::PathBuf::from(std::env::args().nth(2).unwrap());
    for (p, t) in &feishu_generator::emit::rust::emit(&client, &package).unwrap() {
        let p = out.join(p); std::fs::create_dir_all(p.parent().unwrap()).unwrap(); std::fs::write(p, t).unwrap();
    }
}
