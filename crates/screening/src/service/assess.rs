//! Assessing travellers: at the counter one, of a list many together. Comes back when it is on the disk.

use super::{
    KIND, agency,
    registries::Open,
    show::{Held, seen_before},
};
use crate::{
    Desk,
    index::Kind,
    model::{
        Answer, Answers, Checked, Earlier, Ground, Kept, MOST_CANDIDATES, Particulars, Person,
        Reported, Screener, decide, judge, person, version,
        watch::{self, Accuses, List, Protects},
    },
    store::{self, assessment, assessment::Stored, rules},
};
use access::{AccessError, Action, Context, Permit, Principal};
use domain::{Level, Port, day_in_jakarta};
use jiff::civil::Date;
use journal::{Changes, Entry, Record};
use linkage::index::Search;
use manifest::Traveller;
use risk::StoredFacts;
use std::sync::Arc;
use storage::{Tx, snapshot, transaction};
use uuid::Uuid;

/// Where travellers are assessed.
#[derive(Debug, Clone, Default)]
pub struct At {
    /// The port or airport.
    pub port: Option<Port>,
    /// The voyage of a list.
    pub voyage: Option<Uuid>,
    /// What the list is called; the counter has none.
    pub list: String,
    /// What was said of each traveller before, in their order: where it is the same still, it is kept and nothing is written.
    pub before: Vec<Option<Uuid>>,
}

/// Assesses travellers together and keeps what was said of each, in the order of the travellers.
///
/// # Errors
/// If the permit is for another action; if the database failed, or a receipt could not be written: then nothing may be shown.
pub async fn assess(
    context: &Context,
    desk: &Desk,
    principal: &Principal,
    permit: &Permit,
    at: &At,
    travellers: Vec<Traveller>,
) -> Result<Vec<Held>, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let day = day_in_jakarta(context.db.ambient().now());
    let file: Arc<str> = at.list.as_str().into();
    let travellers: Vec<Reported> = travellers
        .into_iter()
        .map(|traveller| Reported::alone(file.clone(), traveller))
        .collect();
    let persons: Vec<Person<'_>> = travellers
        .iter()
        .map(|reported| person(&reported.traveller))
        .collect();
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let mut open = Open::to(context, tx, desk, principal, persons.len()).await?;
        let mut search = Search::default();
        let mut answers = Vec::with_capacity(persons.len());
        for person in &persons {
            let who = (&person.particulars, day);
            answers.push(Answers {
                registry: open.ask(context, tx, desk, who, &mut search).await?,
                accuse: on_list::<Accuses>(tx, desk, Kind::Accuse, agency, who, &mut search)
                    .await?,
                protect: on_list::<Protects>(tx, desk, Kind::Protect, agency, who, &mut search)
                    .await?,
            });
        }
        let mut before = Vec::with_capacity(at.before.len());
        for id in &at.before {
            before.push(match id {
                Some(id) => assessment::get(tx, *id).await?,
                None => None,
            });
        }
        Ok((open, answers, before))
    });
    let (open, answers, before) = read?;
    let used = desk.rules();
    let screener = Screener {
        rules: &used.set,
        day,
        model: None,
        threads: 1,
    };
    let ground = Ground {
        rules: used.set.name(),
        model: version(None),
        ..Ground::default()
    };
    let mut search = Search::default();
    let judged = judge(
        screener,
        &ground,
        &travellers,
        &persons,
        &answers,
        |_, facts| StoredFacts::of(facts),
    );
    let checked = Checked {
        watchlists: desk.lookup().is_ready(),
        ..open.checked()
    };
    let kept: Vec<(Kept, Option<String>)> = judged
        .assessments
        .into_iter()
        .zip(persons.iter().zip(&travellers))
        .map(|((assessment, facts), (person, reported))| {
            let who = &person.particulars;
            let odd = &reported.traveller.diagnostics;
            let kept = Kept {
                facts,
                day,
                assessment,
                checked: Checked {
                    doubtful_document: odd.iter().any(|odd| odd.level >= Level::Warning),
                    ..Checked::clone(&checked)
                },
                earlier: earlier(desk, agency, who, day, &mut search),
            };
            (kept, who.nik.map(|nik| nik.digits()))
        })
        .collect();
    let name = &ground.rules;
    let written = async {
        transaction!(context.db, |tx| {
            rules::keep(tx, name, &used.files).await?;
            let mut stored = Vec::with_capacity(kept.len());
            let mut new = Vec::new();
            for (place, (kept, nik)) in kept.iter().enumerate() {
                let before = before.get(place).and_then(Option::as_ref);
                if let Some(before) = before.filter(|before| before.kept == *kept) {
                    stored.push(before.clone());
                    continue;
                }
                let assessment = Stored {
                    id: tx.id(),
                    agency,
                    at: tx.stamp(),
                    port: at.port.clone(),
                    voyage: at.voyage,
                    nik: nik.clone(),
                    kept: kept.clone(),
                    outcome: None,
                };
                new.push(assessment.clone());
                stored.push(assessment);
            }
            assessment::insert(tx, &new).await?;
            let entries = new.iter().map(|stored| Entry {
                actor: permit.actor(),
                purpose: permit.purpose(),
                action: "screening.assess",
                record: Record {
                    kind: KIND,
                    id: stored.id,
                },
                changes: Changes::default()
                    .set("port", None::<&str>, at.port.as_ref().map(Port::code))
                    .set("status", None::<&str>, Some(stored.kept.assessment.status))
                    .set("rules", None::<&str>, Some(name)),
            });
            context.journal.record_all(tx, entries).await?;
            Ok::<_, AccessError>(stored)
        })
    };
    // Both flush the disk: together they take as long as one.
    let (stored, receipts) = tokio::join!(written, open.leave_receipts(context));
    receipts?;
    let mut held = Vec::new();
    for stored in stored? {
        let earlier = snapshot!(context.db, |tx| seen_before(tx, &stored.kept).await)?;
        // What was judged a moment ago needs no judging again.
        held.push(Held::of(stored, Vec::new(), earlier, true));
    }
    Ok(held)
}

