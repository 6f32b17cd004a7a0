//! Evidence other than DNA, as likelihood ratios that are kept apart from DNA and capped.
//!
//! The ratios are conventions of a board, not measurements: examinations after death are uncertain, records before death
//! are incomplete, and things change owners. Each kind is capped so that none can outweigh DNA, and each is shown.

use domain::Sex;
use std::collections::BTreeMap;

/// What is known of a body or of a missing person besides DNA. Empty where nothing is known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Particulars {
    /// Age in years, from and to.
    pub age: Option<(f64, f64)>,
    /// Height in centimetres, from and to.
    pub height: Option<(f64, f64)>,
    /// Teeth by the two digits of ISO 3950 (`11` to `48`).
    pub teeth: BTreeMap<u8, Tooth>,
    /// Things found with the body or known of the person, in the words that both lists use, and how telling each is.
    pub property: BTreeMap<String, Telling>,
}

/// The state of a tooth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tooth {
    /// Untreated.
    Sound,
    /// Filled.
    Filled,
    /// Crowned.
    Crowned,
    /// Extracted or lost before death.
    Missing,
    /// Lost after death: tells nothing.
    LostAfterDeath,
}

impl Tooth {
    /// Reads `sound`, `filled`, `crowned`, `missing`, `lost after death`.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "sound" | "present" | "sehat" => Some(Self::Sound),
            "filled" | "filling" | "tambalan" => Some(Self::Filled),
            "crowned" | "crown" | "mahkota" => Some(Self::Crowned),
            "missing" | "extracted" | "hilang" | "dicabut" => Some(Self::Missing),
            "lost after death" | "lost_after_death" | "post mortem" => Some(Self::LostAfterDeath),
            _ => None,
        }
    }
}

/// How telling it is to find the same thing on both lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Telling {
    /// Many have one.
    Common,
    /// Few have one.
    Rare,
    /// Names the person: an engraved ring, a document.
    Unique,
}

impl Telling {
    /// Reads `common`, `rare`, `unique`.
    pub fn read(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "common" | "umum" => Some(Self::Common),
            "rare" | "jarang" => Some(Self::Rare),
            "unique" | "khas" => Some(Self::Unique),
            _ => None,
        }
    }
}

/// What comparing two dental charts found, tooth by tooth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dental {
    /// The same state.
    pub matching: u32,
    /// Nothing known on one side.
    pub possible: u32,
    /// Different, but treatment or loss after the record was made explains it.
    pub explainable: u32,
    /// Different in a way that no treatment explains: a tooth that had been extracted is there.
    pub excluding: u32,
}

/// The largest weight of each kind of evidence, for and against.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Caps {
    /// Of sex, age and height, each.
    pub physical: f64,
    /// Of teeth.
    pub dental: f64,
    /// Of property.
    pub property: f64,
    /// Of all together.
    pub total: f64,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            physical: 20.0,
            dental: 1000.0,
            property: 50.0,
            total: 10_000.0,
        }
    }
}

/// Likelihood ratios of one pair by kind of evidence; 1 where nothing can be compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    /// Sex, where it was not already used to choose candidates.
    pub sex: f64,
    /// Age.
    pub age: f64,
    /// Height.
    pub height: f64,
    /// Teeth.
    pub dental: f64,
    /// The comparison behind it.
    pub teeth: Dental,
    /// Property.
    pub property: f64,
    /// The product, capped.
    pub total: f64,
}

impl Evidence {
    /// Compares a body with a missing person. `sexes` only where sex did not choose the candidates.
    pub fn compare(
        body: &Particulars,
        person: &Particulars,
        sexes: Option<(Sex, Sex)>,
        caps: &Caps,
    ) -> Self {
        let physical = |ratio: f64| cap(ratio, caps.physical);
        let sex = physical(sexes.map_or(1.0, sex));
        let age = physical(ranges(body.age, person.age));
        let height = physical(ranges(body.height, person.height));
        let teeth = compare_teeth(&body.teeth, &person.teeth);
        let dental = cap(dental(&body.teeth, &person.teeth), caps.dental);
        let property = cap(property(body, person), caps.property);
        let total = cap(sex * age * height * dental * property, caps.total);
        Self {
            sex,
            age,
            height,
            dental,
            teeth,
            property,
            total,
        }
    }
}

fn cap(ratio: f64, most: f64) -> f64 {
    ratio.clamp(1.0 / most, most)
}

/// Two sexes stated with one error in fifty.
fn sex((body, person): (Sex, Sex)) -> f64 {
    match (body, person) {
        (Sex::Unspecified, _) | (_, Sex::Unspecified) => 1.0,
        (a, b) if a == b => 0.98 / 0.5,
        _ => 0.02 / 0.5,
    }
}

