//! Many persons in one transaction.

use super::{Office, TABLES, siti};
use access::{AccessError, Action};
use people::{
    Draft,
    service::{Incoming, Outcome, TakenIn, take_in},
};
use storage::{testing::on_both, transaction};
use uuid::Uuid;

async fn import(office: &Office, rows: &[(Option<&str>, Draft)]) -> Vec<TakenIn> {
    let permit = office.permit(Action::ManagePeople);
    let incoming: Vec<Incoming<'_>> = rows
        .iter()
        .map(|(source_key, draft)| Incoming {
            known: None,
            source_key: *source_key,
            draft,
        })
        .collect();
    let taken: Result<_, AccessError> = transaction!(office.context.db, |tx| take_in(
        &office.context,
        tx,
        &permit,
        office.agency,
        &incoming
    )
    .await);
    taken.unwrap()
}

fn outcomes(taken: &[TakenIn]) -> Vec<&'static str> {
    taken
        .iter()
        .map(|taken| match taken.outcome {
            Outcome::Created(_) => "created",
            Outcome::Changed(_) => "changed",
            Outcome::Unchanged(_) => "unchanged",
            Outcome::Refused => "refused",
        })
        .collect()
}

fn person(taken: &TakenIn) -> Uuid {
    taken.outcome.person().unwrap()
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let nameless = Draft::default();
        let odd = Draft {
            name: "SUPARNO".into(),
            phone: "kosong".into(),
            ..Draft::default()
        };
        let rows = [
            (Some("W1"), siti()),
            (Some("W2"), odd),
            (Some("W3"), nameless),
        ];
        let first = import(&office, &rows).await;
        assert_eq!(outcomes(&first), ["created", "created", "refused"]);
        assert_eq!(first[1].faults[0].field, "phone");
        assert_eq!(first[2].faults[0].field, "name");
        let second = import(&office, &rows).await;
        assert_eq!(outcomes(&second), ["unchanged", "unchanged", "refused"]);
        assert_eq!(first[0].outcome.person(), second[0].outcome.person());
    })
    .await;
}

#[tokio::test]
async fn rows_of_one_call_see_each_other() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let by_nik = Draft {
            name: "SITTI AMINA".into(),
            nik: "3507 1352 0390 0002".into(),
            passport_no: "C7654321".into(),
            birth_place: "MALANG".into(),
            ..Draft::default()
        };
        let by_passport = Draft {
            name: "SITI AMINAH".into(),
            passport_no: "c7654321".into(),
            ..Draft::default()
        };
        let taken = import(
            &office,
            &[(None, siti()), (None, by_nik), (None, by_passport)],
        )
        .await;
        assert_eq!(outcomes(&taken), ["created", "changed", "unchanged"]);
        assert_eq!(person(&taken[0]), person(&taken[2]));
        let record = &office.read(person(&taken[0])).await[0];
        // Another row adds what it knows and replaces nothing.
        assert_eq!(record.person.particulars.name, "SITI AMINAH");
        assert_eq!(
            record.person.particulars.birth_place.as_deref(),
            Some("MALANG")
        );
        assert_eq!(record.identifiers.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_number_alone_does_not_make_two_people_one() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let borrowed = Draft {
            name: "BAMBANG".into(),
            birth_date: "1971-12-30".into(),
            sex: "L".into(),
            nik: "3507135203900002".into(),
            ..Draft::default()
        };
        let taken = import(&office, &[(None, siti()), (None, borrowed)]).await;
        assert_eq!(outcomes(&taken), ["created", "created"]);
    })
    .await;
}

#[tokio::test]
async fn the_source_of_a_record_replaces_what_it_said() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let first = import(&office, &[(Some("W1"), siti())]).await;
        let later = Draft {
            name: "SITI AMINAH BINTI SURYANI".into(),
            birth_date: String::new(),
            passport_no: "X7654321".into(),
            passport_expires: "2036-01-01".into(),
            ..siti()
        };
        let second = import(&office, &[(Some("W1"), later)]).await;
        assert_eq!(outcomes(&second), ["changed"]);
        let record = &office.read(person(&first[0])).await[0];
        let particulars = &record.person.particulars;
        assert_eq!(particulars.name, "SITI AMINAH BINTI SURYANI");
        assert_eq!(
            particulars.birth_date.map(|d| d.to_string()).as_deref(),
            Some("1990-03-12"),
            "an empty cell is not known, never taken away"
        );
        let current = record.identifiers.iter().filter(|i| i.holds());
        let current: Vec<&str> = current.map(|i| i.number.as_str()).collect();
        assert_eq!(current, ["3507135203900002", "X7654321"]);
        assert_eq!(record.identifiers.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn more_rows_than_one_statement_takes() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let keys: Vec<String> = (0..1200).map(|n| format!("W{n}")).collect();
        let rows: Vec<(Option<&str>, Draft)> = keys
            .iter()
            .enumerate()
            .map(|(n, key)| {
                let draft = Draft {
                    name: format!("WARGA {}", char::from(b'A' + (n % 26) as u8)),
                    passport_no: format!("C{n:07}"),
                    ..Draft::default()
                };
                (Some(key.as_str()), draft)
            })
            .collect();
        let taken = import(&office, &rows).await;
        assert!(
            taken
                .iter()
                .all(|t| matches!(t.outcome, Outcome::Created(_)))
        );
        let again = import(&office, &rows).await;
        assert!(
            again
                .iter()
                .all(|t| matches!(t.outcome, Outcome::Unchanged(_)))
        );
    })
    .await;
}
