//! What agreements open of the cases of another agency: asked of the roof, since a capability knows no other beside it.

use access::{AccessError, Context, Permit, Principal};
use futures_util::future::BoxFuture;
use std::{fmt, sync::Arc};
use storage::Tx;
use uuid::Uuid;

/// Says what an agreement in force opens.
pub trait Sharing: Send + Sync {
    /// A permit for what an agreement in force shares of the cases of `provider` with the agency of whoever asks; nothing where there
    /// is none.
    ///
    /// # Errors
    /// If the database failed.
    fn opened<'a>(
        &'a self,
        context: &'a Context,
        tx: &'a mut Tx,
        principal: &'a Principal,
        provider: Uuid,
    ) -> BoxFuture<'a, Result<Option<Permit>, AccessError>>;
}

/// Hands cases over. Clones share it.
#[derive(Clone)]
pub struct Handover(Arc<dyn Sharing>);

impl Handover {
    /// With whoever knows the agreements.
    pub fn new(sharing: impl Sharing + 'static) -> Self {
        Self(Arc::new(sharing))
    }

    pub(crate) fn sharing(&self) -> &dyn Sharing {
        &*self.0
    }
}

impl fmt::Debug for Handover {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handover")
    }
}