/// An estimate that should hold the truth: overlapping ranges are four times, separate ones a quarter as probable as by
/// chance, and ranges further apart than they are wide a twentieth.
fn ranges(body: Option<(f64, f64)>, person: Option<(f64, f64)>) -> f64 {
    let (Some(a), Some(b)) = (body, person) else {
        return 1.0;
    };
    let gap = (a.0 - b.1).max(b.0 - a.1);
    let width = (a.1 - a.0).max(b.1 - b.0).max(2.0);
    if gap <= 0.0 {
        4.0
    } else if gap <= width {
        0.25
    } else {
        0.05
    }
}

fn compare_teeth(body: &BTreeMap<u8, Tooth>, person: &BTreeMap<u8, Tooth>) -> Dental {
    let mut found = Dental::default();
    if body.is_empty() || person.is_empty() {
        return found;
    }
    let numbers = (1..=4u8).flat_map(|quadrant| (1..=8u8).map(move |tooth| quadrant * 10 + tooth));
    for number in numbers {
        match (body.get(&number), person.get(&number)) {
            (None | Some(Tooth::LostAfterDeath), _) | (_, None | Some(Tooth::LostAfterDeath)) => {
                found.possible += 1
            }
            (Some(after), Some(before)) if after == before => found.matching += 1,
            // Treatment goes one way: sound, filled, crowned, missing.
            (Some(after), Some(before)) if after > before => found.explainable += 1,
            _ => found.excluding += 1,
        }
    }
    found
}

/// A treated or missing tooth that agrees tells more than a sound one; disagreements that treatment explains count
/// little against, others much.
fn dental(body: &BTreeMap<u8, Tooth>, person: &BTreeMap<u8, Tooth>) -> f64 {
    let ratio = |(number, after): (&u8, &Tooth)| match (after, person.get(number)) {
        (Tooth::LostAfterDeath, _) | (_, None | Some(Tooth::LostAfterDeath)) => 1.0,
        (Tooth::Sound, Some(Tooth::Sound)) => 1.1,
        (after, Some(before)) if after == before => 4.0,
        (after, Some(before)) if after > before => 0.5,
        _ => 0.02,
    };
    body.iter().map(ratio).product()
}

fn property(body: &Particulars, person: &Particulars) -> f64 {
    let weight = |telling: Telling| match telling {
        Telling::Common => 2.0,
        Telling::Rare => 10.0,
        Telling::Unique => 50.0,
    };
    let shared = |(thing, telling): (&String, &Telling)| {
        let known = person.property.get(thing)?;
        Some(weight((*telling).min(*known)))
    };
    body.property.iter().filter_map(shared).product()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chart(teeth: &[(u8, Tooth)]) -> BTreeMap<u8, Tooth> {
        teeth.iter().copied().collect()
    }

    #[test]
    fn treatment_goes_one_way() {
        use Tooth::{Filled, LostAfterDeath, Missing, Sound};
        let person = chart(&[
            (11, Sound),
            (16, Filled),
            (36, Missing),
            (46, Sound),
            (48, Sound),
        ]);
        let body = chart(&[
            (11, Sound),
            (16, Missing),
            (36, Sound),
            (46, Filled),
            (48, LostAfterDeath),
        ]);
        let found = compare_teeth(&body, &person);
        assert_eq!(
            (
                found.matching,
                found.explainable,
                found.excluding,
                found.possible
            ),
            (1, 2, 1, 28)
        );
    }

    #[test]
    fn no_kind_exceeds_its_cap() {
        let teeth: BTreeMap<u8, Tooth> = (1..=8).map(|t| (10 + t, Tooth::Missing)).collect();
        let property = BTreeMap::from([
            ("ring".to_owned(), Telling::Unique),
            ("phone".to_owned(), Telling::Rare),
        ]);
        let both = Particulars {
            age: Some((30.0, 40.0)),
            height: Some((160.0, 170.0)),
            teeth,
            property,
        };
        let caps = Caps::default();
        let found = Evidence::compare(&both, &both, None, &caps);
        assert_eq!(
            (found.dental, found.property, found.total),
            (caps.dental, caps.property, caps.total)
        );
        let nothing = Evidence::compare(&both, &Particulars::default(), None, &caps);
        assert_eq!(
            (nothing.total, nothing.dental, nothing.property),
            (1.0, 1.0, 1.0)
        );
    }

    #[test]
    fn ranges_that_do_not_meet_speak_against() {
        assert!(ranges(Some((20.0, 30.0)), Some((28.0, 28.0))) > 1.0);
        assert!(ranges(Some((20.0, 30.0)), Some((33.0, 33.0))) < 1.0);
        assert!(
            ranges(Some((20.0, 30.0)), Some((60.0, 60.0)))
                < ranges(Some((20.0, 30.0)), Some((33.0, 33.0)))
        );
    }
}
