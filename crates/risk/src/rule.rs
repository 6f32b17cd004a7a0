//! A rule: when it holds, what follows, whose words it rests on, and whom it hits without reason.

use crate::Condition;
use domain::{Language, Wording};
use jiff::civil::Date;

/// One rule of a set.
#[derive(Debug, Clone, PartialEq)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
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
    /// Every effect, in the order in which an editor offers them.
    pub const ALL: [Self; 6] = [
        Self::Sign,
        Self::Void,
        Self::Defect,
        Self::Accuse,
        Self::Protect,
        Self::Ask,
    ];

    /// The word that a rule file writes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Void => "void",
            Self::Defect => "defect",
            Self::Accuse => "accuse",
            Self::Protect => "protect",
            Self::Ask => "ask",
        }
    }

    /// By the word that a rule file writes.
    pub fn coded(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|effect| effect.code() == code)
    }

    /// What follows, in a few words.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Sign, Language::Id) => "tanda migrasi kerja",
            (Self::Sign, Language::En) => "a sign of labour migration",
            (Self::Void, Language::Id) => "penempatan tidak berlaku untuk perjalanan ini",
            (Self::Void, Language::En) => "the placement is none for this trip",
            (Self::Defect, Language::Id) => "penempatan belum lengkap",
            (Self::Defect, Language::En) => "the placement is incomplete",
            (Self::Accuse, Language::Id) => "dugaan perekrut atau pengantar",
            (Self::Accuse, Language::En) => "a suspected recruiter or escort",
            (Self::Protect, Language::Id) => "wawancara pelindungan",
            (Self::Protect, Language::En) => "a protective interview",
            (Self::Ask, Language::Id) => "satu pertanyaan, tanpa poin",
            (Self::Ask, Language::En) => "a question, without points",
        }
    }

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
