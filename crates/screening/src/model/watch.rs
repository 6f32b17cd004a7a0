//! Lists of persons. What protects and what accuses are different types with different consequences: nothing that holds a
//! permit for one can read the other, and no function turns one into the other.

mod entry;
mod life;
mod table;
mod terms;

pub use super::registry::ListKind;
pub use entry::{Cause, Draft, DraftForm, Entry, Hand, Who};
pub use life::{Act, Life, NotNow, Stage, Standing};
pub use table::{ListRow, ListTable, read};
pub use terms::Term;

use access::Action;
use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};

/// A list of persons, as a type.
pub trait List: Send + Sync + 'static {
    /// Which of the two.
    const KIND: ListKind;
    /// To see the list and to propose entries.
    const KEEP: Action;
    /// To say yes or no to what others propose, and to confirm or end entries.
    const APPROVE: Action;
    /// Where its pages lie.
    const PATH: &'static str;
    /// Its entries as a kind of record.
    fn record() -> &'static RecordKind;
}

/// The list of those who are to be protected: a missing child, a possible victim. At a border it says nothing but that a
/// protective interview is advised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Protects {}

/// The list of those who may recruit or escort others. At a border it advises an interview, and says why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Accuses {}

impl List for Protects {
    const KIND: ListKind = ListKind::Protect;
    const KEEP: Action = Action::KeepProtectionList;
    const APPROVE: Action = Action::ApproveProtectionList;
    const PATH: &'static str = "/protection-list";
    fn record() -> &'static RecordKind {
        &PROTECTED
    }
}

impl List for Accuses {
    const KIND: ListKind = ListKind::Accuse;
    const KEEP: Action = Action::KeepWatchlist;
    const APPROVE: Action = Action::ApproveWatchlist;
    const PATH: &'static str = "/watchlist";
    fn record() -> &'static RecordKind {
        &WATCHED
    }
}

const FIELDS: &[Field] = &[
    Field {
        code: "name",
        name: Wording::fixed("Nama", "Name"),
        form: Form::Name,
        example: "Budi Santoso",
        transforms: &[
            Transform::Full,
            Transform::Initials,
            Transform::YesNo,
            Transform::KeyedToken,
        ],
    },
    Field {
        code: "birth_date",
        name: Wording::fixed("Tanggal lahir", "Birth date"),
        form: Form::Date,
        example: "1990-03-12",
        transforms: &[
            Transform::Full,
            Transform::YearOnly,
            Transform::YesNo,
            Transform::KeyedToken,
        ],
    },
];

/// An entry of the list that protects.
pub static PROTECTED: RecordKind = RecordKind {
    code: "protected_person",
    name: Wording::fixed("Orang yang dilindungi", "Protected person"),
    fields: FIELDS,
};

/// An entry of the list that accuses.
pub static WATCHED: RecordKind = RecordKind {
    code: "watched_person",
    name: Wording::fixed("Orang yang diawasi", "Watched person"),
    fields: FIELDS,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_descriptions_are_sound() {
        assert_eq!(PROTECTED.faults(), Vec::<String>::new());
        assert_eq!(WATCHED.faults(), Vec::<String>::new());
    }
}
