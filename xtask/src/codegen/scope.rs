//! Which of the generated files a run writes or compares: all, or those of some services.

use feishu_generator::ir::{Client, Service};

use crate::failure::Failure;
use crate::services;

/// Which files a run is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of them.
    Everything,
    /// Those of the services with these modules.
    Modules(Vec<String>),
}

impl Scope {
    /// The files of some services, by the names of the platform; all files where none is named.
    pub(crate) fn of(client: &Client, names: &[String]) -> Result<Self, Failure> {
        if names.is_empty() {
            return Ok(Self::Everything);
        }
        let module = |name: &String| Ok(services::find(client, name)?.name.rust.clone());
        names.iter().map(module).collect::<Result<_, _>>().map(Self::Modules)
    }

    /// The services that it is about.
    pub(crate) fn services<'a>(&self, client: &'a Client) -> impl Iterator<Item = &'a Service> {
        client.services.iter().filter(move |service| match self {
            Self::Everything => true,
            Self::Modules(modules) => modules.contains(&service.name.rust),
        })
    }

    /// Whether a generated file is one of them.
    pub(crate) fn holds(&self, path: &str) -> bool {
        let Self::Modules(modules) = self else { return true };
        let Some(path) = path.strip_prefix("src/") else { return false };
        modules.iter().any(|module| {
            let own = path.strip_prefix(module.as_str()).is_some_and(|rest| rest.starts_with('/'));
            own || path.strip_prefix("types/").and_then(|path| path.strip_suffix(".rs")) == Some(module)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Scope;

    #[test]
    fn a_service_has_its_folder_and_its_shared_types() {
        let scope = Scope::Modules(vec!["im".to_owned()]);
        assert!(scope.holds("src/im/v1/message/list.rs"));
        assert!(scope.holds("src/types/im.rs"));
        assert!(!scope.holds("src/image/v1/mod.rs"));
        assert!(!scope.holds("src/types/image.rs"));
        assert!(!scope.holds("src/lib.rs"));
        assert!(!scope.holds("Cargo.toml"));
    }
}
