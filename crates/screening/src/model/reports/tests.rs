//! Who is reported twice, and who only seems to be.

use super::*;
use jiff::civil::date;
use manifest::{Leg, Name, Voyage};

/// File, message, name, birth date, passport, booking; the empty ones are not said.
type Line = (
    &'static str,
    u32,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

fn report((file, message, name, born, passport, booking): Line) -> (Arc<str>, Traveller) {
    let voyage = Voyage {
        carrier: Some("GA".into()),
        number: Some("0830".into()),
        legs: vec![Leg {
            departure: Some(date(2026, 11, 22).into()),
            ..Leg::default()
        }],
        ..Voyage::default()
    };
    let mut traveller = Traveller::on(Arc::new(voyage));
    let (surname, given) = name.split_once('/').unwrap_or((name, ""));
    traveller.name = Name {
        surname: Some(surname.into()),
        given_names: (!given.is_empty()).then(|| given.into()),
        ..Name::default()
    };
    traveller.birth_date = born.parse().ok();
    traveller.booking_reference = (!booking.is_empty()).then(|| booking.into());
    traveller.origin.message_number = Some(message);
    if !passport.is_empty() {
        traveller.documents = vec![domain::Document {
            kind: domain::DocumentKind::Passport,
            raw_type: None,
            number: passport.into(),
            issuer: None,
            raw_issuer: None,
            expires: None,
        }];
    }
    (file.into(), traveller)
}

#[test]
fn who_is_reported_twice_is_one() {
    for (what, lines, expected) in [
        (
            "booking without a document, then the list with one",
            vec![
                ("pnr", 1, "WAHYUNI/SRI", "", "", "SL7K2M"),
                ("api", 1, "SRI WAHYUNI", "1994-03-27", "X9910101", ""),
            ],
            1,
        ),
        (
            "the same document under a name cut short",
            vec![
                ("pnr", 1, "WAHYUNI/SRI", "", "X9910101", ""),
                ("api", 1, "WAHYUNIN/SRI", "1994-03-27", "X9910101", ""),
            ],
            1,
        ),
        (
            "a mother and her child on one passport",
            vec![
                ("pnr", 1, "WAHYUNI/SRI", "1994-03-27", "X9910101", "A"),
                ("api", 1, "MAULANA/RIZKI", "2021-01-02", "X9910101", "A"),
            ],
            2,
        ),
        (
            "two of one name in one message",
            vec![
                ("api", 1, "SITI", "", "", ""),
                ("api", 1, "SITI", "", "", ""),
            ],
            2,
        ),
        (
            "a third report that may mean either of two",
            vec![
                ("api", 1, "SITI", "1990-01-01", "X1111111", ""),
                ("api", 1, "SITI", "1991-01-01", "X2222222", ""),
                ("pnr", 1, "SITI", "", "", ""),
            ],
            3,
        ),
        (
            "born on other days",
            vec![
                ("pnr", 1, "SITI", "1990-01-01", "", ""),
                ("api", 1, "SITI", "1990-01-02", "X2222222", ""),
            ],
            2,
        ),
        (
            "of other bookings",
            vec![
                ("pnr", 1, "SITI", "", "", "AAAAAA"),
                ("api", 1, "SITI", "", "X2222222", "BBBBBB"),
            ],
            2,
        ),
        (
            "a passport renewed after booking",
            vec![
                ("pnr", 1, "SITI", "1990-01-01", "X1111111", "AAAAAA"),
                ("api", 1, "SITI", "1990-01-01", "X2222222", "AAAAAA"),
            ],
            1,
        ),
        (
            "one message sent twice",
            vec![
                ("api", 1, "SITI", "1990-01-01", "X1111111", ""),
                ("api", 2, "SITI", "1990-01-01", "X1111111", ""),
            ],
            1,
        ),
    ] {
        let merged = merge(lines.into_iter().map(report).collect());
        assert_eq!(merged.len(), expected, "{what}");
    }
}

#[test]
fn nothing_that_either_report_says_is_lost() {
    let (file, mut booking) = report(("pnr", 1, "WAHYUNI/SRI", "", "", "SL7K2M"));
    booking.contacts = vec![manifest::Contact {
        kind: manifest::ContactKind::Phone,
        value: "081255500143".into(),
    }];
    let list = report(("api", 1, "SRI WAHYUNI", "1994-03-27", "X9910101", ""));
    for reports in [
        vec![(file.clone(), booking.clone()), list.clone()],
        vec![list, (file, booking)],
    ] {
        let merged = merge(reports);
        let [one] = merged.as_slice() else {
            panic!("two reports of one person")
        };
        assert_eq!(&*one.file, "api");
        assert_eq!(one.also_in, ["pnr".into()]);
        assert_eq!(one.traveller.contacts.len(), 1);
        assert_eq!(one.traveller.documents.len(), 1);
        assert_eq!(one.traveller.booking_reference.as_deref(), Some("SL7K2M"));
        assert!(one.traveller.birth_date.is_some());
    }
}

#[test]
fn other_days_and_nameless_voyages_stay_apart() {
    let one = report(("a", 1, "SITI", "1990-01-01", "X1111111", ""));
    let mut tomorrow = one.clone();
    let mut voyage = Voyage::clone(&tomorrow.1.voyage);
    voyage.legs = vec![Leg {
        departure: Some(date(2026, 11, 23).into()),
        ..Leg::default()
    }];
    tomorrow.1.voyage = Arc::new(voyage);
    let mut nameless = one.clone();
    nameless.1.voyage = Arc::default();
    let reports = vec![one, tomorrow, nameless.clone(), nameless];
    assert_eq!(merge(reports).len(), 4);
}
