//! Named types, and objects and enumerations written in place.

use std::collections::HashSet;

use super::{Lowering, docs, module_path, scope, text};
use crate::ir::{Name, Ty, Type, TypeId, TypeKind, Usage, Variant};
use crate::naming::{Container, NameScope, camel};
use crate::source::{Span, Spanned};
use crate::spec::{self, Effective, Entries, EnumValue, Place, TypeDef, TypeExpr, TypePath};

/// Where a type written in place goes, and what its name starts with.
#[derive(Debug, Clone)]
pub(super) struct Home {
    /// The module.
    pub module: Vec<String>,
    /// The scope of its names.
    pub scope: Vec<String>,
    /// Start of the names of types written in place: the named type around them; empty in an operation's own module.
    pub prefix: String,
}

impl<'a> Lowering<'a> {
    /// Gives every named type its index, so that types can refer to each other.
    pub(super) fn index_types(&mut self) {
        for place in Place::all(self.spec) {
            let module = module_path(place);
            for entry in &place.own().types {
                let wire = &entry.name.value;
                let given = entry.value.rust_name.as_ref().map(|name| name.value.clone());
                let rust = self.named(given.or_else(|| camel(wire, Container::Type)), wire, entry.name.span);
                self.take_type(&scope(place), &rust, &["Required"], &entry.name, "rust_name");
                let id = self.push(named_type(wire, rust, &module, &entry.value));
                self.named.push(entry.name.span);
                self.index.insert((place.address(), wire.as_str()), id);
            }
        }
    }

    /// Fills the named types with their fields and values.
    pub(super) fn lower_named_types(&mut self) {
        for place in Place::all(self.spec) {
            for (entry, id) in place.own().types.iter().zip(self.types_of(place)) {
                let prefix = self.types[id.0].name.rust.clone();
                let home = Home { module: module_path(place), scope: scope(place), prefix };
                let kind = match &entry.value.kind {
                    spec::TypeKind::Object(fields) => TypeKind::Object(self.fields(fields, place, &home)),
                    spec::TypeKind::Enum(values) => TypeKind::TextEnum(self.text_values(values)),
                    spec::TypeKind::EnumInt(values) => TypeKind::IntEnum(self.int_values(values)),
                };
                self.types[id.0].kind = kind;
            }
        }
    }

    /// Adds a type.
    pub(super) fn push(&mut self, ty: Type) -> TypeId {
        self.types.push(ty);
        TypeId(self.types.len() - 1)
    }

    /// The type of a field.
    pub(super) fn ty(&mut self, field: &Effective<'a>, name: &Spanned<String>, home: &Home) -> Ty {
        let Some((expr, place)) = field.ty() else { return Ty::Any };
        self.expr(expr, place, field, name, home)
    }

    /// A type that is named alone, without a field around it.
    pub(super) fn named_ty(&self, expr: &TypeExpr, place: Place<'a>) -> Ty {
        match expr {
            TypeExpr::List(inner) => Ty::List(Box::new(self.named_ty(inner, place))),
            TypeExpr::Map(inner) => Ty::Map(Box::new(self.named_ty(inner, place))),
            TypeExpr::Named(path) => self.reference(path, place),
            TypeExpr::String => Ty::String,
            TypeExpr::Int => Ty::Int,
            TypeExpr::Float => Ty::Float,
            TypeExpr::Bool => Ty::Bool,
            TypeExpr::File => Ty::File,
            TypeExpr::Any | TypeExpr::Object => Ty::Any,
        }
    }

    fn expr(
        &mut self,
        expr: &TypeExpr,
        place: Place<'a>,
        field: &Effective<'a>,
        name: &Spanned<String>,
        home: &Home,
    ) -> Ty {
        match expr {
            TypeExpr::List(inner) => Ty::List(Box::new(self.expr(inner, place, field, name, home))),
            TypeExpr::Map(inner) => Ty::Map(Box::new(self.expr(inner, place, field, name, home))),
            TypeExpr::Object => self.object_in_place(field, name, home),
            TypeExpr::String if field.enum_().is_some() => {
                let values = field.enum_().map(|values| self.text_values(values)).unwrap_or_default();
                Ty::Type(self.type_in_place(field, name, home, TypeKind::TextEnum(values)))
            }
            TypeExpr::Int if field.enum_int().is_some() => {
                let values = field.enum_int().map(|values| self.int_values(values)).unwrap_or_default();
                Ty::Type(self.type_in_place(field, name, home, TypeKind::IntEnum(values)))
            }
            TypeExpr::String if field.is_sensitive() => Ty::Secret,
            other => self.named_ty(other, place),
        }
    }

