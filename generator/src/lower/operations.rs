//! Operations: parameters, bodies, responses and policy.

use super::codes::operation_codes;
use super::fields::FieldNames;
use super::types::Home;
use super::{Lowering, constructor, docs, module_path, scope, text};
use crate::ir::{
    Body, Location, Name, Operation, Parameter, PathSegment, Presence, Response, Target, TargetLimit, Ty, Type,
    TypeKind,
};
use crate::ir::{Facts, Field, Usage};
use crate::naming::{Container, NameScope, camel, setter, snake};
use crate::source::Spanned;
use crate::spec::{self, Entries, Entry, Envelope, HostKind, Place};

impl<'a> Lowering<'a> {
    /// The operations of a resource.
    pub(super) fn operations(&mut self, place: Place<'a>) -> Vec<Operation> {
        let Some(resource) = place.resource else { return Vec::new() };
        let mut modules = NameScope::new("operations");
        let mut operations: Vec<Operation> =
            resource.operations.iter().map(|entry| self.operation(entry, place, &mut modules)).collect();
        self.uploads(place, &mut operations);
        operations
    }

    fn operation(&mut self, entry: &'a Entry<spec::Operation>, place: Place<'a>, modules: &mut NameScope) -> Operation {
        let operation = &entry.value;
        let name = self.operation_name(&entry.name, modules);
        let type_name = self.request_name(entry);
        let home = Home {
            module: [module_path(place), vec![name.rust.clone()]].concat(),
            scope: [scope(place), vec![name.wire.clone()]].concat(),
            prefix: String::new(),
        };
        for scope in [&scope(place), &home.scope] {
            self.take_type(scope, &type_name, &["Response", "Required"], &entry.name, "rust_name");
        }
        let first_type = self.types.len();
        let parameters = self.parameters(operation, place, &home);
        let address = place.address();
        let id = [address.service.clone(), address.version, address.resource, Some(name.wire.clone())];
        let id = id.into_iter().flatten().collect::<Vec<_>>().join(".");
        let response = self.response(operation, place, &home, (&id, &type_name));
        let types = (first_type..self.types.len()).map(crate::ir::TypeId).collect();
        let paging = operation.paging.as_ref();
        let lowered = Operation {
            id,
            constructor: constructor::request(&type_name, &parameters),
            name,
            type_name,
            module: home.module,
            service: address.service.and_then(|service| snake(&service, Container::Module)).unwrap_or_default(),
            body: body(operation),
            targets: targets(operation, &parameters),
            parameters,
            response,
            types,
            error_codes: operation_codes(place, &operation.error_codes),
            doc: Vec::new(),
            ..policy(operation, self.docs_address(operation))
        };
        Operation { paging: paging.map(|paging| super::paging::lower(paging, &lowered, &self.types)), ..lowered }
    }

    fn operation_name(&mut self, wire: &Spanned<String>, modules: &mut NameScope) -> Name {
        let rust = self.named(snake(wire, Container::Module), wire, wire.span);
        self.take(modules, &rust, wire, wire.span, None);
        Name { wire: wire.value.clone(), rust }
    }

    fn request_name(&mut self, entry: &'a Entry<spec::Operation>) -> String {
        let given = entry.value.rust_name.as_ref().map(|name| name.value.clone());
        self.named(given.or_else(|| camel(&entry.name, Container::Type)), &entry.name, entry.name.span)
    }

    fn parameters(&mut self, operation: &'a spec::Operation, place: Place<'a>, home: &Home) -> Vec<Parameter> {
        let mut names = FieldNames::default();
        let none = const { &Entries::<spec::Field>::EMPTY };
        let body = operation.body.as_ref().unwrap_or(none);
        let lists = [
            (Location::Path, &operation.params),
            (Location::Query, &operation.query),
            (Location::Header, &operation.headers),
            (Location::Body, body),
        ];
        let mut parameters = Vec::new();
        for (location, fields) in lists {
            for entry in fields {
                let mut field = self.field(&entry.name, &entry.value, place, home, &mut names);
                if location == Location::Path {
                    field.presence = Presence::Required;
                }
                parameters.push(Parameter { location, field });
            }
        }
        parameters.extend(operation.body_type.as_ref().map(|expr| self.whole_body(expr, place, &mut names)));
        in_path_order(&mut parameters, &operation.path);
        parameters
    }

    /// The parameter that is the body itself.
    fn whole_body(&mut self, expr: &Spanned<spec::TypeExpr>, place: Place<'a>, names: &mut FieldNames) -> Parameter {
        const NAME: &str = "body";
        self.take_field(names, NAME, "body_type", expr.span);
        let facts = Facts { about: "The body.".to_owned(), required: true, ..Facts::default() };
        let field = Field {
            name: Name { wire: NAME.to_owned(), rust: NAME.to_owned() },
            setter: setter(NAME),
            ty: self.named_ty(expr, place),
            presence: Presence::Required,
            boxed: false,
            doc: docs::field_doc(&facts),
            facts,
        };
        Parameter { location: Location::Body, field }
    }

