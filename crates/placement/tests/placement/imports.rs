//! Imports: each row once, whatever happens, and every row accounted for.

use crate::{TABLES, agency, permit};
use access::{AccessError, Action, Context, Permit, testing::context};
use domain::{Country, PlacementStatus};
use placement::{
    Counts, Order, Outcome, Placement, ReportLine, Wanted,
    import::{Mapping, Reading, read},
    service::{self, Finished, Task, imports, run},
};
use sha2::{Digest, Sha256};
use std::{collections::HashMap, io::Cursor};
use storage::testing::on_both;
use uuid::Uuid;

const HEADER: &str = "id,name,birth_date,nik,passport_no,phone,parent_name,status,scheme,destination,company,contract_start,contract_end,visa_no\n";

fn file(rows: usize) -> String {
    let mut text = HEADER.to_owned();
    for number in 0..rows {
        text.push_str(&format!(
            "R{number},SITI {number},1990-03-12,35071352039{number:05},C{number:07},0812{number:08},AHMAD,aktif,P to P,TWN,PT A,2026-03-01,2029-02-28,T{number}\n"
        ));
    }
    text
}

async fn take(
    context: &Context,
    permit: &Permit,
    agency: Uuid,
    text: &str,
) -> (Finished, Vec<ReportLine>) {
    let task = Task {
        agency,
        digest: Sha256::digest(text).into(),
        mapping: Mapping::default(),
        rehearsal: false,
    };
    let mut all = Vec::new();
    let done = run(
        context,
        permit,
        task,
        Cursor::new(text.to_owned()),
        |lines, _| all.extend_from_slice(lines),
    )
    .await
    .unwrap();
    (done, all)
}

fn counts(accepted: u64, changed: u64, unchanged: u64, refused: u64) -> Counts {
    Counts {
        accepted,
        changed,
        unchanged,
        refused,
    }
}

async fn all(context: &Context, agency: Uuid) -> Vec<Placement> {
    let permit = permit(context, agency, Action::ReadPlacements);
    let mut wanted = Wanted::default();
    let mut all = Vec::new();
    loop {
        let page = service::list(context, &permit, &wanted).await.unwrap();
        wanted.before = page.rows.last().map(|placement| placement.id);
        all.extend(page.rows);
        if !page.more {
            return all;
        }
    }
}

#[tokio::test]
async fn the_same_file_twice_changes_nothing_and_a_changed_row_one_record() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let own = agency(&context, "BP3MI A").await;
        let permit = permit(&context, own, Action::ImportPlacements);
        let text = file(1203);
        let (done, lines) = take(&context, &permit, own, &text).await;
        assert_eq!(done.counts, counts(1203, 0, 0, 0));
        assert_eq!(lines.len(), 1203);
        assert_eq!(all(&context, own).await.len(), 1203);
        let (again, _) = take(&context, &permit, own, &text).await;
        assert_eq!(again.counts, counts(0, 0, 1203, 0));

        let changed = text
            .replace("R7,SITI 7,", "R7,SITI TUJUH,")
            .replace("2029-02-28,T9\n", "2030-02-28,T9X\n");
        let (done, lines) = take(&context, &permit, own, &changed).await;
        assert_eq!(done.counts, counts(0, 2, 1201, 0));
        let keys: Vec<&str> = lines
            .iter()
            .filter(|line| line.outcome == Outcome::Changed)
            .map(|line| line.key.as_str())
            .collect();
        assert_eq!(keys, ["R7", "R9"]);
        let records = all(&context, own).await;
        assert_eq!(records.len(), 1203);
        let nine = records
            .iter()
            .find(|record| record.source_key.as_deref() == Some("R9"))
            .unwrap();
        let read = crate::permit(&context, own, Action::ReadPlacements);
        let nine = service::get(&context, &read, nine.id).await.unwrap();
        assert_eq!(nine.documents[1].number.as_deref(), Some("T9X"));
        assert_eq!(
            nine.details.contract_end,
            Some(jiff::civil::date(2030, 2, 28))
        );
    })
    .await;
}

