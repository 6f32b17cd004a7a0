//! Characters that text recognition confused are put right where the place or a check digit proves it, and nowhere else.
//!
//! A correction of a checked field changes at most two characters, satisfies the field's check digit and, where one covers it,
//! the composite, and is the only one of its size that does: one change is tried before two.

use super::{
    character::{FILLER, twins},
    document::{Repair, country},
    layout::Layout,
    zone::{Checked, Fit, Zone},
};
use domain::{Diagnostic, Level};

/// Characters to put in the place of others.
type Changes = Vec<(usize, u8)>;

/// More corrections than this are not compared: so many are never unambiguous.
const MOST_COMBINATIONS: usize = 20_000;

/// What was put right in a zone, and what could not be decided.
#[derive(Debug, Default)]
pub(super) struct Repairs {
    pub made: Vec<Repair>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Puts right what is proven.
pub(super) fn repair(zone: &mut Zone, layout: &Layout) -> Repairs {
    let mut repairs = Repairs::default();
    letters_by_position(zone, layout, &mut repairs);
    digits_by_position(zone, layout, &mut repairs);
    by_check_digits(zone, layout, &mut repairs);
    by_composite(zone, layout, &mut repairs);
    repairs
}

impl Repairs {
    fn make(
        &mut self,
        zone: &mut Zone,
        field: &'static str,
        changes: &[(usize, u8)],
        proof: &'static str,
    ) {
        for (at, corrected) in changes {
            let (line, column) = zone.line_and_column(*at);
            self.made.push(Repair {
                field,
                line,
                column,
                read: char::from(zone.at(*at)),
                corrected: char::from(*corrected),
            });
            self.diagnostics.push(
                Diagnostic::new(Level::Warning, "mrz-repaired", proof)
                    .at(zone.place(*at, Some(field))),
            );
            zone.set(*at, *corrected);
        }
    }

