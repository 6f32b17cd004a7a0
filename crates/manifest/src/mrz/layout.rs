//! Where each field stands in each format. Positions count from the first character of the first line through all lines.

use std::ops::Range;

/// The formats of Doc 9303 parts 4 to 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
pub enum MrzFormat {
    /// Card of credit-card size: three lines of 30 characters (part 5).
    #[serde(rename = "TD1")]
    Td1,
    /// Larger card: two lines of 36 (part 6).
    #[serde(rename = "TD2")]
    Td2,
    /// Passport: two lines of 44 (part 4).
    #[serde(rename = "TD3")]
    Td3,
    /// Visa of passport width: two lines of 44 (part 7).
    #[serde(rename = "MRV-A")]
    MrvA,
    /// Smaller visa: two lines of 36 (part 7).
    #[serde(rename = "MRV-B")]
    MrvB,
}

/// The place of every field of a format.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub code: Range<usize>,
    pub issuer: Range<usize>,
    pub names: Range<usize>,
    pub number: Range<usize>,
    pub number_check: usize,
    pub nationality: Range<usize>,
    pub birth: Range<usize>,
    pub birth_check: usize,
    pub sex: usize,
    pub expiry: Range<usize>,
    pub expiry_check: usize,
    /// Optional data; the first of them takes what a long document number leaves over (TD1, TD2).
    pub optional: Vec<Range<usize>>,
    pub long_numbers: bool,
    /// The check digit over the optional data of a passport.
    pub optional_check: Option<usize>,
    /// What the composite check digit covers, in order, and where it stands.
    pub composite: Option<(Vec<Range<usize>>, usize)>,
}

impl MrzFormat {
    /// Characters a line.
    pub fn width(self) -> usize {
        match self {
            Self::Td1 => 30,
            Self::Td2 | Self::MrvB => 36,
            Self::Td3 | Self::MrvA => 44,
        }
    }

    /// Lines a document.
    pub fn lines(self) -> usize {
        if self == Self::Td1 { 3 } else { 2 }
    }

    /// The usual name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Td1 => "TD1",
            Self::Td2 => "TD2",
            Self::Td3 => "TD3",
            Self::MrvA => "MRV-A",
            Self::MrvB => "MRV-B",
        }
    }

    /// The format of lines of a width, of which the first begins with `first`.
    pub(super) fn of(width: usize, first: u8) -> Option<Self> {
        Some(match (width, first) {
            (30, _) => Self::Td1,
            (36, b'V') => Self::MrvB,
            (36, _) => Self::Td2,
            (44, b'V') => Self::MrvA,
            (44, _) => Self::Td3,
            _ => return None,
        })
    }

    pub(super) fn layout(self) -> Layout {
        if self == Self::Td1 {
            return Layout {
                code: 0..2,
                issuer: 2..5,
                names: 60..90,
                number: 5..14,
                number_check: 14,
                nationality: 45..48,
                birth: 30..36,
                birth_check: 36,
                sex: 37,
                expiry: 38..44,
                expiry_check: 44,
                optional: vec![15..30, 48..59],
                long_numbers: true,
                optional_check: None,
                composite: Some((vec![5..30, 30..37, 38..45, 48..59], 59)),
            };
        }
        let width = self.width();
        // Second line: what the formats of two lines have in common.
        let second = |range: Range<usize>| width + range.start..width + range.end;
        let common = Layout {
            code: 0..2,
            issuer: 2..5,
            names: 5..width,
            number: second(0..9),
            number_check: width + 9,
            nationality: second(10..13),
            birth: second(13..19),
            birth_check: width + 19,
            sex: width + 20,
            expiry: second(21..27),
            expiry_check: width + 27,
            optional: vec![second(28..width)],
            long_numbers: false,
            optional_check: None,
            composite: None,
        };
        match self {
            Self::Td2 => Layout {
                optional: vec![second(28..35)],
                long_numbers: true,
                composite: Some((
                    vec![second(0..10), second(13..20), second(21..35)],
                    width + 35,
                )),
                ..common
            },
            Self::Td3 => Layout {
                optional: vec![second(28..42)],
                optional_check: Some(width + 42),
                composite: Some((
                    vec![second(0..10), second(13..20), second(21..43)],
                    width + 43,
                )),
                ..common
            },
            Self::Td1 | Self::MrvA | Self::MrvB => common,
        }
    }
}
