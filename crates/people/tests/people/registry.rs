//! One person: added, read, kept from others.

use super::{Office, TABLES, siti};
use access::{
    AccessError, Action, Fault,
    service::receipts::{self, About},
    testing::principal,
};
use journal::Record as Journalled;
use people::{Draft, service};
use storage::{snapshot, testing::on_both};

#[tokio::test]
async fn what_was_written_is_read_again_and_stands_in_the_journal() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let id = office.add(siti()).await;
        let records = office.read(id).await;
        assert_eq!(records.len(), 1);
        let record = &records[0];
        assert_eq!(record.person.controller, office.agency);
        assert_eq!(record.person.particulars.name, "SITI AMINAH");
        let numbers: Vec<_> = record
            .identifiers
            .iter()
            .map(|i| i.number.as_str())
            .collect();
        assert_eq!(numbers, ["3507135203900002", "C1234567"]);
        assert_eq!(record.contacts[0].value, "628123456789");
        assert_eq!(record.relatives[0].name, "SURYANI");
        assert_eq!(record.notices(), []);
        let history: Result<_, journal::JournalError> = snapshot!(test.db, |tx| journal::history(
            tx,
            Journalled { kind: "person", id }
        )
        .await);
        let history = history.unwrap();
        assert_eq!(history.len(), 1);
        assert_eq!(history[0].action, "person.create");
        let fields: Vec<&str> = history[0].fields.iter().map(|(f, _)| f.as_str()).collect();
        let expected = [
            "birth_date",
            "contacts",
            "family",
            "identifiers",
            "name",
            "sex",
        ];
        assert_eq!(fields, expected);
    })
    .await;
}

#[tokio::test]
async fn whoever_reads_leaves_a_receipt() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let id = office.add(siti()).await;
        let auditor = principal(Some(office.agency), &[Action::ReadReceipts]);
        let permit = auditor.permit(Action::ReadReceipts, "test").unwrap();
        let since = test.db.ambient().now().into();
        let about = About::Persons(vec![id]);
        let seen = async || receipts::seen(&office.context, &permit, &about, since).await;
        assert_eq!(seen().await.unwrap(), [], "adding shows nobody anything");
        office.read(id).await;
        let left = seen().await.unwrap();
        assert_eq!(left.len(), 1);
        assert_eq!((left[0].asks, left[0].subjects), (office.agency, 1));
    })
    .await;
}

#[tokio::test]
async fn a_nik_that_is_registered_makes_no_second_record() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        office.add(siti()).await;
        let permit = office.permit(Action::ManagePeople);
        let again = service::create(&office.context, &permit, &siti()).await;
        let fault = Fault {
            field: "nik",
            message: "nik-registered",
        };
        assert!(matches!(again, Err(AccessError::Invalid(found)) if found == fault));
        let only_passport = Draft {
            nik: String::new(),
            ..siti()
        };
        let again = service::create(&office.context, &permit, &only_passport).await;
        assert!(matches!(again, Err(AccessError::Invalid(found)) if found.field == "passport_no"));
    })
    .await;
}

#[tokio::test]
async fn another_agency_does_not_learn_that_a_record_exists() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let id = office.add(siti()).await;
        let other = Office::another(&office.context, "Imigrasi Batam").await;
        let permit = other.permit(Action::ReadPeople);
        let read = service::get(&other.context, &permit, id).await;
        assert!(matches!(read, Err(AccessError::NotFound)));
        assert_eq!(service::latest(&other.context, &permit).await.unwrap(), []);
        // The same person is another record there.
        let own = other.add(siti()).await;
        assert_ne!(own, id);
        let permit = office.permit(Action::ReadPeople);
        assert_eq!(
            service::latest(&office.context, &permit)
                .await
                .unwrap()
                .len(),
            1
        );
        // A permit for one thing is none for another.
        let wrong = office.permit(Action::ManagePeople);
        let read = service::get(&office.context, &wrong, id).await;
        assert!(matches!(read, Err(AccessError::Refused(_))));
    })
    .await;
}
