//! The use cases: who asks, for which party; what changes; what is written down, in one transaction.

pub mod clock;
pub mod commitments;
pub mod draft;
pub mod exchange;
pub mod life;
pub mod papers;
pub mod sign;
pub mod view;

pub use exchange::Blocks;

use crate::{
    model::{Author, Record},
    store,
};
use access::{AccessError, Action, Context, Permit, Principal, Refused, service::note};
use journal::{Actor, Changes};
use storage::Tx;
use uuid::Uuid;

/// The kind of record in the journal.
pub(crate) const KIND: &str = "agreement";

/// Somebody who acts for a party, with a permit for one action.
#[derive(Debug, Clone)]
pub struct Officer {
    permit: Permit,
    agency: Option<Uuid>,
    name: String,
}

impl Officer {
    /// The officer behind an account.
    ///
    /// # Errors
    /// If the action is not among those of the account.
    pub fn of(principal: &Principal, action: Action) -> Result<Self, Refused> {
        Ok(Self {
            permit: principal.permit(action, "agreements")?,
            agency: principal.agency(),
            name: principal.name().to_owned(),
        })
    }

    /// The permit.
    pub fn permit(&self) -> &Permit {
        &self.permit
    }

    /// The agency whose word it is.
    pub fn agency(&self) -> Option<Uuid> {
        self.agency
    }

    /// How this officer appears beside what was written.
    ///
    /// # Errors
    /// If the account belongs to no agency: nobody speaks for none.
    pub(crate) fn author(&self) -> Result<Author, AccessError> {
        let officer = match self.permit.actor() {
            Actor::User(id) | Actor::Client(id) => Some(id),
            _ => None,
        };
        self.agency
            .zip(officer)
            .map(|(agency, officer)| Author {
                agency,
                officer,
                name: self.name.clone(),
            })
            .ok_or(AccessError::Conflict("agreement-no-agency"))
    }
}

/// An agreement that this officer may know of.
///
/// # Errors
/// [`AccessError::NotFound`], also where it exists and is not to be told.
pub(crate) async fn visible(
    tx: &mut Tx,
    officer: &Officer,
    id: Uuid,
) -> Result<Record, AccessError> {
    let record = store::agreement::get(tx, id).await?;
    match officer.agency {
        Some(agency) if record.visible_to(agency) => Ok(record),
        _ => Err(AccessError::NotFound),
    }
}

/// Writes down what an officer did with an agreement.
pub(crate) async fn write_down(
    context: &Context,
    tx: &mut Tx,
    officer: &Officer,
    action: &str,
    id: Uuid,
    changes: Changes,
) -> Result<(), AccessError> {
    note(context, tx, &officer.permit, action, KIND, id, changes).await
}
