//! The table about the request: URL, method, rate limit, kinds of app, scopes.

use std::str::FromStr;

use super::super::facts::{Host, Lines, Scope};
use super::super::model::{Cell, Row};
use super::super::warning::{Kind, Warnings};
use super::scopes;
use super::sections::{Role, Sections};
use super::words::{plain, short, without_links};
use crate::spec::{AppKind, HttpMethod, Period, RateLimit, Window};

/// What the table says.
#[derive(Debug)]
pub(super) struct Basics {
    /// Where it says so; of the tokens it says nothing.
    pub(super) lines: Lines,
    /// HTTP method.
    pub(super) method: HttpMethod,
    /// Host.
    pub(super) host: Host,
    /// Path.
    pub(super) path: String,
    /// Rate limit.
    pub(super) rate_limit: Option<RateLimit>,
    /// Kinds of app.
    pub(super) apps: Vec<AppKind>,
    /// Scopes.
    pub(super) scopes: Vec<Scope>,
    /// Field-level scopes.
    pub(super) field_scopes: Vec<Scope>,
}

/// Reads the table; `None` where there is no URL or method.
pub(super) fn read(sections: &Sections<'_>, warnings: &mut Warnings) -> Option<Basics> {
    let rows: Vec<(String, &Cell)> =
        sections.tables(Role::Request).flat_map(|table| &table.rows).filter_map(pair).collect();
    let find = |wanted: &str| rows.iter().find(|(key, _)| key.starts_with(wanted)).map(|(_, cell)| *cell);
    let url = find("HTTP URL")?;
    let method_cell = find("HTTP Method")?;
    let (host, path) = address(url, warnings)?;
    let method = method(method_cell, warnings)?;
    for (key, cell) in rows.iter().filter(|(key, _)| !is_known(key)) {
        warnings.add(Kind::UnknownFact, cell.line, format!("the reader does not know `{}`", short(key)));
    }
    let (rate, apps) = (find("接口频率限制").or_else(|| find("频率限制")), find("支持的应用类型"));
    let (scopes, field_scopes) = (find("权限要求"), find("字段权限要求"));
    let line = |cell: Option<&Cell>| cell.unwrap_or(url).line;
    let lines = Lines {
        address: url.line,
        method: method_cell.line,
        rate_limit: line(rate),
        apps: line(apps),
        scopes: line(scopes),
        field_scopes: line(field_scopes),
        tokens: url.line,
    };
    Some(Basics {
        lines,
        method,
        host,
        path,
        rate_limit: rate.and_then(|cell| rate_limit(cell, warnings)),
        apps: apps.map(|cell| self::apps(cell, warnings)).unwrap_or_default(),
        scopes: scopes.map(|cell| self::scopes(cell, warnings)).unwrap_or_default(),
        field_scopes: field_scopes.map(|cell| self::scopes(cell, warnings)).unwrap_or_default(),
    })
}

/// What a row is about, and its value.
fn pair(row: &Row) -> Option<(String, &Cell)> {
    let key = row.cells.first()?.text.lines().next().map(plain).unwrap_or_default();
    row.cells.get(1).map(|cell| (key, cell))
}

/// Whether the reader knows what a row is about.
fn is_known(key: &str) -> bool {
    const KNOWN: &[&str] = &[
        "HTTP URL",
        "HTTP Method",
        "HTTP Content-Type",
        "接口频率限制",
        "频率限制",
        "支持的应用类型",
        "权限要求",
        "字段权限要求",
        "凭证要求",
    ];
    KNOWN.iter().any(|known| key.starts_with(known))
}

fn method(cell: &Cell, warnings: &mut Warnings) -> Option<HttpMethod> {
    let words = plain(&cell.text).to_ascii_uppercase();
    let method = HttpMethod::from_word(&words);
    if method.is_none() {
        warnings.add(Kind::MethodWords, cell.line, format!("`{}` is no method that is known", short(&cell.text)));
    }
    method
}

