//! A watchlist: people to be protected, and people who may recruit or escort others.

use super::{Columns, Particulars};
use crate::model::form;
use domain::{Column, Diagnostic, Horizon, Level, Place};
use jiff::civil::Date;
use tabular::{Header, Notices};

/// Why somebody stands on a list. The two never mix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ListKind {
    /// To be protected.
    Protect,
    /// Suspected of recruiting or escorting others.
    Accuse,
}

impl ListKind {
    /// The word in tables and files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Protect => "protect",
            Self::Accuse => "accuse",
        }
    }
}

/// The list that a word of a file names.
pub(crate) fn kind_of(word: &str) -> Option<ListKind> {
    match form::words(word).as_str() {
        "PROTECT" | "PELINDUNGAN" | "LINDUNGI" | "PERLINDUNGAN" => Some(ListKind::Protect),
        "ACCUSE" | "PENGAWASAN" | "TERSANGKA" | "TERDUGA" => Some(ListKind::Accuse),
        _ => None,
    }
}

/// One entry that counts. Its reason stays in the list: a report has no use for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Who it is about.
    pub who: Particulars,
    /// Why.
    pub kind: ListKind,
}

/// The columns without which a watchlist is of no use.
pub(crate) struct WatchlistColumns;

impl WatchlistColumns {
    /// What the header lacks, as a diagnostic.
    pub(crate) fn check(header: &Header) -> Option<Diagnostic> {
        header.position(Column::Kind).is_none().then(|| {
            Diagnostic::new(
                Level::Error,
                "watchlist-kind",
                "expected a column `kind` that says `protect` or `accuse`; without it no row can be used",
            )
            .at(Place {
                line: Some(1),
                field: Some("kind".into()),
                ..Place::default()
            })
        })
    }
}

impl Listing {
    /// Reads a row; `None` where it does not count: its kind is not stated, or it ended before the day.
    pub(crate) fn read(row: &Columns<'_>, day: Date, notices: &mut Notices) -> Option<Self> {
        let kind = match row.text(Column::Kind).and_then(kind_of) {
            Some(kind) => kind,
            None => {
                row.notice(
                    Column::Kind,
                    Level::Error,
                    "watchlist-kind",
                    "expected `kind` to be `protect` or `accuse`; the row is refused",
                    notices,
                );
                return None;
            }
        };
        let until = row.dates(Column::Until, Horizon::Future, notices);
        let last = until.iter().filter_map(|date| date.latest()).max();
        if last.is_some_and(|last| last < day) {
            return None;
        }
        let who = Particulars::read(row, notices);
        Some(Self { who, kind })
    }
}
