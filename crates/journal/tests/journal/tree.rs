//! Our tree is the one that a second implementation computes.

use crate::TABLES;
use ct_merkle::{RootHash, mem_backed_tree::MemoryBackedTree};
use journal::Proof;
use sha2::Sha256;
use storage::snapshot;
use storage::testing::on_both;

#[tokio::test]
async fn roots_and_paths_agree_with_another_implementation() {
    on_both(TABLES, async |test| {
        let mut theirs = MemoryBackedTree::<Sha256, Vec<u8>>::new();
        let journal = crate::open(test);
        let mut ids = Vec::new();
        // Every shape of the right edge up to 20 leaves.
        for number in 0..20 {
            test.clock.advance(jiff::SignedDuration::from_secs(1));
            ids.push(crate::rename(test, &journal, &number.to_string()).await);
            let checkpoint = journal::sequence(&test.db, &journal)
                .await
                .unwrap()
                .unwrap();
            let proof = prove(test, &journal, ids[number]).await;
            theirs.push(proof.leaf);
            let root = theirs.root();
            assert_eq!(root.as_bytes()[..], checkpoint.root, "size {}", number + 1);
        }
        let root: RootHash<Sha256> = theirs.root();
        for (place, id) in ids.into_iter().enumerate() {
            let proof = prove(test, &journal, id).await;
            assert_eq!(proof.place, place as u64);
            let path =
                ct_merkle::InclusionProof::<Sha256>::try_from_bytes(proof.path.concat()).unwrap();
            root.verify_inclusion(&proof.leaf, place as u64, &path)
                .unwrap();
        }
    })
    .await;
}

async fn prove(
    test: &storage::testing::TestDb,
    journal: &journal::Journal,
    id: uuid::Uuid,
) -> Proof {
    snapshot!(test.db, |tx| journal::prove(tx, journal.keys(), id).await).unwrap()
}
