//! Somebody's part in a case as a kind of record that agreements may share: what the case is, and who stands in it.

use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};

/// The kind of record: one for each person in each role of a case.
pub static CASE: RecordKind = RecordKind {
    code: "case",
    name: Wording::fixed("Kasus", "Case"),
    fields: &[
        Field {
            code: "number",
            name: Wording::fixed("Nomor kasus", "Number of the case"),
            form: Form::Number,
            example: "K-2026-000012",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "kind",
            name: Wording::fixed("Jenis kasus", "Kind of case"),
            form: Form::Text,
            example: "trafficking",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "phase",
            name: Wording::fixed("Tahap", "Phase"),
            form: Form::Text,
            example: "before",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "country",
            name: Wording::fixed("Negara", "Country"),
            form: Form::Text,
            example: "KHM",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "category",
            name: Wording::fixed("Kategori", "Category"),
            form: Form::Text,
            example: "job_fraud",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "danger",
            name: Wording::fixed("Bahaya", "Danger"),
            form: Form::Text,
            example: "now",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "status",
            name: Wording::fixed("Status kasus", "Status of the case"),
            form: Form::Text,
            example: "handling",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "summary",
            name: Wording::fixed("Ringkasan", "Summary"),
            form: Form::Text,
            example: "Dijanjikan kerja di restoran, paspor ditahan.",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "opened",
            name: Wording::fixed("Dibuka", "Opened on"),
            form: Form::Date,
            example: "2026-11-22",
            transforms: &[Transform::Full, Transform::YearOnly, Transform::YesNo],
        },
        Field {
            code: "role",
            name: Wording::fixed("Peran dalam kasus", "Role in the case"),
            form: Form::Text,
            example: "victim",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "name",
            name: Wording::fixed("Nama", "Name"),
            form: Form::Name,
            example: "Siti Aminah",
            transforms: &[
                Transform::Full,
                Transform::Initials,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
        Field {
            code: "birth_date",
            name: Wording::fixed("Tanggal lahir", "Date of birth"),
            form: Form::Date,
            example: "1990-03-12",
            transforms: &[
                Transform::Full,
                Transform::YearOnly,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
        Field {
            code: "nik",
            name: Wording::fixed("NIK", "NIK"),
            form: Form::Number,
            example: "3507135203900002",
            transforms: &[
                Transform::Full,
                Transform::LastFour,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
        Field {
            code: "passport_no",
            name: Wording::fixed("Nomor paspor", "Passport number"),
            form: Form::Number,
            example: "C1234567",
            transforms: &[
                Transform::Full,
                Transform::LastFour,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
        Field {
            code: "phone",
            name: Wording::fixed("Telepon", "Telephone"),
            form: Form::Number,
            example: "628123456789",
            transforms: &[
                Transform::Full,
                Transform::LastFour,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_sound() {
        assert_eq!(CASE.faults(), Vec::<String>::new());
    }
}
