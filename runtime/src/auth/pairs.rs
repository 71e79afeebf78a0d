//! Bodies of the calls for tokens: a handful of named texts, as JSON or as a form.

use serde::ser::{Serialize, Serializer};

use crate::{Meta, Parts};

/// Named texts. Some are secrets: nothing shows them.
pub(super) type Pairs<'a> = &'a [(&'static str, &'a str)];

/// How the texts are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Form,
}

/// The request of an operation without parameters in its path.
pub(super) fn parts(meta: &'static Meta, pairs: Pairs<'_>, format: Format) -> Result<Parts, crate::Error> {
    let filled = || {
        let mut parts = Parts::new(meta, &[])?;
        match format {
            Format::Json => parts.json(&Object(pairs))?,
            Format::Form => parts.url_encoded(pairs),
        }
        Ok(parts)
    };
    filled().map_err(|error: crate::EncodeError| crate::Error::from(error).with_operation(meta))
}

struct Object<'a>(Pairs<'a>);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().copied())
    }
}
