//! Streams registry and watchlist past the travellers of the day.

use crate::identify::{Answer, Candidate, Identities};
use crate::registry::{
    Columns, ListKind, Listing, Particulars, Placement, PlacementColumns, WatchlistColumns,
};
use crate::screening::{Entry, Listed, Named, ScreeningError, about};
use domain::{Column, Diagnostic, Level};
use jiff::civil::Date;
use std::io::Read;
use std::sync::Arc;
use tabular::{Chunk, Notices, Table, TableError};

/// A row of the registry that may be a traveller's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Registered {
    /// Its id, else its line.
    pub(crate) id: String,
    pub(crate) who: Particulars,
    pub(crate) placement: Placement,
}

/// What a table said about every traveller.
pub(crate) struct Found<A> {
    pub(crate) name: String,
    pub(crate) rows: u64,
    /// In the order of the travellers.
    pub(crate) answers: Vec<A>,
    pub(crate) lacks: Vec<Column>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

pub(crate) type RegistryAnswer = (Answer, Vec<Candidate<Arc<Registered>>>);

pub(crate) fn read_registry<R: Read>(
    registry: Named<R>,
    day: Date,
    mut identities: Identities<Arc<Registered>>,
) -> Result<Found<RegistryAnswer>, ScreeningError> {
    let (mut lacks, mut rows) = (Vec::new(), 0);
    let mut found_notices = Notices::default();
    let mut diagnostics = read(registry.source, &registry.name, day, |row, notices| {
        rows += 1;
        let who = Particulars::read(&row, notices);
        let header = row.header;
        identities.offer(&who, || {
            let id = header
                .id()
                .map(|at| row.record.field(at))
                .filter(|id| !id.is_empty());
            Arc::new(Registered {
                id: id.map_or_else(|| format!("baris {}", row.record.line()), str::to_owned),
                who: who.clone(),
                placement: Placement::read(&row, &mut found_notices),
            })
        });
        if rows == 1 {
            lacks = PlacementColumns::absent(header);
        }
    })?;
    diagnostics.extend(named(found_notices, &registry.name));
    if rows == 0 {
        diagnostics.push(about(
            &registry.name,
            Level::Warning,
            "registry-empty",
            "the registry has no row: nobody can be found in it",
        ));
    }
    Ok(Found {
        name: registry.name,
        rows,
        answers: identities.finish(|one, two| same_person(&one.who, &two.who)),
        lacks,
        diagnostics,
    })
}

pub(crate) fn read_watchlist<W: Read>(
    watchlist: Named<W>,
    day: Date,
    travellers: Vec<Particulars>,
) -> Result<Found<Listed>, ScreeningError> {
    let kinds = [ListKind::Accuse, ListKind::Protect];
    let mut lists = kinds.map(|kind| (kind, Identities::<Entry>::new(travellers.clone())));
    let (mut rows, mut rows_seen) = (0, 0);
    let diagnostics = read(watchlist.source, &watchlist.name, day, |row, notices| {
        if let Some(lacking) = WatchlistColumns::check(row.header) {
            if rows_seen == 0 {
                notices.push(lacking);
            }
            rows_seen += 1;
            return;
        }
        let Some(listing) = Listing::read(&row, day, notices) else {
            return;
        };
        rows += 1;
        for (kind, identities) in &mut lists {
            if *kind == listing.kind {
                identities.offer(&listing.who, || Arc::new(listing.clone()));
            }
        }
    })?;
    let mut answers: Vec<Listed> = vec![Vec::new(); travellers.len()];
    for (kind, identities) in lists {
        // Whichever entry it is, it is on the list: rivals among entries do not make it doubtful.
        for (answers, (answer, _)) in answers.iter_mut().zip(identities.finish(|_, _| true)) {
            answers.push((kind, answer));
        }
    }
    Ok(Found {
        name: watchlist.name,
        rows,
        answers,
        lacks: Vec::new(),
        diagnostics,
    })
}

/// Hands every row to `take`; says what was odd about the table.
fn read<R: Read>(
    source: R,
    name: &str,
    day: Date,
    mut take: impl FnMut(Columns<'_>, &mut Notices),
) -> Result<Vec<Diagnostic>, ScreeningError> {
    let unusable = |source: TableError| ScreeningError::Table {
        name: name.to_owned(),
        source,
    };
    let mut table = Table::open(source).map_err(unusable)?;
    let header = table.header().clone();
    if !IDENTITY
        .iter()
        .any(|column| header.position(*column).is_some())
    {
        return Err(ScreeningError::NoIdentity {
            name: name.to_owned(),
        });
    }
    let mut notices = Notices::default();
    let mut chunk = Chunk::default();
    while table
        .next_chunk(&mut chunk)
        .map_err(|error| unusable(error.into()))?
    {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            let row = Columns {
                header: &header,
                record,
                day,
            };
            take(row, &mut notices);
        }
        notices.append(records.into_notices());
    }
    notices.append(table.into_notices());
    Ok(named(notices, name).collect())
}

/// Columns of which a table of persons has at least one.
const IDENTITY: [Column; 6] = [
    Column::Name,
    Column::GivenName,
    Column::Surname,
    Column::PassportNumber,
    Column::DocumentNumber,
    Column::Nik,
];

fn named(notices: Notices, file: &str) -> impl Iterator<Item = Diagnostic> {
    notices
        .into_diagnostics()
        .into_iter()
        .map(move |mut diagnostic| {
            diagnostic.place.file = Some(file.to_owned());
            diagnostic
        })
}

/// Whether two rows are about one person: the same document or NIK, or the same name, birth date and place with nothing against it.
fn same_person(one: &Particulars, two: &Particulars) -> bool {
    let same = |one: &Option<String>, two: &Option<String>| one.is_some() && one == two;
    if (one.nik.is_some() && one.nik == two.nik) || same(&one.document, &two.document) {
        return true;
    }
    let conflicting = one.nik.is_some() && two.nik.is_some();
    !conflicting
        && crate::form::words(&one.name) == crate::form::words(&two.name)
        && !one.birth_dates.is_empty()
        && one.birth_dates == two.birth_dates
        && same(&one.birth_place, &two.birth_place)
}
