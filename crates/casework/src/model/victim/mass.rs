//! Many victims at once: the list of a raid or of a compound, as somebody wrote it.

use crate::{Who, WhoForm};
use access::{AccessError, Fault};
use domain::{Column, DateReading, Horizon, PartialDate, read_date};
use jiff::civil::Date;
use tabular::sheet::{Entry, Listing, ListingError};

/// A list of victims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MassTable {
    /// Its rows in order.
    pub rows: Vec<MassRow>,
    /// Headers that name nothing that is known; these columns were left out.
    pub left_out: Vec<String>,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MassRow {
    /// Line of the file or of the field, from 1.
    pub line: u64,
    /// Who stands in it, or what is wrong with it.
    pub who: Result<Who, Fault>,
}

/// The columns of lines that are typed without a heading.
const TYPED: &str = "nama;jk;tanggal lahir;no paspor;nik;telepon\n";

impl MassTable {
    /// Reads a list by its content: a table with a heading, or lines of name, sex, birth date, passport, NIK and telephone, of which all
    /// but the name may be left out.
    ///
    /// # Errors
    /// [`ListingError`] where nothing of it can be used.
    pub fn read(bytes: &[u8], today: Date) -> Result<Self, ListingError> {
        let (listing, heading) = match Listing::read(bytes) {
            Err(ListingError::NoHeader) if !bytes.contains(&0) => {
                let mut typed = TYPED.as_bytes().to_vec();
                typed.extend(
                    String::from_utf8_lossy(bytes)
                        .replace(['\t', ','], ";")
                        .bytes(),
                );
                (Listing::read(&typed)?, 1)
            }
            other => (other?, 0),
        };
        let order = Order::of(&listing);
        let rows = listing.entries().map(|entry| MassRow {
            line: entry.line().saturating_sub(heading),
            who: who(entry, order, today),
        });
        Ok(Self {
            rows: rows.collect(),
            left_out: listing.left_out(),
        })
    }
}

/// In which order a list writes numbers as dates, as far as its own dates show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    NotShown,
}

impl Order {
    /// A day above twelve shows the order of all the others, unless dates of one list contradict each other.
    fn of(listing: &Listing) -> Self {
        let places = |entry: Entry<'_>| -> Option<(u8, u8)> {
            let text = entry.text(Column::BirthDate);
            let mut parts = text.split(['-', '/', '.', ' ']).map(str::parse);
            Some((parts.next()?.ok()?, parts.next()?.ok()?))
        };
        let (mut day, mut month) = (false, false);
        for (first, second) in listing.entries().filter_map(places) {
            day |= (13..=31).contains(&first);
            month |= (13..=31).contains(&second);
        }
        if day && !month {
            Self::DayFirst
        } else {
            Self::NotShown
        }
    }

    /// The birth date as a form takes it. Of a date with two meanings that the list does not settle only the year is kept, which is
    /// the same in both.
    fn settle(self, text: String, today: Date) -> String {
        match (read_date(&text, today, Horizon::Past), self) {
            (DateReading::Two(first, _), Self::DayFirst) => first.to_string(),
            (DateReading::Two(first, second), Self::NotShown) if first.year() == second.year() => {
                PartialDate::new(first.year(), None, None).map_or(text, |year| year.to_string())
            }
            _ => text,
        }
    }
}

fn who(entry: Entry<'_>, order: Order, today: Date) -> Result<Who, Fault> {
    let form = WhoForm {
        name: entry.name(),
        birth_date: order.settle(entry.text(Column::BirthDate), today),
        sex: entry.text(Column::Sex),
        nik: entry.text(Column::Nik),
        passport_no: entry.first(&[Column::PassportNumber, Column::DocumentNumber]),
        phone: entry.text(Column::Phone),
    };
    form.read(today).map_err(|error| match error {
        AccessError::Invalid(fault) => fault,
        _ => Fault {
            field: "name",
            message: "required",
        },
    })
}

/// Whether two records in one case are of the same person: a number is the same, or the name and the birth date are.
pub(crate) fn same(one: &Who, other: &Who) -> bool {
    let equal = |one: &Option<String>, other: &Option<String>| one.is_some() && one == other;
    let differ = |one: &Option<String>, other: &Option<String>| {
        one.is_some() && other.is_some() && one != other
    };
    equal(&one.nik, &other.nik)
        || equal(&one.passport_no, &other.passport_no)
        || (domain::capitals(&one.name) == domain::capitals(&other.name)
            && one.birth_date == other.birth_date
            && !differ(&one.nik, &other.nik)
            && !differ(&one.passport_no, &other.passport_no))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 11, 22);

    #[test]
    fn a_table_and_lines_that_somebody_typed() {
        let table = MassTable::read(
            b"DAFTAR WNI\nNo;Nama;JK;Tgl Lahir;No Paspor;Kamar\n1;SITI AMINAH;P;12-03-1990;C1234567;3\n2;BUDI;L;31-02-1999;;3\n3;;P;;;4\n",
            TODAY,
        )
        .unwrap();
        let seen: Vec<_> = table
            .rows
            .iter()
            .map(|row| {
                (
                    row.line,
                    row.who
                        .as_ref()
                        .map(|who| who.name.as_str())
                        .map_err(|fault| fault.field),
                )
            })
            .collect();
        assert_eq!(
            seen,
            [
                (3, Ok("SITI AMINAH")),
                (4, Err("birth_date")),
                (5, Err("name"))
            ]
        );
        assert_eq!(table.left_out, ["Kamar"]);

        let typed = MassTable::read(
            b"Siti Aminah, P, 12-03-1990\nBudi\n\nRudi Hartono, L",
            TODAY,
        )
        .unwrap();
        let seen: Vec<_> = typed
            .rows
            .iter()
            .map(|row| (row.line, row.who.as_ref().unwrap().name.as_str()))
            .collect();
        assert_eq!(seen, [(1, "Siti Aminah"), (2, "Budi"), (4, "Rudi Hartono")]);
        assert!(MassTable::read(b"\0\x01\x02", TODAY).is_err());
    }

    #[test]
    fn a_day_above_twelve_settles_the_dates_of_its_list() {
        for (lines, born) in [
            ("Siti;P;03-12-1990\nBudi;L;25-01-1999", "1990-12-03"),
            ("Siti;P;03-12-1990\nBudi;L;01-02-1999", "1990-XX-XX"),
            (
                "Siti;P;03-12-1990\nBudi;L;25-01-1999\nRudi;L;01/25/1999",
                "1990-XX-XX",
            ),
            ("Siti;P;3 Desember 1990", "1990-12-03"),
        ] {
            let table = MassTable::read(lines.as_bytes(), TODAY).unwrap();
            let first = table.rows[0].who.as_ref().unwrap();
            assert_eq!(first.birth_date.unwrap().to_string(), born, "{lines}");
        }
    }

    #[test]
    fn who_is_the_same() {
        let who = |name: &str, born: &str, passport: &str| Who {
            name: name.into(),
            birth_date: born.parse().ok(),
            passport_no: Some(passport.to_owned()).filter(|number| !number.is_empty()),
            ..Who::default()
        };
        let siti = who("Siti Aminah", "1990-03-12", "C1");
        for (other, is) in [
            (who("SITI AMINAH", "1990-03-12", ""), true),
            (who("SITI AMINAH", "1990-03-12", "C2"), false),
            (who("AMINAH", "", "C1"), true),
            (who("Siti Aminah", "1991-03-12", ""), false),
        ] {
            assert_eq!(same(&siti, &other), is, "{other:?}");
        }
    }
}
