//! Cases that are handed on, as this program puts it together: agreements tell what the other side may see.

use access::{AccessError, Context, Permit, Principal};
use agreements::service::{
    Blocks,
    exchange::{Wanted, opened},
};
use casework::{CASE, Handover, Sharing};
use futures_util::{FutureExt, future::BoxFuture};
use storage::Tx;
use uuid::Uuid;

/// The purpose that data schedules name for the handling of cases.
const PURPOSE: &str = "case-handling";

/// Handing over by agreements. It counts against the same quotas as other exchange.
pub fn handover(blocks: Blocks) -> Handover {
    Handover::new(Agreements(blocks))
}

/// Opens what agreements in force open, as far as their quotas last.
struct Agreements(Blocks);

impl Sharing for Agreements {
    fn opened<'a>(
        &'a self,
        context: &'a Context,
        tx: &'a mut Tx,
        principal: &'a Principal,
        provider: Uuid,
    ) -> BoxFuture<'a, Result<Option<Permit>, AccessError>> {
        async move {
            let wanted = Wanted {
                provider,
                kind: &CASE,
                purpose: PURPOSE,
                subjects: 1,
            };
            opened(context, tx, principal, &self.0, wanted).await
        }
        .boxed()
    }
}
