//! What is done with cases: each function asks for the permit it needs, reads or changes, and writes down what happened, in one
//! transaction. An agency sees its own cases; of those of others, and of sealed ones, it does not learn that they exist.

mod change;
pub mod dossier;
pub mod figures;
pub mod follow;
mod journaled;
mod look;
mod officer;
mod open;
pub mod outcome;
mod people;
pub mod referral;
mod report;
mod similar;
mod source;
pub mod victim;
mod write;

pub use change::{change, seal};
pub use look::{Page, Wanted, get, list, unread};
pub use officer::Officer;
pub use open::{open, open_in};
pub use people::{add_person, strike_person};
pub use report::{Receipt, report, report_in_public};
pub use similar::{Similar, join, part, similar};
pub use source::source;
pub use write::{answer, set_contact, write};

use crate::{Case, store};
use access::AccessError;
use storage::Tx;
use uuid::Uuid;

const KIND: &str = "case";

/// A case that exists for an officer.
async fn reached(tx: &mut Tx, officer: &Officer, id: Uuid) -> Result<Case, AccessError> {
    let case = store::case::get(tx, id).await?;
    case.filter(|case| officer.sight().includes(case))
        .ok_or(AccessError::NotFound)
}
