//! What is done for victims: each function finds the victim within what the officer may see, changes, and writes down what happened.

mod consent;
mod identification;
mod look;
mod mass;
mod service;
mod shelter;

pub use consent::{disclose, give, told, withdraw};
pub use identification::identify;
pub use look::{Overview, Summary, Victim, get, overview};
pub use mass::{MassLine, MassOutcome, MassReport, take_in};
pub use service::{add_service, change_service};
pub use shelter::{add_shelter, admit, close_shelter, leave, shelters};

use super::{Officer, reached};
use crate::{Case, CasePerson, Role, store};
use access::AccessError;
use storage::Tx;
use uuid::Uuid;

/// A victim in a case within an officer's sight, with everybody in that case. Nobody else than a victim is asked, housed or served here:
/// whoever stands in two roles stands there twice.
async fn victim(
    tx: &mut Tx,
    officer: &Officer,
    id: Uuid,
    person: Uuid,
) -> Result<(Case, CasePerson, Vec<CasePerson>), AccessError> {
    let case = reached(tx, officer, id).await?;
    let people = store::person::of_case(tx, id).await?;
    let victim = people
        .iter()
        .find(|one| one.id == person && one.role == Role::Victim && one.struck.is_none())
        .cloned()
        .ok_or(AccessError::NotFound)?;
    Ok((case, victim, people))
}
