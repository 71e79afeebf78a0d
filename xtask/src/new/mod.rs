//! `cargo xtask new`: writes the blank form of an operation's spec, to be filled in.
//!
//! Adds to files, never changes what stands in them.

mod insert;
mod scaffold;

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use feishu_generator::check;
use feishu_generator::diagnostic::{Code, Diagnostic};
use feishu_generator::load::{Loaded, load};
use feishu_generator::source::SourceFile;

use self::scaffold::{Blank, Fill};
use crate::answer::Answer;
use crate::cli::NewArgs;
use crate::failure::Failure;
use crate::specs::Root;
use crate::staging::Staging;
use crate::workspace::Workspace;

/// What a bad name leads to, in a file that is otherwise as it should be.
const BAD_NAMES: &[Code] =
    &[Code::UnknownPath, Code::BadPathName, Code::BadName, Code::AmbiguousScalar, Code::Syntax, Code::VersionName];

/// Writes the form.
pub(crate) fn run(args: &NewArgs, workspace: &Workspace) -> Result<Answer, Failure> {
    check_names(args)?;
    let roots = workspace.roots(&args.specs.roots);
    let missing = roots.iter().find(|root| !root.dir.is_dir());
    if let Some(root) = missing {
        return Err(Failure::usage(format!("there is no folder `{}`", root.display)));
    }
    let root = home(args, &roots)?;
    let edits = edits(args, &roots, root)?;
    let contents: Vec<(PathBuf, &str)> = edits.iter().map(|edit| (edit.file.clone(), edit.text.as_str())).collect();
    Staging::prepare(&contents)?.commit()?;
    Ok(Answer::done(said(&edits) + &without_schemas(root)))
}

/// A file and what should stand in it.
struct Edit {
    file: PathBuf,
    display: String,
    text: String,
    /// What is done to it, as people read it.
    what: String,
    /// Keys to be filled in, with their lines.
    blanks: Vec<(usize, &'static Blank)>,
}

fn resource_path(args: &NewArgs) -> String {
    format!("{}/{}/{}.yaml", args.service, args.version, args.resource)
}

/// Lets the loader and the checks judge the names, by way of a new file that has them.
fn check_names(args: &NewArgs) -> Result<(), Failure> {
    let loaded = load_one(&resource_path(args), &scaffold::resource(&args.operation, Fill::Sample));
    let found = loaded.diagnostics.iter().cloned().chain(check::check(&loaded.spec));
    let mut found = found.filter(|diagnostic| BAD_NAMES.contains(&diagnostic.code));
    if let Some(Diagnostic { message, help, .. }) = found.next() {
        let failure = Failure::usage(message);
        return Err(help.iter().fold(failure, Failure::with_help));
    }
    if args.service == "schema" || operations(&loaded) != [args.operation.as_str()] {
        let name = resource_path(args);
        return Err(Failure::usage(format!("`{}` cannot be an operation of `{name}`", args.operation.escape_debug())));
    }
    Ok(())
}

fn load_one(path: &str, text: &str) -> Loaded {
    load(vec![SourceFile::from_bytes(path, path, text.as_bytes().to_vec())])
}

fn operations(loaded: &Loaded) -> Vec<&str> {
    let versions = loaded.spec.services.iter().flat_map(|service| &service.versions);
    let resources = versions.flat_map(|version| &version.resources);
    let entries = resources.flat_map(|resource| resource.operations.iter());
    entries.map(|entry| entry.name.value.as_str()).collect()
}

/// The root that the resource goes to: where it is already, else the last one.
fn home<'a>(args: &NewArgs, roots: &'a [Root]) -> Result<&'a Root, Failure> {
    let path = resource_path(args);
    let root = roots.iter().find(|root| root.dir.join(&path).exists()).or(roots.last());
    root.ok_or_else(|| Failure::usage("there is no folder of specs"))
}

/// Works out which files to write.
fn edits(args: &NewArgs, roots: &[Root], root: &Root) -> Result<Vec<Edit>, Failure> {
    let path = resource_path(args);
    let shared = format!("{}/_shared.yaml", args.service);
    let mut edits = Vec::new();
    if !roots.iter().any(|root| root.dir.join(&shared).exists()) {
        edits.push(Edit::new(root, &shared, scaffold::service(), "new", 1));
    }
    match read(&root.dir.join(&path))? {
        None => edits.push(Edit::new(root, &path, scaffold::resource(&args.operation, Fill::Blank), "new", 1)),
        Some(old) => edits.push(extended(args, root, &path, &old)?),
    }
    Ok(edits)
}

/// The text of a file, `None` where there is none.
fn read(file: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("read", file, &error)),
    }
}

/// The file of a resource with one operation more.
fn extended(args: &NewArgs, root: &Root, path: &str, old: &str) -> Result<Edit, Failure> {
    let display = format!("{}/{path}", root.display);
    let help = "run `cargo xtask check`; in the file, `operations:` needs a line of its own, with each operation indented below it";
    let lost = || Failure::problem(format!("cannot tell where `{display}` takes another operation")).with_help(help);
    let (tried, _) = insert::insert(old, &args.operation, Fill::Sample).ok_or_else(lost)?;
    let (before, after) = (load_one(path, old), load_one(path, &tried));
    if has_twice(&after) && !has_twice(&before) {
        let message = format!("`{display}` has an operation `{}` already", args.operation);
        return Err(Failure::problem(message).with_help("edit the file, or choose another name"));
    }
    if !before.broken.is_empty() || operations(&after) != [operations(&before), vec![args.operation.as_str()]].concat()
    {
        return Err(lost());
    }
    let (text, line) = insert::insert(old, &args.operation, Fill::Blank).ok_or_else(lost)?;
    Ok(Edit::new(root, path, text, &format!("operation `{}` added", args.operation), line))
}

fn has_twice(loaded: &Loaded) -> bool {
    loaded.diagnostics.iter().any(|diagnostic| diagnostic.code == Code::DuplicateKey)
}

impl Edit {
    /// An edit whose blanks stand at or after a line.
    fn new(root: &Root, path: &str, text: String, what: &str, from: usize) -> Self {
        let blanks = scaffold::blanks(&text).into_iter().filter(|(line, _)| *line >= from).collect();
        let display = format!("{}/{path}", root.display);
        Self { file: root.dir.join(path), display, text, what: what.to_owned(), blanks }
    }
}

/// What was written and what is left to do.
fn said(edits: &[Edit]) -> String {
    let mut text = String::new();
    for Edit { display, what, .. } in edits {
        let _ = writeln!(text, "wrote {display} ({what})");
    }
    text.push_str("\nFill in:\n");
    for Edit { display, blanks, .. } in edits {
        for (line, blank) in blanks {
            let place = format!("{display}:{line}");
            let _ = writeln!(text, "  {place}  {}: {}", blank.key, blank.hint);
        }
    }
    text.push_str(scaffold::NEXT);
    text
}

/// How to get the JSON Schemas that the first lines name, where a root has none.
fn without_schemas(root: &Root) -> String {
    let Root { dir, display } = root;
    if dir.join("schema").is_dir() {
        return String::new();
    }
    format!(
        "\n`{display}` has no JSON Schemas, by which editors help: `cargo xtask schema --out {display}/schema` writes them.\n"
    )
}
