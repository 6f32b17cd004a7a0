//! What a document still lacks before anybody can sign it.

use super::{Document, Kind, Span, Term, TermError, schedule::is_code};
use domain::record::RecordKind;
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Something that keeps a document from being signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// The part, as [`Proposed::part`](super::Proposed::part) names it.
    pub part: String,
    /// What is wrong, as a message of the languages.
    pub message: &'static str,
}

/// The longest text of a clause, in characters.
pub const LONGEST_TEXT: usize = 20_000;
/// More clauses, schedules or parties are no agreement.
pub const MOST_PARTS: usize = 200;

impl Document {
    /// What is wrong with it; nothing if it can be signed. `above` is the term of the agreement above it.
    pub fn flaws(
        &self,
        above: Option<&Term>,
        kinds: &[&'static RecordKind],
        now: Timestamp,
    ) -> Vec<Flaw> {
        let mut flaws = Vec::new();
        let mut add = |part: &str, message: &'static str| {
            flaws.push(Flaw {
                part: part.to_owned(),
                message,
            });
        };
        if self.title.id.trim().is_empty() {
            add("title", "flaw-title");
        }
        if let Some(message) = self.fault_of_term(above, now) {
            add("term", message);
        }
        let agencies: BTreeSet<_> = self.parties.iter().map(|party| party.agency).collect();
        if agencies.len() < 2 || agencies.len() != self.parties.len() {
            add("title", "flaw-parties");
        }
        for party in &self.parties {
            let left_out = [&party.number, &party.signatory, &party.position]
                .iter()
                .any(|text| text.trim().is_empty());
            if left_out {
                add(&format!("party:{}", party.agency), "flaw-party");
            }
        }
        if self.clauses.is_empty() {
            add("title", "flaw-clauses");
        }
        for clause in &self.clauses {
            let part = format!("clause:{}", clause.key);
            if clause.text.id.trim().is_empty() || clause.heading.id.trim().is_empty() {
                add(&part, "flaw-clause");
            } else if clause.text.id.contains("{") || clause.text.id.contains("[…]") {
                add(&part, "flaw-placeholder");
            }
        }
        if self.kind == Kind::Mou && !self.schedules.is_empty() {
            add("title", "flaw-mou-schedule");
        }
        for schedule in &self.schedules {
            let part = format!("schedule:{}", schedule.key);
            let party = |agency| agencies.contains(&agency);
            if let Some(message) = schedule.fault(kinds) {
                add(&part, message);
            } else if !party(schedule.provider) || !party(schedule.consumer) {
                add(&part, "schedule-no-party");
            } else if self.clause(&schedule.clause).is_none() {
                add(&part, "schedule-clause");
            } else if !schedule
                .assessment
                .as_ref()
                .is_some_and(|made| made.complete())
            {
                add(&part, "schedule-assessment");
            } else if self.rivals(schedule) > 1 {
                add(&part, "schedule-rival");
            }
        }
        flaws
    }

    /// Schedules for the same consumer, kind and purpose: with two of them a request would be covered by either.
    fn rivals(&self, schedule: &super::Schedule) -> usize {
        let same = |other: &&super::Schedule| {
            other.consumer == schedule.consumer
                && other.kind == schedule.kind
                && other.purpose.code == schedule.purpose.code
        };
        self.schedules.iter().filter(same).count()
    }

    fn fault_of_term(&self, above: Option<&Term>, now: Timestamp) -> Option<&'static str> {
        let span = match self.term.span() {
            Ok(span) => span,
            Err(TermError::Backwards) => return Some("term-backwards"),
            Err(TermError::Zone) => return Some("term-zone"),
        };
        if span.to <= now {
            return Some("term-over");
        }
        let outside = |above: Span| !span.within(above);
        match above.map(Term::span) {
            Some(Ok(above)) if outside(above) => Some("term-outside-parent"),
            Some(Err(_)) => Some("term-outside-parent"),
            _ => None,
        }
    }
}

/// Whether a text may stand in a document: not too long, and no control characters but line ends.
pub fn is_text(text: &str) -> bool {
    text.chars().count() <= LONGEST_TEXT && !text.chars().any(|c| c.is_control() && c != '\n')
}

/// Whether a key of a clause or schedule has the form of one.
pub fn is_key(text: &str) -> bool {
    is_code(text)
}
