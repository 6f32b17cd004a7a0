//! What was signed on paper: added by a party, seen by all of them and by nobody else, and the same bytes as ever.

use crate::world::{TABLES, World, drafts, reads};
use access::AccessError;
use agreements::service::papers;
use axum::body::Bytes;
use jiff::civil::date;
use storage::{
    files::Files,
    testing::{TestDb, on_both},
};

const SCAN: Bytes = Bytes::from_static(b"%PDF-1.7 the words and two signatures");

fn files(test: &TestDb) -> Files {
    let folder = test.folder.path().join("files");
    Files::local(&folder, test.db.ambient().clone()).unwrap()
}

#[tokio::test]
async fn both_parties_see_the_scan_and_others_do_not_learn_that_there_is_one() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, files) = (&world.context, files(test));
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, true).await;
        let what = ("PKS.1/2026", date(2026, 11, 20));
        let officer = drafts(&world.bp3mi);
        let early = papers::add(context, &files, &officer, id, what, &SCAN).await;
        assert!(matches!(early, Err(AccessError::Conflict(_))), "a draft");
        world.sign(id).await;

        let other = drafts(&world.other);
        let hidden = papers::add(context, &files, &other, id, what, &SCAN).await;
        assert!(matches!(hidden, Err(AccessError::NotFound)));
        let future = ("PKS.1/2026", date(2026, 11, 23));
        let nameless = (" ", date(2026, 11, 20));
        let page = Bytes::from_static(b"<html><script>");
        for (what, bytes, field) in [
            (future, &SCAN, "signed_on"),
            (nameless, &SCAN, "number"),
            (what, &page, "file"),
        ] {
            match papers::add(context, &files, &officer, id, what, bytes).await {
                Err(AccessError::Invalid(fault)) => assert_eq!(fault.field, field),
                other => panic!("expected a fault of {field}, found {other:?}"),
            }
        }
        let none = papers::list(context, &reads(&world.polda), id).await;
        assert_eq!(none.unwrap(), []);
        assert!(!test.folder.path().join("files/sha256").exists());

        papers::add(context, &files, &officer, id, what, &SCAN)
            .await
            .unwrap();
        let seen = papers::list(context, &reads(&world.polda), id)
            .await
            .unwrap();
        let [paper] = &seen[..] else {
            panic!("expected one paper, found {seen:?}");
        };
        assert_eq!((paper.number.as_str(), paper.signed_on), what);
        assert_eq!(paper.media_type, "application/pdf");
        assert_eq!(Some(paper.author.agency), world.bp3mi.agency());
        let got = papers::get(context, &files, &reads(&world.polda), id, paper.id).await;
        assert_eq!(got.unwrap().1, SCAN);
        let hidden = papers::get(context, &files, &reads(&world.other), id, paper.id).await;
        assert!(matches!(hidden, Err(AccessError::NotFound)));

        // Whoever changes the bytes has not changed what was signed.
        let folder = test.folder.path().join("files/sha256");
        let inner = std::fs::read_dir(folder).unwrap().next().unwrap();
        let file = std::fs::read_dir(inner.unwrap().path()).unwrap().next();
        std::fs::write(file.unwrap().unwrap().path(), b"%PDF-1.7 others").unwrap();
        let bent = papers::get(context, &files, &reads(&world.polda), id, paper.id).await;
        assert!(matches!(bent, Err(AccessError::NotFound)));
    })
    .await;
}
