//! Ferry lists as counters type them: no two operators have the same headers, date format or delimiter.

use crate::{
    crossing::Crossing,
    csv::Rows,
    random::{Purpose, Random},
    registration::title_case,
    voyage::Voyage,
};
use jiff::civil::Date;

/// How an operator writes dates.
#[derive(Debug, Clone, Copy)]
enum Dates {
    /// `12-03-1990`
    Hyphens,
    /// `12/03/1990`
    Slashes,
    /// `12 Maret 1990`
    InWords,
    /// `1990-03-12`
    Iso,
}

/// How an operator makes its lists.
struct Habit {
    headers: [&'static str; 10],
    dates: Dates,
    delimiter: u8,
    /// The words for male and female.
    sexes: [&'static str; 2],
    /// Whether names are written in capitals and small letters.
    small: bool,
    titled: bool,
}

const INDONESIAN: [&str; 10] = [
    "No",
    "Nama",
    "Tgl Lahir",
    "JK",
    "Kewarganegaraan",
    "No. Paspor",
    "Tempat Lahir",
    "Tujuan",
    "Kode Booking",
    "No HP",
];
const ENGLISH: [&str; 10] = [
    "No.",
    "Passenger Name",
    "Date of Birth",
    "Sex",
    "Nationality",
    "Passport No",
    "Place of Birth",
    "Destination",
    "Booking Ref",
    "Contact",
];
const OFFICIAL: [&str; 10] = [
    "Nomor Urut",
    "Nama Lengkap",
    "Tanggal Lahir",
    "Jenis Kelamin",
    "Warga Negara",
    "Nomor Paspor",
    "Tempat Lahir",
    "Pelabuhan Tujuan",
    "Kode Booking",
    "Nomor Telepon",
];

const HABITS: [Habit; 4] = [
    Habit {
        headers: INDONESIAN,
        dates: Dates::Hyphens,
        delimiter: b';',
        sexes: ["L", "P"],
        small: false,
        titled: true,
    },
    Habit {
        headers: ENGLISH,
        dates: Dates::Iso,
        delimiter: b',',
        sexes: ["M", "F"],
        small: false,
        titled: false,
    },
    Habit {
        headers: OFFICIAL,
        dates: Dates::InWords,
        delimiter: b',',
        sexes: ["Laki-laki", "Perempuan"],
        small: true,
        titled: true,
    },
    Habit {
        headers: INDONESIAN,
        dates: Dates::Slashes,
        delimiter: b',',
        sexes: ["L", "P"],
        small: false,
        titled: false,
    },
];

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

impl Dates {
    fn written(self, date: Date) -> String {
        let (year, month, day) = (date.year(), date.month(), date.day());
        match self {
            Self::Hyphens => format!("{day:02}-{month:02}-{year}"),
            Self::Slashes => format!("{day:02}/{month:02}/{year}"),
            Self::InWords => {
                let at = usize::from(month.unsigned_abs()).saturating_sub(1);
                format!(
                    "{day} {} {year}",
                    MONTHS.get(at).copied().unwrap_or_default()
                )
            }
            Self::Iso => date.to_string(),
        }
    }
}

/// The list of a voyage.
pub(crate) fn table(seed: u64, voyage: &Voyage, travellers: &[Crossing]) -> Vec<u8> {
    let mut random = Random::new(seed, Purpose::Message, voyage.number);
    let Some(habit) = random.pick(&HABITS) else {
        return Vec::new();
    };
    let mut rows = Rows::delimited_by(habit.delimiter);
    let blank = [""; 10];
    if habit.titled {
        let title = "DAFTAR PENUMPANG / PASSENGER MANIFEST";
        let ship = format!("Kapal: {}", voyage.route.carrier);
        let day = format!("Tanggal: {}", habit.dates.written(voyage.date));
        let line = format!("{} - {}", voyage.route.from, voyage.route.to);
        for text in [title, &ship, &day, &line] {
            rows.push(std::iter::once(text).chain(blank.into_iter().skip(1)));
        }
        rows.push(blank);
    }
    rows.push(habit.headers);
    for (at, traveller) in travellers.iter().enumerate() {
        let number = (at + 1).to_string();
        let name = traveller.full_name();
        let name = if habit.small { title_case(&name) } else { name };
        let [male, female] = habit.sexes;
        let sex = match traveller.sex.as_str() {
            "M" => male,
            "F" => female,
            _ => "",
        };
        let born = habit.dates.written(traveller.born);
        rows.push([
            number.as_str(),
            &name,
            &born,
            sex,
            &traveller.nationality,
            &traveller.passport,
            &traveller.birth_place,
            voyage.route.to,
            &traveller.booking,
            &traveller.phone,
        ]);
        // Pages end, and with them the counting of lines.
        if (at + 1) % 40 == 0 {
            rows.push(blank);
        }
    }
    rows.into_bytes()
}
