//! Passports of invented people, as a scanner types them: something to try the desk with.

use domain::{Column, PartialDate, Sex};
use std::collections::BTreeMap;
use tabular::{Chunk, Table};

/// A passport that can be scanned.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Passport {
    /// The two lines of its machine-readable zone.
    pub(super) zone: String,
    /// The country of the placement, as the registry writes it.
    pub(super) destination: String,
}

/// The passports of the first people of a registry whose particulars are all there.
pub(super) fn some(registry: &[u8], most: usize) -> Vec<Passport> {
    let Ok(mut table) = Table::open(registry) else {
        return Vec::new();
    };
    let header = table.header().clone();
    let mut chunk = Chunk::default();
    let mut all = Vec::new();
    while all.len() < most && matches!(table.next_chunk(&mut chunk), Ok(true)) {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            let wanted = [
                Column::Name,
                Column::BirthDate,
                Column::Sex,
                Column::PassportNumber,
                Column::Destination,
                Column::Status,
            ];
            let fields: BTreeMap<Column, String> = wanted
                .into_iter()
                .filter_map(|column| {
                    let text = record.field(header.position(column)?);
                    Some((column, text.to_owned()))
                })
                .collect();
            all.extend(passport(&fields));
        }
    }
    all.truncate(most);
    all
}

fn passport(fields: &BTreeMap<Column, String>) -> Option<Passport> {
    let text = |column: Column| fields.get(&column).map(String::as_str);
    let born: PartialDate = text(Column::BirthDate)?.parse().ok()?;
    let born = born.earliest().filter(|day| Some(*day) == born.latest())?;
    let number = text(Column::PassportNumber)?;
    let sex = Sex::read(text(Column::Sex)?)?;
    let name = text(Column::Name)?;
    let plain = |c: char| c.is_ascii_uppercase() || c == ' ';
    if !name.chars().all(plain) || number.len() != 8 || !text(Column::Status)?.contains("ktif") {
        return None;
    }
    let (given, surname) = name.rsplit_once(' ').unwrap_or(("", name));
    let names = format!("P<IDN{surname}<<{given}").replace(' ', "<");
    let birth = born.strftime("%y%m%d").to_string();
    let number = format!("{number}<");
    let expires = "310101";
    let optional = "<".repeat(14);
    let whole = format!(
        "{number}{}{birth}{}{expires}{}{optional}<",
        digit(&number),
        digit(&birth),
        digit(expires)
    );
    let last = digit(&whole);
    let second = format!(
        "{number}{}IDN{birth}{}{}{expires}{}{optional}<{last}",
        digit(&number),
        digit(&birth),
        sex.letter(),
        digit(expires)
    );
    Some(Passport {
        zone: format!("{names:<<44.44}\n{second}"),
        destination: text(Column::Destination)?.to_owned(),
    })
}

/// The check digit of ICAO Doc 9303 part 3: weights 7, 3, 1.
fn digit(text: &str) -> u32 {
    let value = |c: char| match c {
        '<' => 0,
        c => c.to_digit(36).unwrap_or(0),
    };
    let weighted = text.chars().zip([7, 3, 1].into_iter().cycle());
    weighted.map(|(c, weight)| value(c) * weight).sum::<u32>() % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_can_be_scanned() {
        let registry = "name,birth_date,sex,passport_no,destination,status\n\
            DEWI,not known,P,C1234567,TWN,aktif\n\
            SITI NUR AMINAH,1990-03-12,P,C1234567,TWN,aktif\n";
        let passports = some(registry.as_bytes(), 3);
        assert_eq!(passports.len(), 1);
        let today = jiff::civil::date(2026, 11, 22);
        let read = manifest::mrz::read(passports[0].zone.as_bytes(), today);
        assert_eq!(read.documents.len(), 1);
        let document = &read.documents[0];
        assert_eq!(document.check_digits.failed(), Vec::<&str>::new());
        assert_eq!(document.name.surname.as_deref(), Some("AMINAH"));
        assert_eq!(document.name.given_names.as_deref(), Some("SITI NUR"));
    }
}
