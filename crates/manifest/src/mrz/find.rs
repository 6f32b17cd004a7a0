//! Which lines of the input belong together as one document.

use super::{
    character::{FILLER, twins},
    document::country,
    fit,
    layout::MrzFormat,
    text::{FOREIGN, Line},
    zone::{Zone, ZoneLine},
};
use domain::{Diagnostic, Level, Place};

/// What a piece of the input turned out to be.
pub(super) enum Found {
    Zone(Zone),
    Unreadable(Diagnostic),
}

/// Shorter pieces are no line of a zone, however many characters were lost.
const SHORTEST: usize = 24;

/// So many characters too many or too few are forgiven in a line.
const TOLERANCE: usize = 3;

/// So many characters of noise are looked for before a first line.
const LONGEST_PREFIX: usize = 12;

/// Finds the documents in the order of the input.
pub(super) fn zones(lines: &[Line]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut pending: Vec<ZoneLine> = Vec::new();
    for line in lines {
        let pieces = pieces(line);
        if pieces.is_empty() {
            let message = "not a line of a machine-readable zone, passed over";
            found.push(Found::Unreadable(
                Diagnostic::new(Level::Info, "mrz-other-text", message).at(Place {
                    line: Some(line.number),
                    ..Place::default()
                }),
            ));
        }
        pending.extend(pieces);
    }
    let mut rest = pending.as_slice();
    while let Some((first, after)) = rest.split_first() {
        let Some(format) = format_of(rest) else {
            found.push(Found::Unreadable(alone(first)));
            rest = after;
            continue;
        };
        let (zone, after) = rest.split_at(format.lines().min(rest.len()));
        found.push(document(format, zone));
        rest = after;
    }
    found
}

fn document(format: MrzFormat, lines: &[ZoneLine]) -> Found {
    let zone = fit::zone(format, lines);
    // The French card of 1988 to 2021 has two lines of 36 characters in an order of its own.
    if zone.slice(0..5) == b"IDFRA" && format == MrzFormat::Td2 && fit::checks_passed(&zone) < 2 {
        let place = zone.place(0, None);
        return Found::Unreadable(
            Diagnostic::new(
                Level::Error,
                "mrz-format",
                "the layout of the French identity card before 2021, which is none of ICAO Doc 9303, cannot be read",
            )
            .at(place),
        );
    }
    Found::Zone(zone)
}

fn alone(line: &ZoneLine) -> Diagnostic {
    let message = format!(
        "a line of {} characters without the other lines of its document, expected 3 lines of 30, 2 of 36 or 2 of 44",
        line.characters.len()
    );
    Diagnostic::new(Level::Error, "mrz-incomplete", message).at(Place {
        line: Some(line.input_line),
        offset: line.characters.first().map(|(_, offset)| *offset),
        ..Place::default()
    })
}

/// The pieces of a line that may be lines of a zone: noise around them taken off, glued lines cut apart.
fn pieces(line: &Line) -> Vec<ZoneLine> {
    let characters = line.characters.as_slice();
    let parts: Vec<&[(u8, u64)]> = if is_standard(characters.len()) {
        vec![characters]
    } else {
        characters.split(|(c, _)| *c == FOREIGN).collect()
    };
    let mut pieces = Vec::new();
    for part in parts {
        let part = without_prefix(part);
        let zone_like = |(c, _): &(u8, u64)| *c == FILLER || c.is_ascii_digit();
        if part.len() < SHORTEST || !part.iter().any(zone_like) {
            continue;
        }
        pieces.extend(part.chunks(glued_width(part)).map(|piece| ZoneLine {
            input_line: line.number,
            characters: piece.to_vec(),
        }));
    }
    pieces
}

fn is_standard(length: usize) -> bool {
    matches!(length, 30 | 36 | 44 | 72 | 88 | 90)
}

/// The width of the lines of which a piece consists; its own length if it is one line.
fn glued_width(part: &[(u8, u64)]) -> usize {
    match part.len() {
        length if length < 60 => length.max(1),
        length if length % 88 == 0 => 44,
        length if length % 90 == 0 => 30,
        length if length % 72 == 0 => 36,
        length => length,
    }
}

/// What a keyboard wedge puts before a scan, such as a code identifier, is taken off where a first line stands behind it.
fn without_prefix(part: &[(u8, u64)]) -> &[(u8, u64)] {
    if is_standard(part.len()) {
        return part;
    }
    (1..=LONGEST_PREFIX)
        .filter_map(|at| part.get(at..))
        .find(|rest| is_standard(rest.len()) && looks_first(rest))
        .unwrap_or(part)
}

/// Whether a line begins as the first line of a document does: kind of document, then a known state.
fn looks_first(line: &[(u8, u64)]) -> bool {
    let mut characters = line.iter().map(|(c, _)| *c);
    if !matches!(characters.next(), Some(b'P' | b'V' | b'I' | b'A' | b'C')) {
        return false;
    }
    let issuer: String = characters
        .skip(1)
        .take(3)
        .map(|c| {
            let letter = twins(c).first().filter(|_| c.is_ascii_digit());
            char::from(*letter.unwrap_or(&c))
        })
        .collect();
    country(&issuer).is_some()
}

/// The format of the document that begins with the first of `lines`; `None` if that line stands alone.
fn format_of(lines: &[ZoneLine]) -> Option<MrzFormat> {
    let first = lines.first()?;
    let letter = first.characters.first()?.0;
    let formats = [30, 44, 36]
        .into_iter()
        .filter_map(|width| MrzFormat::of(width, letter));
    let format = formats
        .filter_map(|format| Some((deviation(lines, format)?, format)))
        .min_by_key(|(deviation, _)| *deviation)?
        .1;
    // A line whose partner was lost must not take the first line of the next document.
    let second = lines.get(1)?;
    let next_begins = looks_first(&second.characters)
        && (!looks_first(&first.characters)
            || lines.get(2).is_some_and(|third| {
                !looks_first(&third.characters)
                    && lines
                        .get(1..)
                        .is_some_and(|rest| deviation(rest, format).is_some())
            }));
    (!next_begins).then_some(format)
}

/// How far the lengths of the next lines are from a format; `None` if too far or too few lines.
fn deviation(lines: &[ZoneLine], format: MrzFormat) -> Option<usize> {
    let lines = lines.get(..format.lines())?;
    let each = lines
        .iter()
        .map(|line| line.characters.len().abs_diff(format.width()));
    let total = each
        .map(|distance| (distance <= TOLERANCE).then_some(distance))
        .sum::<Option<usize>>()?;
    Some(total)
}
