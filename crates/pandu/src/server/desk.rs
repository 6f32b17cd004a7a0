//! The desk as this program puts it together: agreements tell it which registries of other agencies are open.

use crate::exit::Failure;
use access::{AccessError, Context, Permit, Principal};
use agreements::service::{
    Blocks,
    exchange::{Wanted, opened},
};
use domain::record::RecordKind;
use futures_util::{FutureExt, future::BoxFuture};
use people::PERSON;
use placement::PLACEMENT;
use screening::{Desk, Opening, Sharing};
use storage::Tx;
use uuid::Uuid;

/// The purpose that data schedules name for the desk.
const PURPOSE: &str = "departure-check";

/// A desk with an empty index. It counts against the same quotas as other exchange.
pub fn desk(blocks: Blocks) -> Result<Desk, Failure> {
    Desk::new(Box::new(Agreements(blocks))).map_err(|error| Failure::Input(error.to_string()))
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
        subjects: u32,
    ) -> BoxFuture<'a, Result<Option<Opening>, AccessError>> {
        async move {
            let mut open =
                async |kind: &'static RecordKind| -> Result<Option<Permit>, AccessError> {
                    let wanted = Wanted {
                        provider,
                        kind,
                        purpose: PURPOSE,
                        subjects,
                    };
                    opened(context, tx, principal, &self.0, wanted).await
                };
            let Some(placements) = open(&PLACEMENT).await? else {
                return Ok(None);
            };
            Ok(Some(Opening {
                placements,
                persons: open(&PERSON).await?,
            }))
        }
        .boxed()
    }
}
