//! Laws: what is printed is read back, a misread character is never accepted in silence, and no bytes stop the reader.

use super::{TODAY, print, print::Particulars};
use crate::mrz::read;
use proptest::prelude::*;

fn particulars() -> impl Strategy<Value = Particulars> {
    (
        "[A-Z]{2,10}(<[A-Z]{2,8})?(<<[A-Z]{1,8}(<[A-Z]{1,6})?)?",
        "[A-Z][A-Z0-9]{5,8}",
        (0u8..=99, 1u8..=12, 1u8..=28),
        "[MFX<]",
        (0u8..=99, 1u8..=12, 1u8..=28),
        "([A-Z0-9]{1,6})?",
    )
        .prop_map(|(names, number, birth, sex, expiry, optional)| {
            let date = |(y, m, d): (u8, u8, u8)| format!("{y:02}{m:02}{d:02}");
            Particulars {
                names,
                number,
                birth: date(birth),
                sex: sex.chars().next().unwrap(),
                expiry: date(expiry),
                optional,
                ..Particulars::default()
            }
        })
}

/// One print of each format.
fn prints(p: &Particulars) -> Vec<(&'static str, Vec<String>)> {
    let card = Particulars {
        code: "I",
        ..p.clone()
    };
    let visa = Particulars {
        code: "V",
        ..p.clone()
    };
    vec![
        ("TD1", print::td1(&card).to_vec()),
        ("TD2", print::td2(&card).to_vec()),
        ("TD3", print::td3(p).to_vec()),
        ("MRV-A", print::mrv_a(&visa).to_vec()),
        ("MRV-B", print::mrv_b(&visa).to_vec()),
    ]
}

/// Pairs that text recognition confuses, of which a check digit notices either.
const CONFUSIONS: [(char, char); 9] = [
    ('O', '0'),
    ('D', '0'),
    ('Q', '0'),
    ('I', '1'),
    ('Z', '2'),
    ('A', '4'),
    ('S', '5'),
    ('T', '7'),
    ('B', '8'),
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn printed_and_read_back(p in particulars(), more in "([A-Z0-9]{1,4})?") {
        for (format, lines) in prints(&p) {
            let zones = read(lines.join("\n").as_bytes(), TODAY);
            prop_assert_eq!(zones.documents.len(), 1, "{}", format);
            let read = &zones.documents[0];
            prop_assert_eq!(read.format.word(), format);
            prop_assert_eq!(&read.lines, &lines);
            prop_assert_eq!(read.document_number.as_deref(), Some(p.number.as_str()));
            let failed = read.check_digits.failed();
            prop_assert!(failed.is_empty(), "{} {:?}", format, failed);
            prop_assert!(read.repairs.is_empty());
            let digits = |date: domain::PartialDate| date.to_string().replace('-', "")[2..].to_owned();
            prop_assert_eq!(read.birth_date.map(digits), Some(p.birth.clone()));
            prop_assert_eq!(read.expires.map(digits), Some(p.expiry.clone()));
            prop_assert!(read.birth_date.unwrap().to_date().unwrap() <= TODAY);
            let words: Vec<&str> = p.names.split('<').filter(|w| !w.is_empty()).collect();
            // A name that is cut right behind a part looks whole.
            let room = if format == "TD1" { 30 } else { lines[0].len() - 5 };
            if p.names.len() <= room {
                prop_assert_eq!(&read.name_tokens, &words);
                prop_assert_eq!(read.name.single_identifier, !p.names.contains("<<"));
            }
        }
        // Long numbers, where the format has room for them.
        let long = Particulars { code: "I", number: format!("{:A<9}{more}7", p.number), optional: String::new(), ..p };
        let [first, second] = print::td2(&long);
        for lines in [print::td1(&long).join("\n"), format!("{first}\n{second}")] {
            let zones = read(lines.as_bytes(), TODAY);
            prop_assert_eq!(zones.documents[0].document_number.as_deref(), Some(long.number.as_str()));
            prop_assert!(zones.documents[0].check_digits.failed().is_empty());
        }
    }

    #[test]
    fn a_misread_character_is_repaired_or_reported(p in particulars(), at in 0usize..16, pick in 0usize..9) {
        for (format, lines) in prints(&p) {
            // The line with the number, and the columns of number, birth and expiry with their check digits.
            let (line, columns): (usize, Vec<usize>) = if format == "TD1" {
                (at % 2, if at % 2 == 0 { (5..15).collect() } else { (0..7).chain(8..15).collect() })
            } else {
                (1, (0..10).chain(13..20).chain(21..28).collect())
            };
            let mut misread: Vec<Vec<char>> = lines.iter().map(|l| l.chars().collect()).collect();
            let column = columns[at % columns.len()];
            let (letter, digit) = CONFUSIONS[pick];
            let character = &mut misread[line][column];
            let read_as = if *character == letter { digit } else if *character == digit { letter } else { continue };
            *character = read_as;
            let text: Vec<String> = misread.iter().map(|l| l.iter().collect()).collect();
            let zones = read(text.join("\n").as_bytes(), TODAY);
            let document = &zones.documents[0];
            let repaired = document.lines == lines && document.repairs.len() == 1;
            let reported = document.repairs.is_empty() && !document.check_digits.failed().is_empty();
            prop_assert!(repaired || reported, "{format} {text:?} {document:?}");
            prop_assert!(!document.diagnostics.is_empty());
        }
    }

    #[test]
    fn no_bytes_stop_it(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let zones = read(&bytes, TODAY);
        for diagnostic in zones.all_diagnostics() {
            prop_assert!(diagnostic.place.offset.is_none_or(|offset| offset < bytes.len() as u64));
        }
    }

    #[test]
    fn nearly_a_zone_does_not_stop_it(text in "([PVIAC0-9A-Z<«? ]{20,95}\n?){1,5}") {
        let zones = read(text.as_bytes(), TODAY);
        for document in &zones.documents {
            prop_assert_eq!(document.lines.len(), document.format.lines());
        }
    }
}