    fn reference(&self, path: &TypePath, place: Place<'a>) -> Ty {
        let found = place.type_def(path);
        let id = found.and_then(|found| self.index.get(&(found.place.address(), path.name.as_str())));
        id.map_or(Ty::Any, |id| Ty::Type(*id))
    }

    fn object_in_place(&mut self, field: &Effective<'a>, name: &Spanned<String>, home: &Home) -> Ty {
        let Some((fields, place)) = field.fields() else { return Ty::Any };
        let id = self.type_in_place(field, name, home, TypeKind::Object(Vec::new()));
        let inner = if home.prefix.is_empty() {
            home.clone()
        } else {
            Home { prefix: self.types[id.0].name.rust.clone(), ..home.clone() }
        };
        let fields = self.fields(fields, place, &inner);
        self.types[id.0].kind = TypeKind::Object(fields);
        Ty::Type(id)
    }

    /// Makes a type for what a field holds in place; named after the field unless the spec says otherwise.
    fn type_in_place(&mut self, field: &Effective<'a>, name: &Spanned<String>, home: &Home, kind: TypeKind) -> TypeId {
        let rust = match field.type_name() {
            Some(given) => given.value.clone(),
            // A name of which nothing can be made is reported where the field gets its own.
            None => docs::type_name(name, field, &home.prefix).unwrap_or_default(),
        };
        self.take_type(&home.scope, &rust, &["Required"], name, "type_name");
        let about = text(field.about());
        let doc = docs::type_doc(&about);
        self.push(Type {
            name: Name { wire: name.value.clone(), rust },
            module: home.module.clone(),
            exported_from: None,
            about,
            doc,
            deprecated: None,
            kind,
            usage: Usage::default(),
            constructor: None,
        })
    }

    fn text_values(&mut self, values: &'a Entries<EnumValue>) -> Vec<Variant<String>> {
        let mut names = NameScope::new("values");
        let values = values.iter().map(|entry| (&entry.name.value, &entry.value, entry.name.span));
        values.map(|(wire, value, span)| self.variant(wire.clone(), wire, value, span, &mut names)).collect()
    }

    fn int_values(&mut self, values: &'a [(Spanned<i64>, EnumValue)]) -> Vec<Variant<i64>> {
        let mut names = NameScope::new("values");
        let values = values.iter().map(|(number, value)| (number.value, value, number.span));
        values.map(|(wire, value, span)| self.variant(wire, &wire.to_string(), value, span, &mut names)).collect()
    }

    fn variant<T>(
        &mut self,
        wire: T,
        text_of: &str,
        value: &'a EnumValue,
        span: Span,
        names: &mut NameScope,
    ) -> Variant<T> {
        let source = value.name.as_ref().map_or(text_of, |name| &name.value);
        let rust = if source.is_empty() { Some("Empty".to_owned()) } else { camel(source, Container::Variant) };
        let rust = self.named(rust, source, span);
        let shown = if source.is_empty() { "\"\"" } else { source };
        self.take(names, &rust, shown, span, Some("name"));
        let about = text(value.about.as_ref());
        let doc = docs::type_doc(&about);
        Variant { wire, rust, about, doc, deprecated: value.deprecated.as_ref().map(|note| note.value.clone()) }
    }
}

fn named_type(wire: &str, rust: String, module: &[String], def: &TypeDef) -> Type {
    let about = text(def.about.as_ref());
    Type {
        name: Name { wire: wire.to_owned(), rust },
        module: module.to_vec(),
        exported_from: None,
        doc: docs::type_doc(&about),
        about,
        deprecated: def.deprecated.as_ref().map(|note| note.value.clone()),
        kind: TypeKind::Object(Vec::new()),
        usage: Usage::default(),
        constructor: None,
    }
}

/// Types that are reachable from some, themselves included.
pub(super) fn closure(types: &[Type], roots: impl IntoIterator<Item = TypeId>) -> HashSet<TypeId> {
    let mut reached = HashSet::new();
    let mut waiting: Vec<TypeId> = roots.into_iter().collect();
    while let Some(id) = waiting.pop() {
        if !reached.insert(id) {
            continue;
        }
        if let TypeKind::Object(fields) = &types[id.0].kind {
            waiting.extend(fields.iter().filter_map(|field| field.ty.type_id()));
        }
    }
    reached
}
