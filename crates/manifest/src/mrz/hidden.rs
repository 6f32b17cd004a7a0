//! Misreadings that no check digit can show: a character and its twin whose values differ by a multiple of ten.

use super::{
    character::{FILLER, has_hidden_twin},
    layout::Layout,
    zone::Zone,
};
use domain::{Country, Diagnostic, Level};

/// Reports characters of the document number that stand where their hidden twin would be expected: a letter among digits, a
/// digit among letters, or against the form of Indonesian passports, one or two letters before digits.
pub(super) fn report(zone: &Zone, layout: &Layout, issuer: Option<Country>) -> Vec<Diagnostic> {
    let (positions, _) = zone.number(layout);
    let number: Vec<(usize, u8)> = positions
        .into_iter()
        .map(|at| (at, zone.at(at)))
        .take_while(|(_, c)| *c != FILLER)
        .collect();
    let indonesian = issuer == Some(Country::INDONESIA);
    let odd = |index: usize, character: u8| {
        let beside = |step: isize| {
            let at = index.checked_add_signed(step)?;
            number.get(at).map(|(_, c)| *c)
        };
        let (before, after) = (beside(-1), beside(1));
        if character.is_ascii_alphabetic() {
            let digits = |c: Option<u8>| c.is_none_or(|c| c.is_ascii_digit());
            before.is_some() && digits(before) && digits(after)
        } else if index == 0 {
            indonesian
        } else {
            let letter = |c: Option<u8>| c.is_some_and(|c| c.is_ascii_alphabetic());
            letter(before) && letter(after)
        }
    };
    number
        .iter()
        .enumerate()
        .filter(|(index, (_, c))| has_hidden_twin(*c) && odd(*index, *c))
        .map(|(_, (at, _))| {
            Diagnostic::new(
                Level::Warning,
                "mrz-hidden-twin",
                "a character may be a letter or the digit that looks like it, and the check digit is the same for both; compare with the document",
            )
            .at(zone.place(*at, Some("document_number")))
        })
        .collect()
}
