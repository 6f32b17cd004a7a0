//! A desk of one agency, and people who work there.

use access::{
    AccessError, Action, Ask, Context, Permit, Principal,
    testing::{colleague, context},
};
use futures_util::{FutureExt, future::BoxFuture};
use organisations::{AgencyForm, AgencyKind, service::agencies};
use screening::{Desk, Opening, Presented, SCREENING, Sharing, index, service};
use storage::{Migrations, Tx, testing::TestDb};
use uuid::Uuid;

pub const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
    placement::MIGRATIONS,
    casework::MIGRATIONS,
    screening::MIGRATIONS,
];

pub struct World {
    pub context: Context,
    pub desk: Desk,
    pub agency: Uuid,
}

/// Nobody shares anything.
struct Nothing;

impl Sharing for Nothing {
    fn opened<'a>(
        &'a self,
        _: &'a Context,
        _: &'a mut Tx,
        _: &'a Principal,
        _: Uuid,
        _: u32,
    ) -> BoxFuture<'a, Result<Option<Opening>, AccessError>> {
        async { Ok(None) }.boxed()
    }
}

impl World {
    pub async fn new(test: &TestDb) -> Self {
        let context = context(test);
        let agency = agency(&context, "Imigrasi").await;
        let desk = Desk::new(Box::new(Nothing)).unwrap();
        index::build_now(&context, desk.lookup()).await.unwrap();
        Self {
            context,
            desk,
            agency,
        }
    }

    /// Somebody of the agency.
    pub fn officer(&self, account: u128, actions: &[Action]) -> Principal {
        colleague(account, Some(self.agency), actions)
    }

    /// What the desk says of somebody who leaves today.
    pub async fn at_the_counter(&self, presented: Presented) -> service::Held {
        let officer = self.officer(9, &[Action::Screen]);
        let ask = Ask::own(&officer, Action::Screen, &SCREENING, "test");
        let permit = officer.permit_on(&self.context.policies, ask).unwrap();
        let today = domain::day_in_jakarta(self.context.db.ambient().now());
        let traveller = presented.read(today).unwrap();
        let at = service::At::default();
        let made = service::assess(
            &self.context,
            &self.desk,
            &officer,
            &permit,
            &at,
            vec![traveller],
        );
        made.await.unwrap().remove(0)
    }
}

pub async fn agency(context: &Context, name: &str) -> Uuid {
    let form = AgencyForm {
        name: name.into(),
        short_name: name.into(),
        kind: AgencyKind::Protection,
    };
    agencies::create(context, &Permit::system("test"), form)
        .await
        .unwrap()
}
