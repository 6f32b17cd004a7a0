//! The questions as data: in several languages, each with what stands behind it.

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
    /// An element of the law on trafficking in persons (UU 21/2007 article 1), which has no weight.
    #[derive(Serialize, Deserialize)]
    pub enum Element {
        /// Number 5: somebody under 18.
        Child = "child",
        /// Number 1: force, fraud or abuse of power or vulnerability.
        Means = "means",
    }
}

impl Element {
    /// What it is called.
    pub fn name(self) -> Wording {
        match self {
            Self::Child => Wording::fixed(
                "Anak: belum 18 tahun (UU 21/2007 pasal 1 angka 5)",
                "A child: under 18 (UU 21/2007 article 1 number 5)",
            ),
            Self::Means => Wording::fixed(
                "Paksaan, tipu daya, atau penyalahgunaan kekuasaan (UU 21/2007 pasal 1 angka 1)",
                "Force, fraud or abuse of power (UU 21/2007 article 1 number 1)",
            ),
        }
    }
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Stable identifier.
    pub id: String,
    /// The answer that touches what stands behind it.
    pub touches: Reply,
    /// Operational indicators that stand behind it, by identifier.
    #[serde(default)]
    pub indicators: Vec<String>,
    /// The element of the law that stands behind it.
    pub element: Option<Element>,
    /// Whether that answer asks for help at once.
    #[serde(default)]
    pub help: bool,
    ask: Asked,
    /// What the officer asks, or does, then.
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
    use risk::indicators::Indicators;
    use std::collections::BTreeSet;

    #[test]
    fn the_shipped_questions_are_sound() {
        let text = include_str!("../../../data/interview.toml");
        let all: Questionnaire = toml::from_str(text).unwrap();
        assert!(!all.version.is_empty() && !all.source.is_empty());
        let ids: BTreeSet<&str> = all.questions.iter().map(|q| q.id.as_str()).collect();
        assert_eq!(ids.len(), all.questions.len(), "a question stands twice");
        for question in &all.questions {
            let id = &question.id;
            assert!(matches!(question.touches, Reply::Yes | Reply::No), "{id}");
            let behind = question.help || question.element.is_some();
            assert!(behind || !question.indicators.is_empty(), "{id}");
            for indicator in &question.indicators {
                let known = Indicators::shipped().get(indicator);
                assert!(known.is_some(), "{id}: {indicator}");
            }
        }
    }
}
