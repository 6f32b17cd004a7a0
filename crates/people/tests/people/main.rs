//! Persons on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod merge;
mod registry;
mod search;
mod take_in;

use access::{Action, Ask, Context, Permit, testing};
use organisations::{AgencyForm, AgencyKind};
use people::{Draft, PERSON, Record};
use storage::{Migrations, testing::TestDb};
use uuid::Uuid;

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
];

/// An agency and what its people may do.
struct Office {
    context: Context,
    agency: Uuid,
}

impl Office {
    async fn open(test: &TestDb) -> Self {
        let context = testing::context(test);
        Self::another(&context, "BP3MI Kepulauan Riau").await
    }

    /// Another agency on the same database.
    async fn another(context: &Context, name: &str) -> Self {
        let form = AgencyForm {
            name: name.into(),
            short_name: name.into(),
            kind: AgencyKind::Protection,
        };
        let permit = Permit::system("test");
        let agency = organisations::service::create(context, &permit, form).await;
        Self {
            context: context.clone(),
            agency: agency.unwrap(),
        }
    }

    fn permit(&self, action: Action) -> Permit {
        let principal = testing::principal(Some(self.agency), &[action]);
        let ask = Ask::own(&principal, action, &PERSON, "test");
        principal.permit_on(&self.context.policies, ask).unwrap()
    }

    async fn add(&self, draft: Draft) -> Uuid {
        let permit = self.permit(Action::ManagePeople);
        let added = people::service::create(&self.context, &permit, &draft).await;
        added.unwrap()
    }

    async fn read(&self, id: Uuid) -> Vec<Record> {
        let permit = self.permit(Action::ReadPeople);
        let read = people::service::get(&self.context, &permit, id).await;
        read.unwrap()
    }
}

fn siti() -> Draft {
    Draft {
        name: "SITI AMINAH".into(),
        birth_date: "1990-03-12".into(),
        sex: "P".into(),
        nik: "3507135203900002".into(),
        passport_no: "C1234567".into(),
        passport_expires: "2034-05-01".into(),
        phone: "0812-3456-789".into(),
        parent_name: "SURYANI".into(),
        ..Draft::default()
    }
}
