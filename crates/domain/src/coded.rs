//! Small enumerations that forms, tables and JSON name by a word.

/// An enumeration each of whose variants has one code, the same in forms, in the database and in JSON.
///
/// ```
/// use serde::{Deserialize, Serialize};
///
/// domain::coded! {
///     /// A colour.
///     #[derive(Serialize, Deserialize)]
///     pub enum Colour {
///         /// Merah.
///         Red = "red",
///         /// Hijau.
///         Green = "green",
///     }
/// }
/// assert_eq!(Colour::from_code("green"), Some(Colour::Green));
/// assert_eq!(Colour::ALL.len(), 2);
/// assert_eq!(serde_json::to_string(&Colour::Red).unwrap(), "\"red\"");
/// ```
#[macro_export]
macro_rules! coded {
    ($(#[$meta:meta])* pub enum $name:ident { $($(#[$doc:meta])* $variant:ident = $code:tt,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$doc])* #[serde(rename = $code)] $variant,)+ }

        impl $name {
            /// All of them, in the order of the forms.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The word in tables, forms and JSON.
            pub fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The one with this word.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
