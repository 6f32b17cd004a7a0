//! The lines above a header: `MV. DUMAI EXPRESS 8`, `Rute : Batam Centre - Stulang Laut`, `Tanggal : 22 November 2026`.

mod key;

use super::{facts::Facts, route, ship, when};
use crate::flight;
use domain::{Country, Diagnostic, Horizon, Level, PartialDate, Place, Port, read_date};
use jiff::civil::{Date, Time};
use key::{Key, key_of, keys_and_values};
use tabular::sheet::Row;

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
            Key::Route => facts.route = route::ports(value),
            Key::From => facts.from = Port::read(value),
            Key::To => facts.to = Port::destination(value),
            Key::Time => self.time = self.time.or(when::time(value)),
            Key::Departure | Key::Arrival => {
                let (date, ambiguous) = when::day(value, self.reference);
                // `ETD: 11.00` asks for the day and gets the hour.
                if let (None, Some(time)) = (date, when::time(value)) {
                    self.time = self.time.or((key == Key::Departure).then_some(time));
                    return;
                }
                if ambiguous || date.is_none() {
                    self.doubt(ambiguous, line);
                }
                let moment = date.map(|date| when::moment(date, value));
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
        let ports = route::ports(piece);
        let known = ports.iter().all(|port| port.city().is_some());
        let day = read_date(piece, self.reference, Horizon::Future).one();
        let day = day.and_then(PartialDate::to_date);
        let words = piece.split_whitespace().count();
        let ship = ship::named(piece).or_else(|| ship::within(piece));
        if facts.vessel.is_none() && ship.is_some() {
            facts.vessel = ship.map(Into::into);
        } else if ports.len() > 1 && known && facts.route.is_empty() {
            facts.route = ports;
        } else if facts.departure.is_none() && day.is_some() && words <= 6 {
            facts.departure = day.map(|date| when::moment(date, piece));
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
        assert_eq!(codes(&route::ports("BATAM-JOHOR BAHRU PP")).len(), 1);
    }
}
