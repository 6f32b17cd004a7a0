//! What the public door knows, as data with source and date, and what it concludes from an offer. Pure.

mod basis;
mod check;
mod company;
mod contact;
mod cost;
mod country;
mod guide;
mod money;
mod offer;
mod rule;

pub use basis::Basis;
pub use check::{Advice, Checked, check};
pub use company::{Listed, NumberAnswer, RegisterAnswer, RegisterState, look_up};
pub use contact::{Contact, contacts};
pub use cost::Costs;
pub use country::{Place, Placing};
pub use guide::{Guide, guide};
pub use money::{read_rupiah, rupiah};
pub use offer::{Asked, Job, Kept, Offer, Recruiter, Route, Visa};
pub use rule::{Condition, Rule, Severity, rules};

use serde::de::DeserializeOwned;

/// Data that lies in the program. A test reads the same files: what cannot be read is never shipped.
fn shipped<T: DeserializeOwned + Default>(text: &str) -> T {
    toml::from_str(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(
        clippy::unwrap_used,
        reason = "a test that stops here has failed, and says where"
    )]

    use super::*;
    use jiff::civil::date;
    use std::collections::HashSet;
    use toml::{Table, Value};

    /// The files of data, as they are.
    const FILES: &[(&str, &str)] = &[
        ("contacts", include_str!("../data/contacts.toml")),
        ("costs", include_str!("../data/costs.toml")),
        ("countries", include_str!("../data/countries.toml")),
        ("documents", include_str!("../data/documents.toml")),
        ("offer_rules", include_str!("../data/offer_rules.toml")),
        ("steps", include_str!("../data/steps.toml")),
    ];

    /// Whatever tells somebody something names its source and the day on which it was held against it.
    fn look(place: &str, value: &Value, told: &mut usize) {
        match value {
            Value::Table(table) => {
                let says = ["text", "title", "rupiah", "phone"];
                if says.iter().any(|key| table.contains_key(*key)) {
                    let basis = table.get("basis").and_then(Value::as_table);
                    let basis = basis.unwrap_or_else(|| panic!("{place}: no basis"));
                    let source = basis.get("source").and_then(Value::as_str).unwrap();
                    assert!(source.len() > 5, "{place}: no source");
                    let checked = basis.get("checked").and_then(Value::as_str).unwrap();
                    let checked: jiff::civil::Date = checked.parse().unwrap();
                    assert!(checked <= date(2026, 11, 22), "{place}: checked tomorrow");
                    *told += 1;
                }
                if let (Some(id), Some(en)) = (table.get("id"), table.get("en")) {
                    let (id, en) = (id.as_str().unwrap(), en.as_str().unwrap());
                    assert!(
                        !id.is_empty() && !en.is_empty() && id != en,
                        "{place}: {id}"
                    );
                }
                for (key, value) in table {
                    look(&format!("{place}.{key}"), value, told);
                }
            }
            Value::Array(array) => {
                for (number, value) in array.iter().enumerate() {
                    look(&format!("{place}[{number}]"), value, told);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn whatever_is_told_has_a_source_and_a_day_in_both_languages() {
        for (name, text) in FILES {
            let table: Table = toml::from_str(text).unwrap();
            let mut told = 0;
            look(name, &Value::Table(table), &mut told);
            assert!(told > 0, "{name}");
        }
    }

    #[test]
    fn every_file_is_read_whole() {
        let entries = |name: &str, key: &str| {
            let (_, text) = FILES.iter().find(|(file, _)| *file == name).unwrap();
            let table: Table = toml::from_str(text).unwrap();
            table.get(key).and_then(Value::as_array).unwrap().len()
        };
        assert_eq!(contacts().len(), entries("contacts", "contact"));
        assert_eq!(rules().len(), entries("offer_rules", "rule"));
        assert_eq!(Place::all().len(), entries("countries", "country"));
        assert_eq!(guide().steps.len(), entries("steps", "step"));
        assert_eq!(guide().documents.len(), entries("documents", "document"));
        let costs = Costs::shipped().unwrap();
        assert_eq!(costs.amounts.len(), entries("costs", "amount"));
        assert_eq!(costs.free.jobs.len(), 10, "Peraturan BP2MI 9/2020");
        assert!(contacts().first().unwrap().urgent);
        let unique = |ids: Vec<&str>| ids.iter().collect::<HashSet<_>>().len() == ids.len();
        assert!(unique(
            rules().iter().map(|rule| rule.id.as_str()).collect()
        ));
        let day = date(2026, 11, 22);
        for required in placement::required(domain::PlacementScheme::PToP, day) {
            assert!(guide().document(required.kind).is_some(), "{required:?}");
        }
    }

    #[test]
    fn numbers_can_be_dialled() {
        for contact in contacts() {
            for number in [Some(&contact.phone), contact.whatsapp.as_ref()]
                .into_iter()
                .flatten()
            {
                let digits = number.strip_prefix('+').unwrap_or(number);
                assert!(digits.bytes().all(|byte| byte.is_ascii_digit()), "{number}");
            }
        }
    }
}
