//! Holds the whole journal against itself, its signatures, and checkpoints that were kept elsewhere.

use crate::{
    Checkpoint, JournalError, Keys,
    commitment::{Bound, Side},
    entry::EntryRow,
    feed::placed,
    tree::{number, to_hash, unsigned},
};
use std::collections::{BTreeMap, HashMap};
use storage::{Db, Tx, fetch_all, fetch_one, snapshot};
use tlog_tiles::{EMPTY_HASH, Hash, node_hash, record_hash, stored_hash_count};
use uuid::Uuid;

/// Entries held in memory at once.
const BATCH: u32 = 1000;
/// More problems than anybody reads.
const MOST_PROBLEMS: usize = 100;

/// Something that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A place is empty, or its entry was deleted.
    #[error("place {place}: the entry is missing")]
    Missing {
        /// Which place.
        place: u64,
    },
    /// An entry is not the one that was sequenced.
    #[error("place {place}: the entry was altered or is not the one that stood there")]
    Altered {
        /// Which place.
        place: u64,
    },
    /// A hash of the tree is not what its leaves give.
    #[error("the tree's hash {position} was altered or is missing")]
    Hash {
        /// Its position in the order of hashes.
        position: u64,
    },
    /// A checkpoint was not signed with this journal's key, or has another form.
    #[error("checkpoint of size {size}: {problem}")]
    Checkpoint {
        /// The size under which it was kept.
        size: u64,
        /// What is wrong with it.
        problem: String,
    },
    /// A checkpoint states another root than the entries give: the journal was rewritten, or there are two of it.
    #[error(
        "the first {size} entries are not those of the checkpoint of that size ({kept}): the journal was rewritten or forked"
    )]
    Forked {
        /// The checkpoint's size.
        size: u64,
        /// Where the checkpoint was kept.
        kept: String,
    },
    /// A checkpoint knows of more entries than there are.
    #[error(
        "a checkpoint ({kept}) knows of {stated} entries, {found} are left: the end was cut off"
    )]
    Truncated {
        /// What the checkpoint states.
        stated: u64,
        /// What is there.
        found: u64,
        /// Where the checkpoint was kept.
        kept: String,
    },
    /// A value is not the one that the entry is bound to.
    #[error("entry {entry}: the value of field `{field}` was altered")]
    Value {
        /// Which entry.
        entry: Uuid,
        /// Which field.
        field: String,
    },
    /// An entry has no place and does not wait for one.
    #[error(
        "{count} entries have no place and do not wait for one: they were put in past the program"
    )]
    Stray {
        /// How many.
        count: u64,
    },
}

/// What a verification found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Entries with a place.
    pub size: u64,
    /// The root over them.
    pub root: [u8; 32],
    /// Entries that wait for a place.
    pub pending: u64,
    /// Values held against their commitments.
    pub values: u64,
    /// Values that were erased.
    pub erased: u64,
    /// What is wrong; empty when all is as it was written.
    pub problems: Vec<Problem>,
}

/// Recomputes every leaf, hash, root and commitment. `kept` are checkpoints from outside the database, each with a word
/// for where it was kept: only they can show that the end was cut off or everything was rewritten with the key.
///
/// # Errors
/// If the database failed. What is wrong with the journal is in the report.
pub async fn verify(
    db: &Db,
    keys: &Keys,
    kept: &[(String, Checkpoint)],
) -> Result<Report, JournalError> {
    snapshot!(db, |tx| {
        let mut check = Check::start(tx, keys, kept).await?;
        while check.batch(tx, keys).await? {}
        check.finish(tx).await
    })
}

/// A verification in progress: memory does not grow with the journal.
struct Check {
    report: Report,
    /// Whole subtrees, largest first: the right edge of the tree so far.
    edge: Vec<(u32, Hash)>,
    /// Roots that must hold, by size.
    expected: BTreeMap<u64, Vec<(Hash, String)>>,
}

impl Check {
    async fn start(
        tx: &mut Tx,
        keys: &Keys,
        kept: &[(String, Checkpoint)],
    ) -> Result<Self, JournalError> {
        let mut check = Self {
            report: Report {
                size: 0,
                root: EMPTY_HASH.0,
                pending: crate::unsequenced(tx).await?,
                values: 0,
                erased: 0,
                problems: Vec::new(),
            },
            edge: Vec::new(),
            expected: BTreeMap::new(),
        };
        for (place, checkpoint) in kept {
            check.expect(checkpoint, place.clone());
        }
        let own: Vec<(i64, String)> = fetch_all!(
            tx,
            "SELECT size, note FROM journal_checkpoint ORDER BY size"
        )?;
        for (size, note) in own {
            let size = unsigned(size)?;
            match Checkpoint::open(&note, keys.verifying()) {
                Ok(checkpoint) if checkpoint.size == size => {
                    check.expect(&checkpoint, "database".into());
                }
                Ok(_) => check.problem(Problem::Checkpoint {
                    size,
                    problem: "it states another size".into(),
                }),
                Err(error) => check.problem(Problem::Checkpoint {
                    size,
                    problem: error.to_string(),
                }),
            }
        }
        Ok(check)
    }

    fn expect(&mut self, checkpoint: &Checkpoint, kept: String) {
        let root = Hash(checkpoint.root);
        self.expected
            .entry(checkpoint.size)
            .or_default()
            .push((root, kept));
    }

    fn problem(&mut self, problem: Problem) {
        if self.report.problems.len() < MOST_PROBLEMS {
            self.report.problems.push(problem);
        }
    }

