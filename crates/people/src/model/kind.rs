//! A person as a kind of record that agencies share: its fields, and how much of each may be shown.

use domain::{
    Wording,
    record::{Field, Form, RecordKind, Transform},
};

/// A person. The example is nobody: district 35.07.13 with a serial number that is not given out.
pub static PERSON: RecordKind = RecordKind {
    code: "person",
    name: Wording::fixed("Orang", "Person"),
    fields: &[
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
        Field {
            code: "birth_place",
            name: Wording::fixed("Tempat lahir", "Place of birth"),
            form: Form::Text,
            example: "Malang",
            transforms: PLAIN,
        },
        Field {
            code: "sex",
            name: Wording::fixed("Jenis kelamin", "Sex"),
            form: Form::Text,
            example: "F",
            transforms: PLAIN,
        },
        Field {
            code: "nationality",
            name: Wording::fixed("Kewarganegaraan", "Nationality"),
            form: Form::Text,
            example: "IDN",
            transforms: PLAIN,
        },
        Field {
            code: "nik",
            name: Wording::fixed("NIK", "NIK"),
            form: Form::Number,
            example: "3507135203900000",
            transforms: NUMBER,
        },
        Field {
            code: "passport_number",
            name: Wording::fixed("Nomor paspor", "Passport number"),
            form: Form::Number,
            example: "C0000000",
            transforms: NUMBER,
        },
        Field {
            code: "passport_expires",
            name: Wording::fixed("Paspor berlaku sampai", "Passport valid until"),
            form: Form::Date,
            example: "2034-05-01",
            transforms: &[Transform::Full, Transform::YearOnly, Transform::YesNo],
        },
        Field {
            code: "phone",
            name: Wording::fixed("Telepon", "Telephone"),
            form: Form::Number,
            example: "6281200000000",
            transforms: NUMBER,
        },
        Field {
            code: "parent_name",
            name: Wording::fixed("Nama orang tua", "Name of a parent"),
            form: Form::Name,
            example: "Suryani",
            transforms: &[
                Transform::Full,
                Transform::Initials,
                Transform::YesNo,
                Transform::KeyedToken,
            ],
        },
        Field {
            code: "address",
            name: Wording::fixed("Alamat", "Address"),
            form: Form::Text,
            example: "Dusun Krajan, Singosari",
            transforms: PLAIN,
        },
        Field {
            code: "region",
            name: Wording::fixed("Kode wilayah", "Code of the region"),
            form: Form::Text,
            example: "35.07.24",
            transforms: PLAIN,
        },
    ],
};

const PLAIN: &[Transform] = &[Transform::Full, Transform::YesNo];
const NUMBER: &[Transform] = &[
    Transform::Full,
    Transform::LastFour,
    Transform::YesNo,
    Transform::KeyedToken,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_is_sound() {
        assert_eq!(PERSON.faults(), Vec::<String>::new());
    }
}
