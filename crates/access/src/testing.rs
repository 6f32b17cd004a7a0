//! A context and principals for tests, of this crate and of those above it.

#![expect(
    clippy::expect_used,
    reason = "a test that stops here has failed, and says where"
)]

use crate::{
    Action, Context, Hashing, Principal, Secrets, Settings, service::confirmation::Confirmed,
};
use journal::{Actor, Journal, Keys};
use storage::testing::TestDb;
use uuid::Uuid;

/// The schema of all policies, as Cedar text.
pub const SCHEMA: &str = crate::policy::SCHEMA;
/// What no agreement can lift, as Cedar text.
pub const LIMITS: &str = crate::policy::LIMITS;

/// A context on a database that lives as long as the test, with keys in its folder.
pub fn context(test: &TestDb) -> Context {
    let keys = test.folder.path().join("keys");
    let ambient = test.db.ambient();
    Context::new(
        test.db.clone(),
        Journal::new(Keys::open(&keys, ambient).expect("keys of the journal")),
        Secrets::open(&keys, ambient).expect("the key of access"),
        Hashing::weak(),
        Settings::default(),
    )
}

/// Somebody of an agency who may do these things and never signed in; always the same account.
pub fn principal(agency: Option<Uuid>, actions: &[Action]) -> Principal {
    colleague(7, agency, actions)
}

/// As [`principal`], with an account of a number: for what takes two people.
pub fn colleague(account: u128, agency: Option<Uuid>, actions: &[Action]) -> Principal {
    Principal {
        actor: Actor::User(Uuid::from_u128(account)),
        name: "Sari Dewi".into(),
        agency,
        actions: actions.iter().copied().collect(),
        session: None,
    }
}

/// Somebody who has just proved who they are.
pub fn confirmed(principal: &Principal) -> Confirmed {
    Confirmed::of(principal.actor)
}
