//! Merging loses nothing: after un-merging, both records are what they would have been without.

use super::{Office, TABLES, siti};
use access::{AccessError, Action};
use people::{ContactKind, Draft, Record, Relation, service};
use proptest::prelude::*;
use storage::testing::{on_both, sqlite};
use uuid::Uuid;

/// Somebody without a number in common with [`siti`].
fn other() -> Draft {
    Draft {
        name: "SITTI AMINAH".into(),
        birth_date: "1990-03-12".into(),
        passport_no: "X7654321".into(),
        ..Draft::default()
    }
}

/// What a record says, without identifiers and times.
fn said(record: &Record) -> String {
    let numbers: Vec<_> = record
        .identifiers
        .iter()
        .map(|i| (i.kind, &i.number, i.holds()))
        .collect();
    let contacts: Vec<_> = record
        .contacts
        .iter()
        .map(|c| (&c.value, c.holds()))
        .collect();
    let family: Vec<_> = record
        .relatives
        .iter()
        .map(|r| (&r.name, r.holds()))
        .collect();
    let particulars = &record.person.particulars;
    format!("{particulars:?} {numbers:?} {contacts:?} {family:?}")
}

async fn merge(office: &Office, survivor: Uuid, absorbed: Uuid) -> Result<(), AccessError> {
    let permit = office.permit(Action::MergePeople);
    service::merge(&office.context, &permit, survivor, absorbed, "foto sama").await
}

async fn unmerge(office: &Office, absorbed: Uuid) -> Result<Uuid, AccessError> {
    let permit = office.permit(Action::MergePeople);
    service::unmerge(&office.context, &permit, absorbed).await
}

#[tokio::test]
async fn one_record_stands_for_all_and_each_can_leave_again() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let (a, b) = (office.add(siti()).await, office.add(other()).await);
        let third = Draft {
            name: "S. AMINAH".into(),
            ..Draft::default()
        };
        let c = office.add(third).await;
        merge(&office, a, b).await.unwrap();
        merge(&office, c, a).await.unwrap();
        let ids = |records: Vec<Record>| -> Vec<Uuid> {
            records.iter().map(|record| record.person.id).collect()
        };
        assert_eq!(ids(office.read(c).await), [c, a, b]);
        // What is merged already cannot be merged again, nor with itself, nor in a circle.
        for (survivor, absorbed) in [(c, b), (b, c), (a, c), (c, c)] {
            let again = merge(&office, survivor, absorbed).await;
            assert!(matches!(again, Err(AccessError::Invalid(_))));
        }
        assert_eq!(unmerge(&office, a).await.unwrap(), c);
        assert_eq!(ids(office.read(c).await), [c]);
        assert_eq!(
            ids(office.read(a).await),
            [a, b],
            "b stays where it was put"
        );
        unmerge(&office, b).await.unwrap();
        assert!(matches!(
            unmerge(&office, b).await,
            Err(AccessError::NotFound)
        ));
        let stranger = Office::another(&office.context, "Imigrasi Batam").await;
        let foreign = merge(&stranger, a, b).await;
        assert!(matches!(foreign, Err(AccessError::NotFound)));
    })
    .await;
}

/// A change to one of two records.
#[derive(Debug, Clone)]
enum Edit {
    Name(u8),
    Phone(u8),
    Relative(u8),
    Passport(u8),
}

fn edits() -> impl Strategy<Value = Vec<(bool, Edit)>> {
    let edit = prop_oneof![
        any::<u8>().prop_map(Edit::Name),
        any::<u8>().prop_map(Edit::Phone),
        any::<u8>().prop_map(Edit::Relative),
        any::<u8>().prop_map(Edit::Passport),
    ];
    prop::collection::vec((any::<bool>(), edit), 0..6)
}

async fn apply(office: &Office, id: Uuid, edit: &Edit) {
    let (context, permit) = (&office.context, office.permit(Action::ManagePeople));
    match edit {
        Edit::Name(n) => {
            let draft = Draft {
                name: format!("NAMA {}", char::from(b'A' + n % 26)),
                ..Draft::default()
            };
            service::change(context, &permit, id, &draft).await
        }
        Edit::Phone(n) => {
            let phone = format!("08123456{n:03}");
            service::add_contact(context, &permit, id, ContactKind::Phone, &phone).await
        }
        Edit::Relative(n) => {
            let name = format!("IBU {}", char::from(b'A' + n % 26));
            service::add_relative(context, &permit, id, Relation::Mother, &name).await
        }
        Edit::Passport(n) => {
            let form = people::IdentifierForm {
                kind: people::IdentifierKind::Passport,
                number: format!("C7000{n:03}"),
                issuer: "IDN".into(),
                issued: String::new(),
                expires: format!("20{:02}-01-01", 30 + n % 10),
            };
            service::add_identifier(context, &permit, id, &form).await
        }
    }
    .unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn merging_and_unmerging_is_as_if_nothing_happened(before in edits(), during in edits(), after in edits()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let test = sqlite(TABLES).await;
            let merged = Office::open(&test).await;
            let control = Office::another(&merged.context, "Pembanding").await;
            let mut pairs = Vec::new();
            for office in [&merged, &control] {
                pairs.push((office, office.add(siti()).await, office.add(other()).await));
            }
            for phase in [(&before, None), (&during, Some(true)), (&after, Some(false))] {
                let (edits, merging) = phase;
                let (office, one, two) = pairs[0];
                match merging {
                    Some(true) => merge(office, one, two).await.unwrap(),
                    Some(false) => assert_eq!(unmerge(office, two).await.unwrap(), one),
                    None => {}
                }
                for (first, edit) in edits {
                    for (office, one, two) in &pairs {
                        apply(office, if *first { *one } else { *two }, edit).await;
                    }
                }
            }
            let ((office, one, two), (other, three, four)) = (pairs[0], pairs[1]);
            for (id, twin) in [(one, three), (two, four)] {
                let (records, twins) = (office.read(id).await, other.read(twin).await);
                assert_eq!(records.len(), 1);
                assert_eq!(said(&records[0]), said(&twins[0]));
            }
        });
    }
}
