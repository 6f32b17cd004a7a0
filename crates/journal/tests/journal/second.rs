//! A second reader, who shares no code with us: takes the rows from the database, writes each leaf as its description says, and holds
//! the tree of another implementation (`ct-merkle`) against checkpoints that were kept. Whatever our verifier refuses, it refuses too.

use crate::{TABLES, filled, open, rename, tamper::tamper};
use ct_merkle::{RootHash, mem_backed_tree::MemoryBackedTree};
use journal::{Checkpoint, Journal, verify};
use serde::{Deserialize, Serialize};
use sha2::{Sha256, digest::Output};
use sqlx::types::Json;
use storage::{
    fetch_all, snapshot,
    testing::{TestDb, on_both, sqlite},
};
use uuid::Uuid;

type Row = (
    Uuid,
    i64,
    String,
    Option<Uuid>,
    String,
    String,
    String,
    Uuid,
    Json<Vec<Field>>,
);

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Field {
    name: String,
    before: Option<String>,
    after: Option<String>,
}

/// What a leaf holds, member by member.
#[derive(Serialize)]
struct Leaf<'a> {
    v: u8,
    id: Uuid,
    at: i64,
    actor: &'a str,
    actor_id: Option<Uuid>,
    purpose: &'a str,
    action: &'a str,
    record: &'a str,
    record_id: Uuid,
    fields: &'a [Field],
}

/// The tree over what the database holds now.
async fn tree(test: &TestDb) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let rows: Vec<Row> = snapshot!(test.db, |tx| {
        fetch_all!(
            tx,
            "SELECT e.id, e.at, e.actor_kind, e.actor_id, e.purpose, e.action, e.record_kind, e.record_id, e.fields
             FROM journal_leaf l JOIN journal_entry e ON e.id = l.entry ORDER BY l.place"
        )
    })
    .unwrap();
    let mut tree = MemoryBackedTree::new();
    for (id, at, actor, actor_id, purpose, action, record, record_id, fields) in &rows {
        let leaf = Leaf {
            v: 1,
            id: *id,
            at: *at,
            actor,
            actor_id: *actor_id,
            purpose,
            action,
            record,
            record_id: *record_id,
            fields: &fields.0,
        };
        tree.push(serde_json::to_vec(&leaf).unwrap());
    }
    tree
}

/// Whether the second reader finds that the journal only ever grew, and so that each of these checkpoints is of its beginning.
async fn second_accepts(test: &TestDb, kept: &[Checkpoint]) -> bool {
    let tree = tree(test).await;
    let now = tree.root();
    kept.iter().all(|kept| {
        let root = Output::<Sha256>::try_from(&kept.root[..]).unwrap();
        let then: RootHash<Sha256> = RootHash::new(root, kept.size);
        match tree.len().checked_sub(kept.size) {
            None => false,
            Some(0) => now == then,
            Some(added) => {
                let proof = tree.prove_consistency(usize::try_from(added).unwrap());
                now.verify_consistency(&then, &proof).is_ok()
            }
        }
    })
}

async fn first_accepts(test: &TestDb, journal: &Journal, kept: &[Checkpoint]) -> bool {
    let kept: Vec<(String, Checkpoint)> = (kept.iter().cloned())
        .map(|kept| ("disk".to_owned(), kept))
        .collect();
    let report = verify(&test.db, journal.keys(), &kept).await;
    report.unwrap().problems.is_empty()
}

/// A journal that grew twice, and the checkpoints of both times.
async fn grown(test: &TestDb) -> (Journal, [Checkpoint; 2]) {
    let (journal, _) = filled(test, 5).await;
    let keys = journal.keys();
    let first = snapshot!(test.db, |tx| journal::latest_checkpoint(tx, keys).await);
    for number in 0..4 {
        test.clock.advance(jiff::SignedDuration::from_secs(1));
        rename(test, &journal, &format!("later {number}")).await;
    }
    let second = journal::sequence(&test.db, &journal).await.unwrap();
    let kept = [first.unwrap().unwrap(), second.unwrap()];
    (journal, kept)
}

/// Tampers with a journal that both accepted, and sees whether both refuse it then.
async fn both_refuse(name: &'static str, statements: &'static [&'static str]) {
    on_both(TABLES, async |test| {
        let (journal, kept) = grown(test).await;
        assert!(first_accepts(test, &journal, &kept).await, "{name}");
        assert!(second_accepts(test, &kept).await, "{name}");
        tamper(test, statements).await;
        assert!(!first_accepts(test, &journal, &kept).await, "{name}");
        assert!(!second_accepts(test, &kept).await, "{name}");
    })
    .await;
}

#[tokio::test]
async fn altered() {
    both_refuse(
        "altered",
        &["UPDATE journal_entry SET purpose = 'other' WHERE id = (SELECT entry FROM journal_leaf WHERE place = 3)"],
    )
    .await;
}

#[tokio::test]
async fn deleted_and_closed_up() {
    both_refuse(
        "deleted",
        &[
            "DELETE FROM journal_leaf WHERE place = 3",
            "UPDATE journal_leaf SET place = -place WHERE place > 3",
            "UPDATE journal_leaf SET place = -place - 1 WHERE place < 0",
            "UPDATE journal_head SET size = 8",
        ],
    )
    .await;
}

#[tokio::test]
async fn reordered() {
    both_refuse(
        "reordered",
        &[
            "UPDATE journal_leaf SET place = -1 WHERE place = 3",
            "UPDATE journal_leaf SET place = 3 WHERE place = 4",
            "UPDATE journal_leaf SET place = 4 WHERE place = -1",
        ],
    )
    .await;
}

#[tokio::test]
async fn truncated() {
    both_refuse(
        "truncated",
        &[
            "DELETE FROM journal_leaf WHERE place = 8",
            "DELETE FROM journal_checkpoint WHERE size = 9",
            "UPDATE journal_head SET size = 8",
        ],
    )
    .await;
}

/// Another journal with the same keys, well signed, is not the one whose checkpoints were kept.
#[tokio::test]
async fn forked() {
    on_both(TABLES, async |test| {
        let (_, kept) = grown(test).await;
        let other = sqlite(TABLES).await;
        let keys = other.folder.path().join("keys");
        std::fs::create_dir(&keys).unwrap();
        for file in std::fs::read_dir(test.folder.path().join("keys")).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), keys.join(file.file_name())).unwrap();
        }
        let forked = open(&other);
        for number in 0..12 {
            rename(&other, &forked, &format!("unit {number}")).await;
        }
        let own = journal::sequence(&other.db, &forked)
            .await
            .unwrap()
            .unwrap();
        assert!(first_accepts(&other, &forked, std::slice::from_ref(&own)).await);
        assert!(second_accepts(&other, &[own]).await);
        for kept in &kept {
            let kept = std::slice::from_ref(kept);
            assert!(!first_accepts(&other, &forked, kept).await);
            assert!(!second_accepts(&other, kept).await);
        }
    })
    .await;
}
