//! An error code: what it means to whom, what to do, and which operations list it.

use super::Paper;
use crate::lookup::Meaning;

/// So many operations are listed.
const LISTED: usize = 20;

/// Prints a code.
pub(super) fn print(paper: &mut Paper, number: i64, meanings: &[Meaning<'_>]) {
    paper.title(&number.to_string());
    for meaning in meanings {
        let whose =
            meaning.service.map_or_else(|| "the platform".to_owned(), |service| format!("the service {service}"));
        paper.heading(&format!("{}, of {whose}", meaning.code.name.rust));
        paper.prose(2, &meaning.code.about);
        if meaning.code.retryable {
            paper.prose(2, "Passes by itself: the same call may succeed later.");
        }
        let statuses: Vec<String> = meaning.code.http.iter().map(u16::to_string).collect();
        let mut rows = Vec::new();
        rows.extend((!statuses.is_empty()).then(|| ["HTTP status".to_owned(), statuses.join(", ")]));
        rows.extend(meaning.code.messages.iter().map(|message| ["Message".to_owned(), message.clone()]));
        paper.rows(&rows);
        listed_by(paper, meaning);
    }
}

fn listed_by(paper: &mut Paper, meaning: &Meaning<'_>) {
    if meaning.operations.is_empty() {
        return;
    }
    paper.line("");
    paper.line("  Operations that list it:");
    paper.operations(&meaning.operations[..meaning.operations.len().min(LISTED)]);
    if meaning.operations.len() > LISTED {
        paper.line(&format!("  and {} more", meaning.operations.len() - LISTED));
    }
}
