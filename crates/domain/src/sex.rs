//! Sex as travel documents state it.

use serde::{Deserialize, Serialize};

/// Sex as written on a travel document (ICAO Doc 9303: `M`, `F`, and `X` or `<` for unspecified).
///
/// A value that was not given at all is `Option::None`, never [`Sex::Unspecified`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sex {
    /// `M`, laki-laki.
    #[serde(rename = "M")]
    Male,
    /// `F`, perempuan.
    #[serde(rename = "F")]
    Female,
    /// `X`, stated as unspecified.
    #[serde(rename = "X")]
    Unspecified,
}

impl Sex {
    /// The letter on a travel document.
    pub fn letter(self) -> char {
        match self {
            Self::Male => 'M',
            Self::Female => 'F',
            Self::Unspecified => 'X',
        }
    }

    /// Reads what lists write: `M`, `F`, `X`, `L` (laki-laki), `P` (perempuan), `Pria`, `Wanita`, `male`, `female` and the like.
    ///
    /// `P` is *perempuan*: lists that write English use `F`, and no list writes `P` for a man.
    pub fn read(text: &str) -> Option<Self> {
        let letters: String = text
            .chars()
            .filter(|c| c.is_alphabetic())
            .flat_map(char::to_lowercase)
            .collect();
        match letters.as_str() {
            "m" | "male" | "l" | "lk" | "laki" | "lakilaki" | "pria" | "mr" | "tn" | "man"
            | "boy" | "cowok" => Some(Self::Male),
            "f" | "female" | "p" | "pr" | "perempuan" | "wanita" | "w" | "mrs" | "ms" | "ny"
            | "nn" | "woman" | "girl" => Some(Self::Female),
            "x" | "u" | "unspecified" | "unknown" => Some(Self::Unspecified),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_in_two_languages() {
        for (text, expected) in [
            ("L", Some(Sex::Male)),
            ("Laki-laki", Some(Sex::Male)),
            ("PRIA", Some(Sex::Male)),
            ("P", Some(Sex::Female)),
            ("Perempuan", Some(Sex::Female)),
            ("F", Some(Sex::Female)),
            ("X", Some(Sex::Unspecified)),
            ("", None),
            ("?", None),
        ] {
            assert_eq!(Sex::read(text), expected, "{text:?}");
        }
    }
}
