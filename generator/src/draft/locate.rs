//! Where in which file a field of an operation is written: its page's tree is followed through types and common fields.

use crate::check::text::file_of;
use crate::document::Document;
use crate::spec::{Effective, Entries, Entry, Field, Operation, Place, Quirk, TypeExpr, TypeKind, TypePath};

/// A mapping in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct At {
    /// Path of the file below the folder of specs.
    pub(super) file: String,
    /// The keys that lead to it.
    pub(super) keys: Vec<String>,
    /// The type or common field that it belongs to, by its file and name, where other operations may use it as well.
    pub(super) shared: Option<(String, String)>,
}

/// Fields of one object, and where they are written.
#[derive(Debug, Clone)]
pub(super) struct Container<'a> {
    pub(super) at: At,
    entries: Option<&'a Entries<Field>>,
    place: Place<'a>,
}

/// A field, and where it is written.
#[derive(Debug, Clone)]
pub(super) struct Located<'a> {
    pub(super) at: At,
    pub(super) effective: Effective<'a>,
    field: &'a Field,
    place: Place<'a>,
}

impl At {
    pub(super) fn below(&self, key: &str) -> Self {
        let mut at = self.clone();
        at.keys.push(key.to_owned());
        at
    }

    /// The keys as a document takes them.
    pub(super) fn path(&self) -> Vec<&str> {
        self.keys.iter().map(String::as_str).collect()
    }
}

/// Where an operation is written.
pub(super) fn operation(entry: &Entry<Operation>, place: Place) -> At {
    At { file: file_of(&place), keys: vec!["operations".to_owned(), entry.name.value.clone()], shared: None }
}

/// The fields of a part of an operation.
fn part<'a>(entry: &'a Entry<Operation>, place: Place<'a>, part: &str) -> Container<'a> {
    let operation = &entry.value;
    let whole = match part {
        "body" => operation.body_type.as_ref(),
        "response" => operation.response_type.as_ref(),
        _ => None,
    };
    if let Some(found) = whole.and_then(|ty| of_type(ty.value.innermost(), place)) {
        return found;
    }
    let entries = match part {
        "headers" => Some(&operation.headers),
        "params" => Some(&operation.params),
        "query" => Some(&operation.query),
        "body" => operation.body.as_ref(),
        _ => operation.response.as_ref(),
    };
    Container { at: self::operation(entry, place).below(part), entries, place }
}

/// The fields that stand below a place such as `response.items`.
pub(super) fn container<'a>(entry: &'a Entry<Operation>, place: Place<'a>, path: &str) -> Option<Container<'a>> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let root = part(entry, place, first);
    if rest.is_empty() { Some(root) } else { follow(&root, rest)?.inside() }
}

/// The field that a place such as `response.items.name` names.
pub(super) fn field<'a>(entry: &'a Entry<Operation>, place: Place<'a>, path: &str) -> Option<Located<'a>> {
    let (first, rest) = path.split_once('.')?;
    follow(&part(entry, place, first), rest)
}

/// The name of a field at the end of a place, and the place of the fields that it is one of. Names may have dots themselves.
pub(super) fn split(path: &str, name: &str) -> Option<String> {
    path.strip_suffix(name)?.strip_suffix('.').map(str::to_owned)
}

fn follow<'a>(container: &Container<'a>, path: &str) -> Option<Located<'a>> {
    let entries = container.entries?;
    let mut steps = entries.iter().filter_map(|entry| {
        let rest = path.strip_prefix(entry.name.as_str())?;
        (rest.is_empty() || rest.starts_with('.')).then_some((entry, rest.trim_start_matches('.')))
    });
    steps.find_map(|(entry, rest)| {
        let effective = Effective::new(&entry.value, container.place);
        let at = container.at.below(&entry.name);
        let located = Located { at, effective, field: &entry.value, place: container.place };
        if rest.is_empty() { Some(located) } else { follow(&located.inside()?, rest) }
    })
}

fn of_type<'a>(ty: &TypeExpr, place: Place<'a>) -> Option<Container<'a>> {
    let TypeExpr::Named(path) = ty else { return None };
    let (at, found) = named(path, place)?;
    match &found.entry.value.kind {
        TypeKind::Object(fields) => {
            Some(Container { at: at.below("fields"), entries: Some(fields), place: found.place })
        }
        _ => None,
    }
}

fn named<'a>(path: &TypePath, place: Place<'a>) -> Option<(At, crate::spec::Found<'a, crate::spec::TypeDef>)> {
    let found = place.type_def(path)?;
    let (file, name) = (file_of(&found.place), found.entry.name.value.clone());
    let keys = vec!["types".to_owned(), name.clone()];
    Some((At { file: file.clone(), keys, shared: Some((file, name)) }, found))
}

impl<'a> Located<'a> {
    /// The field or common field that says something first, going by `use`.
    fn saying(&self, says: impl Fn(&Field) -> bool) -> Option<(At, &'a Field, Place<'a>)> {
        let (mut at, mut field, mut place) = (self.at.clone(), self.field, self.place);
        for _ in 0..8 {
            if says(field) {
                return Some((at, field, place));
            }
            let found = place.common_field(field.use_.as_ref()?)?;
            let (file, name) = (file_of(&found.place), found.entry.name.value.clone());
            at = At {
                file: file.clone(),
                keys: vec!["common_fields".to_owned(), name.clone()],
                shared: Some((file, name)),
            };
            (field, place) = (&found.entry.value, found.place);
        }
        None
    }

    /// The fields inside.
    fn inside(&self) -> Option<Container<'a>> {
        let (at, field, place) = self.saying(|field| field.ty.is_some())?;
        match (&field.fields, field.ty.as_ref()) {
            (Some(fields), _) => Some(Container { at: at.below("fields"), entries: Some(fields), place }),
            (None, Some(ty)) => of_type(ty.value.innermost(), place),
            (None, None) => None,
        }
    }

    /// The values of the enumeration inside: the mapping of them, and whether they are numbers.
    pub(super) fn values(&self) -> Option<(At, bool)> {
        let (at, field, place) = self.saying(|field| field.ty.is_some())?;
        if field.enum_.is_some() {
            return Some((at.below("enum"), false));
        }
        if field.enum_int.is_some() {
            return Some((at.below("enum_int"), true));
        }
        let TypeExpr::Named(path) = field.ty.as_ref()?.value.innermost() else { return None };
        let (at, found) = named(path, place)?;
        match found.entry.value.kind {
            TypeKind::Enum(_) => Some((at.below("enum"), false)),
            TypeKind::EnumInt(_) => Some((at.below("enum_int"), true)),
            TypeKind::Object(_) => None,
        }
    }

    /// Whether the field itself, rather than a common field, says something.
    pub(super) fn says(&self, document: &Document, key: &str) -> bool {
        document.entry(&self.at.below(key).path()).is_some()
    }

    /// Whether it takes what it says from a common field.
    pub(super) fn uses(&self) -> bool {
        self.field.use_.is_some()
    }
}

/// The number of an error code in a place such as `error_codes.1220001`.
pub(super) fn code(path: &str) -> Option<i64> {
    path.strip_prefix(Quirk::ERROR_CODES)?.strip_prefix('.')?.parse().ok()
}