/// What a list of the agency answers about somebody: an answer and nothing else, so that no reason of an entry can get into an
/// assessment. What the index found is held against the entry as it is now: it may have lapsed at midnight. `None` before the
/// index is complete.
async fn on_list<L: List>(
    tx: &mut Tx,
    desk: &Desk,
    kind: Kind,
    agency: Uuid,
    (who, day): (&Particulars, Date),
    search: &mut Search,
) -> Result<Option<Answer>, AccessError> {
    if !desk.lookup().is_ready() {
        return Ok(None);
    }
    let mut found = desk.lookup().find(kind, agency, who, day, search);
    if !found.is_empty() {
        let ids: Vec<Uuid> = found.iter().map(|found| found.record).collect();
        let entries: Vec<watch::Entry<L>> = store::watch::some(tx, &ids).await?;
        let counts = |id| {
            entries
                .iter()
                .any(|entry| entry.id == id && entry.counts(day))
        };
        found.retain(|found| counts(found.record));
    }
    let (answer, _) = decide(found);
    Ok(Some(answer))
}

/// Earlier travellers of the agency who may be this one.
fn earlier(
    desk: &Desk,
    agency: Uuid,
    who: &Particulars,
    day: Date,
    search: &mut Search,
) -> Vec<Earlier> {
    // The same person on several trips is several rows that share the probability: what counts is that it is one of them.
    let found = desk.lookup().find(Kind::Earlier, agency, who, day, search);
    let all: f64 = found.iter().map(|found| found.probability).sum();
    let best = found.first().map_or(0.0, |found| found.probability);
    let alike = found
        .into_iter()
        .filter(|found| found.probability * 4.0 >= best)
        .map(|mut found| {
            found.probability = all.min(1.0);
            found
        })
        .collect();
    let (_, found) = decide(alike);
    found
        .into_iter()
        .take(MOST_CANDIDATES)
        .map(|found| Earlier {
            id: found.record,
            probability: found.probability,
        })
        .collect()
}
