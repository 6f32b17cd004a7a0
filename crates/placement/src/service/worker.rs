//! The worker behind the pages: files that wait are taken in, one after another. What waits is in the database, so nothing is
//! lost with the program: it goes on behind the last piece.

use super::{
    imports,
    run::{RunError, Task, run},
};
use crate::{
    Uploads,
    import::Mapping,
    store::upload::{self, Waiting},
};
use access::{AccessError, Context, Permit};
use std::{collections::HashMap, io::Cursor, time::Duration};
use storage::{Stamp, StorageError, snapshot};
use tokio::sync::watch;
use uuid::Uuid;

/// The longest wait between two looks at what waits.
const PAUSE: Duration = Duration::from_secs(5);
/// A file that could not be taken in, or that another server takes in, is left alone for so long.
const REST_SECONDS: i64 = 60;

/// The worker.
#[derive(Debug)]
pub struct Worker {
    context: Context,
    uploads: Uploads,
    rests: HashMap<Uuid, Stamp>,
}

impl Worker {
    /// A worker that has done nothing yet.
    pub fn new(context: Context, uploads: Uploads) -> Self {
        Self {
            context,
            uploads,
            rests: HashMap::new(),
        }
    }

    /// Works until `stop` says so. A file is left where it is then: pieces are whole, and the next start goes on behind the last.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        let ended = async {
            // A sender that is gone wants the same.
            let _ = stop.wait_for(|stop| *stop).await;
        };
        tokio::select! {
            () = ended => {}
            () = self.work() => {}
        }
    }

    async fn work(&mut self) {
        loop {
            let more = self.step().await.unwrap_or_else(|problem| {
                tracing::error!(%problem, "uploaded files that wait cannot be read");
                false
            });
            if !more {
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    () = self.uploads.arrival() => {}
                }
            }
        }
    }

    /// Takes in the file that has waited longest. False if none waits.
    ///
    /// # Errors
    /// If what waits cannot be read. A file that cannot be taken in rests for a while, so that the others go on.
    pub async fn step(&mut self) -> Result<bool, AccessError> {
        let waiting = snapshot!(self.context.db, |tx| upload::waiting(tx).await)?;
        let now = Stamp::from(self.context.db.ambient().now());
        self.rests
            .retain(|_, began| began.plus_seconds(REST_SECONDS) > now);
        let next = waiting
            .into_iter()
            .find(|waiting| !self.rests.contains_key(&waiting.import));
        let Some(waiting) = next else {
            return Ok(false);
        };
        let import = waiting.import;
        if let Err(problem) = self.take(waiting).await {
            tracing::error!(%problem, %import, "an uploaded file cannot be taken in now");
            self.rests.insert(import, now);
        }
        Ok(true)
    }

    /// Takes in one file, and gives it up if it cannot be read: it was read when it came.
    async fn take(&self, waiting: Waiting) -> Result<(), AccessError> {
        let Waiting {
            import,
            agency,
            digest,
            file,
            mapping,
        } = waiting;
        let context = &self.context;
        let permit = Permit::system("placement import");
        let form = || StorageError::Form("digest of an import".into());
        let found = snapshot!(context.db, |tx| storage::files::find(tx, file).await)?;
        let (content, _) = found.ok_or(AccessError::NotFound)?;
        let bytes = match self.uploads.files().get(&content).await {
            Ok(bytes) => bytes,
            Err(StorageError::File(problem)) => {
                tracing::error!(%problem, %import, "an uploaded file is no longer there");
                return imports::fail(context, &permit, import).await;
            }
            Err(error) => return Err(error.into()),
        };
        let task = Task {
            agency,
            digest: digest.as_slice().try_into().map_err(|_| form())?,
            mapping: Mapping::parse(&mapping).unwrap_or_default(),
            rehearsal: false,
        };
        match run(context, &permit, task, Cursor::new(bytes), |_, _| {}).await {
            Ok(_) => Ok(()),
            Err(RunError::Access(error)) => Err(error),
            Err(problem) => {
                tracing::error!(%problem, %import, "an uploaded file cannot be read to its end");
                imports::fail(context, &permit, import).await
            }
        }
    }
}
