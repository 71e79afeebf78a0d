//! The report for programs.

use feishu_generator::drift::{Change, Compared, Difference};
use serde_json::{Value, json};

use super::report::Report;
use crate::failure::Failure;

/// Prints the report.
pub(super) fn print(report: &Report<'_>) -> Result<String, Failure> {
    let drift = report.drift;
    let gone = drift.gone.iter().map(|gone| {
        json!({"name": gone.name, "method": gone.method.word(), "path": gone.path, "spec": spec(report, gone.span)})
    });
    let unspecified = drift.unspecified.iter().map(|new| {
        json!({
            "name": new.name,
            "method": new.method.word(),
            "path": new.path,
            "page": {"file": new.file, "line": new.line, "updated": new.updated},
            "retired": new.retired,
        })
    });
    let value = json!({
        "differs": report.differs(),
        "summary": report.summary(),
        "operations": drift.operations.iter().map(|operation| compared(report, operation)).collect::<Value>(),
        "gone": gone.collect::<Value>(),
        "unspecified": unspecified.collect::<Value>(),
        "services_without_pages": drift.without_pages,
    });
    let mut text = serde_json::to_string_pretty(&value)
        .map_err(|error| Failure::problem(format!("cannot print the report: {error}")))?;
    text.push('\n');
    Ok(text)
}

fn compared(report: &Report<'_>, operation: &Compared) -> Value {
    let list =
        |differences: &[Difference]| differences.iter().map(|found| difference(report, found)).collect::<Value>();
    let stale = operation.stale.iter().map(|stale| json!({"about": stale.about, "spec": spec(report, stale.span)}));
    json!({
        "name": operation.name,
        "page": {"file": operation.file, "updated": operation.updated, "older_than_spec": operation.older},
        "spec": spec(report, operation.span),
        "differences": list(&operation.differences),
        "deliberate": list(&operation.deliberate),
        "stale_quirks": stale.collect::<Value>(),
        "contradictions": operation.contradictions().collect::<Vec<_>>(),
        "warnings": operation.warnings,
        "further_pages": operation.further,
    })
}

fn difference(report: &Report<'_>, difference: &Difference) -> Value {
    let (kind, spec_side) = match &difference.change {
        Change::Fact { spec, .. } => ("fact", spec.clone()),
        Change::NewField(_) => ("new_field", None),
        Change::GoneField => ("gone_field", None),
        Change::NewCode(_) => ("new_code", None),
        Change::GoneCode => ("gone_code", None),
    };
    json!({
        "place": difference.place,
        "kind": kind,
        "fact": difference.fact().map(feishu_generator::spec::Fact::word),
        "page_says": difference.page(),
        "spec_says": spec_side,
        "page_line": difference.line,
        "spec": spec(report, difference.span),
        "text": difference.to_string(),
    })
}

fn spec(report: &Report<'_>, span: feishu_generator::source::Span) -> Value {
    let (file, line) = report.place(span);
    json!({"file": file, "line": line})
}
