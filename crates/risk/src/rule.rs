//! A rule: when it holds, what follows, whose words it rests on, and whom it hits without reason.

use crate::Condition;
use domain::Wording;
use jiff::civil::Date;

/// One rule of a set.
#[derive(Debug, Clone)]
pub struct Rule {
    /// A stable name in kebab-case.
    pub id: String,
    /// What follows where it holds.
    pub effect: Effect,
    /// How much it adds to the score: 1 to 100 for effects that weigh, else 0.
    pub points: u32,
    /// What it says, in a few words.
    pub title: Wording,
    /// When it holds.
    pub when: Condition,
    /// The public source it rests on.
    pub source: String,
    /// First day on which it applies.
    pub from: Date,
    /// Last day on which it applies, if it has one.
    pub until: Option<Date>,
    /// The innocent traveller whom it will hit.
    pub innocent: Wording,
    /// What the officer asks next.
    pub ask: Wording,
}

/// What follows where a rule holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// A sign of labour migration. It counts only where no placement explains the trip.
    Sign,
    /// The placement found is none for this trip: cancelled, long ended. It counts as a sign as well.
    Void,
    /// Something the placement requires is missing, expired or differs.
    Defect,
    /// A flag that accuses: somebody may be recruiting or escorting.
    Accuse,
    /// A flag that protects; its reason is not for a border officer.
    Protect,
    /// Nothing but a question.
    Ask,
}

impl Effect {
    /// Each effect with the word that a rule file writes.
    pub(crate) const WORDS: [(&'static str, Self); 6] = [
        ("sign", Self::Sign),
        ("void", Self::Void),
        ("defect", Self::Defect),
        ("accuse", Self::Accuse),
        ("protect", Self::Protect),
        ("ask", Self::Ask),
    ];

    /// Whether it counts against the trip. What is not known must never do so.
    pub fn weighs(self) -> bool {
        matches!(self, Self::Sign | Self::Void | Self::Defect | Self::Accuse)
    }
}

impl Rule {
    /// Whether the rule applies on a day.
    pub fn in_force(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}
