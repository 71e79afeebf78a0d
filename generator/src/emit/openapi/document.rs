//! The document as text. Knows nothing of what stands in it.

use serde_json::Value;

use super::EmitError;

/// Longer than any line, so that no text is folded: a reader that folds in another way would change it.
const NEVER_FOLD: usize = usize::MAX;

/// A document whose keys have an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document(pub(super) Value);

impl Document {
    /// The document as data.
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// Number of operations in it.
    pub fn operations(&self) -> usize {
        let paths = self.0.get("paths").and_then(Value::as_object);
        paths.into_iter().flatten().filter_map(|(_, methods)| methods.as_object()).map(serde_json::Map::len).sum()
    }

    /// Number of schemas that have names.
    pub fn schemas(&self) -> usize {
        self.0.pointer("/components/schemas").and_then(Value::as_object).map_or(0, serde_json::Map::len)
    }

    /// The document in JSON, indented.
    ///
    /// # Errors
    ///
    /// When the printer fails: a bug of the generator, never of a spec.
    pub fn json(&self) -> Result<String, EmitError> {
        let text = serde_json::to_string_pretty(&self.0);
        text.map(|text| text + "\n").map_err(|error| EmitError::Text(error.to_string()))
    }

    /// The document in YAML. Texts that readers of YAML 1.1 or 1.2 take for something else are quoted.
    ///
    /// # Errors
    ///
    /// When the printer fails: a bug of the generator, never of a spec.
    pub fn yaml(&self) -> Result<String, EmitError> {
        let options = serde_yaml::ser_options! { folded_wrap_chars: NEVER_FOLD, compact_list_indent: true };
        serde_yaml::to_string_with_options(&self.0, options).map_err(|error| EmitError::Text(error.to_string()))
    }
}
