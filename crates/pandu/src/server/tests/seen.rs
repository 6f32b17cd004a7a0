//! What was done with records of persons: receipts, requests, codes from the counter; for tests that open the pages of it.

use super::app::TestApp;
use access::{
    AccessError, Action, Ask, Found, Permit, Source, Sources, Subject, UserForm, Values,
    service::{
        own::{self, Owner, Wish},
        receipts, users,
    },
    testing::principal,
};
use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};
use futures_util::{FutureExt, future::BoxFuture};
use storage::Tx;
use uuid::Uuid;

/// The identifier at the end of an address.
pub fn made_id(address: &str) -> Uuid {
    Uuid::parse_str(address.rsplit('/').next().unwrap()).unwrap()
}

/// Lets an account work for an agency.
pub async fn work_for(app: &TestApp, login: &str, agency: Uuid) {
    let system = Permit::system("test");
    let id = users::find(&app.context, &system, login).await.unwrap();
    let user = users::get(&app.context, &system, id).await.unwrap();
    let form = UserForm {
        login: user.login,
        name: user.name,
        agency: Some(agency),
        roles: user.roles,
    };
    users::change(&app.context, &system, id, form)
        .await
        .unwrap();
}

/// Pages about what was done with records of persons of an agency.
pub async fn of_persons(app: &TestApp, agency: Uuid) -> Vec<String> {
    let context = &app.context;
    let officer = principal(Some(agency), &[Action::ReadPeople]);
    let ask = Ask::own(&officer, Action::ReadPeople, &PERSON, "search");
    let permit = officer.permit_on(&context.policies, ask).unwrap();
    let person = Uuid::from_u128(100);
    let receipt = receipts::leave(context, &permit, &[person]).await.unwrap();
    let owner = Owner {
        person,
        agency,
        ends_at: context.db.ambient().now().into(),
    };
    let wish = own::ask(
        context,
        &owner,
        Wish::Restriction,
        "Jangan dipakai untuk iklan.",
    );
    vec![
        format!("/receipts/{}", receipt.unwrap()),
        format!("/own-requests/{}", wish.await.unwrap()),
        format!("/own-slips/{person}"),
    ]
}

/// A code for the person of [`of_persons`].
pub async fn slip(app: &TestApp, agency: Uuid) -> String {
    let mut context = app.context.clone();
    context.sources = Sources::new(vec![Box::new(Everybody)]);
    let officer = principal(Some(agency), &[Action::ReadPeople]);
    let ask = Ask::own(&officer, Action::ReadPeople, &PERSON, "own view");
    let permit = officer.permit_on(&context.policies, ask).unwrap();
    let person = Uuid::from_u128(100);
    let slip = own::give_slip(&context, &permit, &PERSON, person).await;
    slip.unwrap().code
}

/// Knows each person by identifier, and nothing about them.
struct Everybody;

impl Source for Everybody {
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
        let found = match subject {
            Subject::Record(id) => vec![Found {
                id: *id,
                person: *id,
                agency: permit.agency(),
                sealed: false,
                values: Values::default(),
            }],
            _ => Vec::new(),
        };
        async { Ok(found) }.boxed()
    }
}

static PERSON: RecordKind = RecordKind {
    code: "person",
    name: Wording::fixed("Orang", "Person"),
    fields: &[Field {
        code: "name",
        name: Wording::fixed("Nama", "Name"),
        form: Form::Name,
        example: "Siti Aminah",
        transforms: &[Transform::Full, Transform::Initials],
    }],
};