    async fn batch(&mut self, tx: &mut Tx, keys: &Keys) -> Result<bool, JournalError> {
        let rows = placed(tx, self.report.size, BATCH).await?;
        let Some(last) = rows.last() else {
            return Ok(false);
        };
        let (first, end) = (self.report.size, unsigned(last.place)? + 1);
        let stored = stored_hashes(tx, first, end).await?;
        let values = values(tx, first, end).await?;
        for row in rows {
            let place = unsigned(row.place)?;
            while self.report.size < place {
                // What stood here can no longer be said; its stored hash lets the rest be checked.
                let place = self.report.size;
                self.problem(Problem::Missing { place });
                let stands = stored.get(&stored_hash_count(place)).copied();
                self.append(stands.unwrap_or(EMPTY_HASH), &stored);
            }
            let leaf = record_hash(&row.entry.leaf()?);
            if stored.get(&stored_hash_count(place)) != Some(&leaf) {
                self.problem(Problem::Altered { place });
            }
            self.append(leaf, &stored);
            self.values(keys, &row.entry, &values);
        }
        Ok(true)
    }

    /// Adds a leaf, holds each subtree that it completes against its stored hash, and the root against checkpoints.
    fn append(&mut self, leaf: Hash, stored: &HashMap<u64, Hash>) {
        let mut position = stored_hash_count(self.report.size);
        let mut node = (0, leaf);
        while let Some((level, left)) = self.edge.pop_if(|(level, _)| *level == node.0) {
            position += 1;
            node = (level + 1, node_hash(left, node.1));
            if stored.get(&position) != Some(&node.1) {
                self.problem(Problem::Hash { position });
            }
        }
        self.edge.push(node);
        self.report.size += 1;
        let size = self.report.size;
        if let Some(roots) = self.expected.remove(&size) {
            let root = self.root();
            for (_, kept) in roots.into_iter().filter(|(stated, _)| *stated != root) {
                self.problem(Problem::Forked { size, kept });
            }
        }
    }

    fn root(&self) -> Hash {
        let mut nodes = self.edge.iter().rev().map(|(_, hash)| *hash);
        let Some(smallest) = nodes.next() else {
            return EMPTY_HASH;
        };
        nodes.fold(smallest, |right, left| node_hash(left, right))
    }

    fn values(
        &mut self,
        keys: &Keys,
        entry: &EntryRow,
        values: &HashMap<(Uuid, String), ValueRow>,
    ) {
        for field in &entry.fields.0 {
            let Some(value) = values.get(&(entry.id, field.name.clone())) else {
                self.report.erased += 1;
                continue;
            };
            let bound = Bound {
                entry: entry.id,
                field: &field.name,
                nonce: &value.nonce,
            };
            let commit = |side, value: &Option<String>| {
                value
                    .as_ref()
                    .map(|value| bound.commit(&keys.commitment, side, value))
            };
            self.report.values += 1;
            if commit(Side::Before, &value.before_value) != field.before
                || commit(Side::After, &value.after_value) != field.after
            {
                self.problem(Problem::Value {
                    entry: entry.id,
                    field: field.name.clone(),
                });
            }
        }
    }

    async fn finish(mut self, tx: &mut Tx) -> Result<Report, JournalError> {
        self.report.root = self.root().0;
        let found = self.report.size;
        for (stated, roots) in std::mem::take(&mut self.expected) {
            // The tree of size 0 is every journal's beginning.
            for (_, kept) in roots.into_iter().filter(|_| stated > 0) {
                self.problem(Problem::Truncated {
                    stated,
                    found,
                    kept,
                });
            }
        }
        let (stray,): (i64,) = fetch_one!(
            tx,
            "SELECT COUNT(*) FROM journal_entry e
             WHERE NOT EXISTS (SELECT 1 FROM journal_leaf l WHERE l.entry = e.id)
             AND NOT EXISTS (SELECT 1 FROM journal_pending p WHERE p.entry = e.id)"
        )?;
        if stray > 0 {
            self.problem(Problem::Stray {
                count: unsigned(stray)?,
            });
        }
        Ok(self.report)
    }
}

#[derive(sqlx::FromRow)]
struct ValueRow {
    entry: Uuid,
    field: String,
    nonce: Vec<u8>,
    before_value: Option<String>,
    after_value: Option<String>,
}

/// The stored hashes that the leaves from `first` up to `end` brought.
async fn stored_hashes(
    tx: &mut Tx,
    first: u64,
    end: u64,
) -> Result<HashMap<u64, Hash>, JournalError> {
    let rows: Vec<(i64, Vec<u8>)> = fetch_all!(
        tx,
        "SELECT position, hash FROM journal_hash WHERE position >= $1 AND position < $2",
        number(stored_hash_count(first))?,
        number(stored_hash_count(end))?
    )?;
    let mut hashes = HashMap::with_capacity(rows.len());
    for (position, hash) in rows {
        // One of another length is as good as missing.
        if let Some(hash) = to_hash(&hash) {
            hashes.insert(unsigned(position)?, hash);
        }
    }
    Ok(hashes)
}

async fn values(
    tx: &mut Tx,
    first: u64,
    end: u64,
) -> Result<HashMap<(Uuid, String), ValueRow>, JournalError> {
    let rows: Vec<ValueRow> = fetch_all!(
        tx,
        "SELECT v.entry, v.field, v.nonce, v.before_value, v.after_value
         FROM journal_leaf l JOIN journal_value v ON v.entry = l.entry WHERE l.place >= $1 AND l.place < $2",
        number(first)?,
        number(end)?
    )?;
    Ok(rows
        .into_iter()
        .map(|row| ((row.entry, row.field.clone()), row))
        .collect())
}
