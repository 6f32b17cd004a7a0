//! Lines that lost or won a few characters are brought to the width of their format, as the check digits like it best.

use super::{
    character::FILLER,
    layout::MrzFormat,
    text::FOREIGN,
    zone::{Fit, Zone, ZoneLine},
};
use domain::{Diagnostic, Level};

/// A zone of the lines; where a length is wrong, fillers are added or characters removed and that is reported.
pub(super) fn zone(format: MrzFormat, lines: &[ZoneLine]) -> Zone {
    let width = format.width();
    let mut variants: Vec<Vec<ZoneLine>> = vec![Vec::new()];
    for line in lines {
        let fitted = fitted(line, width);
        variants = variants
            .into_iter()
            .flat_map(|before| {
                fitted.iter().map(move |line| {
                    let mut lines = before.clone();
                    lines.push(line.clone());
                    lines
                })
            })
            .collect();
    }
    // The first of the best, so that among equals the least surprising change is made.
    let mut best: Option<(usize, Zone)> = None;
    for variant in &variants {
        let zone = Zone::new(format, variant);
        let passed = checks_passed(&zone);
        if best.as_ref().is_none_or(|(most, _)| passed > *most) {
            best = Some((passed, zone));
        }
    }
    let mut zone = best.map_or_else(|| Zone::new(format, lines), |(_, zone)| zone);
    for (at, line) in lines.iter().enumerate() {
        let length = line.characters.len();
        if length != width {
            let message = format!(
                "the line has {length} characters, expected {width}; fillers were added or characters left out where the check digits fit best"
            );
            let place = zone.place(at * width, None);
            zone.diagnostics
                .push(Diagnostic::new(Level::Warning, "mrz-line-length", message).at(place));
        }
    }
    zone
}

/// How many check digits of a zone fit.
pub(super) fn checks_passed(zone: &Zone) -> usize {
    let layout = zone.format.layout();
    let own = zone.checked_fields(&layout);
    let own = own.iter().filter(|field| field.fit(zone) == Fit::Fits);
    own.count() + usize::from(zone.composite_fit(&layout) == Some(Fit::Fits))
}

/// The ways to bring a line to a width, the least surprising first.
fn fitted(line: &ZoneLine, width: usize) -> Vec<ZoneLine> {
    let characters = line.characters.as_slice();
    let with = |characters: Vec<(u8, u64)>| ZoneLine {
        input_line: line.input_line,
        characters,
    };
    let filler = |at: usize| {
        let offset = characters.get(at).or(characters.last());
        (FILLER, offset.map_or(0, |(_, offset)| *offset))
    };
    if let Some(missing) = width.checked_sub(characters.len()).filter(|n| *n > 0) {
        let at_end = characters
            .iter()
            .copied()
            .chain((0..missing).map(|_| filler(characters.len())));
        let mut variants = vec![with(at_end.collect())];
        if let Some((start, _)) = longest_fillers(characters) {
            let (before, after) = characters.split_at(start);
            let more = (0..missing).map(|_| filler(start));
            variants.push(with(
                before
                    .iter()
                    .copied()
                    .chain(more)
                    .chain(after.iter().copied())
                    .collect(),
            ));
        }
        return variants;
    }
    let surplus = characters.len() - width;
    if surplus == 0 {
        return vec![line.clone()];
    }
    let mut variants = Vec::new();
    for start in [width, 0] {
        let kept = characters.iter().enumerate();
        let kept = kept.filter(|(at, _)| !(start..start + surplus).contains(at));
        variants.push(with(kept.map(|(_, c)| *c).collect()));
    }
    if let Some((start, length)) = longest_fillers(characters)
        && length > surplus
    {
        let kept = characters.iter().enumerate();
        let kept = kept.filter(|(at, _)| !(start..start + surplus).contains(at));
        variants.push(with(kept.map(|(_, c)| *c).collect()));
    }
    variants
}

/// Where the longest run of fillers begins and how long it is.
fn longest_fillers(characters: &[(u8, u64)]) -> Option<(usize, usize)> {
    let mut best = None;
    let mut at = 0;
    for run in characters.chunk_by(|(a, _), (b, _)| a == b) {
        let is_filler = matches!(run.first(), Some((FILLER | FOREIGN, _)));
        if is_filler && best.is_none_or(|(_, length)| run.len() > length) {
            best = Some((at, run.len()));
        }
        at += run.len();
    }
    best
}