/// Host and path of a URL. A query is left out: it shows parameters, not the path.
fn address(cell: &Cell, warnings: &mut Warnings) -> Option<(Host, String)> {
    let text = plain(&without_links(&cell.text));
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let Some((host, path)) = rest.and_then(|rest| rest.find('/').map(|at| rest.split_at(at))) else {
        warnings.add(Kind::UrlWords, cell.line, format!("`{}` is no address", short(&text)));
        return None;
    };
    let (path, query) = path.split_once('?').map_or((path, None), |(path, query)| (path, Some(query)));
    if query.is_some() {
        warnings.add(Kind::UrlWords, cell.line, format!("the address has a query: `{}`", short(&text)));
    }
    let path = path.trim_end();
    if path.contains(|char: char| char.is_whitespace() || char.is_control() || matches!(char, '<' | '>' | '{' | '}')) {
        warnings.add(Kind::UrlWords, cell.line, format!("`{}` is no path", short(path)));
    }
    let path = path.split(|char: char| char.is_whitespace() || char.is_control()).next().unwrap_or_default();
    Some((self::host(host, cell, warnings), path.to_owned()))
}

fn host(host: &str, cell: &Cell, warnings: &mut Warnings) -> Host {
    match host {
        "open.feishu.cn" | "open.larksuite.com" => Host::Open,
        "accounts.feishu.cn" | "accounts.larksuite.com" => Host::Accounts,
        "www.feishu.cn" => Host::Approval,
        other => {
            warnings.add(Kind::HostWords, cell.line, format!("`{}` is no host that is known", short(other)));
            Host::Other(other.to_owned())
        }
    }
}

fn rate_limit(cell: &Cell, warnings: &mut Warnings) -> Option<RateLimit> {
    let words = without_links(&cell.text);
    let mut limit = RateLimit::default();
    let mut unread = false;
    for part in words.split(['、', '，', ',', ';', '；']).map(str::trim).filter(|part| !part.is_empty()) {
        match window(part) {
            _ if part.contains("特殊频控") => limit.special = true,
            Some(window) => limit.windows.push(window),
            None => unread = true,
        }
    }
    let nothing = !limit.special && limit.windows.is_empty();
    if unread || nothing {
        warnings.add(Kind::RateWords, cell.line, format!("`{}` is no rate limit that can be read", short(&words)));
    }
    (!nothing).then_some(limit)
}

/// `50 次/秒`.
fn window(part: &str) -> Option<Window> {
    let (count, period) = part.split_once('次')?;
    let period = match period.trim().trim_start_matches('/').trim() {
        "秒" => Period::Second,
        "分钟" | "分" => Period::Minute,
        "天" | "日" => Period::Day,
        _ => return None,
    };
    Some(Window { count: u32::from_str(count.trim()).ok().filter(|count| *count > 0)?, period })
}

fn apps(cell: &Cell, warnings: &mut Warnings) -> Vec<AppKind> {
    let marked = cell.marks.iter().find_map(|mark| match mark {
        super::super::model::Mark::Apps(types) => Some(types.as_str()),
        _ => None,
    });
    let words = marked.map_or_else(|| plain(&cell.text), str::to_owned);
    let mut apps = Vec::new();
    for word in words.split([',', '、', '，']).map(str::trim).filter(|word| !word.is_empty()) {
        match word {
            "custom" | "自建应用" => apps.push(AppKind::Custom),
            "isv" | "商店应用" => apps.push(AppKind::Store),
            other => {
                warnings.add(Kind::AppWords, cell.line, format!("`{}` is no kind of app that is known", short(other)));
            }
        }
    }
    if apps.is_empty() {
        warnings.add(Kind::AppWords, cell.line, "the page names no kind of app");
    }
    apps
}

fn scopes(cell: &Cell, warnings: &mut Warnings) -> Vec<Scope> {
    let scopes = scopes::of(cell);
    let nameless = cell.scopes().any(|(name, label)| name.is_empty() && !scopes::is_name(label.trim()));
    if nameless || (scopes.is_empty() && !matches!(plain(&cell.text).as_str(), "" | "无" | "-" | "/")) {
        let message = format!("scopes without a name: `{}`", short(&without_links(&cell.text)));
        warnings.add(Kind::ScopeWords, cell.line, message);
    }
    for scope in scopes.iter().filter(|scope| !scopes::is_name(&scope.name)) {
        warnings.add(Kind::ScopeWords, cell.line, format!("`{}` is no name of a scope", short(&scope.name)));
    }
    scopes
}
