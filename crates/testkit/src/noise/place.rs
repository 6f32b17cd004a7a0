//! A place of birth, as one writer or another puts it.

use crate::{person::Person, random::Random};

/// The place as the registry has it: the regency's name without its kind.
pub fn usual(person: &Person) -> &str {
    person.home.short_name()
}

/// The place otherwise: with its kind, shortened, or the district instead of the regency.
pub fn otherwise(person: &Person, random: &mut Random) -> String {
    let short = person.home.short_name();
    match random.below(6) {
        0 => person.home.name.clone(),
        1 => person.home.name.replacen("KABUPATEN", "KAB", 1),
        2 => short
            .replace("TENGAH", "TENG")
            .replace("TIMUR", "TIM")
            .replace("SELATAN", "SEL"),
        3 => format!("{short} INDONESIA"),
        _ => person.district.1.to_owned(),
    }
}
