//! What is done at a desk: each function asks for the permit it needs, reads or changes, and writes down what happened, in one
//! transaction. An agency sees its own assessments; of those of others it does not learn that they exist.

mod assess;
mod decide;
pub mod folder;
pub mod interception;
pub mod interview;
pub mod lists;
pub mod quality;
pub mod queue;
pub mod receive;
pub mod referral;
mod registries;
pub mod renewal;
pub mod review;
pub mod rules;
mod show;
pub mod slip;
pub mod watch;

pub use assess::{At, assess};
pub use decide::decide;
pub use registries::sight;
pub use show::{Followed, Held, Line, followed, get, latest, port_of};

use crate::{SCREENING, store::assessment};
use access::{AccessError, Action, Permit};
use journal::Actor;
use storage::Tx;
use uuid::Uuid;

const KIND: &str = "screening";

/// The agency whose assessments a permit opens.
fn agency(permit: &Permit, action: Action) -> Result<Uuid, AccessError> {
    let scope = permit.opens(action, &SCREENING)?;
    scope
        .map(|scope| scope.agency)
        .ok_or(AccessError::invalid("agency", "agency-needed"))
}

/// The account that acts.
fn account(permit: &Permit) -> Option<Uuid> {
    match permit.actor() {
        Actor::User(id) | Actor::Client(id) => Some(id),
        _ => None,
    }
}

/// An assessment of an agency.
async fn assessed(tx: &mut Tx, agency: Uuid, id: Uuid) -> Result<assessment::Stored, AccessError> {
    let stored = assessment::get(tx, id).await?;
    stored
        .filter(|stored| stored.agency == agency)
        .ok_or(AccessError::NotFound)
}
