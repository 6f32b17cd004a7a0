//! What is done at a desk: each function asks for the permit it needs, reads or changes, and writes down what happened, in one
//! transaction. An agency sees its own assessments; of those of others it does not learn that they exist.

mod assess;
mod decide;
pub mod folder;
pub mod lists;
pub mod queue;
pub mod receive;
mod registries;
pub mod renewal;
pub mod rules;
mod show;
pub mod watch;

pub use assess::{At, assess};
pub use decide::decide;
pub use registries::sight;
pub use show::{Held, Line, get, latest, port_of};

use crate::SCREENING;
use access::{AccessError, Action, Permit};
use uuid::Uuid;

const KIND: &str = "screening";

/// The agency whose assessments a permit opens.
fn agency(permit: &Permit, action: Action) -> Result<Uuid, AccessError> {
    let scope = permit.opens(action, &SCREENING)?;
    scope
        .map(|scope| scope.agency)
        .ok_or(AccessError::invalid("agency", "agency-needed"))
}
