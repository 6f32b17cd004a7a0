//! A person's state as the journal keeps it: one field for each particular, numbers and contacts as short lines.

use super::{Contact, Identifier, Particulars, Relative};
use serde::Serialize;

/// What the journal compares before and after a change.
#[derive(Debug, Serialize)]
pub(crate) struct Recorded<'a> {
    #[serde(flatten)]
    particulars: &'a Particulars,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    identifiers: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contacts: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    family: Vec<String>,
}

impl<'a> Recorded<'a> {
    /// What counts now; superseded numbers, contacts and relatives are left out.
    pub(crate) fn new(
        particulars: &'a Particulars,
        identifiers: &[Identifier],
        contacts: &'a [Contact],
        relatives: &[Relative],
    ) -> Self {
        let current = identifiers.iter().filter(|i| i.holds());
        let reached = contacts.iter().filter(|c| c.holds());
        let family = relatives.iter().filter(|r| r.holds());
        Self {
            particulars,
            identifiers: current.map(line).collect(),
            contacts: reached.map(|contact| contact.value.as_str()).collect(),
            family: family
                .map(|relative| format!("{} {}", relative.relation.code(), relative.name))
                .collect(),
        }
    }
}

/// `passport C1234567 IDN 2024-05-01/2034-05-01`
fn line(identifier: &Identifier) -> String {
    let mut line = format!("{} {}", identifier.kind.code(), identifier.number);
    if let Some(issuer) = identifier.issuer {
        line.push(' ');
        line.push_str(issuer.alpha3());
    }
    if identifier.issued.is_some() || identifier.expires.is_some() {
        let day = |date: Option<domain::PartialDate>| date.map_or("..".into(), |d| d.to_string());
        let (from, to) = (day(identifier.issued), day(identifier.expires));
        line.push_str(&format!(" {from}/{to}"));
    }
    line
}
