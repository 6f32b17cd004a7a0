//! What every service needs: the database, the journal, the secrets and the settings.

use crate::{Hashing, Policies, Receipts, Secrets, Sources, Timelines};
use journal::Journal;
use std::sync::Arc;
use storage::Db;

/// Passed first to every service function. Clones share all of it.
#[derive(Debug, Clone)]
pub struct Context {
    /// The database.
    pub db: Db,
    /// The journal.
    pub journal: Journal,
    /// The key file.
    pub secrets: Arc<Secrets>,
    /// How passwords are hashed.
    pub hashing: Hashing,
    /// What the operator may choose.
    pub settings: Arc<Settings>,
    /// Who may see which records of persons.
    pub policies: Policies,
    /// Writes down who saw which records.
    pub receipts: Receipts,
    /// Who answers for which kind of record.
    pub sources: Sources,
    /// What each capability knows about a person's life.
    pub timelines: Timelines,
}

impl Context {
    /// With the policies that are shipped, and no sources yet ([`Context::sources`]).
    pub fn new(
        db: Db,
        journal: Journal,
        secrets: Secrets,
        hashing: Hashing,
        settings: Settings,
    ) -> Self {
        Self {
            receipts: Receipts::new(db.clone()),
            db,
            journal,
            secrets: Arc::new(secrets),
            hashing,
            settings: Arc::new(settings),
            policies: Policies::shipped(),
            sources: Sources::default(),
            timelines: Timelines::default(),
        }
    }
}

/// What the operator may choose about access.
#[derive(Debug, Clone)]
pub struct Settings {
    /// A session ends after so many minutes without a request.
    pub idle_minutes: u32,
    /// A session ends after so many hours in any case.
    pub session_hours: u32,
    /// Nobody can work without a second factor.
    pub require_second_factor: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            idle_minutes: 30,
            session_hours: 12,
            require_second_factor: true,
        }
    }
}