#[tokio::test]
async fn an_import_that_was_stopped_goes_on_and_takes_nothing_twice() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let text = file(2100);
        // The control never stops; the other loses its process after the first piece.
        let control = agency(&context, "control").await;
        let stopped = agency(&context, "stopped").await;
        let of = |agency| permit(&context, agency, Action::ImportPlacements);
        let (whole, _) = take(&context, &of(control), control, &text).await;

        let digest: [u8; 32] = Sha256::digest(&text).into();
        let begun = imports::begin(&context, &of(stopped), stopped, &digest)
            .await
            .unwrap();
        let mapping = Mapping::default();
        let reading = Reading {
            mapping: &mapping,
            companies: &HashMap::new(),
            today: jiff::civil::date(2026, 11, 22),
            skip: 0,
        };
        let mut first = Vec::new();
        read(text.as_bytes(), &reading, &mut |piece| {
            first = piece;
            false
        })
        .unwrap();
        let piece = imports::take(&context, &of(stopped), begun.id, stopped, 0, &first)
            .await
            .unwrap();
        assert_eq!(piece.len(), 1000);
        // Nobody takes the same piece again.
        let twice = imports::take(&context, &of(stopped), begun.id, stopped, 0, &first).await;
        assert!(matches!(twice, Err(AccessError::NotFound)));

        let (rest, lines) = take(&context, &of(stopped), stopped, &text).await;
        assert_eq!(lines.len(), 1100, "only what was not taken before");
        assert_eq!(rest.counts, whole.counts);
        assert_eq!(rest.import.as_ref().unwrap().id, begun.id);
        let mut report = Vec::new();
        let mut from = Some(0);
        while let Some(begin) = from {
            let (lines, next) = imports::report(&context, &of(stopped), begun.id, begin)
                .await
                .unwrap();
            report.extend(lines);
            from = next;
        }
        assert_eq!(report.len(), 2100, "the report has the rows of both runs");
        assert!(report.iter().all(|line| line.outcome == Outcome::Accepted));
        let strip = |mut records: Vec<Placement>| {
            records.sort_by(|a, b| a.source_key.cmp(&b.source_key));
            records
                .into_iter()
                .map(|record| (record.source_key, record.details, record.journey))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            strip(all(&context, stopped).await),
            strip(all(&context, control).await)
        );
        journal::sequence(&context.db, &context.journal)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_row_that_leads_back_is_refused_and_the_rest_is_taken() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let own = agency(&context, "BP3MI A").await;
        let permit = permit(&context, own, Action::ImportPlacements);
        let text = format!("{HEADER}1,A,,,,,,selesai,,TWN,,,,\n2,B,,,,,,calon,,TWN,,,,\n,C,,,,,,,,,,,,\n4,,,,,,,,,,,,,\n");
        let (done, lines) = take(&context, &permit, own, &text).await;
        assert_eq!(done.counts, counts(2, 0, 0, 2));
        assert_eq!(lines[2].faults, [("id".to_owned(), "required".to_owned())]);
        assert_eq!(lines[3].faults, [("name".to_owned(), "required".to_owned())]);
        let older = format!("{HEADER}1,A,,,,,,aktif,,TWN,,,,\n2,B,,,,,,berangkat,,HKG,,,,\n");
        let (done, lines) = take(&context, &permit, own, &older).await;
        assert_eq!(done.counts, counts(0, 1, 0, 1));
        assert_eq!(lines[0].faults, [("status".to_owned(), "status-leads-back".to_owned())]);
        let records = all(&context, own).await;
        let status = |key: &str| records.iter().find(|r| r.source_key.as_deref() == Some(key)).unwrap().journey.status;
        assert_eq!((status("1"), status("2")), (PlacementStatus::Ended, PlacementStatus::Departed));
    })
    .await;
}

