//! The words before a colon in a title, and what each asks for.

use super::super::ship;
use domain::Column;

/// What a word before a colon asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Key {
    Vessel,
    VesselIdentifier,
    Flag,
    Carrier,
    Number,
    Flight,
    Route,
    From,
    To,
    Departure,
    Time,
    Arrival,
}

/// Keys that are no headers of columns.
const KEYS: [(&str, Key); 28] = [
    ("mv", Key::Vessel),
    ("km", Key::Vessel),
    ("rute", Key::Route),
    ("route", Key::Route),
    ("trayek", Key::Route),
    ("jurusan", Key::Route),
    ("lintasan", Key::Route),
    ("relasi", Key::Route),
    ("sector", Key::Route),
    ("hari", Key::Departure),
    ("jam", Key::Time),
    ("pukul", Key::Time),
    ("time", Key::Time),
    ("waktu", Key::Time),
    ("jam berangkat", Key::Time),
    ("jam keberangkatan", Key::Time),
    ("time of departure", Key::Time),
    ("departure time", Key::Time),
    ("waktu keberangkatan", Key::Time),
    ("waktu berangkat", Key::Time),
    ("bendera", Key::Flag),
    ("flag", Key::Flag),
    ("imo", Key::VesselIdentifier),
    ("imo no", Key::VesselIdentifier),
    ("call sign", Key::VesselIdentifier),
    ("tanda panggilan", Key::VesselIdentifier),
    ("pemilik", Key::Carrier),
    ("keagenan", Key::Carrier),
];

/// The pairs of `Tanggal : 22 November 2026 Jam : 08:30`, unknown keys as words; nothing where no colon follows words.
pub(super) fn keys_and_values(piece: &str) -> Vec<(Result<Key, &str>, &str)> {
    let mut pairs = Vec::new();
    // Where the key begins, where its colon stands.
    let mut keys: Vec<(usize, usize, Result<Key, &str>)> = Vec::new();
    for (colon, _) in piece.match_indices(':') {
        let before = piece.get(..colon).unwrap_or_default();
        let start = keys.last().map_or(0, |(_, colon, _)| colon + 1);
        let words = before.get(start..).unwrap_or_default();
        if let Some((at, key)) = key_at_end(words) {
            keys.push((start + at, colon, Ok(key)));
        } else if keys.is_empty() && words.chars().any(char::is_alphabetic) {
            keys.push((0, colon, Err(words.trim())));
        }
    }
    for (at, (_, colon, key)) in keys.iter().enumerate() {
        let end = keys.get(at + 1).map_or(piece.len(), |(start, ..)| *start);
        let value = piece.get(colon + 1..end).unwrap_or_default();
        pairs.push((*key, value.trim().trim_matches([',', ';']).trim()));
    }
    pairs
}

/// The longest known key that ends a text, and where it begins.
fn key_at_end(words: &str) -> Option<(usize, Key)> {
    let starts = words
        .char_indices()
        .filter(|(at, c)| {
            let before = words.get(..*at).unwrap_or_default().chars().next_back();
            !c.is_whitespace() && before.is_none_or(char::is_whitespace)
        })
        .map(|(at, _)| at);
    starts
        .into_iter()
        .find_map(|at| Some((at, key_of(words.get(at..)?)?)))
}

pub(super) fn key_of(words: &str) -> Option<Key> {
    let plain: String = words
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == plain) {
        return Some(*key);
    }
    Some(match Column::recognise(words)? {
        Column::Carrier if ship::is_header(&plain) => Key::Vessel,
        Column::Carrier => Key::Carrier,
        Column::VoyageNumber if plain.contains("flight") || plain.contains("penerbangan") => {
            Key::Flight
        }
        Column::VoyageNumber => Key::Number,
        Column::Embark => Key::From,
        Column::Destination => Key::To,
        Column::DepartureDate => Key::Departure,
        Column::ArrivalDate => Key::Arrival,
        _ => return None,
    })
}
