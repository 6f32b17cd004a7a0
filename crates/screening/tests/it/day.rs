//! A small day: travellers, a registry and a watchlist, all invented.

use domain::{Country, Document, DocumentKind, Port, Sex};
use jiff::civil::date;
use manifest::{Contact, ContactKind, Leg, Manifest, Mode, Traveller, Voyage};
use risk::RuleSet;
use screening::{Named, Screener, Screening};
use std::sync::Arc;

/// The day of screening and of departure.
pub const DAY: jiff::civil::Date = date(2026, 11, 22);

/// Name, sex, birth date, document number, booking, contact.
type Line = (
    &'static str,
    Sex,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const FERRY: &[Line] = &[
    (
        "SRI WAHYUNI",
        Sex::Female,
        "1994-03-27",
        "X9910101",
        "SL7K2M",
        "081255500143",
    ),
    (
        "NURAISYAH",
        Sex::Female,
        "1991-12-14",
        "X9910103",
        "SL4R1T",
        "081855500125",
    ),
    (
        "ABDUL ROHMAN",
        Sex::Male,
        "1990-05-30",
        "X9910105",
        "SL5D6F",
        "085255500167",
    ),
    (
        "YOSEF BANUNAEK",
        Sex::Male,
        "1981-05-24",
        "X9920101",
        "SL9B4N",
        "082155500172",
    ),
    (
        "MARSELINA TEFA",
        Sex::Female,
        "2003-09-13",
        "X9920102",
        "SL9B4N",
        "082155500172",
    ),
    (
        "YULIANA NOMLENI",
        Sex::Female,
        "2005-01-28",
        "X9920103",
        "SL9B4N",
        "082155500172",
    ),
    (
        "ADRIANA BOIMAU",
        Sex::Female,
        "2007-06-22",
        "X9920104",
        "SL9B4N",
        "082155500172",
    ),
    (
        "OKTOVIANA NABUASA",
        Sex::Female,
        "2002-10-14",
        "X9920106",
        "SL9C5V",
        "082155500172",
    ),
    (
        "SARLINA LIU",
        Sex::Female,
        "2006-08-19",
        "X9920108",
        "SL9C5V",
        "082155500172",
    ),
    (
        "DEWI RATNASARI",
        Sex::Female,
        "1999-04-18",
        "X9920120",
        "SL1Z8X",
        "087855500134",
    ),
    (
        "HENDRA GUNAWAN",
        Sex::Male,
        "1983-02-24",
        "X9920130",
        "SL2F7G",
        "081155500156",
    ),
    (
        "LINA GUNAWAN",
        Sex::Female,
        "1985-09-30",
        "X9920131",
        "SL2F7G",
        "081155500156",
    ),
    (
        "KEVIN GUNAWAN",
        Sex::Male,
        "2017-12-27",
        "X9920133",
        "SL2F7G",
        "081155500156",
    ),
    (
        "JUMIATI",
        Sex::Female,
        "1999-08-16",
        "X9920190",
        "SL3J3J",
        "081155500191",
    ),
    (
        "<b>NAMA & CO</b>",
        Sex::Male,
        "1969-12-16",
        "X9920140",
        "SL6W2E",
        "081155500198",
    ),
];

pub const REGISTRY: &str = "\
id,name,birth_date,sex,birth_place,passport_no,status,scheme,destination,employer,company,contract_start,contract_end,visa_until,insurance_until,orientation_date
PMI-1,SRI WAHYUNI,1994-03-27,F,PONOROGO,X9910101,active,p_to_p,HKG,LAM FAMILY,PT MITRA KARYA ABADI,2026-11-10,2028-11-09,2028-11-09,2029-01-31,2026-10-21
PMI-2,NURAISYAH,1991-12-14,F,LOMBOK TENGAH,X9910103,active,p_to_p,MYS,LADANG SAWIT JAYA SDN BHD,PT BINA TENAGA NUSANTARA,2025-09-01,2027-08-31,2027-08-31,2026-09-30,2025-08-19
PMI-3,ABDUL ROHMAN,1990-05-30,M,SAMBAS,X9910105,active,extension,MYS,SYARIKAT PEMBINAAN TEGUH SDN BHD,,2026-06-01,2028-05-31,2027-05-31,2028-08-31,
PMI-4,JUMIATI,1999-08-16,F,NGAWI,X9910120,cancelled,p_to_p,HKG,,PT CIPTA KARYA MANDIRI,,,,,
PMI-5,SRI WAHYUNINGRUM,1994-03-17,F,PONOROGO,X9910117,active,p_to_p,TWN,HSINCHU PRECISION CO,PT MITRA KARYA ABADI,2026-03-01,2029-02-28,2029-02-28,2029-05-31,2026-02-11
";

pub const WATCHLIST: &str = "\
name,birth_date,passport_no,kind,reason,source,until
YOSEF BANUNAEK,1981-05-24,X9920101,accuse,diduga merekrut tanpa izin,pengaduan 2026-0417,2027-06-30
DEWI RATNASARI,1999-04-18,X9920120,protect,korban yang dipulangkan Mei 2026,Rumah Ramah,2027-05-31
HENDRA GUNAWAN,1983-02-24,X9920130,accuse,sudah selesai,pengaduan 2020-0001,2026-06-30
LINA GUNAWAN,1985-09-30,X9920131,,tanpa jenis,pengaduan 2026-0002,
";

/// A ferry from Batam to Stulang Laut with everybody of the day on it.
pub fn ferry() -> Manifest {
    let voyage = Arc::new(Voyage {
        carrier: Some("MV. BAHARI LESTARI 7".into()),
        mode: Some(Mode::Sea),
        legs: vec![Leg {
            from: Port::read("Batam Centre"),
            to: Port::read("Stulang Laut"),
            departure: Some(DAY.into()),
            ..Leg::default()
        }],
        ..Voyage::default()
    });
    Manifest {
        messages: 1,
        travellers: FERRY.iter().map(|line| traveller(&voyage, line)).collect(),
        ..Manifest::default()
    }
}

/// One traveller of a voyage.
pub fn traveller(voyage: &Arc<Voyage>, line: &Line) -> Traveller {
    let (name, sex, born, number, booking, contact) = *line;
    let mut traveller = Traveller::on(voyage.clone());
    traveller.name.surname = Some(name.into());
    traveller.name.raw_name = name.into();
    traveller.name.single_identifier = true;
    traveller.sex = Some(sex);
    traveller.birth_date = Some(born.parse().unwrap());
    traveller.nationality = Some(Country::INDONESIA);
    traveller.documents = vec![Document {
        kind: DocumentKind::Passport,
        raw_type: None,
        number: number.into(),
        issuer: None,
        raw_issuer: None,
        expires: None,
    }];
    traveller.booking_reference = Some(booking.into());
    traveller.contacts = vec![Contact {
        kind: ContactKind::Phone,
        value: contact.into(),
    }];
    traveller
}

/// Screens lists against tables given as text.
pub fn screen(list: Manifest, registry: &str, watchlist: Option<&str>) -> Screening {
    let rules = RuleSet::shipped().0.unwrap();
    let screener = Screener {
        rules: &rules,
        day: DAY,
        model: None,
        threads: 1,
    };
    let named = |name: &str, text: &str| Named {
        name: name.to_owned(),
        source: std::io::Cursor::new(text.to_owned()),
    };
    screener
        .screen(
            vec![Named {
                name: "ferry.csv".into(),
                source: list,
            }],
            named("registry.csv", registry),
            watchlist.map(|text| named("watchlist.csv", text)),
        )
        .unwrap()
}

/// The day as it is.
pub fn day() -> Screening {
    screen(ferry(), REGISTRY, Some(WATCHLIST))
}
