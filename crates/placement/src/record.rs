//! A placement as a kind of record that agreements may share: what a border needs, and how much of it.

use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};

/// The kind of record.
pub static PLACEMENT: RecordKind = RecordKind {
    code: "placement",
    name: Wording::fixed("Penempatan", "Placement"),
    fields: &[
        Field {
            code: "in_force",
            name: Wording::fixed("Berlaku hari ini", "In force today"),
            form: Form::Flag,
            example: "yes",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "status",
            name: Wording::fixed("Status", "Status"),
            form: Form::Text,
            example: "active",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "scheme",
            name: Wording::fixed("Skema", "Scheme"),
            form: Form::Text,
            example: "p_to_p",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "country",
            name: Wording::fixed("Negara penempatan", "Country of work"),
            form: Form::Text,
            example: "TWN",
            transforms: &[Transform::Full, Transform::YesNo, Transform::KeyedToken],
        },
        Field {
            code: "position",
            name: Wording::fixed("Jabatan", "Position"),
            form: Form::Text,
            example: "Caregiver",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "employer",
            name: Wording::fixed("Pemberi kerja", "Employer"),
            form: Form::Name,
            example: "Chen Shu Fen",
            transforms: &[
                Transform::Full,
                Transform::Initials,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
        Field {
            code: "company",
            name: Wording::fixed("P3MI", "Placement company"),
            form: Form::Text,
            example: "PT Harapan Insan",
            transforms: &[Transform::Full, Transform::YesNo, Transform::KeyedToken],
        },
        Field {
            code: "contract_start",
            name: Wording::fixed("Awal kontrak", "First day of the contract"),
            form: Form::Date,
            example: "2026-03-01",
            transforms: &[Transform::Full, Transform::YearOnly, Transform::YesNo],
        },
        Field {
            code: "contract_end",
            name: Wording::fixed("Akhir kontrak", "Last day of the contract"),
            form: Form::Date,
            example: "2029-02-28",
            transforms: &[Transform::Full, Transform::YearOnly, Transform::YesNo],
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
            code: "visa_no",
            name: Wording::fixed("Nomor visa kerja", "Number of the work visa"),
            form: Form::Number,
            example: "T00012345",
            transforms: &[
                Transform::Full,
                Transform::LastFour,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
        Field {
            code: "visa_until",
            name: Wording::fixed("Visa kerja berlaku sampai", "Work visa valid until"),
            form: Form::Date,
            example: "2029-02-28",
            transforms: &[Transform::Full, Transform::YearOnly, Transform::YesNo],
        },
        Field {
            code: "insured",
            name: Wording::fixed("Jaminan sosial berlaku", "Social security in force"),
            form: Form::Flag,
            example: "yes",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "oriented",
            name: Wording::fixed("OPP sudah diikuti", "Orientation attended"),
            form: Form::Flag,
            example: "yes",
            transforms: &[Transform::Full, Transform::YesNo],
        },
        Field {
            code: "departed_on",
            name: Wording::fixed("Berangkat", "Departed on"),
            form: Form::Date,
            example: "2026-03-03",
            transforms: &[Transform::Full, Transform::YearOnly, Transform::YesNo],
        },
    ],
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_sound() {
        assert_eq!(PLACEMENT.faults(), Vec::<String>::new());
    }
}
