//! The Rust client: one folder per service, version and resource, one file per operation.

mod chunked;
mod documented;
mod enumeration;
mod error_code;
mod imports;
mod lists;
mod meta;
mod object;
mod paging;
mod request;
mod skeleton;
mod source;
mod tokens;

use std::collections::{BTreeSet, HashMap};

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use self::source::SourceFile;
pub(in crate::emit) use self::tokens::{ident, ident_text};
use super::FileSet;
use crate::ir::{Client, ErrorCode, Operation, Resource, Service, Type, TypeKind, Version};

/// What the generated crate says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// Name of the package; its library is `feishu` unless `library` says otherwise.
    pub name: String,
    /// Name of the library.
    pub library: String,
    /// Version of the package.
    pub version: String,
    /// Least Rust version.
    pub rust_version: String,
    /// What stands behind `feishu-runtime =` in the manifest, for example `{ path = "../runtime" }`.
    pub runtime: String,
    /// What stands behind `feishu-documented =` among the dependencies of tests; with it, there is a test for each operation.
    pub documented: Option<String>,
}

/// A file to be written: where, and what.
struct Job<'a> {
    path: String,
    content: Content<'a>,
}

enum Content<'a> {
    Skeleton(Result<String, askama::Error>),
    Types(Vec<&'a Type>),
    ErrorCodes(&'a [ErrorCode], String),
    Operation(&'a Operation),
}

/// Emits the crate.
///
/// # Errors
///
/// When a template cannot be filled or an item is no Rust: a bug of the generator, never of a spec.
pub fn emit(client: &Client, package: &Package) -> Result<FileSet, EmitError> {
    let jobs = plan(client, package);
    let files: Result<Vec<_>, _> = jobs.into_par_iter().map(|job| write(client, job)).collect();
    files.map(FileSet::from_iter)
}

/// A bug of the generator: it made something that is no Rust.
#[derive(Debug)]
pub struct EmitError {
    /// The file it was for.
    pub path: String,
    /// What went wrong.
    pub reason: String,
}

impl std::fmt::Display for EmitError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot write {}: {} (a bug of the generator)", self.path, self.reason)
    }
}

impl std::error::Error for EmitError {}

fn write(client: &Client, job: Job<'_>) -> Result<(String, String), EmitError> {
    let text = match job.content {
        Content::Skeleton(text) => text.map_err(|error| error.to_string()),
        Content::Types(types) => types_file(client, &types),
        Content::ErrorCodes(codes, whose) => error_code::file(codes, &whose),
        Content::Operation(operation) => operation_file(client, operation),
    };
    match text {
        Ok(text) => Ok((job.path, text)),
        Err(reason) => Err(EmitError { path: job.path, reason }),
    }
}

fn plan<'a>(client: &'a Client, package: &Package) -> Vec<Job<'a>> {
    let homes = Homes::new(client);
    let platform = ["types".to_owned()];
    let mut jobs = vec![
        skeleton_job("Cargo.toml".to_owned(), skeleton::manifest(client, package)),
        skeleton_job("README.md".to_owned(), skeleton::readme(client, package)),
        skeleton_job("src/lib.rs".to_owned(), skeleton::library(client)),
        skeleton_job("src/types/mod.rs".to_owned(), skeleton::types(homes.is_used(&platform), &homes.shared())),
        codes_job("src", &client.platform.error_codes, "of the platform"),
    ];
    if homes.is_used(&platform) {
        jobs.push(Job { path: "src/types/platform.rs".to_owned(), content: Content::Types(homes.of(&platform)) });
    }
    jobs.extend(homes.shared().into_iter().map(|name| {
        let types = homes.of(&["types".to_owned(), name.clone()]);
        Job { path: format!("src/types/{name}.rs"), content: Content::Types(types) }
    }));
    client.services.iter().for_each(|service| plan_service(service, &homes, &mut jobs));
    if package.documented.is_some() {
        let tests = documented::files(client, package).into_iter();
        jobs.extend(tests.map(|(path, text)| skeleton_job(path, Ok(text))));
    }
    jobs
}

fn plan_service<'a>(service: &'a Service, homes: &Homes<'a>, jobs: &mut Vec<Job<'a>>) {
    let module = vec![service.name.rust.clone()];
    let folder = format!("src/{}", service.name.rust);
    jobs.push(skeleton_job(
        format!("{folder}/mod.rs"),
        skeleton::service(service, homes.is_used(&module), &homes.exports(&module)),
    ));
    if !service.error_codes.is_empty() {
        jobs.push(codes_job(&folder, &service.error_codes, &format!("of the service `{}`", service.name.wire)));
    }
    jobs.extend(types_job(&folder, &module, homes));
    service.versions.iter().for_each(|version| plan_version(version, &module, homes, jobs));
}

fn plan_version<'a>(version: &'a Version, service: &[String], homes: &Homes<'a>, jobs: &mut Vec<Job<'a>>) {
    let module = [service, std::slice::from_ref(&version.name.rust)].concat();
    let folder = format!("src/{}", module.join("/"));
    jobs.push(skeleton_job(
        format!("{folder}/mod.rs"),
        skeleton::version(version, homes.is_used(&module), &homes.exports(&module)),
    ));
    jobs.extend(types_job(&folder, &module, homes));
    version.resources.iter().for_each(|resource| plan_resource(resource, &module, homes, jobs));
}

