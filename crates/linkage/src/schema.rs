//! Which columns of two tables are compared, and how.

use domain::Column;
use serde::{Deserialize, Serialize};
use tabular::Header;

/// How the values of a column are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The name of a person.
    Name,
    /// A date, possibly with unknown parts or two readings.
    Date,
    /// A number or code that identifies: passport, NIK, telephone.
    Code,
    /// A place, a category or another short text of which many rows share the value.
    Place,
    /// Free text such as an address.
    Text,
    /// Sex.
    Sex,
}

impl Kind {
    /// Every kind, as `--compare` names them.
    pub const ALL: [(&'static str, Self); 6] = [
        ("name", Self::Name),
        ("date", Self::Date),
        ("code", Self::Code),
        ("place", Self::Place),
        ("text", Self::Text),
        ("sex", Self::Sex),
    ];
}

impl std::str::FromStr for Kind {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|(name, _)| *name == text);
        found
            .map(|(_, kind)| *kind)
            .ok_or("expected `name`, `date`, `code`, `place`, `text` or `sex`")
    }
}

/// A wish of the user: compare this column in this way, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The header of the column in both tables.
    pub column: String,
    /// How; `None` leaves the column out.
    pub kind: Option<Kind>,
}

impl std::str::FromStr for Wish {
    type Err = String;

    /// Reads `COLUMN:KIND`; the kind `none` leaves a column out.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (column, kind) = text
            .rsplit_once(':')
            .ok_or("expected `COLUMN:KIND`, such as `birth_date:date`")?;
        let kind = match kind {
            "none" => None,
            kind => Some(kind.parse()?),
        };
        Ok(Self {
            column: column.to_owned(),
            kind,
        })
    }
}

/// One comparison: what it is called and where its values stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The name under which the model knows it: the usual header, or the column's own.
    pub name: String,
    /// How values are compared.
    pub kind: Kind,
    /// Columns of the left table; a name may stand in several, in order.
    pub left: Vec<usize>,
    /// Columns of the right table.
    pub right: Vec<usize>,
    /// For the person's name: the column with a parent's name on the left.
    pub left_parent: Option<usize>,
    /// For the person's name: the column with a parent's name on the right.
    pub right_parent: Option<usize>,
}

/// All comparisons of a pair of tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// The comparisons in the order of the left table.
    pub comparisons: Vec<Comparison>,
}

impl Schema {
    /// Comparisons of records that both sides lay out alike, each of the column at its own place. The first is the person's name;
    /// `parent` is where the name of a parent stands.
    pub fn alike(comparisons: &[(&str, Kind)], parent: usize) -> Self {
        let comparison = |(at, (name, kind)): (usize, &(&str, Kind))| {
            let parent = (at == 0).then_some(parent);
            Comparison {
                name: (*name).to_owned(),
                kind: *kind,
                left: vec![at],
                right: vec![at],
                left_parent: parent,
                right_parent: parent,
            }
        };
        Self {
            comparisons: comparisons.iter().enumerate().map(comparison).collect(),
        }
    }
}

/// Why two tables cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// A column that the user named stands in neither or only one table.
    #[error("column `{column}` is not in the {side} table; its columns are {columns}")]
    NoColumn {
        /// The header that was asked for.
        column: String,
        /// `left` or `right`.
        side: &'static str,
        /// What the table has.
        columns: String,
    },
    /// No column of one table was recognised in the other.
    #[error(
        "no column can be compared: expected at least one that both tables have, such as `name` or `birth_date`, or `--compare COLUMN:KIND`{}",
        if *.headless { "; the first line of a table must be its header (a passenger list with titles above it is read by `pandu manifest` and `pandu screen`)" } else { "" }
    )]
    NothingInCommon {
        /// One table has no column that is known: its first line may be a title.
        headless: bool,
    },
    /// More comparisons than a pattern can hold.
    #[error("more than {MOST} columns to compare; leave some out with `--compare COLUMN:none`")]
    TooMany,
}

/// A pattern has room for so many comparisons.
pub const MOST: usize = 12;

/// Columns that identify a person, with their comparison. What describes a trip or a placement is no mark of a person.
const USUAL: &[(Column, &str, Kind)] = &[
    (Column::Name, "name", Kind::Name),
    (Column::BirthDate, "birth_date", Kind::Date),
    (Column::Sex, "sex", Kind::Sex),
    (Column::BirthPlace, "birth_place", Kind::Place),
    (Column::PassportNumber, "passport_no", Kind::Code),
    (Column::DocumentNumber, "document_no", Kind::Code),
    (Column::Nik, "nik", Kind::Code),
    (Column::ParentName, "parent_name", Kind::Name),
    (Column::Address, "address", Kind::Text),
    (Column::Phone, "phone", Kind::Code),
    (Column::Email, "email", Kind::Text),
];

