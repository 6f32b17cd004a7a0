//! Group commit: receipts that wait at the same time share one transaction, and one flush of the disk.

use super::NewReceipt;
use crate::{AccessError, store::receipt};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use storage::{Db, StorageError, transaction};
use tokio::sync::oneshot;

/// Receipts in one transaction at most: beyond, those that came first would wait for those that came last.
const MOST_TOGETHER: usize = 256;

/// Writes receipts. Clones share one queue.
#[derive(Clone)]
pub struct Receipts(Arc<Queue>);

struct Queue {
    db: Db,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    waiting: Vec<Waiting>,
    /// Whether a task is writing; it goes on until nobody waits.
    writing: bool,
    groups: u64,
}

struct Waiting {
    receipt: NewReceipt,
    written: oneshot::Sender<bool>,
}

impl Receipts {
    pub(crate) fn new(db: Db) -> Self {
        Self(Arc::new(Queue {
            db,
            state: Mutex::default(),
        }))
    }

    /// How many transactions were made so far.
    pub fn groups(&self) -> u64 {
        self.0.state().groups
    }

    /// Comes back when the receipt is on the disk. A caller that goes away meanwhile does not stop it.
    pub(crate) async fn write(&self, receipt: NewReceipt) -> Result<(), AccessError> {
        let (written, answer) = oneshot::channel();
        let idle = {
            let mut state = self.0.state();
            state.waiting.push(Waiting { receipt, written });
            !std::mem::replace(&mut state.writing, true)
        };
        if idle {
            tokio::spawn(write_all(Writer(self.0.clone())));
        }
        match answer.await {
            Ok(true) => Ok(()),
            Ok(false) | Err(_) => Err(AccessError::NoReceipt),
        }
    }
}

impl std::fmt::Debug for Receipts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Receipts")
    }
}

impl Queue {
    fn state(&self) -> MutexGuard<'_, State> {
        // The state is whole between any two lines that hold the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next group; nothing, and nobody writes any more, when nobody waits.
    fn next(&self) -> Option<Vec<Waiting>> {
        let mut state = self.state();
        if state.waiting.is_empty() {
            state.writing = false;
            return None;
        }
        state.groups += 1;
        let size = state.waiting.len().min(MOST_TOGETHER);
        Some(state.waiting.drain(..size).collect())
    }
}

/// The task that writes. Should it end before its time, the next receipt starts another, and those that wait are refused.
struct Writer(Arc<Queue>);

impl Drop for Writer {
    fn drop(&mut self) {
        let mut state = self.0.state();
        if state.writing {
            state.writing = false;
            state.waiting.clear();
        }
    }
}

async fn write_all(writer: Writer) {
    let queue = &writer.0;
    while let Some(group) = queue.next() {
        let (receipts, answers): (Vec<_>, Vec<_>) = group
            .into_iter()
            .map(|waiting| (waiting.receipt, waiting.written))
            .unzip();
        let result: Result<(), StorageError> =
            transaction!(queue.db, |tx| receipt::insert(tx, &receipts).await);
        if let Err(error) = &result {
            tracing::error!(%error, receipts = receipts.len(), "receipts cannot be written: nothing is shown");
        }
        for answer in answers {
            // Whoever went away needs no answer.
            let _ = answer.send(result.is_ok());
        }
    }
}
