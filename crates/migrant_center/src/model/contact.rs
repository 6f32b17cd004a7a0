//! Whom to call.

use super::{Basis, shipped};
use domain::Wording;
use serde::Deserialize;
use std::sync::LazyLock;

/// Somebody to call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Who it is.
    pub name: Wording,
    /// When to call.
    #[serde(rename = "for")]
    pub purpose: Wording,
    /// As it is dialled: digits, with `+` and the country where it is called from abroad.
    pub phone: String,
    /// The same for WhatsApp.
    #[serde(default)]
    pub whatsapp: Option<String>,
    /// A site, without `https://`.
    #[serde(default)]
    pub web: Option<String>,
    /// Whether it is for danger that cannot wait.
    #[serde(default)]
    pub urgent: bool,
    /// Source and date.
    pub basis: Basis,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    contact: Vec<Contact>,
}

static CONTACTS: LazyLock<Vec<Contact>> = LazyLock::new(|| {
    let mut all = shipped::<File>(include_str!("../../data/contacts.toml")).contact;
    all.sort_by_key(|contact| !contact.urgent);
    all
});

/// All contacts, those for danger first.
pub fn contacts() -> &'static [Contact] {
    &CONTACTS
}
