//! Passport numbers, the first and every renewed one.

use crate::{
    person::{Part, PersonId},
    random::Purpose,
};

/// The letters with which Indonesian passport numbers begin (`X` and `E` since the electronic ones), each followed by seven digits.
const SERIES: [char; 5] = ['C', 'C', 'E', 'X', 'B'];

/// The number of a person's passport; `renewed` counts how often it was renewed.
pub fn passport_number(seed: u64, person: PersonId, renewed: u64) -> String {
    let mut random = person.random(seed.wrapping_add(renewed), Purpose::Passport);
    let series = match person.part {
        Part::Foreigner => *random.pick(&['A', 'K', 'E', 'P', 'M']).unwrap_or(&'P'),
        _ => *random.pick(&SERIES).unwrap_or(&'C'),
    };
    let digits = if person.part == Part::Foreigner { 8 } else { 7 };
    let number = random.below(10u64.pow(digits));
    format!("{series}{number:0width$}", width = digits as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_renewed_passport_has_another_number() {
        let person = PersonId::new(Part::Placed, 12);
        let first = passport_number(1, person, 0);
        assert_eq!(first.len(), 8);
        assert_ne!(first, passport_number(1, person, 1));
        assert_eq!(first, passport_number(1, person, 0));
    }
}
