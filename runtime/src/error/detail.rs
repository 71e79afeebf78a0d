//! The `error` object of a failed answer, read with patience: its shape differs between products and pages.

use serde_json::Value;

/// A scope that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct PermissionViolation {
    /// The scope, from `subject` or `scope`.
    pub scope: String,
    /// The kind of violation, such as `action_privilege_required`.
    pub kind: Option<String>,
    /// What the server says of it.
    pub description: Option<String>,
    /// Where the scope can be applied for.
    pub url: Option<String>,
}

/// A request field that the server refused.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct FieldViolation {
    /// The field's name or path.
    pub field: String,
    /// The value that was refused, of any type; `Null` where the server does not repeat it.
    pub value: Value,
    /// Why it was refused.
    pub description: String,
}

/// A page that may help.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Help {
    /// Its address.
    pub url: String,
    /// What it is about.
    pub description: String,
}

/// An element of one of the lists of the `error` object.
pub(super) trait Element: Sized {
    /// Reads an element; `None` where it says nothing.
    fn element(value: &Value) -> Option<Self>;
}

impl Element for PermissionViolation {
    fn element(value: &Value) -> Option<Self> {
        let scope = text(value, "subject").or_else(|| text(value, "scope"))?;
        Some(Self {
            scope,
            kind: text(value, "type"),
            description: text(value, "description"),
            url: text(value, "url"),
        })
    }
}

impl Element for FieldViolation {
    fn element(value: &Value) -> Option<Self> {
        Some(Self {
            field: text(value, "field")?,
            value: value.get("value").cloned().unwrap_or_default(),
            description: text(value, "description").unwrap_or_default(),
        })
    }
}

impl Element for Help {
    fn element(value: &Value) -> Option<Self> {
        Some(Self { url: text(value, "url")?, description: text(value, "description").unwrap_or_default() })
    }
}

/// The elements of a list that can be read.
pub(super) fn list<T: Element>(detail: &Value, name: &str) -> Vec<T> {
    let elements = detail.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    elements.iter().filter_map(T::element).collect()
}

/// Replaces a secret in every text.
pub(super) fn redact(value: &mut Value, secret: &str, shown: &str) {
    match value {
        Value::String(text) if text.contains(secret) => *text = text.replace(secret, shown),
        Value::Array(elements) => elements.iter_mut().for_each(|element| redact(element, secret, shown)),
        Value::Object(fields) => fields.values_mut().for_each(|field| redact(field, secret, shown)),
        _ => {}
    }
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name)?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn reads_both_shapes_of_permission_violations() {
        let detail = json!({ "permission_violations": [
            { "type": "action_privilege_required", "subject": "im:chat", "description": "d" },
            { "scope": "im:message", "url": "https://open.feishu.cn/x" },
            null, 7, {},
        ]});
        let found = list::<PermissionViolation>(&detail, "permission_violations");
        let scopes: Vec<_> = found.iter().map(|violation| violation.scope.as_str()).collect();
        assert_eq!(scopes, ["im:chat", "im:message"]);
        assert_eq!(found[0].kind.as_deref(), Some("action_privilege_required"));
        assert_eq!(found[1].url.as_deref(), Some("https://open.feishu.cn/x"));
    }

    #[test]
    fn a_list_may_be_absent_null_or_something_else() {
        for detail in [json!(null), json!("text"), json!({ "helps": null }), json!({ "helps": "x" })] {
            assert_eq!(list::<Help>(&detail, "helps"), []);
        }
    }

    #[test]
    fn a_refused_value_may_be_of_any_type() {
        let detail = json!({ "field_violations": [{ "field": "a", "value": [1], "description": "bad" }] });
        assert_eq!(list::<FieldViolation>(&detail, "field_violations")[0].value, json!([1]));
    }
}
