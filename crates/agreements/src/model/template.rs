//! Templates, as data: agreements from which another region starts.

use super::{Clause, Document, Kind, Party, Purpose, Quota, Schedule, SharedField, Term};
use domain::{Wording, record::RecordKind};
use organisations::AgencyKind;
use serde::Deserialize;
use std::sync::LazyLock;
use uuid::Uuid;

/// An agreement without parties and term.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// The word in forms.
    pub code: String,
    /// Memorandum or cooperation agreement.
    pub kind: Kind,
    /// What it is called in the list of templates.
    pub name: Wording,
    /// What the agreement is about.
    pub title: Wording,
    /// What the first party usually is.
    pub first: AgencyKind,
    /// What the second party usually is.
    pub second: AgencyKind,
    /// Days of notice.
    pub notice_days: u16,
    /// Years that it usually runs.
    pub years: i16,
    /// The clauses, with `{region}` where the region stands.
    pub clauses: Vec<Clause>,
    /// Data schedules to start from; their impact is assessed by the parties.
    #[serde(default)]
    pub schedules: Vec<TemplateSchedule>,
}

/// A data schedule before it is known who the parties are.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateSchedule {
    /// What other parts call it.
    pub key: String,
    /// The clause on which it stands.
    pub clause: String,
    /// Whether the second party gives and the first receives; otherwise the other way.
    pub second_gives: bool,
    /// The kind of record.
    pub kind: String,
    /// What for.
    pub purpose: Purpose,
    /// Which fields, and how much of each.
    pub fields: Vec<SharedField>,
    /// How many records.
    pub quota: Quota,
    /// After how many days the data must be erased.
    pub retention_days: u16,
}

impl TemplateSchedule {
    fn schedule(&self, first: Uuid, second: Uuid) -> Schedule {
        let (provider, consumer) = if self.second_gives {
            (second, first)
        } else {
            (first, second)
        };
        Schedule {
            key: self.key.clone(),
            clause: self.clause.clone(),
            provider,
            consumer,
            kind: self.kind.clone(),
            purpose: self.purpose.clone(),
            fields: self.fields.clone(),
            quota: self.quota,
            retention_days: self.retention_days,
            assessment: None,
        }
    }
}

const FILES: [&str; 4] = [
    include_str!("../../templates/bp3mi-polda.toml"),
    include_str!("../../templates/kementerian-imigrasi.toml"),
    include_str!("../../templates/bp3mi-kota.toml"),
    include_str!("../../templates/nota-kesepahaman.toml"),
];

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    // A test sees to it that every file can be read.
    FILES
        .iter()
        .filter_map(|text| toml::from_str(text).ok())
        .collect()
});

impl Template {
    /// All of them, in the order of the form.
    pub fn all() -> &'static [Self] {
        &TEMPLATES
    }

    /// The template with this word.
    pub fn find(code: &str) -> Option<&'static Self> {
        TEMPLATES.iter().find(|template| template.code == code)
    }

    /// The first version of an agreement: the clauses of this template for these parties, and its data schedules as far as there
    /// are records of their kinds.
    pub fn document(
        &self,
        agreement: Uuid,
        parent: Option<Uuid>,
        region: &str,
        term: Term,
        parties: Vec<Party>,
        kinds: &[&'static RecordKind],
    ) -> Document {
        let schedules = match parties.as_slice() {
            [first, second] => (self.schedules.iter())
                .map(|schedule| schedule.schedule(first.agency, second.agency))
                .filter(|schedule| schedule.fault(kinds).is_none())
                .collect(),
            _ => Vec::new(),
        };
        let filled = |words: &Wording| {
            let fill = |text: &str| text.trim().replace("{region}", region);
            Wording::new(fill(&words.id), fill(&words.en))
        };
        Document {
            agreement,
            kind: self.kind,
            parent,
            supersedes: None,
            title: filled(&self.title),
            term,
            notice_days: self.notice_days,
            parties,
            clauses: (self.clauses.iter())
                .map(|clause| Clause {
                    key: clause.key.clone(),
                    heading: filled(&clause.heading),
                    text: filled(&clause.text),
                })
                .collect(),
            schedules,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_template_is_whole_in_both_languages() {
        for text in FILES {
            toml::from_str::<Template>(text).unwrap();
        }
        for template in Template::all() {
            let keys: BTreeSet<&str> = template
                .clauses
                .iter()
                .map(|clause| clause.key.as_str())
                .collect();
            assert_eq!(keys.len(), template.clauses.len(), "{}", template.code);
            for clause in &template.clauses {
                assert!(super::super::is_key(&clause.key), "{}", clause.key);
                for words in [&clause.heading, &clause.text] {
                    assert!(
                        !words.id.trim().is_empty() && !words.en.trim().is_empty(),
                        "{}",
                        clause.key
                    );
                    assert!(
                        !words.id.contains("Perlindungan"),
                        "the official word is Pelindungan"
                    );
                    let numbered = |text: &str| text.matches("\n(").count();
                    assert_eq!(numbered(&words.id), numbered(&words.en), "{}", clause.key);
                }
            }
        }
    }
}
