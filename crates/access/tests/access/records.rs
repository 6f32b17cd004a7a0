//! Kinds of record, as capabilities above describe theirs.

use access::{Found, Values};
use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform, Value},
};
use uuid::Uuid;

pub static PERSON: RecordKind = RecordKind {
    code: "person",
    name: Wording::fixed("Orang", "Person"),
    fields: FIELDS,
};
pub static PLACEMENT: RecordKind = RecordKind {
    code: "placement",
    name: Wording::fixed("Penempatan", "Placement"),
    fields: FIELDS,
};
pub static PROTECTED: RecordKind = RecordKind {
    code: "protected_person",
    name: Wording::fixed("Orang yang dilindungi", "Protected person"),
    fields: FIELDS,
};
pub static WATCHED: RecordKind = RecordKind {
    code: "watched_person",
    name: Wording::fixed("Orang yang diawasi", "Watched person"),
    fields: FIELDS,
};
pub static CASE: RecordKind = RecordKind {
    code: "case",
    name: Wording::fixed("Kasus", "Case"),
    fields: FIELDS,
};
const FIELDS: &[Field] = &[
    Field {
        code: "name",
        name: Wording::fixed("Nama", "Name"),
        form: Form::Name,
        example: "Siti Aminah",
        transforms: &[Transform::Full, Transform::Initials, Transform::KeyedToken],
    },
    Field {
        code: "born",
        name: Wording::fixed("Tanggal lahir", "Date of birth"),
        form: Form::Date,
        example: "1990-03-12",
        transforms: &[Transform::Full, Transform::YearOnly],
    },
    Field {
        code: "shelter",
        name: Wording::fixed("Rumah ramah", "Shelter"),
        form: Form::Text,
        example: "Tanjungpinang",
        transforms: &[Transform::Full],
    },
];

/// A record of an agency with all that is known.
pub fn found(agency: Uuid, sealed: bool) -> Found {
    let value = |field: &'static Field| (field.code, field.example_value().unwrap());
    let values: Values = FIELDS.iter().map(value).collect();
    assert_eq!(values.get("name"), Some(&Value::Name("Siti Aminah".into())));
    Found {
        id: Uuid::from_u128(100),
        person: Uuid::from_u128(100),
        agency: Some(agency),
        sealed,
        values,
    }
}
