//! What happened: append-only, sequenced, tamper-evident; the history of each record and the feed of facts.
//!
//! An [`Entry`] is written, without a place, in the transaction that changes the state. One sequencer gives each entry its
//! place within a second, so that no hot row limits writers and no late commit is skipped by a reader. The places are the
//! leaves of a Merkle tree whose signed checkpoints make a later change visible to whoever kept one.
//!
//! Leaves hold identifiers, names of fields and keyed commitments, never a value. The values lie in a table of their own
//! from which they can be erased; the proof that something happened stays.
//!
//! ```
//! use journal::{Actor, Changes, Entry, Journal, JournalError, Record};
//! use storage::transaction;
//!
//! # async fn example(db: &storage::Db, journal: &Journal, unit: uuid::Uuid) -> Result<(), JournalError> {
//! transaction!(db, |tx| {
//!     // .. change the unit, then say so:
//!     let changes = Changes::default().set("name", Some("BP3MI Batam"), Some("BP3MI Kepulauan Riau"));
//!     let record = Record { kind: "unit", id: unit };
//!     let (actor, purpose, action) = (Actor::System, "rename", "unit.change");
//!     journal.record(tx, Entry { actor, purpose, action, record, changes }).await
//! })?;
//! # Ok(())
//! # }
//! ```

mod changes;
mod checkpoint;
mod commitment;
mod entry;
mod error;
mod feed;
mod history;
mod keys;
mod proof;
mod sequencer;
mod tree;
mod verify;

pub use changes::Changes;
pub use checkpoint::{Checkpoint, latest_checkpoint};
pub use entry::{Actor, Entry, Journal, Record};
pub use error::JournalError;
pub use feed::{Cursor, Fact, feed};
pub use history::{Happening, Value, history};
pub use keys::Keys;
pub use proof::{Proof, prove};
pub use sequencer::{run, sequence, unsequenced};
use storage::{Migrations, migration};
pub use verify::{Problem, Report, verify};

/// The tables of this crate.
pub const MIGRATIONS: Migrations = &[migration!("20261122101000_journal")];
