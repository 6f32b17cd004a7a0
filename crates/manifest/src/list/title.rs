//! The lines above a header: `MV. DUMAI EXPRESS 8`, `Rute : Batam Centre - Stulang Laut`, `Tanggal : 22 November 2026`.

use super::facts::Facts;
use crate::{Moment, flight};
use domain::{
    Column, Country, DateReading, Diagnostic, Horizon, Level, PartialDate, Place, Port, read_date,
};
use jiff::civil::{Date, Time};
use tabular::sheet::Row;

/// What a word before a colon asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
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

/// What stands before the names of ships.
const VESSEL_PREFIXES: [&str; 10] = [
    "MV", "M/V", "KM", "KMP", "SB", "FB", "MT", "KLM", "SPB", "FERRY",
];

/// Reads the lines above a header.
pub(super) fn read(rows: &[Row], reference: Date, diagnostics: &mut Vec<Diagnostic>) -> Facts {
    let mut titles = Titles {
        facts: Facts::default(),
        time: None,
        reference,
        diagnostics,
    };
    for row in rows {
        let mut pieces: Vec<String> = Vec::new();
        for text in row.texts() {
            let apart = text.split(['\t', '|', ';', '\n']);
            pieces.extend(
                apart
                    .flat_map(|part| part.split("   "))
                    .map(|part| part.trim().to_owned()),
            );
        }
        // `Kapal`, `:`, `MV. X` in three cells, `Kapal :` and `MV. X` in two, `Kapal` and `MV. X` in two: joined again.
        let mut joined: Vec<String> = Vec::new();
        for piece in pieces.into_iter().filter(|piece| !piece.is_empty()) {
            match joined.last_mut() {
                Some(last) if last.ends_with(':') || piece.starts_with(':') => {
                    last.push(' ');
                    last.push_str(&piece);
                }
                Some(last)
                    if key_of(last).is_some()
                        && key_of(&piece).is_none()
                        && keys_and_values(&piece).is_empty() =>
                {
                    last.push_str(": ");
                    last.push_str(&piece);
                }
                _ => joined.push(piece),
            }
        }
        for piece in joined {
            titles.piece(&piece, row.line);
        }
    }
    titles.finish()
}

/// The ship that a line names, with what stands before it.
pub(super) fn vessel(text: &str) -> Option<&str> {
    let (first, rest) = text.trim().split_once([' ', '.'])?;
    let known = VESSEL_PREFIXES
        .iter()
        .any(|prefix| first.eq_ignore_ascii_case(prefix));
    (known && rest.chars().any(char::is_alphabetic)).then_some(text.trim())
}

/// The ship that a title names somewhere, in capitals: `MANIFES PENUMPANG KM. TARAKAN JAYA TANGGAL ..`.
fn vessel_within(text: &str) -> Option<&str> {
    let start = text.match_indices(' ').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let first = rest.split([' ', '.']).next()?;
        let prefix = VESSEL_PREFIXES.contains(&first) && first != "FERRY";
        (prefix && vessel(rest).is_some()).then_some(at + 1)
    })?;
    let rest = text.get(start..)?;
    let upper = rest.to_ascii_uppercase();
    let ends = [
        " TANGGAL", " TGL", " RUTE", " TUJUAN", " TRAYEK", " DATE", " - ", ",",
    ];
    let end = ends.iter().filter_map(|word| upper.find(word)).min();
    rest.get(..end.unwrap_or(rest.len())).map(str::trim)
}

/// The ports of `A - B`, `A ke B`, `A to B - C`.
pub(super) fn route(text: &str) -> Vec<Port> {
    let mut parts = vec![text];
    for separator in [
        " - ", " – ", " — ", "→", "->", ">", " ke ", " KE ", " Ke ", " to ", " TO ", " / ",
    ] {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(separator))
            .collect();
    }
    if let [only] = parts.as_slice() {
        // `BATAM-STULANG LAUT`: a hyphen alone divides where both sides are ports.
        let tight: Vec<&str> = only.split(['-', '–', '—']).collect();
        let ports = tight
            .iter()
            .all(|part| Port::read(part).is_some_and(|port| port.city().is_some()));
        if tight.len() > 1 && ports {
            parts = tight;
        }
    }
    let without_return = |part: &str| {
        let part = part.trim();
        part.strip_suffix(" PP")
            .or(part.strip_suffix(" (PP)"))
            .unwrap_or(part)
            .to_owned()
    };
    parts
        .iter()
        .filter_map(|part| Port::read(&without_return(part)))
        .collect()
}

/// A time of day: `08.30 WIB`, `0830`, `8:30`.
pub(super) fn time(text: &str) -> Option<Time> {
    let digits: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let (hour, minute) = match digits.as_slice() {
        [hour, minute, ..] if hour.len() <= 2 && minute.len() == 2 => (*hour, *minute),
        [packed] if packed.len() == 4 => packed.split_at_checked(2)?,
        _ => return None,
    };
    let hour: i8 = hour.parse().ok()?;
    let afternoon = text.to_ascii_lowercase().contains("pm") && hour < 12;
    Time::new(
        hour + if afternoon { 12 } else { 0 },
        minute.parse().ok()?,
        0,
        0,
    )
    .ok()
}

