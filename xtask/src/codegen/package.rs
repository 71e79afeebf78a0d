//! What the generated crate says of itself: names, versions, where the runtime is.

use std::path::{Component, Path, PathBuf, absolute};

use feishu_generator::emit::rust::Package;

use crate::cli::CodegenArgs;
use crate::workspace::Workspace;

/// What the generated crate says of itself.
pub(crate) fn package(args: &CodegenArgs, workspace: &Workspace, out: &Path) -> Package {
    let version = env!("CARGO_PKG_VERSION");
    let runtime = runtime_path(&workspace.top, out);
    let path = runtime.as_ref().map(|path| format!("path = {path:?}, ")).unwrap_or_default();
    // Tests against the saved pages are for the crate of this repository, which lies beside them.
    let documented = runtime.filter(|path| path == "../runtime").map(|_| "{ path = \"../documented\" }".to_owned());
    Package {
        name: args.client.package.clone(),
        library: args.client.library.clone(),
        version: version.to_owned(),
        rust_version: env!("CARGO_PKG_RUST_VERSION").to_owned(),
        runtime: format!("{{ {path}version = \"{version}\", default-features = false }}"),
        documented,
    }
}

/// Where the runtime is: seen from the crate where both lie in this repository, else from anywhere. `None` without a repository.
fn runtime_path(top: &Path, out: &Path) -> Option<String> {
    let runtime = absolute(top).ok()?.join("runtime");
    if !runtime.is_dir() {
        return None;
    }
    let out = without_dots(&absolute(out).ok()?);
    let path = match out.strip_prefix(absolute(top).ok()?) {
        Ok(below) => below.components().map(|_| "../").collect::<String>() + "runtime",
        Err(_) => runtime.to_str()?.to_owned(),
    };
    Some(path)
}

/// A path without `..`, as it is written: links are not looked at.
fn without_dots(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::ParentDir => drop(plain.pop()),
            component => plain.push(component),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{runtime_path, without_dots};

    #[test]
    fn the_runtime_is_found_from_inside_and_outside() {
        let top = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("/"));
        assert_eq!(runtime_path(top, &top.join("generated")).as_deref(), Some("../runtime"));
        assert_eq!(runtime_path(top, &top.join("a/x/../b")).as_deref(), Some("../../runtime"));
        let outside = top.join("runtime");
        assert_eq!(runtime_path(top, Path::new("/elsewhere/generated")).as_deref(), outside.to_str());
        assert_eq!(runtime_path(Path::new("/no/repository"), Path::new("/elsewhere")), None);
    }

    #[test]
    fn dots_are_taken_out() {
        assert_eq!(without_dots(Path::new("/a/b/../c")), Path::new("/a/c"));
    }
}
