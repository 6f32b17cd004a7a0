//! A person's own view: a code from the counter, good once; what was seen; what is asked for, and answered.

use crate::{
    TABLES, manage,
    records::{PERSON, PLACEMENT, found},
};
use access::{
    AccessError, Action, Ask, Context, Found, Permit, Principal, Source, Sources, Subject,
    service::{
        own::{self, Owner, Wish},
        receipts,
    },
    testing,
};
use domain::record::RecordKind;
use futures_util::{FutureExt, future::BoxFuture};
use jiff::SignedDuration;
use storage::{
    Tx,
    testing::{TestDb, on_both},
};
use uuid::Uuid;

const OWN: Uuid = Uuid::from_u128(1);
const OTHER: Uuid = Uuid::from_u128(2);

/// Keeps one person of an agency.
struct One;

impl Source for One {
    fn kind(&self) -> &'static RecordKind {
        &PERSON
    }

    fn read<'a>(
        &'a self,
        _: &'a mut Tx,
        permit: &'a Permit,
        subject: &'a Subject,
        _: &'a [&'static str],
    ) -> BoxFuture<'a, Result<Vec<Found>, AccessError>> {
        async move {
            let scope = permit.opens(Action::ReadPeople, &PERSON)?;
            let one = found(OWN, false);
            let asked = *subject == Subject::Record(one.id);
            let inside = scope.is_none_or(|scope| scope.agency == OWN);
            Ok(if asked && inside {
                vec![one]
            } else {
                Vec::new()
            })
        }
        .boxed()
    }
}

fn context(test: &TestDb) -> Context {
    let mut context = testing::context(test);
    context.sources = Sources::new(vec![Box::new(One)]);
    context
}

fn reading(context: &Context, officer: &Principal) -> Permit {
    let ask = Ask::own(officer, Action::ReadPeople, &PERSON, "search");
    officer.permit_on(&context.policies, ask).unwrap()
}

fn officer(agency: Uuid) -> Principal {
    testing::principal(Some(agency), &[Action::ReadPeople, Action::ManagePeople])
}

async fn owner(context: &Context, token: &str) -> Option<Owner> {
    own::recognise(context, token).await.unwrap()
}

#[tokio::test]
async fn a_printed_code_is_good_once_and_for_some_days() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let permit = reading(&context, &officer(OWN));
        let person = found(OWN, false).person;
        let give = async || {
            own::give_slip(&context, &permit, &PERSON, person)
                .await
                .unwrap()
                .code
        };
        let first = give().await;
        assert_eq!(first.len(), 14, "{first}");
        let second = give().await;
        let wrong = async |code: &str| {
            let entered = own::enter(&context, code).await;
            assert!(matches!(entered, Err(AccessError::WrongCode)), "{code}");
        };
        for code in ["", "aaaaa-aaaaa-aa", &first] {
            wrong(code).await;
        }
        let typed = format!(" {} ", second.to_uppercase().replace('-', " "));
        let token = own::enter(&context, &typed).await.unwrap();
        let me = owner(&context, &token).await.unwrap();
        assert_eq!((me.person, me.agency), (person, OWN));
        wrong(&second).await;
        assert!(owner(&context, "nothing").await.is_none());
        test.clock.advance(SignedDuration::from_mins(30));
        assert!(
            owner(&context, &token).await.is_none(),
            "after half an hour"
        );

        let third = give().await;
        test.clock.advance(SignedDuration::from_hours(7 * 24));
        wrong(&third).await;
        let token = own::enter(&context, &give().await).await.unwrap();
        own::leave(&context, &token).await.unwrap();
        assert!(owner(&context, &token).await.is_none());
    })
    .await;
}

#[tokio::test]
async fn only_the_counter_of_the_own_agency_gives_codes() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let person = found(OWN, false).person;
        let permit = reading(&context, &officer(OWN));
        let unknown = own::give_slip(&context, &permit, &PERSON, Uuid::from_u128(5)).await;
        assert!(matches!(unknown, Err(AccessError::NotFound)));
        let foreign = reading(&context, &officer(OTHER));
        let foreign = own::give_slip(&context, &foreign, &PERSON, person).await;
        assert!(matches!(foreign, Err(AccessError::NotFound)));
        let plain = manage(&officer(OWN), Action::ReadPeople);
        for (permit, kind) in [(&plain, &PERSON), (&permit, &PLACEMENT)] {
            let refused = own::give_slip(&context, permit, kind, person).await;
            assert!(matches!(refused, Err(AccessError::Refused(_))));
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_seen_and_what_is_asked_for() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let permit = reading(&context, &officer(OWN));
        let person = found(OWN, false).person;
        receipts::leave(&context, &permit, &[person]).await.unwrap();
        receipts::leave(&context, &permit, &[Uuid::from_u128(5)])
            .await
            .unwrap();
        let slip = own::give_slip(&context, &permit, &PERSON, person)
            .await
            .unwrap();
        let token = own::enter(&context, &slip.code).await.unwrap();
        let me = owner(&context, &token).await.unwrap();

        let empty = own::ask(&context, &me, Wish::Correction, "  ").await;
        assert!(matches!(empty, Err(AccessError::Invalid(f)) if f.field == "words"));
        let id = own::ask(&context, &me, Wish::Correction, "Tanggal lahir saya salah.")
            .await
            .unwrap();
        let (seen, asked) = own::view(&context, &me).await.unwrap();
        assert_eq!(seen.len(), 1, "the looks at others are not shown");
        assert_eq!((seen[0].asks, seen[0].purpose.as_str()), (OWN, "search"));
        assert_eq!(asked[0].due_at, asked[0].asked_at.plus_seconds(72 * 3600));

        let answers = manage(&officer(OWN), Action::ManagePeople);
        let foreign = manage(&officer(OTHER), Action::ManagePeople);
        assert!(own::list(&context, &foreign).await.unwrap().is_empty());
        assert!(matches!(
            own::get(&context, &foreign, id).await,
            Err(AccessError::NotFound)
        ));
        assert_eq!(own::list(&context, &answers).await.unwrap(), asked);
        let wrong = manage(&officer(OWN), Action::ReadPeople);
        assert!(matches!(
            own::list(&context, &wrong).await,
            Err(AccessError::Refused(_))
        ));
    })
    .await;
}