    /// The answer; a type of its own says in its description whose it is, by the operation's id and its type.
    fn response(
        &mut self,
        operation: &'a spec::Operation,
        place: Place<'a>,
        home: &Home,
        (id, type_name): (&str, &str),
    ) -> Response {
        if operation.envelope.as_ref().is_some_and(|envelope| envelope.value == Envelope::File) {
            return Response::File;
        }
        if let Some(expr) = &operation.response_type {
            return Response::Value(self.named_ty(expr, place));
        }
        let Some(fields) = operation.response.as_ref().filter(|fields| !fields.is_empty()) else {
            return Response::Nothing;
        };
        let fields = self.fields(fields, place, home);
        let id = self.push(Type {
            name: Name { wire: String::new(), rust: format!("{type_name}Response") },
            module: home.module.clone(),
            exported_from: None,
            about: format!("What `{id}` answers."),
            doc: vec![format!("What [`{type_name}`] answers.")],
            deprecated: None,
            kind: TypeKind::Object(fields),
            usage: Usage::default(),
            constructor: None,
        });
        Response::Value(Ty::Type(id))
    }

    /// The whole address of an operation's page.
    fn docs_address(&self, operation: &spec::Operation) -> Option<String> {
        let page = &operation.page.as_ref()?.value;
        if !page.starts_with('/') {
            return Some(page.clone());
        }
        let base = self.spec.platform.docs.as_ref().map_or("", |docs| docs.value.trim_end_matches('/'));
        Some(format!("{base}{page}"))
    }
}

/// What an operation says of policy; names, parameters and types are left to the caller.
fn policy(operation: &spec::Operation, docs: Option<String>) -> Operation {
    let texts = |list: &[Spanned<String>]| list.iter().map(|text| text.value.clone()).collect();
    Operation {
        id: String::new(),
        name: Name { wire: String::new(), rust: String::new() },
        type_name: String::new(),
        module: Vec::new(),
        service: String::new(),
        summary: operation.summary.value.trim().to_owned(),
        details: operation.details.as_ref().map(|details| text(Some(details))),
        doc: Vec::new(),
        docs,
        updated: operation.updated.as_ref().map(|day| day.value.clone()),
        method: operation.method.value,
        path: operation.path.value.clone(),
        segments: segments(&operation.path),
        host: operation.host.as_ref().map_or(HostKind::Open, |host| host.value),
        tokens: operation.tokens.iter().map(|token| token.value).collect(),
        apps: operation.apps.iter().map(|app| app.value).collect(),
        rate_limit: operation.rate_limit.as_ref().map(|limit| limit.value.clone()),
        targets: Vec::new(),
        scopes: texts(&operation.scopes),
        all_scopes: texts(&operation.all_scopes),
        field_scopes: texts(&operation.field_scopes),
        parameters: Vec::new(),
        body: Body::None,
        response: Response::Nothing,
        envelope: operation.envelope.as_ref().map_or(Envelope::Data, |envelope| envelope.value),
        ranges: operation.ranges.as_ref().is_some_and(|ranges| ranges.value),
        content_type: operation.content_type.as_ref().map(|kind| kind.value),
        chunked: None,
        paging: None,
        idempotency_key: operation.idempotency_key.as_ref().map(|key| key.value.clone()),
        error_codes: Vec::new(),
        deprecated: operation.deprecated.as_ref().map(|note| text(Some(note))),
        types: Vec::new(),
        constructor: crate::ir::Constructor::default(),
    }
}

/// Limits on single targets. By group, so that their order in the specs is nothing to anybody.
fn targets(operation: &spec::Operation, parameters: &[Parameter]) -> Vec<Target> {
    let mut targets: Vec<Target> =
        operation.targets.iter().filter_map(|target| lower_target(target, parameters)).collect();
    targets.sort_by(|one, other| one.group.cmp(&other.group));
    targets
}

fn lower_target(target: &spec::Target, parameters: &[Parameter]) -> Option<Target> {
    let field = |key: &Spanned<String>| {
        let mut fields = parameters.iter().filter(|parameter| parameter.location != Location::Header);
        fields.find(|parameter| parameter.field.name.wire == key.value).map(|parameter| parameter.field.name.clone())
    };
    let limit = match &target.rate_limit {
        Some(limit) => TargetLimit::Rate(limit.value.clone()),
        None => TargetLimit::Serial,
    };
    let key = target.key.as_ref().map(|key| field(key).ok_or(())).transpose().ok()?;
    Some(Target { group: target.group.value.clone(), key, limit })
}

fn body(operation: &spec::Operation) -> Body {
    let form = operation.multipart.as_ref().is_some_and(|multipart| multipart.value);
    match (&operation.body_type, &operation.body) {
        (Some(_), _) => Body::Whole,
        (None, Some(_)) if form => Body::Form,
        (None, Some(_)) => Body::Json,
        (None, None) => Body::None,
    }
}

fn segments(path: &str) -> Vec<PathSegment> {
    let pieces = path.split('/').skip(1).map(|piece| match piece.strip_prefix(':') {
        Some(name) => PathSegment::Parameter(name.to_owned()),
        None => PathSegment::Fixed(piece.to_owned()),
    });
    pieces.collect()
}

/// Puts path parameters in the order of the path.
fn in_path_order(parameters: &mut [Parameter], path: &str) {
    let order = segments(path);
    let position = |name: &str| order.iter().position(|segment| *segment == PathSegment::Parameter(name.to_owned()));
    let count = parameters.iter().take_while(|parameter| parameter.location == Location::Path).count();
    parameters[..count].sort_by_key(|parameter| position(&parameter.field.name.wire));
}
