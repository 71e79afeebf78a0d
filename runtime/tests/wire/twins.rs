//! Structures in two forms: as the generator emits them, and with serde's derive. Everything that compares the two starts
//! here.

/// Whether a field is left out when it is written, as the derive is told to.
pub(crate) trait Absent {
    fn absent(&self) -> bool {
        false
    }
}

impl<T> Absent for Option<T> {
    fn absent(&self) -> bool {
        self.is_none()
    }
}

impl<T> Absent for Vec<T> {}
impl<K, V> Absent for std::collections::BTreeMap<K, V> {}
impl Absent for String {}
impl Absent for i64 {}
impl Absent for f64 {}
impl Absent for bool {}

/// Declares structures in a module `ours`, in the emitted form, and in a module `derived`. Each field is given with its
/// index, which the emitted form needs as a literal, and its wire name. What else the types name lies in the modules
/// `ours_scope` and `derived_scope` beside.
macro_rules! twins {
    ($($object:ident { $($index:literal $field:ident: $type:ty = $wire:literal),* $(,)? })*) => {
        pub(crate) mod ours {
            use super::ours_scope::*;
            use feishu_runtime::wire;

            $(
                #[derive(Clone, PartialEq, Default)]
                pub(crate) struct $object {
                    $(pub(crate) $field: $type,)*
                }

                impl wire::Fields for $object {
                    #[inline]
                    fn fields(&self, visit: &mut wire::Visit<'_>) {
                        $(visit.field($wire, &self.$field);)*
                    }
                }

                impl wire::Object for $object {
                    const FIELDS: &'static [&'static str] = &[$($wire),*];

                    fn read_field<V: wire::FieldValue>(&mut self, index: usize, value: V) -> Result<(), V::Error> {
                        match index {
                            $($index => value.read_into(&mut self.$field),)*
                            _ => value.skip(),
                        }
                    }
                }

                feishu_runtime::object!($object);
            )*
        }

        pub(crate) mod derived {
            use super::derived_scope::*;

            $(
                #[derive(Debug, Clone, PartialEq, Default, serde::Deserialize, serde::Serialize)]
                #[serde(default)]
                pub(crate) struct $object {
                    $(
                        #[serde(rename = $wire, skip_serializing_if = "crate::twins::Absent::absent")]
                        pub(crate) $field: $type,
                    )*
                }
            )*
        }
    };
}

pub(crate) use twins;
