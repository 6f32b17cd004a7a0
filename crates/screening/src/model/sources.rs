//! Streams registry and watchlist past the travellers of the day.

use crate::model::identify::{Answer, Candidate, Matching, People, answers as answers_of, compare};
use crate::model::registry::{
    Columns, Fields, ListKind, Listing, Particulars, Placement, PlacementColumns, WatchlistColumns,
};
use crate::model::screening::{Listed, Named, ScreeningError, about};
use domain::{Column, Diagnostic, Level};
use std::io::{self, Cursor, Read};
use std::sync::Arc;
use tabular::{Chunk, Header, Notices, Table, TableError};

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

pub(crate) fn read_registry<R: Read + Send>(
    registry: Named<R>,
    travellers: &People,
    matching: Matching<'_>,
) -> Result<Found<RegistryAnswer>, ScreeningError> {
    let name = registry.name;
    let (header, source) = peek(registry.source, &name)?;
    let linkage =
        compare(source, &header, travellers, matching).map_err(|source| ScreeningError::Link {
            name: name.clone(),
            source,
        })?;
    let mut notices = Notices::default();
    let answers = answers_of(&linkage, travellers.list.len(), |row| {
        let columns = Columns {
            header: &header,
            fields: Fields::Kept(row),
            line: u64::from(row.line()),
            day: matching.day,
        };
        Registered {
            id: match header.id() {
                Some(_) => row.id().to_owned(),
                None => format!("baris {}", row.line()),
            },
            who: Particulars::read(&columns, &mut notices),
            placement: Placement::read(&columns, &mut notices),
        }
    });
    // The line stands in for an identifier; nobody needs to be told.
    let usual = |diagnostic: &Diagnostic| diagnostic.code != "no-id";
    let read = linkage.left_notices.into_iter().filter(usual);
    let mut diagnostics: Vec<_> = named(read.chain(notices.into_diagnostics()), &name).collect();
    if linkage.summary.left_rows == 0 {
        diagnostics.push(about(
            &name,
            Level::Warning,
            "registry-empty",
            "the registry has no row: nobody can be found in it",
        ));
    }
    Ok(Found {
        name,
        rows: linkage.summary.left_rows,
        answers,
        lacks: PlacementColumns::absent(&header),
        diagnostics,
    })
}

pub(crate) fn read_watchlist<W: Read>(
    watchlist: Named<W>,
    travellers: &People,
    matching: Matching<'_>,
) -> Result<Found<Listed>, ScreeningError> {
    let name = watchlist.name;
    let (header, source) = peek(watchlist.source, &name)?;
    let (listings, diagnostics) = read_listings(source, &name, matching)?;
    let mut answers: Vec<Listed> = vec![Vec::new(); travellers.list.len()];
    let rows = listings.len() as u64;
    // The two kinds never meet: somebody on one list is no rival of somebody on the other.
    for kind in [ListKind::Accuse, ListKind::Protect] {
        let list: Vec<_> = listings
            .iter()
            .filter(|l| l.kind == kind)
            .map(|l| l.who.clone())
            .collect();
        if list.is_empty() {
            continue;
        }
        let people = People { list };
        let ours = Header::new(People::columns(&header));
        let table = Cursor::new(people.as_table(&header));
        let built_in = Matching {
            model: None,
            ..matching
        };
        let linkage =
            compare(table, &ours, travellers, built_in).map_err(|source| ScreeningError::Link {
                name: name.clone(),
                source,
            })?;
        let found = answers_of(&linkage, travellers.list.len(), |_| ());
        for (answers, (answer, _)) in answers.iter_mut().zip(found) {
            answers.push((kind, answer));
        }
    }
    Ok(Found {
        name,
        rows,
        answers,
        lacks: Vec::new(),
        diagnostics,
    })
}

/// Reads every entry that counts, and says which do not and why.
fn read_listings<R: Read>(
    source: R,
    name: &str,
    matching: Matching<'_>,
) -> Result<(Vec<Listing>, Vec<Diagnostic>), ScreeningError> {
    let unusable = |source: TableError| ScreeningError::Table {
        name: name.to_owned(),
        source,
    };
    let mut table = Table::open(source).map_err(unusable)?;
    let header = table.header().clone();
    let mut notices = Notices::default();
    let lacking = WatchlistColumns::check(&header);
    let usable = lacking.is_none();
    if let Some(lacking) = lacking {
        notices.push(lacking);
    }
    let mut listings = Vec::new();
    let mut chunk = Chunk::default();
    while table
        .next_chunk(&mut chunk)
        .map_err(|error| unusable(error.into()))?
    {
        let mut records = chunk.records();
        while let Some(record) = records.next() {
            let row = Columns {
                header: &header,
                fields: Fields::Read(record),
                line: record.line(),
                day: matching.day,
            };
            if usable {
                listings.extend(Listing::read(&row, matching.day, &mut notices));
            }
        }
        notices.append(records.into_notices());
    }
    notices.append(table.into_notices());
    Ok((listings, named(notices.into_diagnostics(), name).collect()))
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

/// A header stands within so many bytes.
const HEAD: u64 = 1 << 16;

/// A table from its beginning, though its header was read before.
type Whole<R> = io::Chain<Cursor<Vec<u8>>, R>;

/// The header of a table, and the table from its beginning.
fn peek<R: Read>(mut source: R, name: &str) -> Result<(Header, Whole<R>), ScreeningError> {
    let unusable = |source: TableError| ScreeningError::Table {
        name: name.to_owned(),
        source,
    };
    let mut head = Vec::new();
    (&mut source)
        .take(HEAD)
        .read_to_end(&mut head)
        .map_err(|error| unusable(error.into()))?;
    let header = Table::open(head.as_slice())
        .map_err(unusable)?
        .header()
        .clone();
    if !IDENTITY
        .iter()
        .any(|column| header.position(*column).is_some())
    {
        return Err(ScreeningError::NoIdentity {
            name: name.to_owned(),
        });
    }
    Ok((header, Cursor::new(head).chain(source)))
}

fn named(
    diagnostics: impl IntoIterator<Item = Diagnostic>,
    file: &str,
) -> impl Iterator<Item = Diagnostic> {
    diagnostics.into_iter().map(move |mut diagnostic| {
        diagnostic.place.file = Some(file.to_owned());
        diagnostic
    })
}