    fn ambiguous(&mut self, zone: &Zone, field: &Checked) {
        let place = zone.place(field.check, Some(field.name));
        self.diagnostics.push(
            Diagnostic::new(
                Level::Warning,
                "mrz-ambiguous-repair",
                "several corrections satisfy the check digits, none was made",
            )
            .at(place),
        );
    }
}

/// Names and states have no digits. Only the place proves these, so they are the weakest of the corrections.
fn letters_by_position(zone: &mut Zone, layout: &Layout, repairs: &mut Repairs) {
    let letter = |zone: &Zone, at: usize| {
        let character = zone.at(at);
        let twin = twins(character)
            .first()
            .filter(|_| character.is_ascii_digit());
        twin.map(|twin| (at, *twin))
    };
    let in_names: Changes = layout
        .names
        .clone()
        .filter_map(|at| letter(zone, at))
        .collect();
    let proof =
        "a digit in the name was read as the letter it resembles; no check digit covers names";
    repairs.make(zone, "name", &in_names, proof);
    for (field, range) in [
        ("issuer", &layout.issuer),
        ("nationality", &layout.nationality),
    ] {
        let changes: Changes = range.clone().filter_map(|at| letter(zone, at)).collect();
        let mut corrected = zone.clone();
        for (at, character) in &changes {
            corrected.set(*at, *character);
        }
        if country(&corrected.text(range.clone())).is_some() {
            repairs.make(
                zone,
                field,
                &changes,
                "a digit in the code of a state was read as the letter it resembles",
            );
        }
    }
}

/// Dates and check digits have no letters: one that stands there is its digit if the check digit then fits.
fn digits_by_position(zone: &mut Zone, layout: &Layout, repairs: &mut Repairs) {
    for field in zone.checked_fields(layout) {
        let numeric = field.positions.iter().filter(|_| field.numeric);
        let misplaced = numeric
            .chain([&field.check])
            .filter(|at| zone.at(**at).is_ascii_alphabetic());
        let changes: Option<Changes> = misplaced
            .map(|at| twins(zone.at(*at)).first().map(|twin| (*at, *twin)))
            .collect();
        let Some(changes) = changes.filter(|changes| (1..=2).contains(&changes.len())) else {
            continue;
        };
        if field.fit(&changed(zone, &changes)) == Fit::Fits {
            let proof = "a letter among digits was read as the digit it resembles, and the check digit fits";
            repairs.make(zone, field.name, &changes, proof);
        }
    }
}

fn by_check_digits(zone: &mut Zone, layout: &Layout, repairs: &mut Repairs) {
    let (dates, broken): (Vec<Checked>, Vec<Checked>) = zone
        .checked_fields(layout)
        .into_iter()
        .filter(|field| field.fit(zone) == Fit::Fails)
        .partition(|field| field.numeric);
    // A date that nothing put right spoils the composite too: what satisfies it then is chance, not proof.
    if !dates.is_empty() && layout.composite.is_some() {
        return;
    }
    let mut by_size: Vec<[Vec<Changes>; 2]> = Vec::new();
    let mut fields = Vec::new();
    for field in broken {
        let sizes = [corrections(zone, &field, 1), corrections(zone, &field, 2)];
        if sizes.iter().any(|corrections| !corrections.is_empty()) {
            by_size.push(sizes);
            fields.push(field);
        }
    }
    let smallest: Vec<Vec<Changes>> = by_size
        .iter()
        .map(|[one, two]| if one.is_empty() { two } else { one }.clone())
        .collect();
    let either: Vec<Vec<Changes>> = by_size.iter().map(|sizes| sizes.concat()).collect();
    if layout.composite.is_none() {
        for (field, corrections) in fields.iter().zip(&smallest) {
            match corrections.as_slice() {
                [only] => repairs.make(
                    zone,
                    field.name,
                    only,
                    "a misread character was corrected, the check digit proves it",
                ),
                _ => repairs.ambiguous(zone, field),
            }
        }
        return;
    }
    for choice in [smallest, either] {
        match satisfying_composite(zone, layout, &choice).as_deref() {
            Some([]) => {}
            Some([only]) => {
                for (field, changes) in fields.iter().zip(only) {
                    repairs.make(zone, field.name, changes, "a misread character was corrected, its check digit and the composite prove it");
                }
                return;
            }
            Some(_) | None => {
                for field in &fields {
                    repairs.ambiguous(zone, field);
                }
                return;
            }
        }
    }
}

/// The composite alone fails: its own digit was misread, or optional data that no other digit covers.
fn by_composite(zone: &mut Zone, layout: &Layout, repairs: &mut Repairs) {
    let Some((_, check)) = layout.composite.clone() else {
        return;
    };
    let fields = zone.checked_fields(layout);
    if zone.composite_fit(layout) == Some(Fit::Fits) {
        return;
    }
    if let Some(own) = composite_letter(zone, check)
        && changed(zone, &[own]).composite_fit(layout) == Some(Fit::Fits)
    {
        let proof = "a letter in the place of the composite check digit was read as the digit it resembles, and it fits";
        repairs.make(zone, "composite", &[own], proof);
        return;
    }
    if layout.optional_check.is_some() || fields.iter().any(|field| field.fit(zone) == Fit::Fails) {
        return;
    }
    let (number, number_check) = zone.number(layout);
    let single: Vec<Changes> = layout
        .optional
        .iter()
        .cloned()
        .flatten()
        .filter(|at| !number.contains(at) && *at != number_check)
        .flat_map(|at| twins(zone.at(at)).iter().map(move |twin| vec![(at, *twin)]))
        .filter(|changes| changed(zone, changes).composite_fit(layout) == Some(Fit::Fits))
        .collect();
    match single.as_slice() {
        [] => {}
        [only] => repairs.make(
            zone,
            "optional_data",
            only,
            "a misread character was corrected, the composite check digit proves it",
        ),
        _ => repairs.diagnostics.push(
            Diagnostic::new(
                Level::Warning,
                "mrz-ambiguous-repair",
                "several corrections satisfy the check digits, none was made",
            )
            .at(zone.place(check, Some("optional_data"))),
        ),
    }
}

/// Every correction of a field that changes `size` characters and satisfies its own check digit.
fn corrections(zone: &Zone, field: &Checked, size: usize) -> Vec<Changes> {
    let mut options: Changes = field
        .positions
        .iter()
        .flat_map(|at| twins(zone.at(*at)).iter().map(|twin| (*at, *twin)))
        .collect();
    options.extend(composite_letter(zone, field.check));
    let fits = |changes: &Changes| {
        let corrected = changed(zone, changes);
        corrected.at(field.check) != FILLER && field.fit(&corrected) == Fit::Fits
    };
    if size == 1 {
        return options
            .into_iter()
            .map(|one| vec![one])
            .filter(fits)
            .collect();
    }
    let mut pairs = Vec::new();
    for (index, first) in options.iter().enumerate() {
        let later = options.iter().skip(index + 1);
        for second in later.filter(|second| second.0 != first.0) {
            let pair = vec![*first, *second];
            if fits(&pair) {
                pairs.push(pair);
            }
        }
    }
    pairs
}

/// A letter in the place of a check digit, with the digit it resembles.
fn composite_letter(zone: &Zone, check: usize) -> Option<(usize, u8)> {
    let character = zone.at(check);
    let twin = twins(character)
        .first()
        .filter(|_| character.is_ascii_alphabetic());
    twin.map(|twin| (check, *twin))
}

/// Of one correction a field, the combinations that also satisfy the composite check digit; `None` if they are too many to try.
fn satisfying_composite(
    zone: &Zone,
    layout: &Layout,
    fields: &[Vec<Changes>],
) -> Option<Vec<Vec<Changes>>> {
    let combinations = fields.iter().map(Vec::len).product::<usize>();
    if fields.is_empty() || combinations == 0 {
        return Some(Vec::new());
    }
    if combinations > MOST_COMBINATIONS {
        return None;
    }
    let composite = layout.composite.as_ref()?.1;
    let mut satisfying = Vec::new();
    for mut index in 0..combinations {
        let mut chosen = Vec::with_capacity(fields.len());
        for corrections in fields {
            chosen.extend(corrections.get(index % corrections.len()).cloned());
            index /= corrections.len();
        }
        let mut corrected = zone.clone();
        for (at, character) in chosen.iter().flatten() {
            corrected.set(*at, *character);
        }
        if let Some((at, digit)) = composite_letter(&corrected, composite) {
            corrected.set(at, digit);
        }
        if corrected.composite_fit(layout) == Some(Fit::Fits) {
            satisfying.push(chosen);
        }
    }
    Some(satisfying)
}

fn changed(zone: &Zone, changes: &[(usize, u8)]) -> Zone {
    let mut corrected = zone.clone();
    for (at, character) in changes {
        corrected.set(*at, *character);
    }
    corrected
}
