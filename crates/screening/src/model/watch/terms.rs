//! How long an entry stands without being looked at: data with source and effective date.

use super::ListKind;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// A term of one list.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Term {
    kind: ListKind,
    /// From when it takes effect.
    pub from: Date,
    /// Days after which an entry must have been confirmed.
    pub review_days: u32,
    /// So many days before, it is shown as due.
    pub remind_days: u32,
    /// What it rests on.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    term: Vec<Term>,
}

/// Where the data say nothing: half a year.
static NONE: LazyLock<Term> = LazyLock::new(|| Term {
    kind: ListKind::Accuse,
    from: Date::MIN,
    review_days: 180,
    remind_days: 21,
    source: String::new(),
});

static TERMS: LazyLock<Vec<Term>> = LazyLock::new(|| {
    toml::from_str::<File>(include_str!("../../../data/list_terms.toml"))
        .map(|file| file.term)
        .unwrap_or_default()
});

impl Term {
    /// The term of a list on a day.
    pub fn of(kind: ListKind, day: Date) -> &'static Self {
        TERMS
            .iter()
            .filter(|term| term.kind == kind && term.from <= day)
            .max_by_key(|term| term.from)
            .unwrap_or(&NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_terms_can_be_read() {
        let day = jiff::civil::date(2026, 11, 22);
        for kind in [ListKind::Accuse, ListKind::Protect] {
            let term = Term::of(kind, day);
            assert!(!term.source.is_empty(), "{kind:?}");
            assert!(term.remind_days < term.review_days);
        }
    }
}