fn plan_resource<'a>(resource: &'a Resource, version: &[String], homes: &Homes<'a>, jobs: &mut Vec<Job<'a>>) {
    let module = [version, std::slice::from_ref(&resource.name.rust)].concat();
    let folder = format!("src/{}", module.join("/"));
    let text = skeleton::resource(resource, homes.is_used(&module), &homes.exports(&module));
    jobs.push(skeleton_job(format!("{folder}/mod.rs"), text));
    jobs.extend(types_job(&folder, &module, homes));
    jobs.extend(resource.operations.iter().map(|operation| Job {
        path: format!("{folder}/{}.rs", operation.name.rust),
        content: Content::Operation(operation),
    }));
}

fn skeleton_job<'a>(path: String, text: Result<String, askama::Error>) -> Job<'a> {
    Job { path, content: Content::Skeleton(text) }
}

fn codes_job<'a>(folder: &str, codes: &'a [ErrorCode], whose: &str) -> Job<'a> {
    Job { path: format!("{folder}/error_code.rs"), content: Content::ErrorCodes(codes, whose.to_owned()) }
}

fn types_job<'a>(folder: &str, module: &[String], homes: &Homes<'a>) -> Option<Job<'a>> {
    let types = homes.of(module);
    (!types.is_empty()).then(|| Job { path: format!("{folder}/types.rs"), content: Content::Types(types) })
}

fn types_file(client: &Client, types: &[&Type]) -> Result<String, String> {
    let module = types.first().map(|ty| ty.module.clone()).unwrap_or_default();
    let mut file = SourceFile::new(client, "Types that several operations use.", module);
    for ty in types {
        declare(&mut file, ty);
    }
    types.iter().try_for_each(|ty| type_items(&mut file, ty))?;
    Ok(file.finish())
}

fn operation_file(client: &Client, operation: &Operation) -> Result<String, String> {
    let about = format!("`{}`: {}", operation.id, crate::lower::rustdoc_line(&operation.summary));
    let mut file = SourceFile::new(client, &about, operation.module.clone());
    file.declare(&operation.type_name);
    let types: Vec<&Type> =
        operation.types.iter().map(|id| client.get(*id)).filter(|ty| ty.exported_from.is_none()).collect();
    operation.constructor.named.iter().for_each(|(name, _)| file.declare(name));
    for ty in &types {
        declare(&mut file, ty);
    }
    request::items(&mut file, operation)?;
    types.iter().try_for_each(|ty| type_items(&mut file, ty))?;
    Ok(file.finish())
}

/// Keeps the names of a type and of the structure that its `new` takes.
fn declare(file: &mut SourceFile<'_>, ty: &Type) {
    file.declare(&ty.name.rust);
    if let Some((name, _)) = required(ty) {
        file.declare(name);
    }
}

/// The structure that the `new` of a type takes, where it takes one.
fn required(ty: &Type) -> Option<&(String, Vec<usize>)> {
    ty.constructor.as_ref().and_then(|constructor| constructor.named.as_ref())
}

fn type_items(file: &mut SourceFile<'_>, ty: &Type) -> Result<(), String> {
    match &ty.kind {
        TypeKind::Object(fields) => object::items(file, ty, fields),
        TypeKind::TextEnum(variants) => enumeration::text(file, ty, variants),
        TypeKind::IntEnum(variants) => enumeration::int(file, ty, variants),
    }
}

/// Types by the module that defines them, and by the one that exports them as well.
struct Homes<'a> {
    defined: HashMap<&'a [String], Vec<&'a Type>>,
    exported: HashMap<&'a [String], Vec<&'a Type>>,
}

impl<'a> Homes<'a> {
    fn new(client: &'a Client) -> Self {
        let mut homes = Self { defined: HashMap::new(), exported: HashMap::new() };
        for ty in &client.types {
            homes.defined.entry(&ty.module).or_default().push(ty);
            if let Some(from) = &ty.exported_from {
                homes.exported.entry(from).or_default().push(ty);
            }
        }
        homes
    }

    fn of(&self, module: &[String]) -> Vec<&'a Type> {
        self.defined.get(module).cloned().unwrap_or_default()
    }

    fn is_used(&self, module: &[String]) -> bool {
        self.defined.contains_key(module)
    }

    /// Paths of types that a module exports though they live elsewhere.
    fn exports(&self, module: &[String]) -> Vec<String> {
        let moved = self.exported.get(module).into_iter().flatten();
        let names = moved.flat_map(|ty| {
            let required = required(ty).map(|(name, _)| name);
            std::iter::once(&ty.name.rust).chain(required).map(|name| (&ty.module, name))
        });
        names.map(|(module, name)| format!("{}::{name}", tokens::path_text(module))).collect()
    }

    /// Modules below `types` that hold types of services.
    fn shared(&self) -> Vec<String> {
        let moved = self.exported.values().flatten();
        let names: BTreeSet<String> = moved.filter_map(|ty| ty.module.get(1).cloned()).collect();
        names.into_iter().collect()
    }
}
