//! Finding what a name stands for: in the resource's file, then the version's, the service's and the platform's.

use super::{Entries, Entry, ErrorCode, Field, Resource, Service, Shared, SpecSet, TypeDef, TypePath, Version};

/// A place in the layout of the specs, from which names are looked up.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// Everything.
    pub spec: &'a SpecSet,
    /// The service; `None` at the platform's own files.
    pub service: Option<&'a Service>,
    /// The version; `None` above it.
    pub version: Option<&'a Version>,
    /// The resource; `None` above it.
    pub resource: Option<&'a Resource>,
}

/// The address of a [`Place`]: names of service, version and resource as far as they go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Address {
    /// The service's name.
    pub service: Option<String>,
    /// The version's name.
    pub version: Option<String>,
    /// The resource's name.
    pub resource: Option<String>,
}

impl Address {
    /// The name of an operation here: service, version, resource and operation, with dots.
    pub fn operation(&self, name: &str) -> String {
        let folders = [&self.service, &self.version, &self.resource].into_iter().flatten().map(String::as_str);
        folders.chain([name]).collect::<Vec<_>>().join(".")
    }
}

/// An entry together with the place that defines it.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a, T> {
    /// The entry.
    pub entry: &'a Entry<T>,
    /// Where it is defined; names inside it are looked up from there.
    pub place: Place<'a>,
}

impl<'a> Place<'a> {
    /// The platform's own files.
    pub fn platform(spec: &'a SpecSet) -> Self {
        Self { spec, service: None, version: None, resource: None }
    }

    /// Inside a service.
    pub fn service(spec: &'a SpecSet, service: &'a Service) -> Self {
        Self { service: Some(service), ..Self::platform(spec) }
    }

    /// Inside a version of a service.
    pub fn version(spec: &'a SpecSet, service: &'a Service, version: &'a Version) -> Self {
        Self { version: Some(version), ..Self::service(spec, service) }
    }

    /// Inside a resource.
    pub fn resource(spec: &'a SpecSet, service: &'a Service, version: &'a Version, resource: &'a Resource) -> Self {
        Self { resource: Some(resource), ..Self::version(spec, service, version) }
    }

    /// Every place of the specs, the platform first, then in the order of names.
    pub fn all(spec: &'a SpecSet) -> Vec<Self> {
        let mut places = vec![Self::platform(spec)];
        for service in &spec.services {
            places.push(Self::service(spec, service));
            for version in &service.versions {
                places.push(Self::version(spec, service, version));
                places
                    .extend(version.resources.iter().map(|resource| Self::resource(spec, service, version, resource)));
            }
        }
        places
    }

    /// The names that lead here.
    pub fn address(&self) -> Address {
        Address {
            service: self.service.map(|service| service.name.clone()),
            version: self.version.map(|version| version.name.clone()),
            resource: self.resource.map(|resource| resource.name.clone()),
        }
    }

    /// What this place itself defines.
    pub fn own(&self) -> &'a Shared {
        match (self.resource, self.version, self.service) {
            (Some(resource), _, _) => &resource.shared,
            (None, Some(version), _) => &version.shared,
            (None, None, Some(service)) => &service.shared,
            (None, None, None) => &self.spec.platform.shared,
        }
    }

    /// This place and those around it, innermost first.
    pub fn outwards(self) -> impl Iterator<Item = Place<'a>> {
        let mut next = Some(self);
        std::iter::from_fn(move || {
            let current = next?;
            next = current.parent();
            Some(current)
        })
    }

    fn parent(self) -> Option<Self> {
        match (self.resource, self.version, self.service) {
            (Some(_), _, _) => Some(Self { resource: None, ..self }),
            (None, Some(_), _) => Some(Self { version: None, ..self }),
            (None, None, Some(_)) => Some(Self { service: None, ..self }),
            (None, None, None) => None,
        }
    }

    fn find<T>(self, name: &str, entries: impl Fn(&'a Shared) -> &'a Entries<T>) -> Option<Found<'a, T>> {
        self.outwards().find_map(|place| entries(place.own()).entry(name).map(|entry| Found { entry, place }))
    }

    /// The common field that a `use` names.
    pub fn common_field(self, name: &str) -> Option<Found<'a, Field>> {
        self.find(name, |shared| &shared.common_fields)
    }

    /// The error code that an operation names.
    pub fn error_code(self, name: &str) -> Option<Found<'a, ErrorCode>> {
        self.find(name, |shared| &shared.error_codes)
    }

    /// The type that a path names: looked up outwards where it is a plain name, exactly where it says otherwise.
    pub fn type_def(self, path: &TypePath) -> Option<Found<'a, TypeDef>> {
        if path.scope.is_empty() {
            return self.find(&path.name, |shared| &shared.types);
        }
        let place = self.at(&path.scope)?;
        place.own().types.entry(&path.name).map(|entry| Found { entry, place })
    }

    /// The place that the segments `service`, `version` and perhaps `resource` name.
    fn at(self, segments: &[String]) -> Option<Self> {
        let service = self.spec.services.iter().find(|service| service.name == segments[0])?;
        let version = service.versions.iter().find(|version| Some(&version.name) == segments.get(1))?;
        let Some(name) = segments.get(2) else {
            return Some(Self::version(self.spec, service, version));
        };
        let resource = version.resources.iter().find(|resource| resource.name == *name)?;
        Some(Self::resource(self.spec, service, version, resource))
    }
}
