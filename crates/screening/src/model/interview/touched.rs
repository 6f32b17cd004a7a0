//! Which signs the answers touch, and what is recommended to the officer.

use super::{Element, Interview, Question, Reply, questionnaire};
use risk::{
    Truth,
    indicators::{Indicator, Indicators, Pattern, Reading, Subject},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// What is recommended after an interview. An officer decides.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = InterviewCounsel)]
    pub enum Counsel {
        /// Somebody asked for help: offer it now.
        Help = "help",
        /// Several signs together, a child, or force: refer, if the person agrees or the law asks for it.
        Refer = "refer",
        /// A sign was touched: go on talking, in private.
        Further = "further",
        /// Nothing was touched; that proves nothing.
        Nothing = "nothing",
        /// Not one question was answered.
        Unanswered = "unanswered",
    }
}

/// What the answers of an interview touch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Each question whose answer touches something, in their order.
    pub questions: Vec<&'static Question>,
    /// What the indicators touched add up to, as the ILO counts.
    pub reading: Reading,
    /// Somebody asked for help.
    pub help: bool,
    /// Questions without a yes or no.
    pub open: usize,
}

impl Touched {
    /// What the answers touch.
    pub fn by(interview: &Interview) -> Self {
        let all = questionnaire();
        let reply = |question: &Question| interview.answers.get(&question.id)?.reply;
        let touched = all
            .questions
            .iter()
            .filter(|question| reply(question) == Some(question.touches));
        let questions: Vec<&Question> = touched.collect();
        let child = |question: &&Question| question.element == Some(Element::Child);
        let subject = match questions.iter().any(child) {
            true => Subject::Child,
            false => Subject::Adult,
        };
        let answer = |indicator: &Indicator| {
            let asks = |question: &&Question| question.indicators.contains(&indicator.id);
            if questions.iter().any(asks) {
                return Truth::True;
            }
            // An opposite answer does not prove that there is none: somebody may be afraid.
            Truth::Unknown
        };
        let is_open =
            |question: &&Question| !matches!(reply(question), Some(Reply::Yes | Reply::No));
        Self {
            reading: Indicators::shipped().read(subject, answer),
            help: questions.iter().any(|question| question.help),
            open: all.questions.iter().filter(is_open).count(),
            questions,
        }
    }

    /// What is recommended.
    pub fn counsel(&self) -> Counsel {
        let of_law = |question: &&Question| question.element.is_some();
        if self.help {
            Counsel::Help
        } else if self.questions.iter().any(of_law) || self.reading.pattern != Pattern::NotShown {
            Counsel::Refer
        } else if !self.questions.is_empty() {
            Counsel::Further
        } else if self.open == questionnaire().questions.len() {
            Counsel::Unanswered
        } else {
            Counsel::Nothing
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::interview::Given;

    fn answered(pairs: &[(&str, Reply)]) -> Touched {
        let answers = pairs.iter().map(|(id, reply)| {
            assert!(questionnaire().question(id).is_some(), "{id}");
            let given = Given {
                reply: Some(*reply),
                words: String::new(),
            };
            ((*id).to_owned(), given)
        });
        Touched::by(&Interview {
            answers: answers.collect(),
            ..Interview::default()
        })
    }

    #[test]
    fn what_is_recommended() {
        use Reply::{No, NotSaid, Other, Yes};
        for (pairs, expected) in [
            (&[][..], Counsel::Unanswered),
            (
                &[("debt", NotSaid), ("passport", Other)],
                Counsel::Unanswered,
            ),
            (&[("debt", No), ("passport", Yes)], Counsel::Nothing),
            (&[("debt", Yes)], Counsel::Further),
            (&[("debt", Yes), ("passport", No)], Counsel::Further),
            (
                &[("debt", Yes), ("passport", No), ("kept-in", Yes)],
                Counsel::Refer,
            ),
            (&[("adult", No)], Counsel::Refer),
            (&[("adult", No), ("help", Yes)], Counsel::Help),
        ] {
            assert_eq!(answered(pairs).counsel(), expected, "{pairs:?}");
        }
        let three = answered(&[("debt", Yes), ("passport", No), ("kept-in", Yes)]);
        assert_eq!(three.reading.pattern, Pattern::Recruitment);
        assert_eq!(three.open, questionnaire().questions.len() - 3);
    }
}
