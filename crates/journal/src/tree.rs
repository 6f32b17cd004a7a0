//! The Merkle tree (RFC 6962, C2SP tlog): hashes read from the database for functions that do not wait.

use crate::JournalError;
use std::{cell::RefCell, collections::HashMap};
use storage::{StorageError, Tx, fetch_optional};
use tlog_tiles::{Error, Hash, HashReader};

/// Hashes by their position.
#[derive(Debug, Default)]
pub(crate) struct Hashes {
    known: HashMap<u64, Hash>,
    /// What was asked for and is not known.
    missing: RefCell<Vec<u64>>,
}

impl HashReader for Hashes {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let mut missing = self.missing.borrow_mut();
        let mut found = Vec::with_capacity(indexes.len());
        for index in indexes {
            match self.known.get(index) {
                Some(hash) => found.push(*hash),
                None => missing.push(*index),
            }
        }
        if missing.is_empty() {
            Ok(found)
        } else {
            Err(Error::IndexesNotInTree)
        }
    }
}

impl Hashes {
    pub(crate) fn insert(&mut self, position: u64, hash: Hash) {
        self.known.insert(position, hash);
    }

    /// Asks `question`; reads the hashes that it lacks, and asks again.
    pub(crate) async fn ask<T>(
        &mut self,
        tx: &mut Tx,
        question: impl Fn(&Self) -> Result<T, Error>,
    ) -> Result<T, JournalError> {
        loop {
            let answer = question(self);
            let missing = self.missing.take();
            if missing.is_empty() {
                return answer.map_err(|error| JournalError::Tree(error.to_string()));
            }
            for position in missing {
                let hash = stored(tx, position).await?;
                self.insert(position, hash);
            }
        }
    }
}

async fn stored(tx: &mut Tx, position: u64) -> Result<Hash, JournalError> {
    let found: Option<(Vec<u8>,)> = fetch_optional!(
        tx,
        "SELECT hash FROM journal_hash WHERE position = $1",
        number(position)?
    )?;
    found
        .and_then(|(hash,)| to_hash(&hash))
        .ok_or_else(|| JournalError::Tree(format!("hash {position} is missing")))
}

pub(crate) fn to_hash(bytes: &[u8]) -> Option<Hash> {
    bytes.try_into().ok().map(Hash)
}

/// A number of the tree as the database keeps it.
pub(crate) fn number(number: u64) -> Result<i64, JournalError> {
    i64::try_from(number).map_err(|_| StorageError::Form("a number of the tree".into()).into())
}

/// A number of the database as the tree takes it.
pub(crate) fn unsigned(number: i64) -> Result<u64, JournalError> {
    u64::try_from(number).map_err(|_| StorageError::Form("a number of the tree".into()).into())
}
