//! A placement from its beginning to its end, by hand.

use crate::{TABLES, agency, fault, permit};
use access::{
    AccessError, Action, Ask, Context, Subject,
    service::history,
    testing::{context, principal},
};
use domain::{Country, PlacementScheme, PlacementStatus, record::Value};
use jiff::civil::date;
use people::{Draft, PERSON};
use placement::{Details, Document, DocumentKind, DocumentState, Held, Step, service};
use storage::{snapshot, testing::on_both};
use uuid::Uuid;

async fn person(context: &Context, agency: Uuid) -> Uuid {
    let principal = principal(Some(agency), &[Action::ManagePeople]);
    let ask = Ask::own(&principal, Action::ManagePeople, &PERSON, "test");
    let permit = principal.permit_on(&context.policies, ask).unwrap();
    let draft = Draft {
        name: "SITI AMINAH".into(),
        nik: "3507135203900002".into(),
        passport_no: "C1234567".into(),
        ..Draft::default()
    };
    people::service::create(context, &permit, &draft)
        .await
        .unwrap()
}

fn details() -> Details {
    Details {
        scheme: Some(PlacementScheme::PToP),
        country: Country::from_alpha3("TWN"),
        company: Some("PT Harapan".into()),
        contract_start: Some(date(2026, 12, 1)),
        contract_end: Some(date(2029, 11, 30)),
        insurance: Some(Held::Yes),
        orientation: Some(Held::Yes),
        ..Details::default()
    }
}

#[tokio::test]
async fn nobody_is_verified_who_lacks_a_document() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let own = agency(&context, "BP3MI A").await;
        let person = person(&context, own).await;
        let manage = permit(&context, own, Action::ManagePlacements);
        let read = permit(&context, own, Action::ReadPlacements);
        let id = service::create(&context, &manage, person, details())
            .await
            .unwrap();
        let today = date(2026, 11, 22);
        let step = async |step, day| service::take_step(&context, &manage, id, step, day).await;
        assert_eq!(
            fault(step(Step::Verify, today).await),
            ("step", "step-lacks")
        );
        assert_eq!(
            fault(step(Step::Depart, today).await),
            ("step", "step-not-now")
        );
        for kind in DocumentKind::ALL {
            let document = Document {
                kind: *kind,
                number: Some(format!("{}-1", kind.code())),
                issuer: None,
                issued: None,
                until: Some(date(2030, 1, 1)),
                state: DocumentState::Verified,
            };
            service::put_document(&context, &manage, id, document)
                .await
                .unwrap();
        }
        step(Step::Verify, today).await.unwrap();
        assert_eq!(
            fault(step(Step::Depart, date(2026, 11, 23)).await),
            ("day", "date-future")
        );
        step(Step::Depart, today).await.unwrap();
        assert_eq!(
            fault(step(Step::Arrive, date(2026, 11, 21)).await),
            ("day", "day-too-early")
        );
        step(Step::Arrive, today).await.unwrap();
        let placement = service::get(&context, &read, id).await.unwrap();
        assert_eq!(placement.journey.status, PlacementStatus::Working);
        assert_eq!(placement.documents.len(), 8);
        let happened = history::of_record(&context, &read, Action::ReadPlacements, "placement", id)
            .await
            .unwrap();
        let actions: Vec<&str> = happened.iter().map(|item| item.action.as_str()).collect();
        assert_eq!(actions.len(), 12);
        assert_eq!(
            actions[..3],
            ["placement.arrive", "placement.depart", "placement.verify"]
        );
        assert_eq!(actions[11], "placement.create");
    })
    .await;
}

#[tokio::test]
async fn a_person_of_others_cannot_be_placed_and_the_border_asks_by_passport() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let (own, other) = (agency(&context, "A").await, agency(&context, "B").await);
        let person = person(&context, own).await;
        let theirs = permit(&context, other, Action::ManagePlacements);
        let refused = service::create(&context, &theirs, person, details()).await;
        assert!(matches!(refused, Err(AccessError::NotFound)));
        let mine = permit(&context, own, Action::ManagePlacements);
        let id = service::create(&context, &mine, person, details())
            .await
            .unwrap();

        let fields = ["country", "status", "in_force", "contract_end", "visa_no"];
        let ask = async |permit, subject: Subject| {
            let source = service::source();
            snapshot!(context.db, |tx| source
                .read(tx, &permit, &subject, &fields)
                .await)
            .unwrap()
        };
        let passport = || Subject::Passport {
            number: "c 1234567".into(),
            issuer: None,
        };
        for subject in [passport(), Subject::Record(id), Subject::Record(person)] {
            let found = ask(permit(&context, own, Action::ReadPlacements), subject).await;
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].person, found[0].agency), (person, Some(own)));
            assert_eq!(
                found[0].values.get("country"),
                Some(&Value::Text("TWN".into()))
            );
            assert_eq!(found[0].values.get("in_force"), Some(&Value::Flag(false)));
            assert_eq!(found[0].values.get("visa_no"), None);
        }
        assert!(
            ask(permit(&context, other, Action::ReadPlacements), passport())
                .await
                .is_empty()
        );
        assert!(
            ask(
                permit(&context, other, Action::ReadPlacements),
                Subject::Record(id)
            )
            .await
            .is_empty()
        );
    })
    .await;
}
