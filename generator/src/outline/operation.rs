//! The facts of an operation beside its fields and codes.

use super::model::{Deprecation, Doubts, Outline};
use super::{errors, fields, params, response, scopes};
use crate::diagnostic::shorten;
use crate::load::grammar::{is_page, is_path, is_snake};
use crate::naming::{Container, snake};
use crate::page::PageFacts;
use crate::page::facts::{Host, Identity};
use crate::spec::{HostKind, TokenKind};

/// The outline of what a page says.
///
/// ```
/// let page = "# Ring\n## 请求\n名称 | 值\n---|---\nHTTP URL | https://open.feishu.cn/open-apis/bell/v1/bells/:id/ring\nHTTP Method | POST\n";
/// let facts = feishu_generator::page::read("bell-v1/ring.md", page).facts.expect("an endpoint");
/// let outline = feishu_generator::outline::of_page(&facts);
/// assert_eq!((outline.service.as_str(), outline.params[0].name.as_str()), ("bell", "id"));
/// assert!(outline.doubts.iter().any(|doubt| doubt.text.contains("`id`")), "the page has no table of path parameters");
/// ```
pub fn of_page(facts: &PageFacts) -> Outline {
    let mut doubts = Doubts::default();
    let names = Names::of(&facts.identity, &mut doubts);
    let (body, multipart) = fields::body(&facts.request, &mut doubts);
    let answer = response::of(&facts.response, &facts.headers, &mut doubts);
    if !is_path(&facts.path) {
        doubts.add(1, format!("`{}` is no path that a spec can have", shorten(&facts.path)));
    }
    let mut outline = Outline {
        service: names.service,
        version: names.version,
        resource: names.resource,
        operation: names.operation,
        title: facts.title.clone(),
        prose: facts.prose.clone(),
        notes: facts.notes.clone(),
        page: page(facts, &mut doubts),
        updated: facts.updated_ms.and_then(day),
        method: facts.method,
        host: host(&facts.host, &mut doubts),
        path: facts.path.clone(),
        rate_limit: facts.rate_limit.clone(),
        apps: facts.apps.clone(),
        tokens: facts.tokens.clone(),
        scopes: scopes::names(&facts.scopes, 1, &mut doubts),
        field_scopes: scopes::names(&facts.field_scopes, 1, &mut doubts),
        scope_labels: scopes::labels(facts),
        headers: fields::headers(&facts.headers, answer.ranges, &mut doubts),
        params: params::of(&facts.path, &facts.params, &mut doubts),
        query: fields::query(&facts.query, &mut doubts),
        empty_json: body.is_empty() && asks_for_json(facts),
        body,
        multipart,
        answer,
        errors: errors::of(&facts.errors, &mut doubts),
        deprecated: facts.deprecation.as_ref().map(|note| Deprecation { line: note.line, prose: note.prose.clone() }),
        doubts: Vec::new(),
    };
    let known: Vec<String> = outline.scopes.iter().chain(&outline.field_scopes).cloned().collect();
    scopes::of_request(facts, &known, &mut doubts);
    settle_access(&mut outline, &mut doubts);
    for table in &facts.other_tables {
        let rows = table.fields.iter().map(crate::page::facts::Field::rows).sum();
        let heading = shorten(&table.heading);
        doubts.add_rows(
            table.line,
            format!("the table below `{heading}` is no part of the call, and is left out"),
            rows,
        );
    }
    outline.doubts = doubts.into_sorted();
    outline
}

/// The names of an operation, as folders, files and keys can have them.
struct Names {
    service: String,
    version: String,
    resource: String,
    operation: String,
}

impl Names {
    fn of(identity: &Identity, doubts: &mut Doubts) -> Self {
        let digits = identity.version.strip_prefix('v').unwrap_or_default();
        let version = if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            identity.version.clone()
        } else {
            doubts.add(1, format!("`{}` is no version; it became `v1`", shorten(&identity.version)));
            "v1".to_owned()
        };
        let service = name(&identity.service, "platform", doubts);
        let resource = name(&identity.spec_resource(), &service, doubts);
        let operation = name(&identity.operation, "call", doubts);
        Self { service, version, resource, operation }
    }
}

/// A name in the form of names; another one where nothing is left of it.
fn name(given: &str, otherwise: &str, doubts: &mut Doubts) -> String {
    if is_snake(given) {
        return given.to_owned();
    }
    let made = snake(given, Container::Field).filter(|made| is_snake(made));
    if made.is_none() {
        doubts.add(1, format!("`{}` cannot be a name; it became `{otherwise}`", shorten(given)));
    }
    made.unwrap_or_else(|| otherwise.to_owned())
}

fn page(facts: &PageFacts, doubts: &mut Doubts) -> Option<String> {
    let address = facts.address.as_ref()?;
    if !is_page(address) {
        doubts.add(1, format!("`{}` cannot be the address of a page, and is left out", shorten(address)));
        return None;
    }
    Some(address.clone())
}

fn host(host: &Host, doubts: &mut Doubts) -> HostKind {
    match host {
        Host::Open => HostKind::Open,
        Host::Accounts => HostKind::Accounts,
        Host::Approval => HostKind::Approval,
        Host::Other(name) => {
            doubts.add(1, format!("`{}` is no host of the platform; `open` stands for it", shorten(name)));
            HostKind::Open
        }
    }
}

fn asks_for_json(facts: &PageFacts) -> bool {
    let asked = facts.request.content_type.as_ref();
    asked.is_some_and(|asked| asked.split(';').next().is_some_and(|kind| kind.trim() == "application/json"))
}

/// Tokens, apps and scopes as they can stand together. What fields need stays: the user whom the answer is about granted it.
fn settle_access(outline: &mut Outline, doubts: &mut Doubts) {
    if outline.apps.is_empty() {
        doubts.add(1, "the page names no kind of app");
    }
    if outline.tokens.is_empty() {
        doubts.add(1, "the page names no access token: the operation takes none");
    }
    if outline.tokens.iter().any(|token| *token != TokenKind::App) {
        return;
    }
    let mut left = std::mem::take(&mut outline.scopes);
    left.append(&mut outline.field_scopes);
    left.sort_unstable();
    left.dedup();
    if !left.is_empty() {
        let names = left.join("`, `");
        doubts.add(1, format!("no token of the operation can have the scopes `{names}`; they are left out"));
    }
}

/// The day of a time, in UTC.
fn day(ms: i64) -> Option<String> {
    const DAY: i64 = 86_400_000;
    // Days since 1970 to a date of the Gregorian calendar, by eras of 400 years that begin on 1 March.
    let days = ms.div_euclid(DAY).checked_add(719_468)?;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let day_of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (0..=9999).contains(&year).then(|| format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days_are_those_of_utc() {
        let table = [
            (0, Some("1970-01-01")),
            (-1, Some("1969-12-31")),
            (951_782_399_999, Some("2000-02-28")),
            (951_782_400_000, Some("2000-02-29")),
            (1_740_009_600_000, Some("2025-02-20")),
            (4_107_542_400_000, Some("2100-03-01")),
            (i64::MAX, None),
            (i64::MIN, None),
        ];
        for (ms, expected) in table {
            assert_eq!(day(ms).as_deref(), expected, "{ms}");
        }
    }
}
