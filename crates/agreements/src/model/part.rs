//! The parts of a document, and what may be proposed for each.

use super::{Clause, Document, Party, Schedule, Term};
use domain::{Language, Wording};
use serde::{Deserialize, Serialize};
use std::fmt::Write;

/// A change of one part, as one side proposes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "part", rename_all = "lowercase", deny_unknown_fields)]
pub enum Proposed {
    /// Other words for what the agreement is about.
    Title {
        /// The words.
        title: Wording,
    },
    /// Another term.
    Term {
        /// From when to when.
        term: Term,
        /// How many days before the end a party must say that it leaves early.
        notice_days: u16,
    },
    /// What a party says of itself: its number, who signs.
    Party {
        /// The party; its agency is one of the document's.
        party: Party,
    },
    /// A clause: other words, a new one, or none.
    Clause {
        /// The clause.
        key: String,
        /// After which clause a new one stands; at the end if nothing is said.
        after: Option<String>,
        /// Its heading and text; nothing strikes it out.
        words: Option<ClauseWords>,
    },
    /// A data schedule: changed, new, or none.
    Schedule {
        /// The schedule's key.
        key: String,
        /// What it says; nothing strikes it out.
        schedule: Option<Box<Schedule>>,
    },
}

/// Heading and text of a clause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseWords {
    /// Its heading.
    pub heading: Wording,
    /// Its text.
    pub text: Wording,
}

impl Proposed {
    /// The address of the part: `title`, `term`, `party:<agency>`, `clause:<key>`, `schedule:<key>`.
    pub fn part(&self) -> String {
        match self {
            Self::Title { .. } => "title".to_owned(),
            Self::Term { .. } => "term".to_owned(),
            Self::Party { party } => format!("party:{}", party.agency),
            Self::Clause { key, .. } => format!("clause:{key}"),
            Self::Schedule { key, .. } => format!("schedule:{key}"),
        }
    }
}

impl Document {
    /// The document with a part as proposed.
    #[must_use]
    pub fn with(&self, proposed: &Proposed) -> Self {
        let mut document = self.clone();
        match proposed {
            Proposed::Title { title } => document.title = title.clone(),
            Proposed::Term { term, notice_days } => {
                document.term = term.clone();
                document.notice_days = *notice_days;
            }
            Proposed::Party { party } => {
                let mut own = document.parties.iter_mut();
                if let Some(own) = own.find(|own| own.agency == party.agency) {
                    *own = party.clone();
                }
            }
            Proposed::Clause { key, after, words } => {
                put_clause(&mut document.clauses, key, after.as_deref(), words.as_ref());
            }
            Proposed::Schedule { key, schedule } => {
                let place = document.schedules.iter().position(|one| one.key == *key);
                let place = place.unwrap_or(document.schedules.len());
                let end = (place + 1).min(document.schedules.len());
                let new = schedule.iter().map(|schedule| (**schedule).clone());
                document.schedules.splice(place..end, new);
            }
        }
        document
    }

    /// The words of a part as people read them, for showing differences; empty if there is no such part.
    pub fn written(&self, part: &str, language: Language) -> String {
        let in_language = |words: &Wording| words.in_language(language).to_owned();
        let (kind, key) = part.split_once(':').unwrap_or((part, ""));
        match kind {
            "title" => in_language(&self.title),
            "term" => format!(
                "{} – {} ({})\n{}",
                self.term.begins, self.term.ends, self.term.zone, self.notice_days
            ),
            "party" => {
                let mut parties = self.parties.iter();
                let party = parties.find(|party| party.agency.to_string() == key);
                party.map_or_else(String::new, |party| {
                    format!(
                        "{}\n{}\n{}\n{}",
                        party.name, party.number, party.signatory, party.position
                    )
                })
            }
            "clause" => self.clause(key).map_or_else(String::new, |(_, clause)| {
                format!(
                    "{}\n{}",
                    in_language(&clause.heading),
                    in_language(&clause.text)
                )
            }),
            "schedule" => self
                .schedule(key)
                .map_or_else(String::new, |schedule| schedule.written(language)),
            _ => String::new(),
        }
    }

    /// Every part that another version of this document has differently, in the order of the document.
    pub fn parts_changed(&self, earlier: &Self) -> Vec<String> {
        let mut parts = vec!["title".to_owned(), "term".to_owned()];
        for document in [self, earlier] {
            let own = (document
                .parties
                .iter()
                .map(|party| format!("party:{}", party.agency)))
            .chain(
                document
                    .clauses
                    .iter()
                    .map(|clause| format!("clause:{}", clause.key)),
            )
            .chain(
                document
                    .schedules
                    .iter()
                    .map(|schedule| format!("schedule:{}", schedule.key)),
            );
            for part in own {
                if !parts.contains(&part) {
                    parts.push(part);
                }
            }
        }
        parts.retain(|part| {
            [Language::Id, Language::En]
                .iter()
                .any(|language| self.written(part, *language) != earlier.written(part, *language))
        });
        parts
    }
}

impl Schedule {
    fn written(&self, language: Language) -> String {
        let mut text = format!(
            "{} → {}\n{}\n{}: {}\n{} / {}\n{}\n",
            self.provider,
            self.consumer,
            self.kind,
            self.purpose.code,
            self.purpose.words.in_language(language),
            self.quota.per_day,
            self.quota.in_all,
            self.retention_days,
        );
        for shared in &self.fields {
            // Writing to a string cannot fail.
            let _ = writeln!(text, "{}: {}", shared.field, shared.transform.code());
        }
        if let Some(assessment) = &self.assessment {
            let _ = writeln!(
                text,
                "{} ({}), {}\n{}\n{}",
                assessment.number,
                assessment.made_on,
                assessment.officer,
                assessment.risks,
                assessment.measures
            );
        }
        text
    }
}

fn put_clause(
    clauses: &mut Vec<Clause>,
    key: &str,
    after: Option<&str>,
    words: Option<&ClauseWords>,
) {
    let place = clauses.iter().position(|clause| clause.key == key);
    match (place, words) {
        (Some(place), None) => {
            clauses.remove(place);
        }
        (Some(place), Some(words)) => {
            if let Some(clause) = clauses.get_mut(place) {
                clause.heading = words.heading.clone();
                clause.text = words.text.clone();
            }
        }
        (None, Some(words)) => {
            let before = clauses
                .iter()
                .position(|clause| Some(clause.key.as_str()) == after);
            let place = before.map_or(clauses.len(), |place| place + 1);
            let clause = Clause {
                key: key.to_owned(),
                heading: words.heading.clone(),
                text: words.text.clone(),
            };
            clauses.insert(place, clause);
        }
        (None, None) => {}
    }
}
