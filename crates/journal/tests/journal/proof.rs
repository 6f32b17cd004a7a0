//! A proof stands without the database, and only for what it proves.

use crate::{TABLES, filled};
use journal::{Checkpoint, JournalError, Proof, prove};
use storage::snapshot;
use storage::testing::on_both;
use uuid::Uuid;

#[tokio::test]
async fn a_proof_can_be_checked_elsewhere_and_not_bent() {
    on_both(TABLES, async |test| {
        let (journal, ids) = filled(test, 11).await;
        let proof = snapshot!(test.db, |tx| prove(tx, journal.keys(), ids[6]).await).unwrap();
        let key = journal.keys().verifying();
        let text = proof.to_text();
        let read = Proof::open(&text, key).unwrap();
        assert_eq!(read, proof);
        assert_eq!((read.place, read.checkpoint.size), (6, 11));
        let leaf = String::from_utf8(read.leaf).unwrap();
        assert!(
            leaf.contains(&ids[6].to_string()) && !leaf.contains("unit 6"),
            "{leaf}"
        );

        // Any line changed or left out is noticed.
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in lines
            .iter()
            .enumerate()
            .filter(|(_, line)| !line.is_empty())
        {
            let mut other: Vec<String> = lines.iter().map(|line| (*line).to_owned()).collect();
            let bent = if line.contains('7') {
                line.replacen('7', "8", 1)
            } else {
                format!("{line}7")
            };
            other[number] = bent;
            assert!(
                Proof::open(&(other.join("\n") + "\n"), key).is_err(),
                "line {number}"
            );
            other.remove(number);
            assert!(
                Proof::open(&(other.join("\n") + "\n"), key).is_err(),
                "without line {number}"
            );
        }

        let other_key = "pandu/journal/00000000+00000000+AAAA";
        assert!(matches!(
            Checkpoint::open(&proof.checkpoint.note, other_key),
            Err(JournalError::Note(_))
        ));
        let unknown = snapshot!(test.db, |tx| prove(tx, journal.keys(), Uuid::from_u128(9))
            .await);
        assert!(matches!(unknown, Err(JournalError::NoSuchEntry)));
        let waiting = crate::rename(test, &journal, "waiting").await;
        let waiting = snapshot!(test.db, |tx| prove(tx, journal.keys(), waiting).await);
        assert!(matches!(waiting, Err(JournalError::NoSuchEntry)));
    })
    .await;
}
