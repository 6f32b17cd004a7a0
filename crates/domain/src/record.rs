//! Kinds of record that agencies keep and share: their fields, and how much of each may be shown.
//!
//! A capability describes its records once, as data; masks, agreements, exchange and the pages that explain them need to
//! know no more.
//!
//! ```
//! use domain::{Wording, record::{Field, Form, RecordKind, Shown, Transform, Value}};
//!
//! static VESSEL: RecordKind = RecordKind {
//!     code: "vessel",
//!     name: Wording::fixed("Kapal", "Vessel"),
//!     fields: &[Field {
//!         code: "master",
//!         name: Wording::fixed("Nakhoda", "Master"),
//!         form: Form::Name,
//!         example: "Budi Santoso",
//!         transforms: &[Transform::Full, Transform::Initials, Transform::YesNo],
//!     }],
//! };
//!
//! let master = VESSEL.field("master").unwrap();
//! let shown = Transform::Initials.apply(master.example_value().as_ref(), |_| String::new());
//! assert_eq!(shown, Shown::Initials("B. S.".into()));
//! ```

mod transform;
mod value;

use crate::{Language, Wording};
pub use transform::{Shown, Transform};
pub use value::{Form, Value};

/// A kind of record, such as a person or a placement.
#[derive(Debug)]
pub struct RecordKind {
    /// The word in tables, journal, policies and JSON: lower case ASCII, stable.
    pub code: &'static str,
    /// What people call it.
    pub name: Wording,
    /// Its fields, in the order in which they are shown.
    pub fields: &'static [Field],
}

/// A field of a kind of record.
#[derive(Debug)]
pub struct Field {
    /// The word in tables, policies and JSON: lower case ASCII, stable.
    pub code: &'static str,
    /// What people call it.
    pub name: Wording,
    /// What its values are.
    pub form: Form,
    /// A value of an invented person, in the form in which it is written ([`Value::read`]); pages of agreements show with
    /// it what the other side will see.
    pub example: &'static str,
    /// How it may be shown to others, from the most revealing to the least.
    pub transforms: &'static [Transform],
}

impl RecordKind {
    /// The field with this word.
    pub fn field(&self, code: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.code == code)
    }

    /// What is wrong with the description; for the test of the capability that wrote it. Empty when all is well.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        let mut seen = Vec::new();
        let lower = |code: &str| {
            !code.is_empty()
                && code
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        };
        if !lower(self.code) {
            faults.push(format!("`{}` is not lower case", self.code));
        }
        for field in self.fields {
            let code = field.code;
            if !lower(code) || seen.contains(&code) {
                faults.push(format!("`{code}` is not lower case or stands twice"));
            }
            seen.push(code);
            if field.example_value().is_none() {
                faults.push(format!("`{code}`: its example is not of its form"));
            }
            if field.transforms.is_empty() || !field.transforms.is_sorted_by(|a, b| a < b) {
                faults.push(format!("`{code}`: transforms are missing or out of order"));
            }
            for transform in field.transforms.iter().filter(|t| !t.fits(field.form)) {
                let transform = transform.code();
                faults.push(format!("`{code}`: `{transform}` does not fit its form"));
            }
        }
        faults
    }
}

impl Field {
    /// The example as a value; `None` only if the description is faulty.
    pub fn example_value(&self) -> Option<Value> {
        Value::read(self.form, self.example)
    }

    /// Whether the field may be shown in this way.
    pub fn allows(&self, transform: Transform) -> bool {
        self.transforms.contains(&transform)
    }

    /// In one sentence what the other side will see of this field.
    pub fn seen(&self, transform: Transform, language: Language) -> String {
        format!(
            "{}: {}",
            self.name.in_language(language),
            transform.wording().in_language(language)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static FAULTY: RecordKind = RecordKind {
        code: "Vessel",
        name: Wording::fixed("Kapal", "Vessel"),
        fields: &[
            Field {
                code: "built",
                name: Wording::fixed("Dibuat", "Built"),
                form: Form::Date,
                example: "not a date",
                transforms: &[Transform::YesNo, Transform::Full, Transform::LastFour],
            },
            Field {
                code: "built",
                name: Wording::fixed("Dibuat", "Built"),
                form: Form::Date,
                example: "1990-XX-XX",
                transforms: &[],
            },
        ],
    };

    #[test]
    fn a_faulty_description_is_named() {
        assert_eq!(
            FAULTY.faults(),
            [
                "`Vessel` is not lower case",
                "`built`: its example is not of its form",
                "`built`: transforms are missing or out of order",
                "`built`: `last_four` does not fit its form",
                "`built` is not lower case or stands twice",
                "`built`: transforms are missing or out of order",
            ]
        );
    }
}