/// The day of a voyage; of two readings that which is nearer to the reference.
pub(super) fn day(text: &str, reference: Date) -> (Option<Date>, bool) {
    match read_date(text, reference, Horizon::Future) {
        DateReading::One(date) => (date.to_date(), false),
        DateReading::Two(one, other) => {
            let distance = |date: PartialDate| {
                let days = date.to_date().and_then(|day| reference.until(day).ok());
                days.map_or(i32::MAX, |span| span.get_days().abs())
            };
            let nearer = if distance(other) < distance(one) {
                other
            } else {
                one
            };
            (nearer.to_date(), true)
        }
        DateReading::Empty | DateReading::Unreadable => (None, false),
    }
}

struct Titles<'a> {
    facts: Facts,
    time: Option<Time>,
    reference: Date,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Titles<'_> {
    fn piece(&mut self, piece: &str, line: u64) {
        let pairs = keys_and_values(piece);
        if pairs.is_empty() {
            self.without_key(piece);
            return;
        }
        for (key, value) in pairs {
            if value.is_empty() {
                continue;
            }
            match key {
                Ok(key) => self.fact(key, value, line),
                Err(words) => self.facts.raw.push(format!("{words}: {value}")),
            }
        }
    }

    fn fact(&mut self, key: Key, value: &str, line: u64) {
        let facts = &mut self.facts;
        match key {
            Key::Vessel => facts.vessel = Some(value.into()),
            Key::VesselIdentifier => facts.vessel_identifier = Some(value.into()),
            Key::Flag => facts.flag = Country::read(value),
            Key::Carrier => facts.carrier = Some(value.into()),
            Key::Number => facts.number = Some(value.into()),
            Key::Flight => {
                facts.flight = true;
                self.flight(value);
            }
            Key::Route => facts.route = route(value),
            Key::From => facts.from = Port::read(value),
            Key::To => facts.to = Port::read(value),
            Key::Time => self.time = self.time.or(time(value)),
            Key::Departure | Key::Arrival => {
                let (date, ambiguous) = day(value, self.reference);
                // `ETD: 11.00` asks for the day and gets the hour.
                if let (None, Some(time)) = (date, time(value)) {
                    self.time = self.time.or((key == Key::Departure).then_some(time));
                    return;
                }
                if ambiguous || date.is_none() {
                    self.doubt(ambiguous, line);
                }
                let moment = date.map(|date| moment(date, value));
                if key == Key::Departure {
                    self.facts.departure = moment;
                } else {
                    self.facts.arrival = moment;
                }
            }
        }
    }

    /// A line that says itself what it is: a ship, a company, a route, a day.
    fn without_key(&mut self, piece: &str) {
        let facts = &mut self.facts;
        let ports = route(piece);
        let known = ports.iter().all(|port| port.city().is_some());
        let day = read_date(piece, self.reference, Horizon::Future).one();
        let day = day.and_then(PartialDate::to_date);
        let words = piece.split_whitespace().count();
        let ship = vessel(piece).or_else(|| vessel_within(piece));
        if facts.vessel.is_none() && ship.is_some() {
            facts.vessel = ship.map(Into::into);
        } else if ports.len() > 1 && known && facts.route.is_empty() {
            facts.route = ports;
        } else if facts.departure.is_none() && day.is_some() && words <= 6 {
            facts.departure = day.map(|date| moment(date, piece));
        } else if facts.carrier.is_none()
            && ["PT ", "PT.", "CV ", "CV."]
                .iter()
                .any(|p| piece.starts_with(p))
        {
            facts.carrier = Some(piece.into());
        } else if facts.number.is_none()
            && words <= 2
            && piece.to_uppercase() == piece
            && flight::divide(piece).is_some()
        {
            facts.flight = true;
            self.flight(piece);
        } else {
            facts.raw.push(piece.to_owned());
        }
    }

    fn flight(&mut self, value: &str) {
        match flight::divide(value.trim()) {
            Some((carrier, number)) => {
                self.facts.carrier = Some(carrier.into());
                self.facts.number = Some(number.into());
            }
            None => self.facts.number = Some(value.into()),
        }
    }

    fn doubt(&mut self, ambiguous: bool, line: u64) {
        let (code, message) = if ambiguous {
            (
                "list-ambiguous-date",
                "the date of the voyage may be two days, the one nearer to the day of reading was taken",
            )
        } else {
            (
                "list-date",
                "the date of the voyage cannot be read, expected one such as `22 November 2026`",
            )
        };
        let place = Place {
            line: Some(line),
            ..Place::default()
        };
        self.diagnostics
            .push(Diagnostic::new(Level::Warning, code, message).at(place));
    }

    fn finish(mut self) -> Facts {
        if let Some(departure) = &mut self.facts.departure {
            departure.time = departure.time.or(self.time);
        }
        self.facts
    }
}

/// A day with the time that may stand behind it.
fn moment(date: Date, written: &str) -> Moment {
    let time = written.contains(':').then(|| time(after_date(written)));
    Moment {
        date,
        time: time.flatten(),
    }
}

