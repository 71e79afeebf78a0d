//! Error codes of the platform and of services, with the names of their variants.

use super::{Lowering, text};
use crate::ir::{ErrorCode, Name};
use crate::naming::{Container, NameScope, camel};
use crate::source::Spanned;
use crate::spec::{self, Entries, Place, Service};

impl<'a> Lowering<'a> {
    /// The platform's codes, by number.
    pub(super) fn platform_codes(&mut self) -> Vec<ErrorCode> {
        self.codes(vec![&self.spec.platform.shared.error_codes], true)
    }

    /// The codes of a service and of all its versions and resources, by number.
    pub(super) fn service_codes(&mut self, service: &'a Service) -> Vec<ErrorCode> {
        let mut lists = vec![&service.shared.error_codes];
        for version in &service.versions {
            lists.push(&version.shared.error_codes);
            lists.extend(version.resources.iter().map(|resource| &resource.shared.error_codes));
        }
        self.codes(lists, false)
    }

    fn codes(&mut self, lists: Vec<&'a Entries<spec::ErrorCode>>, platform: bool) -> Vec<ErrorCode> {
        let mut names = NameScope::new("error codes");
        let mut codes = Vec::new();
        for entry in lists.into_iter().flatten() {
            let lowered = code(&entry.name, &entry.value, platform);
            let rust = self.named(
                Some(lowered.name.rust.clone()).filter(|rust| !rust.is_empty()),
                &entry.name,
                entry.name.span,
            );
            self.take(&mut names, &rust, &entry.name, entry.name.span, None);
            codes.push(lowered);
        }
        codes.sort_by_key(|code| code.code);
        codes
    }
}

/// The codes that an operation names.
pub(super) fn operation_codes(place: Place<'_>, names: &[Spanned<String>]) -> Vec<ErrorCode> {
    names.iter().filter_map(|name| operation_code(place, name)).collect()
}

/// The code of a name.
pub(super) fn operation_code(place: Place<'_>, name: &str) -> Option<ErrorCode> {
    let found = place.error_code(name)?;
    Some(code(&found.entry.name, &found.entry.value, found.place.service.is_none()))
}

fn code(name: &Spanned<String>, code: &spec::ErrorCode, platform: bool) -> ErrorCode {
    let rust = camel(name, Container::Variant).unwrap_or_default();
    ErrorCode {
        name: Name { wire: name.value.clone(), rust },
        code: code.code.value,
        http: code.http.iter().map(|status| status.value).collect(),
        messages: code.message.iter().map(|message| message.value.clone()).collect(),
        about: text(code.about.as_ref()),
        retryable: code.retry.as_ref().is_some_and(|flag| flag.value),
        platform,
    }
}
