//! Placements and their import on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod files;
mod imports;
mod steps;
mod uploads;

use access::{AccessError, Action, Ask, Context, Permit, testing::principal};
use organisations::{AgencyForm, AgencyKind, service::agencies};
use placement::PLACEMENT;
use storage::Migrations;
use uuid::Uuid;

const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
    placement::MIGRATIONS,
];

async fn agency(context: &Context, name: &str) -> Uuid {
    let form = AgencyForm {
        name: name.into(),
        short_name: name.into(),
        kind: AgencyKind::Protection,
    };
    agencies::create(context, &Permit::system("test"), form)
        .await
        .unwrap()
}

/// A permit of somebody of an agency.
fn permit(context: &Context, agency: Uuid, action: Action) -> Permit {
    let principal = principal(Some(agency), &[action]);
    let ask = Ask::own(&principal, action, &PLACEMENT, "test");
    principal.permit_on(&context.policies, ask).unwrap()
}

/// The field and message of a fault.
fn fault<T: std::fmt::Debug>(result: Result<T, AccessError>) -> (&'static str, &'static str) {
    match result {
        Err(AccessError::Invalid(fault)) => (fault.field, fault.message),
        other => panic!("expected a fault, found {other:?}"),
    }
}
