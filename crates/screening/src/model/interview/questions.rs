//! The questions as data: in several languages, each with the sign behind it.

use super::Reply;
use domain::{Language, Wording};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

domain::coded! {
    /// A language in which is asked.
    #[derive(Default, Serialize, Deserialize, ToSchema)]
    #[schema(as = InterviewLanguage)]
    pub enum Tongue {
        /// Bahasa Indonesia.
        #[default]
        Indonesian = "id",
        /// English.
        English = "en",
        /// Basa Jawa, krama.
        Javanese = "jv",
        /// Basa Sunda.
        Sundanese = "su",
        /// Bahasa Melayu.
        Malay = "ms",
    }
}

domain::coded! {
    /// To which part of the definition of trafficking a sign belongs.
    #[derive(Serialize, Deserialize)]
    pub enum Dimension {
        /// Deceptive recruitment.
        Deceptive = "deceptive",
        /// Coercive recruitment.
        Coercive = "coercive",
        /// Recruitment by abuse of vulnerability.
        Vulnerability = "vulnerability",
        /// An element of the law, which has no weight.
        Law = "law",
    }
}

domain::coded! {
    /// How much an indicator of the ILO weighs.
    #[derive(Serialize, Deserialize)]
    pub enum Weight {
        /// Strong.
        Strong = "strong",
        /// Medium.
        Medium = "medium",
        /// Weak.
        Weak = "weak",
    }
}

/// What an answer can touch: an operational indicator of the ILO, or an element of the law.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sign {
    /// Stable identifier.
    pub id: String,
    /// To which part it belongs.
    pub dimension: Dimension,
    /// How much it weighs; an element of the law has no weight.
    pub weight: Option<Weight>,
    /// What it says.
    pub words: Wording,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable identifier.
    pub id: String,
    /// The answer that touches its signs.
    pub touches: Reply,
    /// The signs by identifier.
    pub signs: Vec<String>,
    /// Whether that answer asks for help at once.
    #[serde(default)]
    pub help: bool,
    ask: Asked,
    /// What the officer asks, or does, when the answer touches a sign.
    pub follow: Wording,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    id: String,
    en: String,
    jv: Option<String>,
    su: Option<String>,
    ms: Option<String>,
}

/// All questions of a version.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Questionnaire {
    /// Its version.
    pub version: String,
    /// What it rests on.
    pub source: String,
    #[serde(rename = "sign")]
    signs: Vec<Sign>,
    /// The questions in their order.
    #[serde(rename = "question")]
    pub questions: Vec<Question>,
}

static SHIPPED: LazyLock<Questionnaire> = LazyLock::new(|| {
    // That it can be read a test shows.
    toml::from_str(include_str!("../../../data/interview.toml")).unwrap_or_default()
});

/// The questions in use.
pub fn questionnaire() -> &'static Questionnaire {
    &SHIPPED
}

impl Questionnaire {
    /// A question by its identifier.
    pub fn question(&self, id: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.id == id)
    }

    /// A sign by its identifier.
    pub fn sign(&self, id: &str) -> Option<&Sign> {
        self.signs.iter().find(|sign| sign.id == id)
    }
}

impl Question {
    /// The question in a language, where there is one.
    pub fn asked(&self, tongue: Tongue) -> Option<&str> {
        match tongue {
            Tongue::Indonesian => Some(&self.ask.id),
            Tongue::English => Some(&self.ask.en),
            Tongue::Javanese => self.ask.jv.as_deref(),
            Tongue::Sundanese => self.ask.su.as_deref(),
            Tongue::Malay => self.ask.ms.as_deref(),
        }
    }

    /// The question as the officer reads it.
    pub fn read(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.ask.id,
            Language::En => &self.ask.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_shipped_questions_are_sound() {
        let text = include_str!("../../../data/interview.toml");
        let all: Questionnaire = toml::from_str(text).unwrap();
        assert!(!all.version.is_empty() && all.source.contains("WCMS_105023"));
        let ids: BTreeSet<&str> = all.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(ids.len(), all.questions.len(), "a question stands twice");
        let mut used = BTreeSet::new();
        for question in &all.questions {
            let yes_or_no = matches!(question.touches, Reply::Yes | Reply::No);
            assert!(yes_or_no, "{}", question.id);
            assert!(question.help || !question.signs.is_empty(), "{}", question.id);
            for sign in &question.signs {
                assert!(all.sign(sign).is_some(), "{}: {sign}", question.id);
                used.insert(sign.as_str());
            }
        }
        assert_eq!(used.len(), all.signs.len(), "a sign that nothing touches");
        for sign in &all.signs {
            let of_law = sign.dimension == Dimension::Law;
            assert_eq!(sign.weight.is_none(), of_law, "{}", sign.id);
        }
    }
}
