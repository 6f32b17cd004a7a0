//! Files that come by a page: looked at without a trace, taken in by the worker, given up where they are gone.

use crate::{TABLES, agency, fault, permit};
use access::{Action, Context, Permit, testing::context};
use axum::body::Bytes;
use placement::{
    ImportState, Outcome, Uploads, Wanted,
    import::Mapping,
    service::{self, Worker, imports, uploads},
};
use storage::{
    files::Files,
    testing::{TestDb, on_both},
};
use tokio::sync::watch;
use uuid::Uuid;

const TEXT: &str = "Kode Unik,name,birth_date,nik,status,destination,catatan dalam\n\
    A1,SITI AMINAH,1990-03-12,123,aktif,TWN,x\n,BUDI,,,,,\nA3,ANI,12/03/1990,,04,HKG,\n";
const MAPPING: &str =
    "[columns]\n\"Kode Unik\" = \"id\"\n[values.status]\n\"04\" = \"berangkat\"\n";

fn files(test: &TestDb) -> Uploads {
    let folder = test.folder.path().join("files");
    Uploads::new(Files::local(&folder, test.db.ambient().clone()).unwrap())
}

async fn begun(context: &Context, uploads: &Uploads, permit: &Permit, agency: Uuid) -> Uuid {
    let bytes = Bytes::from_static(TEXT.as_bytes());
    let content = uploads::put_by(uploads, permit, &bytes).await.unwrap();
    let begun = uploads::begin(context, uploads, permit, agency, &content, MAPPING, 3).await;
    begun.unwrap().id
}

#[tokio::test]
async fn a_look_says_what_the_import_will_do_and_changes_nothing() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let own = agency(&context, "BP3MI A").await;
        let permit = permit(&context, own, Action::ImportPlacements);
        let bytes = Bytes::from_static(TEXT.as_bytes());
        let (mapping, _) = uploads::mapping(MAPPING.as_bytes()).unwrap();
        let look = uploads::look(&context, &permit, bytes.clone(), mapping)
            .await
            .unwrap();
        assert_eq!((look.rows, look.refused, look.incomplete), (3, 1, 2));
        let odd: Vec<_> = (look.odd.iter())
            .map(|line| (line.line, line.outcome, line.faults[0].0.as_str()))
            .collect();
        let expected = [
            (2, Outcome::Accepted, "nik"),
            (3, Outcome::Refused, "id"),
            (4, Outcome::Accepted, "birth_date"),
        ];
        assert_eq!(odd, expected);
        let sample = look.sample.unwrap();
        assert_eq!((sample.key.as_str(), sample.line), ("A1", 2));
        assert_eq!(
            look.notices[0].place.field.as_deref(),
            Some("catatan dalam")
        );
        assert!(imports::latest(&context, &permit).await.unwrap().is_empty());

        // Without its mapping the same file has no key.
        let bare = uploads::look(&context, &permit, bytes, Mapping::default()).await;
        assert_eq!(fault(bare), ("file", "upload-no-key"));
        for (text, message) in [
            ("", "upload-empty"),
            ("%PDF-1.7", "upload-unknown"),
            ("id\n1\n", "upload-no-name"),
        ] {
            let bytes = Bytes::from_static(text.as_bytes());
            let look = uploads::look(&context, &permit, bytes, Mapping::default()).await;
            assert_eq!(fault(look), ("file", message));
        }
        let problem = uploads::mapping(b"[columns]\n\"x\" = \"no such\"").unwrap_err();
        assert!(problem.contains("no such"), "{problem}");
        assert!(uploads::mapping(&[0xff]).is_err());
    })
    .await;
}

#[tokio::test]
async fn what_waits_is_taken_in_once() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let uploads = files(test);
        let own = agency(&context, "BP3MI A").await;
        let permit = permit(&context, own, Action::ImportPlacements);
        let id = begun(&context, &uploads, &permit, own).await;
        let waits = imports::get(&context, &permit, id).await.unwrap();
        assert_eq!(
            (waits.state, waits.taken, waits.total),
            (ImportState::Running, 0, Some(3))
        );
        // Sent twice while it waits, it is one import.
        assert_eq!(begun(&context, &uploads, &permit, own).await, id);

        let mut worker = Worker::new(context.clone(), uploads.clone());
        assert!(worker.step().await.unwrap());
        assert!(!worker.step().await.unwrap(), "nothing waits any more");
        let done = imports::get(&context, &permit, id).await.unwrap();
        assert_eq!((done.state, done.taken), (ImportState::Done, 3));
        assert_eq!((done.counts.accepted, done.counts.refused), (2, 1));
        let read = crate::permit(&context, own, Action::ReadPlacements);
        let listed = service::list(&context, &read, &Wanted::default()).await;
        let mut status: Vec<_> = (listed.unwrap().rows.iter())
            .map(|one| (one.source_key.clone().unwrap(), one.journey.status.code()))
            .collect();
        status.sort_unstable();
        assert_eq!(status, [("A1".into(), "active"), ("A3".into(), "departed")]);

        // Sent again later it changes nothing.
        let again = begun(&context, &uploads, &permit, own).await;
        assert_ne!(again, id);
        worker.step().await.unwrap();
        let again = imports::get(&context, &permit, again).await.unwrap();
        assert_eq!((again.counts.unchanged, again.counts.refused), (2, 1));
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_gone_is_given_up_and_the_next_is_taken_in() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let uploads = files(test);
        let own = agency(&context, "BP3MI A").await;
        let permit = permit(&context, own, Action::ImportPlacements);
        let lost = begun(&context, &uploads, &permit, own).await;
        std::fs::remove_dir_all(test.folder.path().join("files/sha256")).unwrap();
        test.clock.advance(jiff::SignedDuration::from_secs(1));
        let other = agency(&context, "BP3MI B").await;
        let theirs = crate::permit(&context, other, Action::ImportPlacements);
        let next = begun(&context, &uploads, &theirs, other).await;
        // The bytes are the same and lie there again: lose them once more, for the first alone to be tried without.
        std::fs::remove_dir_all(test.folder.path().join("files/sha256")).unwrap();
        let mut worker = Worker::new(context.clone(), uploads.clone());
        assert!(worker.step().await.unwrap());
        let bytes = Bytes::from_static(TEXT.as_bytes());
        uploads::put_by(&uploads, &theirs, &bytes).await.unwrap();
        assert!(worker.step().await.unwrap());
        let lost = imports::get(&context, &permit, lost).await.unwrap();
        assert_eq!((lost.state, lost.taken), (ImportState::Failed, 0));
        let next = imports::get(&context, &theirs, next).await.unwrap();
        assert_eq!(next.state, ImportState::Done);

        let unknown = storage::files::Content {
            sha256: [7; 32],
            size: 1,
        };
        let begun = uploads::begin(&context, &uploads, &permit, own, &unknown, "", 1).await;
        assert!(matches!(begun, Err(access::AccessError::NotFound)));
        let begun = uploads::begin(&context, &uploads, &theirs, own, &unknown, "", 1).await;
        assert!(begun.is_err(), "for another agency");
    })
    .await;
}

#[tokio::test]
async fn the_worker_ends_when_it_is_asked_to() {
    let test = storage::testing::sqlite(TABLES).await;
    let context = context(&test);
    let (stop, stopped) = watch::channel(false);
    let worker = tokio::spawn(Worker::new(context, files(&test)).run(stopped));
    stop.send(true).unwrap();
    worker.await.unwrap();
}
