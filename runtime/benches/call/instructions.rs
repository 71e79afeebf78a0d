//! Instructions of one call outside the kernel: what many calls cost beyond few.

use crate::{Outcome, WIDTHS, bare, ours, valgrind, with_server};

/// The argument with which this program calls itself: form, calls at once and calls follow.
pub(crate) const SOME: &str = "--some";

/// Enough for connections, tokens and what is remembered of calls to be there.
const FEW: usize = 1_000;

const MANY: usize = 5_000;

/// Prints the figures of both forms.
pub(crate) fn print() -> Outcome<()> {
    println!("{:<14} {:>14} {:>14} {:>7}", "calls at once", "ours", "bare", "ratio");
    for width in WIDTHS {
        let (ours, bare) = (of_one("ours", width)?, of_one("bare", width)?);
        println!("{width:<14} {ours:>14.0} {bare:>14.0} {:>7.3}", ours / bare);
    }
    Ok(())
}

/// Makes calls in one form, for valgrind to watch.
pub(crate) fn some(args: &[String]) -> Outcome<()> {
    let [form, width, calls] = args else { return Err("form, calls at once and calls are needed".into()) };
    let (width, calls) = (width.parse()?, calls.parse()?);
    with_server(async |address| match form.as_str() {
        "bare" => bare::Bare::new(&address).calls(calls, width).await,
        _ => ours::Ours::new(&address)?.calls(calls, width).await,
    })
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn of_one(form: &str, width: usize) -> Outcome<f64> {
    let run = |calls: usize| {
        let counted = valgrind::instructions(&[SOME, form, &width.to_string(), &calls.to_string()]);
        counted.ok_or("valgrind is needed: it did not run")
    };
    Ok(run(MANY)?.saturating_sub(run(FEW)?) as f64 / (MANY - FEW) as f64)
}
