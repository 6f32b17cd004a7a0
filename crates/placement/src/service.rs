//! The use cases: each asks for the permit it needs, changes, and writes down what happened, in one transaction. An agency sees
//! its own placements; of those of others it does not learn that they exist.

pub mod imports;
mod placements;
mod run;
mod source;
mod timeline;
pub mod uploads;
mod worker;
mod workers;

pub use placements::{change, create, get, list, of_persons, put_document, take_step};
pub use run::{Finished, RunError, Task, run};
pub use source::source;
pub use timeline::timeline;
pub use worker::Worker;
pub use workers::{workers_after, workers_of};

use crate::PLACEMENT;
use access::{AccessError, Action, Permit};
use uuid::Uuid;

const KIND: &str = "placement";

/// The agency whose records a permit opens; `None` for the program's own work, which opens all.
fn reach(permit: &Permit, action: Action) -> Result<Option<Uuid>, AccessError> {
    Ok(permit.opens(action, &PLACEMENT)?.map(|scope| scope.agency))
}
