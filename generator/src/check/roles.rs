//! Fields that an operation names as having a part in what it does: where they are, and whether their type fits the part.
//!
//! Knows no part by its name.

use super::text::{did_you_mean, problem};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::source::{Span, Spanned};
use crate::spec::{Effective, Entry, Field, Operation, Place, TypeExpr, TypeKind};

/// Fields with the place their names are looked up from.
pub(super) type Fields<'a> = Vec<(&'a Entry<Field>, Place<'a>)>;

/// The fields of a request's query and body.
pub(super) fn request<'a>(operation: &'a Operation, place: Place<'a>) -> Fields<'a> {
    let own = operation.query.iter().chain(operation.body.iter().flatten()).map(|entry| (entry, place));
    own.chain(of_type(operation.body_type.as_ref(), place)).collect()
}

/// The fields of an answer.
pub(super) fn response<'a>(operation: &'a Operation, place: Place<'a>) -> Fields<'a> {
    let own = operation.response.iter().flatten().map(|entry| (entry, place));
    own.chain(of_type(operation.response_type.as_ref(), place)).collect()
}

fn of_type<'a>(ty: Option<&'a Spanned<TypeExpr>>, place: Place<'a>) -> Fields<'a> {
    let Some(TypeExpr::Named(path)) = ty.map(|ty| &ty.value) else { return Vec::new() };
    let Some(found) = place.type_def(path) else { return Vec::new() };
    let TypeKind::Object(fields) = &found.entry.value.kind else { return Vec::new() };
    fields.iter().map(|entry| (entry, found.place)).collect()
}

/// A field's part in what an operation does.
pub(super) struct Role<'a> {
    /// What a problem is reported as.
    pub(super) code: Code,
    /// The key that names the field.
    pub(super) key: &'a str,
    /// The field's name, with dots for a field inside an object.
    pub(super) path: &'a str,
    /// Where it is named.
    pub(super) span: Span,
    /// What it must be.
    pub(super) needed: Needed,
}

/// What a field must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Needed {
    /// Any text.
    Text,
    /// A whole number, perhaps written as a text.
    Number,
    /// `true` or `false`.
    Flag,
    /// A list.
    List,
}

impl Needed {
    /// Whether a type is such.
    pub(super) fn is(self, ty: &TypeExpr) -> bool {
        match self {
            Self::Text => *ty == TypeExpr::String,
            Self::Number => matches!(ty, TypeExpr::Int | TypeExpr::String),
            Self::Flag => *ty == TypeExpr::Bool,
            Self::List => matches!(ty, TypeExpr::List(_)),
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("a string", "`string`"),
            Self::Number => ("an int or string", "`int` or `string`"),
            Self::Flag => ("a bool", "`bool`"),
            Self::List => ("a list", "`list<…>`"),
        }
    }
}

/// A field, and the objects that lead to it.
pub(super) struct Reached<'a> {
    /// The field itself.
    pub(super) field: Effective<'a>,
    /// The objects around it, outermost first, with their fields.
    pub(super) around: Vec<(&'a Entry<Field>, Effective<'a>, Fields<'a>)>,
}

/// Where a way to a field ends too early: at a name that is not there, among names that are.
struct Lost<'a> {
    before: String,
    name: &'a str,
    among: Vec<&'a str>,
}

impl Role<'_> {
    /// The field among some, or what is wrong with it. `part` is what the fields are of.
    pub(super) fn hold_against<'f>(&self, fields: &Fields<'f>, part: &str) -> Result<Reached<'f>, Diagnostic> {
        let reached = follow(fields, self.path).map_err(|lost| self.missing(&lost, part))?;
        let Some((ty, _)) = reached.field.ty() else { return Ok(reached) };
        match self.misfit(ty, &reached.field) {
            Some(problem) => Err(problem),
            None => Ok(reached),
        }
    }

    fn misfit(&self, ty: &Spanned<TypeExpr>, field: &Effective) -> Option<Diagnostic> {
        let (needed, types) = self.needed.words();
        let (key, path) = (self.key, self.path);
        let report = |is: String| {
            let message = format!("`{key}` needs {needed}, but `{path}` is {is}");
            problem(self.code, self.span, "", message).with_secondary(ty.span, "this type")
        };
        if !self.needed.is(&ty.value) {
            let help = format!("name another field, or correct its type to {types}");
            return Some(report(format!("of type `{}`", ty.value)).with_help(help));
        }
        if field.enum_().is_some() || field.enum_int().is_some() {
            return Some(report("an enumeration".to_owned()).with_help("name another field, or leave its values out"));
        }
        let secret = ty.value == TypeExpr::String && field.is_sensitive();
        let help = "leave `sensitive` out: where a list goes on is shown, so that it can be resumed there";
        secret.then(|| report("`sensitive`".to_owned()).with_help(help))
    }

    fn missing(&self, lost: &Lost, part: &str) -> Diagnostic {
        let key = self.key;
        let meant = nearest(lost.name, lost.among.iter().copied()).map(|name| format!("{}{name}", lost.before));
        let help = did_you_mean(meant.as_deref(), || format!("add the field, or say with `{key}: …` which one it is"));
        let message = format!("`{key}` needs a field `{}` in {part}, but there is none", self.path);
        problem(self.code, self.span, "", message).with_help(help)
    }
}

/// Whether a way leads to a field.
pub(super) fn leads_somewhere(fields: &Fields, path: &str) -> bool {
    follow(fields, path).is_ok()
}

fn follow<'f, 'p>(fields: &Fields<'f>, path: &'p str) -> Result<Reached<'f>, Lost<'p>>
where
    'f: 'p,
{
    let mut around: Vec<(&Entry<Field>, Effective, Fields)> = Vec::new();
    let mut names = path.split('.').peekable();
    let mut before = String::new();
    while let Some(name) = names.next() {
        let here = around.last().map_or(fields, |(_, _, inner)| inner);
        let Some((entry, place)) = here.iter().find(|(entry, _)| entry.name.value == name).copied() else {
            return Err(Lost {
                before,
                name,
                among: here.iter().map(|(entry, _)| entry.name.value.as_str()).collect(),
            });
        };
        let field = Effective::new(&entry.value, place);
        if names.peek().is_none() {
            return Ok(Reached { field, around });
        }
        let inner = inside(&field);
        around.push((entry, field, inner));
        before = format!("{before}{name}.");
    }
    Err(Lost { before, name: path, among: Vec::new() })
}

/// The fields of a field that is an object; of all others there are none.
fn inside<'a>(field: &Effective<'a>) -> Fields<'a> {
    match field.ty() {
        Some((ty, place)) if matches!(ty.value, TypeExpr::Named(_)) => of_type(Some(ty), place),
        Some((ty, _)) if ty.value == TypeExpr::Object => {
            let fields = field.fields().into_iter();
            fields.flat_map(|(fields, place)| fields.iter().map(move |entry| (entry, place))).collect()
        }
        _ => Vec::new(),
    }
}
