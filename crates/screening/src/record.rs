//! An assessment as a kind of record: whose trip, what was said of it, and what an officer decided.

use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};

/// The kind of record.
pub static SCREENING: RecordKind = RecordKind {
    code: "screening",
    name: Wording::fixed("Pemeriksaan keberangkatan", "Screening before departure"),
    fields: &[
        Field {
            code: "departure",
            name: Wording::fixed("Tanggal berangkat", "Day of departure"),
            form: Form::Date,
            example: "2026-11-22",
            transforms: &[Transform::Full, Transform::YearOnly, Transform::YesNo],
        },
        Field {
            code: "port",
            name: Wording::fixed("Pelabuhan atau bandara", "Port or airport"),
            form: Form::Text,
            example: "IDBTC",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "destination",
            name: Wording::fixed("Negara tujuan", "Destination"),
            form: Form::Text,
            example: "MYS",
            transforms: &[Transform::Full, Transform::YesNo, Transform::KeyedToken],
        },
        Field {
            code: "status",
            name: Wording::fixed("Status perjalanan", "Status of the trip"),
            form: Form::Text,
            example: "perlu_pengecekan",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "outcome",
            name: Wording::fixed("Keputusan petugas", "Decision of the officer"),
            form: Form::Text,
            example: "let_go",
            transforms: &[Transform::Full, Transform::YesNo],
        },
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_sound() {
        assert_eq!(SCREENING.faults(), Vec::<String>::new());
    }
}
