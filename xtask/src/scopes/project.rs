//! The Rust source of a project: its packages, their files, and what their manifests call the client.
//!
//! Knows folders and manifests; knows nothing of what the source means.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use feishu_generator::usage::{Package, SourceText};
use toml::{Table, Value};

use crate::cli::ClientArgs;
use crate::failure::Failure;

/// Larger files are no source that people wrote.
const MAX_BYTES: u64 = 8 << 20;

/// Folders of a package whose code never runs in what it is built for.
const ASIDE: [&str; 3] = ["benches", "examples", "tests"];

/// Reads every package in a folder, with or without its tests, benches and examples.
pub(super) fn read(dir: &Path, client: &ClientArgs, all_targets: bool) -> Result<Vec<Package>, Failure> {
    let mut files = Vec::new();
    gather(dir, &mut files)?;
    let mut packages: BTreeMap<PathBuf, Package> = BTreeMap::new();
    for file in files {
        // What lies outside of every package belongs to the folder as a whole.
        let home = package_of(&file, dir).unwrap_or_else(|| dir.to_owned());
        let package = match packages.get_mut(&home) {
            Some(package) => package,
            None => packages.entry(home.clone()).or_insert(manifest(&home, client)?),
        };
        package.tests = all_targets;
        let path = file.strip_prefix(&home).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if !all_targets && ASIDE.iter().any(|folder| path.split('/').next() == Some(folder)) {
            continue;
        }
        let text = fs::read_to_string(&file).map_err(|error| Failure::io("read", &file, &error))?;
        package.files.push(SourceText { path, display: file.display().to_string(), text });
    }
    if packages.is_empty() {
        return Err(Failure::usage(format!("there is no Rust source in `{}`", dir.display())));
    }
    Ok(packages.into_values().collect())
}

/// All source files below a folder. Links are not followed, so that nothing is read twice or outside of it.
fn gather(dir: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let failed = |error: std::io::Error| Failure::io("read", dir, &error);
    let mut entries: Vec<fs::DirEntry> =
        fs::read_dir(dir).map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (name, path) = (entry.file_name().to_string_lossy().into_owned(), entry.path());
        let kind = entry.file_type().map_err(failed)?;
        let is_source = path.extension().is_some_and(|extension| extension == "rs");
        if kind.is_dir() && !name.starts_with('.') && !is_build_folder(&path) {
            gather(&path, files)?;
        } else if kind.is_file() && is_source && entry.metadata().map_err(failed)?.len() <= MAX_BYTES {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether Cargo builds into a folder.
fn is_build_folder(dir: &Path) -> bool {
    dir.join("CACHEDIR.TAG").is_file() || dir.file_name().is_some_and(|name| name == "target")
}

/// The folder of the package around a file.
fn package_of(file: &Path, top: &Path) -> Option<PathBuf> {
    let folders = file.ancestors().skip(1).take_while(|folder| folder.starts_with(top));
    folders.map(Path::to_owned).find(|folder| folder.join("Cargo.toml").is_file())
}

/// What a package's manifest says of names.
fn manifest(home: &Path, client: &ClientArgs) -> Result<Package, Failure> {
    let path = home.join("Cargo.toml");
    if !path.is_file() {
        return Ok(Package { clients: vec![client.library.clone()], ..Package::default() });
    }
    let manifest = table(&path)?;
    let name = manifest.get("package").and_then(|package| package.get("name")).and_then(Value::as_str);
    let own_library = manifest.get("lib").and_then(|lib| lib.get("name")).and_then(Value::as_str);
    let name = own_library.or(name).unwrap_or_default().replace('-', "_");
    let shared = shared_dependencies(home)?;
    let mut clients: Vec<String> = dependencies(&manifest)
        .filter_map(|(key, value)| {
            let inherited = value.get("workspace").and_then(Value::as_bool) == Some(true);
            let value = if inherited { shared.get(key).unwrap_or(value) } else { value };
            called(key, value, client)
        })
        .collect();
    if clients.is_empty() {
        clients.push(client.library.clone());
    }
    Ok(Package { name, clients, ..Package::default() })
}

/// By which name code calls a dependency, if that is the client.
fn called(key: &str, value: &Value, client: &ClientArgs) -> Option<String> {
    match value.get("package").and_then(Value::as_str) {
        Some(package) => (package == client.package).then(|| key.replace('-', "_")),
        None => (key == client.package).then(|| client.library.clone()),
    }
}

/// Every dependency of a manifest, those for tests, builds and single targets among them.
fn dependencies(manifest: &Table) -> impl Iterator<Item = (&String, &Value)> {
    const KINDS: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];
    let targets = manifest.get("target").and_then(Value::as_table);
    let targets = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table);
    let tables = std::iter::once(manifest).chain(targets);
    tables.flat_map(|table| KINDS.iter().filter_map(|kind| table.get(*kind)?.as_table())).flatten()
}

/// The dependencies that the workspace around a package defines.
fn shared_dependencies(home: &Path) -> Result<Table, Failure> {
    let home = home.canonicalize().map_err(|error| Failure::io("read", home, &error))?;
    for folder in home.ancestors() {
        let path = folder.join("Cargo.toml");
        if !path.is_file() {
            continue;
        }
        let manifest = table(&path)?;
        if let Some(workspace) = manifest.get("workspace").and_then(Value::as_table) {
            return Ok(workspace.get("dependencies").and_then(Value::as_table).cloned().unwrap_or_default());
        }
    }
    Ok(Table::new())
}

fn table(path: &Path) -> Result<Table, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::io("read", path, &error))?;
    text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| text[..span.start.min(text.len())].lines().count().max(1));
        Failure::problem(format!("{}:{line}: {}", path.display(), error.message()))
    })
}
