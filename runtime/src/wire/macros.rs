//! The macros that generated types use: objects, and enumerations that keep values they do not know.
//!
//! They only connect a type to this module; what a type's fields and values are is written at the type. What objects use is short:
//! each segment of a path and each attribute is kept for each of thousands of types. Generic functions need no `#[inline]`.

/// Implements `Serialize`, `PartialEq` and `Debug` for a structure with [`Fields`](crate::wire::Fields).
#[macro_export]
macro_rules! writable_object {
    ($object:ident) => {
        impl $crate::wire::private::Serialize for $object {
            fn serialize<S: $crate::wire::private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::wire::private::Result<S::Ok, S::Error> {
                $crate::wire::write_fields(self, serializer)
            }
        }

        impl $crate::wire::private::Debug for $object {
            // Else every build holds the code of every type: this names the list, and the list all that it holds.
            #[inline]
            fn fmt(&self, f: &mut $crate::wire::private::Formatter<'_>) -> $crate::wire::private::Shown {
                $crate::wire::debug_fields(::core::stringify!($object), self, f)
            }
        }

        impl $crate::wire::private::PartialEq for $object {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $crate::wire::same_fields(self, other)
            }
        }
    };
}

/// Implements `Serialize`, `Deserialize` and `Debug` for a structure with [`Fields`](crate::wire::Fields) and
/// [`Object`](crate::wire::Object).
// What both share is written out twice: a macro within them would be kept for each type, too, which is 1 % of the memory that
// checking the whole client takes.
#[macro_export]
macro_rules! object {
    ($object:ident) => {
        impl $crate::wire::private::Serialize for $object {
            fn serialize<S: $crate::wire::private::Serializer>(
                &self,
                serializer: S,
            ) -> $crate::wire::private::Result<S::Ok, S::Error> {
                $crate::wire::write_fields(self, serializer)
            }
        }

        impl $crate::wire::private::Debug for $object {
            // Else every build holds the code of every type: this names the list, and the list all that it holds.
            #[inline]
            fn fmt(&self, f: &mut $crate::wire::private::Formatter<'_>) -> $crate::wire::private::Shown {
                $crate::wire::debug_fields(::core::stringify!($object), self, f)
            }
        }

        impl<'de> $crate::wire::private::Deserialize<'de> for $object {
            fn deserialize<D: $crate::wire::private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::wire::private::Result<Self, D::Error> {
                $crate::wire::read_object(deserializer)
            }
        }
    };
}

/// Implements `Deserialize` by a function.
#[doc(hidden)]
#[macro_export]
macro_rules! deserialize {
    ($type:ident, $read:path) => {
        impl<'de> $crate::wire::private::Deserialize<'de> for $type {
            fn deserialize<D: $crate::wire::private::Deserializer<'de>>(
                deserializer: D,
            ) -> $crate::wire::private::Result<Self, D::Error> {
                $read(deserializer)
            }
        }
    };
}

/// Implements [`Read`](crate::wire::Read) and `Deserialize` for an enumeration by a function, and one for what may be `null`.
#[doc(hidden)]
#[macro_export]
macro_rules! readable {
    ($type:ident, $read:path, $read_option:path) => {
        impl $crate::wire::Read for $type {
            #[inline]
            fn read<'de, D: $crate::wire::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $read(deserializer)
            }

            #[inline]
            fn read_option<'de, D: $crate::wire::private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<::core::option::Option<Self>, D::Error> {
                $read_option(deserializer)
            }
        }

        $crate::deserialize!($type, $read);
    };
}

/// Connects an enumeration of texts with its wire values. The type has a variant `Unknown(String)` besides.
///
/// ```
/// #[derive(Debug, Clone, PartialEq, Eq, Hash)]
/// pub enum Color {
///     Red,
///     Unknown(String),
/// }
/// feishu_runtime::text_enum!(Color { Red = "red" });
///
/// assert_eq!(Color::from("red"), Color::Red);
/// assert_eq!(Color::from("mauve").as_str(), "mauve");
/// ```
#[macro_export]
macro_rules! text_enum {
    ($type:ident { $($variant:ident = $text:literal),* $(,)? }) => {
        impl $type {
            /// The value on the wire.
            #[inline]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Unknown(text) => text,
                }
            }
        }

        impl ::core::convert::From<&str> for $type {
            #[inline]
            fn from(text: &str) -> Self {
                match text {
                    $($text => Self::$variant,)*
                    other => Self::Unknown(::std::borrow::ToOwned::to_owned(other)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $type {
            #[inline]
            fn from(text: ::std::string::String) -> Self {
                match text.as_str() {
                    $($text => Self::$variant,)*
                    _ => Self::Unknown(text),
                }
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::core::convert::AsRef<str> for $type {
            #[inline]
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::Texts for $type {
            #[inline]
            fn each(&self, f: &mut dyn ::core::ops::FnMut(&str)) {
                f(self.as_str());
            }
        }

        impl $crate::wire::Value for $type {
            #[inline]
            fn is_same(&self, other: &Self) -> bool {
                self == other
            }
        }

        impl $crate::wire::private::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::wire::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl $crate::wire::Open for $type {
            fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        $crate::readable!($type, $crate::wire::read_text, $crate::wire::read_text_option);
    };
}

/// Connects an enumeration of numbers with its wire values. The type has a variant `Unknown(i64)` besides.
///
/// ```
/// #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
/// pub enum Align {
///     Left,
///     Unknown(i64),
/// }
/// feishu_runtime::int_enum!(Align { Left = 1 });
///
/// assert_eq!(Align::from(1), Align::Left);
/// assert_eq!(Align::from(7).value(), 7);
/// ```
#[macro_export]
macro_rules! int_enum {
    ($type:ident { $($variant:ident = $number:literal),* $(,)? }) => {
        impl $type {
            /// The value on the wire.
            #[inline]
            pub const fn value(self) -> i64 {
                match self {
                    $(Self::$variant => $number,)*
                    Self::Unknown(number) => number,
                }
            }
        }

        impl ::core::convert::From<i64> for $type {
            #[inline]
            fn from(number: i64) -> Self {
                match number {
                    $($number => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }
        }

        impl ::core::fmt::Display for $type {
            #[inline]
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.value(), f)
            }
        }

        impl $crate::Texts for $type {
            #[inline]
            fn each(&self, f: &mut dyn ::core::ops::FnMut(&str)) {
                $crate::Texts::each(&self.value(), f);
            }
        }

        impl $crate::wire::Value for $type {
            #[inline]
            fn is_same(&self, other: &Self) -> bool {
                self == other
            }
        }

        impl $crate::wire::private::serde::Serialize for $type {
            #[inline]
            fn serialize<S: $crate::wire::private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i64(self.value())
            }
        }

        impl $crate::wire::Open for $type {
            fn is_known(&self) -> bool {
                !::core::matches!(self, Self::Unknown(_))
            }
        }

        $crate::readable!($type, $crate::wire::read_int, $crate::wire::read_int_option);
    };
}