/// What stands behind the year of a date.
fn after_date(value: &str) -> &str {
    let first_colon = value.find(':').unwrap_or(value.len());
    let before = value.get(..first_colon).unwrap_or_default();
    let start = before
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + 1);
    value.get(start..).unwrap_or_default()
}

/// The pairs of `Tanggal : 22 November 2026 Jam : 08:30`, unknown keys as words; nothing where no colon follows words.
fn keys_and_values(piece: &str) -> Vec<(Result<Key, &str>, &str)> {
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

fn key_of(words: &str) -> Option<Key> {
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
        Column::Carrier if is_vessel_header(&plain) => Key::Vessel,
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

/// Whether a header of the carrier asks for the ship.
pub(super) fn is_vessel_header(words: &str) -> bool {
    let words = words.to_lowercase();
    ["kapal", "vessel", "ship", "ferry", "armada"]
        .iter()
        .any(|word| words.contains(word))
        && !words.contains("shipping")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use tabular::sheet::Cell;

    fn facts(lines: &[&str]) -> Facts {
        let rows: Vec<Row> = lines
            .iter()
            .map(|line| Row {
                line: 1,
                cells: line.split('^').map(Cell::of_text).collect(),
                continued: Vec::new(),
            })
            .collect();
        let mut diagnostics = Vec::new();
        let facts = read(&rows, date(2026, 11, 22), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        facts
    }

    fn codes(ports: &[Port]) -> Vec<&str> {
        ports.iter().map(Port::code).collect()
    }

    #[test]
    fn as_lists_have_them() {
        let read = facts(&[
            "DAFTAR PENUMPANG",
            "MV. DUMAI EXPRESS 8",
            "Rute: Batam Centre - Stulang Laut",
            "Tanggal : 22 November 2026 Jam : 08.30 WIB",
            "Nakhoda : SESEORANG",
            "PT PELAYARAN NUSANTARA",
        ]);
        assert_eq!(read.vessel.as_deref(), Some("MV. DUMAI EXPRESS 8"));
        assert_eq!(codes(&read.ports()), ["IDBTC", "MYSTL"]);
        assert_eq!(read.departure.unwrap().to_string(), "2026-11-22T08:30");
        assert_eq!(read.carrier.as_deref(), Some("PT PELAYARAN NUSANTARA"));
        assert_eq!(read.raw, ["DAFTAR PENUMPANG", "Nakhoda: SESEORANG"]);
        assert_eq!(read.voyage().mode, Some(crate::Mode::Sea));
    }

    #[test]
    fn a_ship_within_a_title() {
        let vessel = |title| facts(&[title]).vessel.unwrap_or_default();
        assert_eq!(
            vessel("MANIFES PENUMPANG KM. TARAKAN JAYA"),
            "KM. TARAKAN JAYA"
        );
        assert_eq!(
            vessel("MANIFEST MV DUMAI 2 TANGGAL 22 NOVEMBER 2026"),
            "MV DUMAI 2"
        );
        assert_eq!(vessel("DAFTAR PENUMPANG FERRY"), "");
    }

    #[test]
    fn in_cells_of_their_own() {
        let read = facts(&[
            "Kapal^:^KM. SEBATIK INDAH 3",
            "Dari :^Nunukan^Ke :^Tawau",
            "Tanggal Berangkat^22-11-2026 10:00",
            "Voyage: SI-1126^Bendera: Indonesia",
        ]);
        assert_eq!(read.vessel.as_deref(), Some("KM. SEBATIK INDAH 3"));
        assert_eq!(codes(&read.ports()), ["IDNNX", "MYTWU"]);
        assert_eq!(read.departure.unwrap().to_string(), "2026-11-22T10:00");
        assert_eq!(read.number.as_deref(), Some("SI-1126"));
        assert_eq!(read.flag, Some(Country::INDONESIA));
    }

    #[test]
    fn flights_and_ports_of_call() {
        let read = facts(&["Flight No: GA 876", "CGK-HKG", "22NOV26"]);
        assert_eq!(read.carrier.as_deref(), Some("GA"));
        assert_eq!(read.number.as_deref(), Some("876"));
        assert_eq!(codes(&read.ports()), ["CGK", "HKG"]);
        assert_eq!(read.departure.unwrap().to_string(), "2026-11-22");
        let voyage = read.voyage();
        assert_eq!(voyage.mode, Some(crate::Mode::Air));
        let three = facts(&["Rute : Dumai ke Tanjung Balai Karimun ke Kukup"]);
        assert_eq!(three.voyage().legs.len(), 2);
        assert_eq!(codes(&route("BATAM-JOHOR BAHRU PP")).len(), 1);
    }

    #[test]
    fn times_of_day() {
        for (text, expected) in [
            ("08.30 WIB", "08:30"),
            ("0830", "08:30"),
            ("1:05 PM", "13:05"),
            ("pagi", ""),
        ] {
            let time = time(text).map(|t| format!("{:02}:{:02}", t.hour(), t.minute()));
            assert_eq!(time.unwrap_or_default(), expected, "{text}");
        }
    }
}
