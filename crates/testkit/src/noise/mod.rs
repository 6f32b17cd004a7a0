//! How one person comes to be written differently: everything that happens to particulars between the civil register and a list.
//!
//! The tables here are sourced apart from what recognises the differences again; the two share nothing.

pub mod carrier;
pub mod date;
pub mod document;
pub mod place;
pub mod slip;
pub mod spelling;
pub mod tokens;

use std::fmt;

/// One class of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
#[expect(missing_docs, reason = "the labels below say what each is")]
pub enum Noise {
    Variant,
    OldSpelling,
    Sound,
    Typing,
    Scanner,
    FatherAdded,
    BinBinti,
    DroppedToken,
    Reordered,
    Joined,
    Split,
    Initial,
    Truncated,
    Doubled,
    Filler,
    Title,
    GluedTitle,
    DateSwapped,
    FirstOfJanuary,
    YearOff,
    DateDigit,
    SexWrong,
    SexMissing,
    PlaceWrittenOtherwise,
    PassportRenewed,
    PassportMissing,
    PassportTyping,
    PassportScanner,
}

impl Noise {
    /// Every class, in order.
    pub const ALL: [Self; 28] = [
        Self::Variant,
        Self::OldSpelling,
        Self::Sound,
        Self::Typing,
        Self::Scanner,
        Self::FatherAdded,
        Self::BinBinti,
        Self::DroppedToken,
        Self::Reordered,
        Self::Joined,
        Self::Split,
        Self::Initial,
        Self::Truncated,
        Self::Doubled,
        Self::Filler,
        Self::Title,
        Self::GluedTitle,
        Self::DateSwapped,
        Self::FirstOfJanuary,
        Self::YearOff,
        Self::DateDigit,
        Self::SexWrong,
        Self::SexMissing,
        Self::PlaceWrittenOtherwise,
        Self::PassportRenewed,
        Self::PassportMissing,
        Self::PassportTyping,
        Self::PassportScanner,
    ];

    /// The label in the `noise` column of `truth.csv`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Variant => "variant",
            Self::OldSpelling => "old_spelling",
            Self::Sound => "sound",
            Self::Typing => "typing",
            Self::Scanner => "scanner",
            Self::FatherAdded => "father_added",
            Self::BinBinti => "bin_binti",
            Self::DroppedToken => "dropped_token",
            Self::Reordered => "reordered",
            Self::Joined => "joined",
            Self::Split => "split",
            Self::Initial => "initial",
            Self::Truncated => "truncated",
            Self::Doubled => "doubled",
            Self::Filler => "filler",
            Self::Title => "title",
            Self::GluedTitle => "glued_title",
            Self::DateSwapped => "date_swapped",
            Self::FirstOfJanuary => "first_of_january",
            Self::YearOff => "year_off",
            Self::DateDigit => "date_digit",
            Self::SexWrong => "sex_wrong",
            Self::SexMissing => "sex_missing",
            Self::PlaceWrittenOtherwise => "place_written_otherwise",
            Self::PassportRenewed => "passport_renewed",
            Self::PassportMissing => "passport_missing",
            Self::PassportTyping => "passport_typing",
            Self::PassportScanner => "passport_scanner",
        }
    }
}

/// The classes that were applied to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Applied(u32);

impl Applied {
    /// Adds a class.
    pub fn add(&mut self, noise: Noise) {
        self.0 |= 1 << noise as u32;
    }

    /// Whether a class was applied.
    pub fn has(self, noise: Noise) -> bool {
        self.0 & (1 << noise as u32) != 0
    }

    /// The classes of both.
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The labels joined by `+`; `clean` where nothing was applied.
impl fmt::Display for Applied {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("clean");
        }
        let mut first = true;
        for noise in Noise::ALL.into_iter().filter(|noise| self.has(*noise)) {
            if !first {
                f.write_str("+")?;
            }
            first = false;
            f.write_str(noise.label())?;
        }
        Ok(())
    }
}

/// What a list of travellers tells besides the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Profile {
    /// Of 20 travellers 9 carry the passport that the registry knows, 8 a renewed one, and of 3 only name and birth date are listed:
    /// an estimate from ten-year passports, two-year contracts, and ferry lists that leave documents out.
    #[default]
    Mixed,
    /// The passport is the one that the registry knows.
    Documents,
    /// The passport was renewed since: another number, everything else listed.
    Renewed,
    /// Only name and birth date are listed.
    Names,
}

impl std::str::FromStr for Profile {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "mixed" => Ok(Self::Mixed),
            "documents" => Ok(Self::Documents),
            "renewed" => Ok(Self::Renewed),
            "names" => Ok(Self::Names),
            _ => Err("expected `mixed`, `documents`, `renewed` or `names`"),
        }
    }
}

impl Profile {
    /// What one traveller's record tells: never `Mixed`.
    pub fn of_traveller(self, random: &mut crate::random::Random) -> Self {
        let drawn = random.below(20);
        match self {
            Self::Mixed if drawn < 9 => Self::Documents,
            Self::Mixed if drawn < 17 => Self::Renewed,
            Self::Mixed => Self::Names,
            fixed => fixed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_joined() {
        let mut applied = Applied::default();
        assert_eq!(applied.to_string(), "clean");
        applied.add(Noise::YearOff);
        applied.add(Noise::Variant);
        assert_eq!(applied.to_string(), "variant+year_off");
    }

    #[test]
    fn the_list_of_all_is_in_order_and_whole() {
        for (at, noise) in Noise::ALL.into_iter().enumerate() {
            assert_eq!(noise as usize, at);
        }
        assert_eq!(Noise::PassportScanner as usize + 1, Noise::ALL.len());
    }
}
