//! The committed specs load without a problem.

mod support;

use feishu_generator::diagnostic::{Style, render};
use feishu_generator::load::load;

#[test]
fn committed_specs_have_no_problem() {
    let loaded = load(support::committed_specs());
    let problems = render(&loaded.diagnostics, &loaded.sources, Style::Plain);
    assert!(loaded.diagnostics.is_empty(), "{problems}");
    let resources =
        loaded.spec.services.iter().flat_map(|service| &service.versions).flat_map(|version| &version.resources);
    assert!(resources.flat_map(|resource| &resource.operations).count() > 0, "no operation was read");
}
