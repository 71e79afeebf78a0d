//! Specs of one service and one resource, made in memory.

use feishu_generator::source::SourceFile;

/// The shared file of the service, and its one resource; both without the line that names the schema.
pub(crate) fn specs(shared: &str, resource: &str) -> Vec<SourceFile> {
    let file = |path: &str, schema: &str, text: &str| {
        SourceFile::from_bytes(path, path, format!("# yaml-language-server: $schema={schema}.json\n{text}").into())
    };
    vec![
        file("demo/_shared.yaml", "../schema/shared", shared),
        file("demo/v1/thing.yaml", "../../schema/resource", resource),
    ]
}
