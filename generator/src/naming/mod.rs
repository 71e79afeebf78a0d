//! Names: from the wire to Rust. Every rule about identifiers is here, once.
//!
//! Wire names go through fixed steps: plural acronyms (`openURLs`), words, case, a leading digit, names reserved in the place
//! where the identifier will stand. Keywords stay as they are: the emitter writes them raw (`r#type`).

mod reserved;
mod scope;
mod words;

pub use reserved::{Container, is_keyword, is_raw_keyword, is_type_of_rust};
pub use scope::NameScope;
pub use words::singular;

use heck::{ToSnakeCase, ToUpperCamelCase};

/// The identifier of a field, module, method or the like: `snake_case`. `None` where the wire name holds nothing to name.
pub fn snake(wire: &str, container: Container) -> Option<String> {
    let name = words::normalize(wire).to_snake_case();
    let prefix = if name.contains(|c: char| c.is_ascii_alphabetic()) { "_" } else { "value_" };
    let name = named(name, prefix)?;
    Some(reserved::escape(name, container))
}

/// The identifier of a type or variant: `UpperCamelCase`. `None` where the wire name holds nothing to name.
pub fn camel(wire: &str, container: Container) -> Option<String> {
    let name = words::normalize(wire).to_upper_camel_case();
    let prefix = if container == Container::Variant { "Value" } else { "Type" };
    let name = named(name, prefix)?;
    Some(reserved::escape(name, container))
}

/// The identifier of a type that is named after what is around it and what it stands in: `prefix`, then the name in
/// `UpperCamelCase`. `None` where the wire name holds nothing to name.
pub fn camel_after(prefix: &str, wire: &str) -> Option<String> {
    let name = words::normalize(wire).to_upper_camel_case();
    (!name.is_empty()).then(|| reserved::escape(format!("{prefix}{name}"), Container::Type))
}

/// The method that sets a field of this identifier.
pub fn setter(field: &str) -> String {
    reserved::escape(field.to_owned(), Container::Setter)
}

/// Refuses a name without ASCII letters or digits and leads a digit with a prefix.
fn named(name: String, prefix: &str) -> Option<String> {
    match name.chars().next()? {
        first if first.is_ascii_digit() => Some(format!("{prefix}{name}")),
        _ => Some(name),
    }
}

/// Whether a text may be given as `rust_name` or `type_name`: an identifier that needs no escaping of any kind.
pub fn is_identifier(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_' && text.len() > 1);
    first && chars.all(|c| c.is_ascii_alphanumeric() || c == '_') && !is_keyword(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let table = [
            ("record_ids", "record_ids"),
            ("openURLs", "open_urls"),
            ("userID", "user_id"),
            ("userIDs", "user_ids"),
            ("HTTPStatus", "http_status"),
            ("receive-id.type", "receive_id_type"),
            ("2fa", "_2fa"),
            ("3", "value_3"),
            ("I18nName", "i18n_name"),
            ("type", "type"),
            ("self", "self_"),
            ("  spaced out ", "spaced_out"),
            ("DE", "de"),
            ("x-y/z", "x_y_z"),
        ];
        for (wire, rust) in table {
            assert_eq!(snake(wire, Container::Field).as_deref(), Some(rust), "{wire}");
        }
    }

    #[test]
    fn variants() {
        let table = [
            ("open_id", "OpenId"),
            ("unknown", "UnknownValue"),
            ("Self", "SelfValue"),
            ("1", "Value1"),
            ("2fa", "Value2fa"),
            ("ASC", "Asc"),
            ("zh-CN", "ZhCn"),
        ];
        for (wire, rust) in table {
            assert_eq!(camel(wire, Container::Variant).as_deref(), Some(rust), "{wire}");
        }
    }

    #[test]
    fn types_leave_the_prelude_alone() {
        for (wire, rust) in [("option", "OptionType"), ("Vec", "VecType"), ("User", "User"), ("meta", "MetaType")] {
            assert_eq!(camel(wire, Container::Type).as_deref(), Some(rust), "{wire}");
        }
    }

    #[test]
    fn nothing_to_name() {
        for wire in ["", "+", "中文", "---", "_", "é"] {
            assert_eq!(snake(wire, Container::Field), None, "{wire}");
            assert_eq!(camel(wire, Container::Type), None, "{wire}");
        }
    }

    #[test]
    fn setters_do_not_hide_methods() {
        for (field, method) in [("clone", "with_clone"), ("new", "with_new"), ("uuid", "uuid"), ("self_", "self_")] {
            assert_eq!(setter(field), method, "{field}");
        }
    }

    #[test]
    fn joined_names_leave_the_prelude_alone() {
        for (prefix, wire, rust) in
            [("Rate", "limit", "RateLimitType"), ("Foo", "self", "FooSelf"), ("Foo", "2fa", "Foo2fa")]
        {
            assert_eq!(camel_after(prefix, wire).as_deref(), Some(rust), "{wire}");
        }
        assert_eq!(camel_after("Foo", "中"), None);
    }

    #[test]
    fn identifiers() {
        for good in ["name", "Name", "a1", "_2fa"] {
            assert!(is_identifier(good), "{good}");
        }
        for bad in ["", "_", "1a", "a-b", "type", "self", "名", "a b", "r#type", "a;b"] {
            assert!(!is_identifier(bad), "{bad}");
        }
    }
}
