//! `cargo xtask codegen`: writes the client that the specs describe, or compares it with what is there.
//!
//! Everything is worked out in memory first: what is there, what should be, what has to happen. Only `write` changes the disk.

mod difference;
mod outcome;
mod package;
mod plan;
mod scope;
mod snapshot;
mod stamp;
mod write;

use std::path::PathBuf;
use std::time::Instant;

use feishu_generator::diagnostic::Style;
use feishu_generator::emit::rust::emit;

pub(crate) use self::outcome::Outcome;
use self::outcome::{Comparison, Figures, Tally};
use self::plan::Plan;
use self::scope::Scope;
use self::snapshot::Snapshot;
use self::stamp::{Fingerprint, Stamp};
use crate::analysis::analyse;
use crate::cli::CodegenArgs;
use crate::failure::Failure;
use crate::specs::{self, Inputs};
use crate::workspace::Workspace;

/// Generates.
pub(crate) fn run(args: &CodegenArgs, workspace: &Workspace, style: Style) -> Result<Outcome, Failure> {
    let started = Instant::now();
    let run = Run { args, workspace, style, out: args.out.clone().unwrap_or_else(|| workspace.top.join("generated")) };
    let mut stamp = Stamp::open(workspace, &run.out, args.check);
    let roots = workspace.roots(&args.specs.roots);
    let (inputs, before) = rayon::join(|| specs::read(&roots), || Snapshot::read(&run.out));
    let before = before?;
    let fingerprint = run.fingerprint(&inputs, &before);
    if let Some(known) = stamp.recall(fingerprint.as_ref(), before.hash()) {
        return Ok(Outcome::known(known, args.check, started.elapsed()));
    }
    run.generate(inputs, &before, fingerprint.as_ref(), &mut stamp, started)
}

/// One run: what is asked for, and where.
struct Run<'a> {
    args: &'a CodegenArgs,
    workspace: &'a Workspace,
    style: Style,
    out: PathBuf,
}

impl Run<'_> {
    /// What the outcome depends on, besides what is there already; `None` where it cannot be told.
    fn fingerprint(&self, inputs: &Inputs, before: &Snapshot) -> Option<Fingerprint> {
        let sound = inputs.refusals.is_empty() && before.is_sound();
        let package = package::package(self.args, self.workspace, &self.out);
        sound.then(|| Fingerprint::of(&inputs.files, &package, &self.args.services, self.style)).flatten()
    }

    fn generate(
        &self,
        inputs: Inputs,
        before: &Snapshot,
        fingerprint: Option<&Fingerprint>,
        stamp: &mut Stamp,
        started: Instant,
    ) -> Result<Outcome, Failure> {
        let mut analysis = analyse(inputs);
        let Some(client) = analysis.client.take() else { return Ok(Outcome::Refused(Box::new(analysis), self.style)) };
        let scope = Scope::of(&client, &self.args.services)?;
        let files = emit(&client, &package::package(self.args, self.workspace, &self.out))
            .map_err(|error| Failure::problem(error.to_string()))?;
        let plan = Plan::make(&files, before, &scope);
        plan.protect(before, &self.workspace.display(&self.out))?;
        let figures = Figures::of(&client, &scope, &plan, analysis.problems(self.style));
        if self.args.check {
            return Ok(Outcome::Compared(Comparison::of(&plan, before), figures, started.elapsed()));
        }
        write::write(&self.out, &plan, before)?;
        stamp.remember(fingerprint, plan.hash_after(before), &figures);
        Ok(Outcome::Written(Tally::of(&plan), figures, started.elapsed()))
    }
}
