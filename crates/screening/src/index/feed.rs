//! Who stands in the index: read from the tables whole, or again after the journal told of a change.

use super::{Entry, Kind};
use crate::{
    model::{
        Particulars,
        watch::{self, Accuses, List, Protects},
    },
    store::{self, face},
};
use access::{AccessError, Permit};
use domain::day_in_jakarta;
use jiff::civil::Date;
use people::{IdentifierKind, Record, Relation};
use storage::Tx;
use uuid::Uuid;

/// Read at once.
const CHUNK: i64 = 5_000;

impl Kind {
    /// Every kind.
    pub(super) const ALL: [Self; 4] = [Self::Registry, Self::Earlier, Self::Protect, Self::Accuse];

    /// Entries after one in the order of identifiers, and the last identifier looked at; nothing when there are no more.
    pub(super) async fn after(
        self,
        tx: &mut Tx,
        permit: &Permit,
        last: Uuid,
    ) -> Result<Option<(Vec<Entry>, Uuid)>, AccessError> {
        match self {
            Self::Registry => {
                let persons = placement::service::workers_after(tx, permit, last, CHUNK).await?;
                let Some(end) = persons.last().copied() else {
                    return Ok(None);
                };
                Ok(Some((workers(tx, permit, &persons).await?, end)))
            }
            Self::Earlier => {
                let faces = face::after(tx, last, CHUNK).await?;
                let end = faces.last().map(|face| face.id);
                let entries = faces.into_iter().map(earlier).collect();
                Ok(end.map(|end| (entries, end)))
            }
            Self::Protect => listed_after::<Protects>(tx, self, last).await,
            Self::Accuse => listed_after::<Accuses>(tx, self, last).await,
        }
    }

    /// The entries that a change of records may have changed, as they are now.
    pub(super) async fn changed(
        self,
        tx: &mut Tx,
        permit: &Permit,
        changes: &Changes,
    ) -> Result<Vec<Entry>, AccessError> {
        match self {
            Self::Registry => {
                let placements = changes.of("placement");
                let mut persons =
                    placement::service::workers_of(tx, permit, &placements, &changes.of("person"))
                        .await?;
                persons.sort_unstable();
                persons.dedup();
                workers(tx, permit, &persons).await
            }
            Self::Earlier => {
                let faces = face::some(tx, &changes.of("screening")).await?;
                Ok(faces.into_iter().map(earlier).collect())
            }
            Self::Protect => listed::<Protects>(tx, self, changes).await,
            Self::Accuse => listed::<Accuses>(tx, self, changes).await,
        }
    }
}

/// Records that changed, by kind.
#[derive(Debug, Clone, Default)]
pub(crate) struct Changes(Vec<(String, Uuid)>);

impl Changes {
    /// One record.
    pub(crate) fn one(kind: &str, id: Uuid) -> Self {
        Self(vec![(kind.to_owned(), id)])
    }

    /// Whatever the journal tells.
    pub(super) fn told(facts: &[journal::Fact]) -> Self {
        let told = facts.iter();
        Self(
            told.map(|fact| (fact.record_kind.clone(), fact.record_id))
                .collect(),
        )
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn of(&self, kind: &str) -> Vec<Uuid> {
        let of_kind = self.0.iter().filter(|(of, _)| of == kind);
        let mut ids: Vec<Uuid> = of_kind.map(|(_, id)| *id).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

async fn workers(
    tx: &mut Tx,
    permit: &Permit,
    persons: &[Uuid],
) -> Result<Vec<Entry>, AccessError> {
    let records = people::service::all_of(tx, permit, persons).await?;
    let entries = records.iter().map(|record| Entry {
        kind: Kind::Registry,
        agency: record.person.controller,
        id: record.person.id,
        who: Some(particulars(record)),
    });
    Ok(entries.collect())
}

/// Entries of a list after one.
async fn listed_after<L: List>(
    tx: &mut Tx,
    kind: Kind,
    last: Uuid,
) -> Result<Option<(Vec<Entry>, Uuid)>, AccessError> {
    let today = day_in_jakarta(tx.now());
    let found: Vec<watch::Entry<L>> = store::watch::after(tx, last, CHUNK).await?;
    let end = found.last().map(|entry| entry.id);
    let entries = found.iter().map(|entry| of_list(kind, entry, today));
    Ok(end.map(|end| (entries.collect(), end)))
}

/// Entries of a list that changed.
async fn listed<L: List>(
    tx: &mut Tx,
    kind: Kind,
    changes: &Changes,
) -> Result<Vec<Entry>, AccessError> {
    let today = day_in_jakarta(tx.now());
    let ids = changes.of(L::record().code);
    let found: Vec<watch::Entry<L>> = store::watch::some(tx, &ids).await?;
    let entries = found.iter().map(|entry| of_list(kind, entry, today));
    Ok(entries.collect())
}

/// An entry that does not count is nobody: it is taken out, or never comes in.
fn of_list<L: List>(kind: Kind, entry: &watch::Entry<L>, today: Date) -> Entry {
    let who = entry.counts(today).then(|| Particulars {
        name: entry.who.name.clone(),
        birth_dates: entry.who.birth_date.into_iter().collect(),
        document: entry.who.passport_no.clone(),
        nik: entry
            .who
            .nik
            .as_deref()
            .and_then(|nik| domain::Nik::read(nik).ok()),
        sex: entry.who.sex,
        ..Particulars::default()
    });
    Entry {
        kind,
        agency: entry.agency,
        id: entry.id,
        who,
    }
}

fn earlier(face: face::Face) -> Entry {
    Entry {
        kind: Kind::Earlier,
        agency: face.agency,
        id: face.id,
        who: Some(face.who),
    }
}

fn particulars(record: &Record) -> Particulars {
    let person = &record.person.particulars;
    let number = |kind| record.current(kind).map(|i| i.number.clone());
    let parents = [Relation::Parent, Relation::Father, Relation::Mother];
    let mut family = record.relatives.iter().filter(|r| r.holds());
    let parent = family.find(|relative| parents.contains(&relative.relation));
    Particulars {
        name: person.name.clone(),
        birth_dates: person.birth_date.into_iter().collect(),
        document: number(IdentifierKind::Passport),
        nik: number(IdentifierKind::Nik).and_then(|nik| domain::Nik::read(&nik).ok()),
        sex: person.sex,
        birth_place: person.birth_place.clone(),
        parent_name: parent.map(|parent| parent.name.clone()),
    }
}
