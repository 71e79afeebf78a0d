//! Fields that an operation names as having a part in paging or in idempotency.

use super::roles::{Fields, Needed, Reached, Role, leads_somewhere, request, response};
use super::sites::Sites;
use super::text::problem;
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Spanned;
use crate::spec::{Effective, Paging, TypeExpr};

/// Reports fields that are named but missing, or not of the type that their part needs.
pub(super) fn check(sites: &Sites, out: &mut Vec<Diagnostic>) {
    for site in &sites.operations {
        let operation = &site.entry.value;
        if let Some(paging) = &operation.paging {
            let request = request(operation, site.place);
            let response = response(operation, site.place);
            Pages { paging, request, response }.check(out);
        }
        if let Some(name) = &operation.idempotency_key {
            let (code, key) = (Code::IdempotencyKey, "idempotency_key");
            let role = Role { code, key, path: name, span: name.span, needed: Needed::Text };
            out.extend(role.hold_against(&request(operation, site.place), "`query` or `body`").err());
        }
    }
}

/// What an operation says of its pages, and the fields that it can name.
struct Pages<'a> {
    paging: &'a Paging,
    request: Fields<'a>,
    response: Fields<'a>,
}

impl Pages<'_> {
    fn check(&self, out: &mut Vec<Diagnostic>) {
        let paging = self.paging;
        let by_token = paging.is_by_token();
        self.check_position(out);
        let size = paging.usual_size();
        if !by_token || paging.size.is_some() || leads_somewhere(&self.request, size) {
            out.extend(self.asked("size", size, paging.size.as_ref(), Needed::Number).err());
        }
        if let Some(items) = &paging.items {
            out.extend(self.answered("items", "", Some(items), Needed::List));
        }
        out.extend(self.unnamed_list());
        if by_token {
            out.extend(self.answered("next_token", "page_token", paging.next_token.as_ref(), Needed::Text));
        } else {
            out.extend(self.answered_perhaps("total", paging.total.as_ref(), Needed::Number));
        }
        out.extend(self.answered_perhaps("has_more", paging.has_more.as_ref(), Needed::Flag));
        out.extend(self.idle_keys());
    }

    /// The field that names a page, and the one that makes it do so.
    fn check_position(&self, out: &mut Vec<Diagnostic>) {
        let paging = self.paging;
        let position = match (&paging.offset, &paging.page) {
            (Some(offset), _) => self.asked("offset", "", Some(offset), Needed::Number),
            (None, Some(page)) => self.asked("page", "", Some(page), Needed::Number),
            (None, None) => self.asked("token", "page_token", paging.token.as_ref(), Needed::Text),
        };
        let switch = paging.switch.as_ref();
        let switch = switch.map(|switch| self.asked("switch", "", Some(switch), Needed::Flag));
        for reached in [Some(position), switch].into_iter().flatten() {
            out.extend(match reached {
                Ok(reached) => self.object_that_cannot_be_made(&reached),
                Err(problem) => Some(problem),
            });
        }
    }

    fn role<'r>(&self, key: &'r str, usual: &'r str, written: Option<&'r Spanned<String>>, needed: Needed) -> Role<'r> {
        let (path, span) = written.map_or((usual, self.paging.span), |written| (written.as_str(), written.span));
        Role { code: Code::Paging, key, path, span, needed }
    }

    /// A field of the request.
    fn asked(
        &self,
        key: &str,
        usual: &str,
        written: Option<&Spanned<String>>,
        needed: Needed,
    ) -> Result<Reached<'_>, Diagnostic> {
        self.role(key, usual, written, needed).hold_against(&self.request, "`query` or `body`")
    }

    /// A field of the answer.
    fn answered(
        &self,
        key: &str,
        usual: &str,
        written: Option<&Spanned<String>>,
        needed: Needed,
    ) -> Option<Diagnostic> {
        self.role(key, usual, written, needed).hold_against(&self.response, "the answer").err()
    }

    /// A field that not every answer has, named like its key where nothing else is said.
    fn answered_perhaps(&self, key: &str, written: Option<&Spanned<String>>, needed: Needed) -> Option<Diagnostic> {
        let stands = written.is_some() || leads_somewhere(&self.response, key);
        stands.then(|| self.answered(key, key, written, needed)).flatten()
    }

    /// An object that may be left out and needs more than the place of a page: no later page could be asked for.
    fn object_that_cannot_be_made(&self, reached: &Reached) -> Option<Diagnostic> {
        let mut around = reached.around.iter().filter(|(_, object, _)| !object.is_required());
        let (object, field) = around.find_map(|(object, _, inner)| Some((&object.name, first_required(inner)?)))?;
        let message = format!("`{object}` may be left out, but the next page needs it, and `{field}` in it");
        let report = problem(Code::Paging, self.paging.span, "", message).with_secondary(field.span, "required");
        Some(report.with_help(format!("make `{object}` `required`, or `{field}` optional")))
    }

    /// Pages whose list is not named though there is just one, or where its length has to be known.
    fn unnamed_list(&self) -> Option<Diagnostic> {
        let paging = self.paging;
        if paging.items.is_some() {
            return None;
        }
        if !paging.is_by_token() {
            let message = "the place of the next page depends on how many items a page has, but `items` is missing";
            let help = "name the list with `items: …`";
            return Some(problem(Code::Paging, paging.span, "", message).with_help(help));
        }
        let is_list = |ty: Option<(&Spanned<TypeExpr>, _)>| ty.is_some_and(|(ty, _)| Needed::List.is(ty));
        let lists = self.response.iter().filter(|(entry, place)| is_list(Effective::new(&entry.value, *place).ty()));
        let [(list, _)] = lists.collect::<Vec<_>>()[..] else { return None };
        let message = format!("`paging` does not name `{}`, the one list of the answer", list.name);
        let report = problem(Code::Paging, paging.span, "", message).with_secondary(list.name.span, "the list");
        Some(report.with_help(format!("write `items: {}`", list.name)))
    }

    /// Keys that say nothing beside the others.
    fn idle_keys(&self) -> Vec<Diagnostic> {
        let paging = self.paging;
        let first = paging.first.as_ref().filter(|_| paging.page.is_none());
        let first = first.map(|first| ("first", first.span, "it is the number of the first page beside `page`"));
        let total = paging.total.as_ref().filter(|_| paging.is_by_token());
        let total = total.map(|total| ("total", total.span, "where there are tokens, they tell where the list ends"));
        let idle = [first, total].into_iter().flatten();
        let report = |(key, span, why)| {
            let message = format!("`{key}` says nothing here");
            problem(Code::Paging, span, "", message).with_help(format!("{why}; leave it out"))
        };
        idle.map(report).collect()
    }
}

fn first_required<'a>(fields: &Fields<'a>) -> Option<&'a Spanned<String>> {
    let mut required = fields.iter().filter(|(entry, place)| Effective::new(&entry.value, *place).is_required());
    required.next().map(|(entry, _)| &entry.name)
}
