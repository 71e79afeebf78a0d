//! Names of any kind become identifiers of Rust, or none at all.

use feishu_generator::naming::{
    Container, camel, camel_after, is_identifier, is_keyword, is_raw_keyword, setter, snake,
};
use proptest::prelude::*;
use proptest::sample::select;

/// Texts that names are made of, and any others.
fn wire_names() -> impl Strategy<Value = String> {
    const PARTS: &str = "self Self super crate type gen Option Vec 2 fa URLs IDs ID _ __ - . $ é 中文 \u{202E} ß ǅ İ a B 0 new with \
                         Unknown Required";
    let parts = select(PARTS.split(' ').chain([" "]).collect::<Vec<_>>());
    prop_oneof![prop::collection::vec(parts, 0..6).prop_map(|parts| parts.concat()), any::<String>()]
}

/// Whether the emitter can write the name, raw or as it is.
fn is_written(name: &str) -> bool {
    let text = if is_raw_keyword(name) { format!("r#{name}") } else { name.to_owned() };
    syn::parse_str::<syn::Ident>(&text).is_ok()
}

fn holds_a_word(wire: &str) -> bool {
    wire.contains(|c: char| c.is_ascii_alphanumeric())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn names_are_identifiers(wire in wire_names()) {
        let small = [Container::Field, Container::Setter, Container::Module].map(|container| snake(&wire, container));
        let large = [Container::Type, Container::Variant].map(|container| camel(&wire, container));
        for name in small.into_iter().chain(large) {
            prop_assert_eq!(name.is_some(), holds_a_word(&wire));
            prop_assert!(name.as_deref().is_none_or(is_written), "{:?}", name);
        }
    }

    #[test]
    fn names_have_their_case(wire in wire_names()) {
        let small = snake(&wire, Container::Field).unwrap_or_default();
        prop_assert!(!small.contains(|c: char| c.is_uppercase()) && !small.trim_matches('_').contains("__"), "{}", small);
        let large = camel(&wire, Container::Type).unwrap_or_default();
        prop_assert!(!large.contains('_') && !large.starts_with(|c: char| c.is_lowercase()), "{}", large);
        prop_assert!(!is_keyword(&large), "{}", large);
    }

    #[test]
    fn small_names_stay_as_they_are(wire in wire_names()) {
        for container in [Container::Field, Container::Module] {
            let once = snake(&wire, container);
            let twice = once.as_deref().and_then(|name| snake(name, container));
            prop_assert_eq!(once, twice);
        }
    }

    #[test]
    fn methods_are_identifiers(wire in wire_names()) {
        let field = snake(&wire, Container::Field);
        prop_assert!(field.is_none_or(|field| is_written(&setter(&field))));
    }

    #[test]
    fn joined_names_are_identifiers(outer in wire_names(), wire in wire_names()) {
        let joined = camel(&outer, Container::Type).and_then(|outer| camel_after(&outer, &wire));
        prop_assert!(joined.is_none_or(|name| syn::parse_str::<syn::Ident>(&name).is_ok()));
    }

    #[test]
    fn given_names_are_identifiers(text in wire_names()) {
        prop_assert!(!is_identifier(&text) || syn::parse_str::<syn::Ident>(&text).is_ok(), "{}", text);
    }
}