#[tokio::test]
async fn one_person_with_two_placements_and_two_rows_with_one_key() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let own = agency(&context, "BP3MI A").await;
        let permit = permit(&context, own, Action::ImportPlacements);
        let nik = "3507135203900002";
        let text = format!(
            "{HEADER}1,SITI,1990-03-12,{nik},,,,selesai,,TWN,,,,\n2,SITI,1990-03-12,{nik},,,,aktif,,HKG,,,,\n2,SITI,1990-03-12,{nik},,,,aktif,,SGP,,,,\n"
        );
        let (done, _) = take(&context, &permit, own, &text).await;
        assert_eq!(done.counts, counts(2, 1, 0, 0));
        let records = all(&context, own).await;
        assert_eq!(records.len(), 2);
        assert_eq!(records[0].person, records[1].person);
        let two = records.iter().find(|record| record.source_key.as_deref() == Some("2")).unwrap();
        assert_eq!(two.details.country, Country::from_alpha3("SGP"));
        let read = crate::permit(&context, own, Action::ReadPlacements);
        let of_person = service::of_persons(&context, &read, &[records[0].person]).await.unwrap();
        assert_eq!(of_person.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_rehearsal_writes_nothing_and_others_see_nothing() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let (own, other) = (agency(&context, "A").await, agency(&context, "B").await);
        let mine = permit(&context, own, Action::ImportPlacements);
        let task = Task {
            agency: own,
            digest: [0; 32],
            mapping: Mapping::default(),
            rehearsal: true,
        };
        let done = run(&context, &mine, task, Cursor::new(file(3)), |_, _| {})
            .await
            .unwrap();
        assert_eq!(done.counts, counts(3, 0, 0, 0));
        assert!(done.import.is_none());
        assert!(all(&context, own).await.is_empty());
        assert!(imports::latest(&context, &mine).await.unwrap().is_empty());

        let (done, _) = take(&context, &mine, own, &file(3)).await;
        let import = done.import.unwrap().id;
        let theirs = permit(&context, other, Action::ImportPlacements);
        let begun = imports::begin(&context, &theirs, own, &[1; 32]).await;
        assert!(matches!(begun, Err(AccessError::NotFound)));
        let seen = imports::report(&context, &theirs, import, 0).await;
        assert!(matches!(seen, Err(AccessError::NotFound)));
        assert!(all(&context, other).await.is_empty());
        let read = permit(&context, other, Action::ReadPlacements);
        let record = all(&context, own).await[0].id;
        assert!(matches!(
            service::get(&context, &read, record).await,
            Err(AccessError::NotFound)
        ));
        let wrong = imports::latest(&context, &read).await;
        assert!(matches!(wrong, Err(AccessError::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn those_whose_contract_ends_first_page_by_page() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let own = agency(&context, "BP3MI A").await;
        let permit = permit(&context, own, Action::ImportPlacements);
        let mut text = format!(
            "{HEADER}over,A,,,,,,selesai,,TWN,,2024-01-01,2025-12-31,\nopen,B,,,,,,aktif,,TWN,,2025-01-01,,\nlate,C,,,,,,berangkat,,TWN,,2024-01-01,2026-01-31,\n"
        );
        for number in 0..60 {
            let day = 1 + number % 5;
            text.push_str(&format!(
                "R{number},SITI {number},,,,,,aktif,,HKG,,2026-01-01,2027-01-0{day},\n"
            ));
        }
        take(&context, &permit, own, &text).await;
        let read = crate::permit(&context, own, Action::ReadPlacements);
        let mut wanted = Wanted {
            order: Order::EndsFirst,
            ..Wanted::default()
        };
        let mut seen = Vec::new();
        loop {
            let page = service::list(&context, &read, &wanted).await.unwrap();
            wanted.before = page.rows.last().map(|placement| placement.id);
            seen.extend(page.rows);
            if !page.more {
                break;
            }
        }
        assert_eq!(seen.len(), 61, "neither what has ended nor what has no end");
        assert_eq!(seen[0].source_key.as_deref(), Some("late"));
        let ends: Vec<_> = seen.iter().map(|one| one.details.contract_end).collect();
        assert!(ends.is_sorted());
        let mut once: Vec<Uuid> = seen.iter().map(|one| one.id).collect();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), 61, "nobody twice");
    })
    .await;
}