/// Headers of other tables about persons, in plain words.
const OTHERS: &[(&str, Kind)] = &[
    ("street_number", Kind::Place),
    ("address_1", Kind::Text),
    ("address_2", Kind::Text),
    ("street", Kind::Text),
    ("suburb", Kind::Place),
    ("city", Kind::Place),
    ("kota", Kind::Place),
    ("kabupaten", Kind::Place),
    ("kecamatan", Kind::Place),
    ("desa", Kind::Place),
    ("village", Kind::Place),
    ("district", Kind::Place),
    ("postcode", Kind::Place),
    ("zip", Kind::Place),
    ("kode_pos", Kind::Place),
    ("state", Kind::Place),
    ("province", Kind::Place),
    ("provinsi", Kind::Place),
    ("soc_sec_id", Kind::Code),
    ("ssn", Kind::Code),
    ("mother_name", Kind::Name),
    ("nama_ibu_kandung", Kind::Name),
];

impl Schema {
    /// Finds what two tables have in common; wishes add to it or override it.
    ///
    /// # Errors
    /// [`SchemaError`]
    pub fn of(left: &Header, right: &Header, wishes: &[Wish]) -> Result<Self, SchemaError> {
        let mut comparisons = Vec::new();
        let wished = |at: &[usize], header: &Header| {
            wishes.iter().any(|wish| {
                header
                    .named(&wish.column)
                    .is_some_and(|column| at.contains(&column))
            })
        };
        let (left_id, right_id) = (left.id(), right.id());
        for &(column, name, kind) in USUAL {
            let sides = match column {
                Column::Name => (name_columns(left), name_columns(right)),
                _ => (one(left.position(column)), one(right.position(column))),
            };
            let free = |at: &Vec<usize>, header: &Header| !at.is_empty() && !wished(at, header);
            if free(&sides.0, left) && free(&sides.1, right) {
                comparisons.push(Comparison::new(name, kind, sides.0, sides.1));
            }
        }
        for &(name, kind) in OTHERS {
            if let (Some(l), Some(r)) = (left.named(name), right.named(name)) {
                let known = Some(l) == left_id || Some(r) == right_id;
                let taken = comparisons.iter().any(|c| c.left.contains(&l));
                if !known && !taken && !wished(&[l], left) {
                    comparisons.push(Comparison::new(name, kind, vec![l], vec![r]));
                }
            }
        }
        for wish in wishes {
            let missing = |side, header: &Header| SchemaError::NoColumn {
                column: wish.column.clone(),
                side,
                columns: header.quoted(),
            };
            let l = left.named(&wish.column);
            let r = right.named(&wish.column);
            let Some(kind) = wish.kind else {
                if l.is_none() && r.is_none() {
                    return Err(missing("left", left));
                }
                continue;
            };
            let l = l.ok_or_else(|| missing("left", left))?;
            let r = r.ok_or_else(|| missing("right", right))?;
            comparisons.push(Comparison::new(&wish.column, kind, vec![l], vec![r]));
        }
        let parents = (
            left.position(Column::ParentName),
            right.position(Column::ParentName),
        );
        if let Some(name) = comparisons.iter_mut().find(|c| c.name == "name") {
            (name.left_parent, name.right_parent) = parents;
        }
        if comparisons.is_empty() {
            let unknown = |header: &Header| header.columns().iter().all(Option::is_none);
            return Err(SchemaError::NothingInCommon {
                headless: unknown(left) || unknown(right),
            });
        }
        if comparisons.len() > MOST {
            return Err(SchemaError::TooMany);
        }
        Ok(Self { comparisons })
    }

    /// The same comparisons with left and right exchanged.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let mirror = |c: &Comparison| Comparison {
            left: c.right.clone(),
            right: c.left.clone(),
            left_parent: c.right_parent,
            right_parent: c.left_parent,
            ..c.clone()
        };
        Self {
            comparisons: self.comparisons.iter().map(mirror).collect(),
        }
    }
}

impl Comparison {
    fn new(name: &str, kind: Kind, left: Vec<usize>, right: Vec<usize>) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            left,
            right,
            left_parent: None,
            right_parent: None,
        }
    }
}

fn one(at: Option<usize>) -> Vec<usize> {
    at.into_iter().collect()
}

/// The whole name, or its parts in the order in which they are spoken.
fn name_columns(header: &Header) -> Vec<usize> {
    match header.position(Column::Name) {
        Some(at) => vec![at],
        None => [Column::GivenName, Column::Surname]
            .iter()
            .filter_map(|part| header.position(*part))
            .collect(),
    }
}
