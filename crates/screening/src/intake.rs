//! What the intake of lists shares: where inputs lie, and who is told when something changes.

use std::sync::Arc;
use storage::files::Files;
use tokio::sync::{Notify, Semaphore, watch};

/// The intake. Clones share it.
#[derive(Debug, Clone)]
pub struct Intake {
    files: Files,
    arrived: Arc<Notify>,
    changed: Arc<watch::Sender<u64>>,
    ended: watch::Receiver<bool>,
    /// How many inputs are read at a time: a storm of them must leave the counter its processors and its memory.
    readers: Arc<Semaphore>,
}

impl Intake {
    /// An intake that keeps inputs among these files; open pages are let go when `ended` says so.
    pub fn new(files: Files, ended: watch::Receiver<bool>) -> Self {
        Self {
            files,
            arrived: Arc::default(),
            changed: Arc::new(watch::Sender::new(0)),
            ended,
            readers: Arc::new(Semaphore::new(1)),
        }
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    pub(crate) fn readers(&self) -> &Semaphore {
        &self.readers
    }

    /// Something waits for the worker.
    pub(crate) fn wake(&self) {
        self.arrived.notify_one();
        self.tell();
    }

    /// Waits until something waits for the worker.
    pub(crate) async fn arrival(&self) {
        self.arrived.notified().await;
    }

    /// Tells all open pages that the queue has changed.
    pub(crate) fn tell(&self) {
        self.changed
            .send_modify(|count| *count = count.wrapping_add(1));
    }

    /// Hears when the server ends: a page that listens would keep it from that.
    pub(crate) fn ended(&self) -> watch::Receiver<bool> {
        self.ended.clone()
    }

    /// Hears when the queue changes.
    pub(crate) fn listen(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }
}
