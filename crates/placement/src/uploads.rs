//! What the pages and the worker behind them share: where uploaded files lie, and who is told when one waits.

use std::sync::Arc;
use storage::files::Files;
use tokio::sync::Notify;

/// Uploaded files. Clones share them.
#[derive(Debug, Clone)]
pub struct Uploads {
    files: Files,
    arrived: Arc<Notify>,
}

impl Uploads {
    /// Uploads that are kept among these files.
    pub fn new(files: Files) -> Self {
        Self {
            files,
            arrived: Arc::default(),
        }
    }

    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// A file waits for the worker.
    pub(crate) fn wake(&self) {
        self.arrived.notify_one();
    }

    /// Comes back when a file waits for the worker.
    pub(crate) async fn arrival(&self) {
        self.arrived.notified().await;
    }
}
