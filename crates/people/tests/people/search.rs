//! Searching by what an officer has, and finding records of one person.

use super::{Office, TABLES, siti};
use access::{AccessError, Action};
use people::{
    Directory, Draft, directory,
    service::{self, Found, Question, Strength},
};
use std::time::Duration;
use storage::testing::on_both;
use tokio::sync::watch;
use uuid::Uuid;

/// A directory that follows the database as long as the test lasts.
struct Desk<'a> {
    office: &'a Office,
    directory: Directory,
    _stop: watch::Sender<bool>,
}

impl<'a> Desk<'a> {
    async fn open(office: &'a Office) -> Self {
        let directory = Directory::default();
        let (stop, stopped) = watch::channel(false);
        tokio::spawn(directory::run(
            office.context.clone(),
            directory.clone(),
            stopped,
        ));
        let desk = Self {
            office,
            directory,
            _stop: stop,
        };
        desk.until(async || desk.directory.is_ready()).await;
        desk
    }

    /// Waits for what happens in the background; a test that waits for ever has failed.
    async fn until(&self, happened: impl AsyncFn() -> bool) {
        let (db, journal) = (&self.office.context.db, &self.office.context.journal);
        for _ in 0..600 {
            journal::sequence(db, journal).await.unwrap();
            if happened().await {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("it did not happen");
    }

    async fn ask(&self, question: Question) -> Result<Found, AccessError> {
        let permit = self.office.permit(Action::ReadPeople);
        service::search(&self.office.context, &self.directory, &permit, &question).await
    }

    async fn named(&self, name: &str, birth_date: &str) -> Found {
        let question = Question {
            name: name.into(),
            birth_date: birth_date.into(),
            ..Question::default()
        };
        self.ask(question).await.unwrap()
    }

    async fn numbered(&self, number: &str) -> Vec<(Uuid, Strength)> {
        let question = Question {
            number: number.into(),
            ..Question::default()
        };
        let found = self.ask(question).await.unwrap();
        found
            .hits
            .iter()
            .map(|hit| (hit.person, hit.strength))
            .collect()
    }
}

#[tokio::test]
async fn what_an_officer_has_finds_the_person() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let id = office.add(siti()).await;
        let one_word = Draft {
            name: "SUPARNO".into(),
            birth_date: "1985-07-01".into(),
            ..Draft::default()
        };
        let suparno = office.add(one_word).await;
        let desk = Desk::open(&office).await;

        for (name, born, expected) in [
            ("SITI AMINAH", "", id),
            ("Sitti Aminnah", "1990", id),
            ("aminah siti", "12-03-1990", id),
            ("Soeparno", "", suparno),
            ("SUPARNO", "1985", suparno),
        ] {
            let found = desk.named(name, born).await;
            let first = found.hits.first().map(|hit| hit.person);
            assert_eq!(first, Some(expected), "{name} {born}");
            assert!(!found.hits[0].evidence.is_empty());
        }

        for (number, strength) in [
            ("3507135203900002", Strength::Strong),
            ("C1234567", Strength::Strong),
            ("c 123 4567", Strength::Strong),
            ("0812 3456 789", Strength::Strong),
            ("C1234", Strength::Possible),
            ("4567", Strength::Possible),
            ("C123*67", Strength::Possible),
            ("2345", Strength::Possible),
            ("*0002", Strength::Possible),
        ] {
            assert_eq!(desk.numbered(number).await, [(id, strength)], "{number}");
        }
        assert_eq!(desk.numbered("C9999999").await, []);
        assert_eq!(desk.numbered("C123*99").await, []);

        let mrz = "P<IDNAMINAH<<SITI<<<<<<<<<<<<<<<<<<<<<<<<<<<\n\
                   C1234567<0IDN9003128F3405019<<<<<<<<<<<<<<06\n";
        let question = Question {
            mrz: mrz.into(),
            ..Question::default()
        };
        let found = desk.ask(question).await.unwrap();
        let best = &found.hits[0];
        assert_eq!((best.person, best.strength), (id, Strength::Strong));
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_asked_is_said() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let desk = Desk::open(&office).await;
        let empty = desk.ask(Question::default()).await;
        assert!(matches!(empty, Err(AccessError::Invalid(f)) if f.message == "search-empty"));
        for (change, field) in [
            (
                (|q: &mut Question| q.number = "12".into()) as fn(&mut Question),
                "number",
            ),
            (|q| q.birth_date = "kemarin".into(), "birth_date"),
            (|q| q.mrz = "bukan".into(), "mrz"),
            (|q| q.sex = "?".into(), "sex"),
        ] {
            let mut question = Question::default();
            change(&mut question);
            let asked = desk.ask(question).await;
            assert!(
                matches!(asked, Err(AccessError::Invalid(f)) if f.field == field),
                "{field}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn an_agency_searches_its_own_records_only() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        office.add(siti()).await;
        let other = Office::another(&office.context, "Imigrasi Batam").await;
        let desk = Desk::open(&other).await;
        assert_eq!(desk.named("SITI AMINAH", "1990-03-12").await.hits, []);
        assert_eq!(desk.numbered("C1234567").await, []);
    })
    .await;
}

#[tokio::test]
async fn records_of_one_person_are_proposed_once_and_decided_by_a_person() {
    on_both(TABLES, async |test| {
        let office = Office::open(test).await;
        let first = office.add(siti()).await;
        let desk = Desk::open(&office).await;
        let again = Draft {
            name: "SITTI AMINAH".into(),
            nik: String::new(),
            passport_no: "X7654321".into(),
            ..siti()
        };
        let second = office.add(again).await;
        let permit = office.permit(Action::MergePeople);
        let open = async || {
            let open = service::open_duplicates(&office.context, &permit, 0).await;
            open.unwrap().0
        };
        desk.until(async || !open().await.is_empty()).await;
        let pairs = open().await;
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].one, pairs[0].other), (first, second));
        let compared =
            service::compare(&office.context, &desk.directory, &permit, pairs[0].id).await;
        assert!(!compared.unwrap().evidence().is_empty());
        service::dismiss(&office.context, &permit, pairs[0].id)
            .await
            .unwrap();
        assert_eq!(open().await, []);
        // Another look at the same person asks no second time.
        let phone = people::ContactKind::Phone;
        let manage = office.permit(Action::ManagePeople);
        service::add_contact(&office.context, &manage, second, phone, "0811222333")
            .await
            .unwrap();
        for _ in 0..10 {
            desk.until(async || true).await;
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(open().await, []);
        // Another agency sees neither the pair nor that it exists.
        let other = Office::another(&office.context, "Imigrasi Batam").await;
        let theirs = other.permit(Action::MergePeople);
        let compared =
            service::compare(&office.context, &desk.directory, &theirs, pairs[0].id).await;
        assert!(matches!(compared, Err(AccessError::NotFound)));
    })
    .await;
}
