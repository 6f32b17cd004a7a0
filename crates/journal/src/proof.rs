//! Proof that an entry stands in the journal, which anybody can check without the database (C2SP tlog-proof).

use crate::{
    Checkpoint, JournalError, Keys,
    entry::EntryRow,
    latest_checkpoint,
    tree::{Hashes, unsigned},
};
use data_encoding::BASE64;
use storage::{Tx, fetch_optional};
use tlog_tiles::{Hash, check_record, prove_record, record_hash};
use uuid::Uuid;

const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// A leaf, its place, and the path from it to the root of a signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The bytes of the leaf.
    pub leaf: Vec<u8>,
    /// Its place.
    pub place: u64,
    /// The hashes beside the path, from the leaf to the root.
    pub path: Vec<[u8; 32]>,
    /// The tree in which it stands.
    pub checkpoint: Checkpoint,
}

/// Proves that an entry stands in the journal.
///
/// # Errors
/// If no entry has this identifier, it has no place yet, or the tree is damaged.
pub async fn prove(tx: &mut Tx, keys: &Keys, id: Uuid) -> Result<Proof, JournalError> {
    let row: Option<crate::feed::Placed> = fetch_optional!(
        tx,
        "SELECT l.place, e.id, e.at, e.actor_kind, e.actor_id, e.purpose, e.action, e.record_kind, e.record_id, e.fields
         FROM journal_leaf l JOIN journal_entry e ON e.id = l.entry WHERE e.id = $1",
        id
    )?;
    let row = row.ok_or(JournalError::NoSuchEntry)?;
    let checkpoint = latest_checkpoint(tx, keys)
        .await?
        .ok_or(JournalError::NoSuchEntry)?;
    let place = unsigned(row.place)?;
    if place >= checkpoint.size {
        return Err(JournalError::Tree(
            "the newest checkpoint is missing".into(),
        ));
    }
    let path = Hashes::default()
        .ask(tx, |tree| prove_record(checkpoint.size, place, tree))
        .await?;
    let entry: EntryRow = row.entry;
    let proof = Proof {
        leaf: entry.leaf()?,
        place,
        path: path.into_iter().map(|hash| hash.0).collect(),
        checkpoint,
    };
    proof.check()?;
    Ok(proof)
}

impl Proof {
    fn check(&self) -> Result<(), JournalError> {
        check_record(
            &self.path.iter().copied().map(Hash).collect(),
            self.checkpoint.size,
            Hash(self.checkpoint.root),
            self.place,
            record_hash(&self.leaf),
        )
        .map_err(|_| {
            JournalError::Note("the proof does not lead from the entry to the checkpoint".into())
        })
    }

    /// The proof as text; the leaf is its `extra` line.
    pub fn to_text(&self) -> String {
        let mut text = format!(
            "{HEADER}\nextra {}\nindex {}\n",
            BASE64.encode(&self.leaf),
            self.place
        );
        for hash in &self.path {
            text.push_str(&BASE64.encode(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint.note);
        text
    }

    /// Reads a proof and checks it with the journal's public key; needs no database.
    ///
    /// # Errors
    /// If it has another form, or does not prove what it says.
    pub fn open(text: &str, verifying: &str) -> Result<Self, JournalError> {
        let wrong = |what: &str| JournalError::Note(format!("the proof {what}"));
        let (head, note) = text
            .split_once("\n\n")
            .ok_or_else(|| wrong("ends before its checkpoint"))?;
        let mut lines = head.lines();
        if lines.next() != Some(HEADER) {
            return Err(wrong(&format!("does not begin with `{HEADER}`")));
        }
        let leaf = lines
            .next()
            .and_then(|line| line.strip_prefix("extra "))
            .and_then(|text| BASE64.decode(text.as_bytes()).ok())
            .ok_or_else(|| wrong("holds no entry (line `extra`)"))?;
        let place = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| wrong("holds no place (line `index`)"))?;
        let path = lines
            .map(|line| BASE64.decode(line.as_bytes()).ok()?.try_into().ok())
            .collect::<Option<Vec<[u8; 32]>>>()
            .ok_or_else(|| wrong("holds a line that is no hash"))?;
        let proof = Self {
            leaf,
            place,
            path,
            checkpoint: Checkpoint::open(note, verifying)?,
        };
        proof.check()?;
        Ok(proof)
    }
}
