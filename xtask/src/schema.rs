//! `cargo xtask schema`: writes the JSON Schemas of the spec format, or compares them with what is there.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use crate::analysis::count;
use crate::answer::Answer;
use crate::cli::SchemaArgs;
use crate::failure::Failure;
use crate::staging::Staging;
use crate::workspace::Workspace;

/// A schema file that is not as it should be, and what should stand in it.
type Difference = (PathBuf, String);

/// Writes or compares the schemas.
pub(crate) fn run(args: &SchemaArgs, workspace: &Workspace) -> Result<Answer, Failure> {
    let dir = args.out.clone().unwrap_or_else(|| workspace.top.join("specs/schema"));
    let wanted = feishu_generator::schema::schema();
    let total = wanted.len();
    refuse_stale(&dir, &wanted, workspace)?;
    let differences: Vec<Difference> =
        wanted.into_iter().map(|(name, text)| (dir.join(name), text)).filter(differs).collect();
    if args.check {
        return Ok(compared(&differences, total, workspace));
    }
    let contents: Vec<(PathBuf, &str)> = differences.iter().map(|(path, text)| (path.clone(), text.as_str())).collect();
    Staging::prepare(&contents)?.commit()?;
    let (written, kept) = (contents.len(), total - contents.len());
    Ok(Answer::done(format!("{}: {written} written, {kept} kept\n", count(total, "schema"))))
}

fn differs((path, text): &Difference) -> bool {
    fs::read(path).ok().as_deref() != Some(text.as_bytes())
}

/// Names schemas that the format does not have any more. Nothing in them says who wrote them, so they are not removed.
fn refuse_stale(dir: &Path, wanted: &[(String, String)], workspace: &Workspace) -> Result<(), Failure> {
    // A folder that is missing holds none.
    let names =
        fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    let is_schema = |name: &str| Path::new(name).extension().is_some_and(|extension| extension == "json");
    let is_stale = |name: &String| is_schema(name) && !wanted.iter().any(|(wanted, _)| wanted == name);
    match names.filter(is_stale).min() {
        None => Ok(()),
        Some(name) => {
            let path = workspace.display(&dir.join(name));
            Err(Failure::problem(format!("`{path}` is none of the format's schemas")).with_help("delete it"))
        }
    }
}

fn compared(differences: &[Difference], total: usize, workspace: &Workspace) -> Answer {
    if differences.is_empty() {
        return Answer::done(format!("{} up to date\n", count(total, "schema")));
    }
    let mut problems = String::new();
    for (path, _) in differences {
        let word = if path.exists() { "changed" } else { "new    " };
        let _ = writeln!(problems, "{word} {}", workspace.display(path));
    }
    problems.push_str(
        "error: the schemas are not up to date\n  help: run `cargo xtask schema` and commit what it writes\n",
    );
    Answer::problems(problems)
}
