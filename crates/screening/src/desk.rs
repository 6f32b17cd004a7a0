//! The desk: what every assessment of this server shares.

use crate::index::Lookup;
use access::{AccessError, Context, Permit, Principal};
use futures_util::future::BoxFuture;
use risk::RuleSet;
use std::sync::{Arc, PoisonError, RwLock};
use storage::Tx;
use uuid::Uuid;

/// The index, the rules in force and whoever knows about agreements. Clones share them.
#[derive(Clone)]
pub struct Desk(Arc<Shared>);

struct Shared {
    lookup: Lookup,
    rules: RwLock<Arc<Rules>>,
    sharing: Box<dyn Sharing>,
}

/// Rules that are in use, with the files they were made of.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) set: RuleSet,
    /// Name and text of each file, as JSON.
    pub(crate) files: String,
}

/// What a registry opens to those who ask.
#[derive(Debug, Clone)]
pub struct Opening {
    /// For its placements.
    pub placements: Permit,
    /// For the persons, where names and dates of the record may be shown too.
    pub persons: Option<Permit>,
}

/// Tells whether the registry of another agency is open to somebody. Implemented by whoever keeps agreements; the roof joins it.
pub trait Sharing: Send + Sync {
    /// What the registry of `provider` opens now, on the state of the data in this transaction; `None` if nothing. So many
    /// persons will be asked about; none to see only whether it is open.
    fn opened<'a>(
        &'a self,
        context: &'a Context,
        tx: &'a mut Tx,
        principal: &'a Principal,
        provider: Uuid,
        subjects: u32,
    ) -> BoxFuture<'a, Result<Option<Opening>, AccessError>>;
}

/// What is wrong with rules that were to be used.
#[derive(Debug, thiserror::Error)]
#[error("the rules cannot be used: {0}")]
pub struct RulesError(String);

impl Desk {
    /// A desk with an empty index and the rules that come with the program.
    ///
    /// # Errors
    /// If these rules cannot be read.
    pub fn new(sharing: Box<dyn Sharing>) -> Result<Self, RulesError> {
        let files: Vec<(&str, &str)> = RuleSet::shipped_files()
            .iter()
            .map(|file| (file.name, file.text))
            .collect();
        let rules = Rules::compile(&files)?;
        Ok(Self(Arc::new(Shared {
            lookup: Lookup::default(),
            rules: RwLock::new(Arc::new(rules)),
            sharing,
        })))
    }

    /// The index.
    pub fn lookup(&self) -> &Lookup {
        &self.0.lookup
    }

    /// Puts other rules in force: name and text of each file.
    ///
    /// # Errors
    /// If they have a fault; those in force stay.
    pub fn use_rules(&self, files: &[(&str, &str)]) -> Result<(), RulesError> {
        let rules = Arc::new(Rules::compile(files)?);
        let mut current = self.0.rules.write().unwrap_or_else(PoisonError::into_inner);
        *current = rules;
        Ok(())
    }

    pub(crate) fn rules(&self) -> Arc<Rules> {
        let current = self.0.rules.read().unwrap_or_else(PoisonError::into_inner);
        current.clone()
    }

    pub(crate) fn sharing(&self) -> &dyn Sharing {
        self.0.sharing.as_ref()
    }
}

impl Rules {
    /// Rules out of name and text of each file, all without a fault.
    pub(crate) fn compile(files: &[(&str, &str)]) -> Result<Self, RulesError> {
        let read: Vec<risk::RuleFile<'_>> = files
            .iter()
            .map(|(name, text)| risk::RuleFile { name, text })
            .collect();
        let (set, diagnostics) = RuleSet::compile(&read);
        if let Some(fault) = diagnostics
            .iter()
            .find(|found| found.level == domain::Level::Error)
        {
            return Err(RulesError(fault.to_string()));
        }
        let set = set.ok_or_else(|| RulesError("no head".to_owned()))?;
        let files = serde_json::to_string(files).map_err(|error| RulesError(error.to_string()))?;
        Ok(Self { set, files })
    }

    /// Rules as they were kept.
    pub(crate) fn kept(files: &str) -> Result<Self, RulesError> {
        let files: Vec<(String, String)> =
            serde_json::from_str(files).map_err(|error| RulesError(error.to_string()))?;
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        Self::compile(&files)
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Desk({:?})", self.0.lookup)
    }
}
