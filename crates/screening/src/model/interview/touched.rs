//! Which signs the answers touch, and what is recommended to the officer.

use super::{Dimension, Interview, Question, Sign, Weight, questionnaire};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// What is recommended after an interview. An officer decides.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = InterviewCounsel)]
    pub enum Counsel {
        /// Somebody asked for help: offer it now.
        Help = "help",
        /// Several signs of one kind, a child, or force: refer, if the person agrees or the law asks for it.
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
    /// Each question whose answer touches something, with its signs.
    pub signs: Vec<(&'static Question, Vec<&'static Sign>)>,
    /// Kinds of sign of which enough are touched together, as the ILO counts.
    pub together: Vec<Dimension>,
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
        let signs: Vec<(&Question, Vec<&Sign>)> = touched
            .map(|question| {
                let signs = question.signs.iter().filter_map(|id| all.sign(id));
                (question, signs.collect())
            })
            .collect();
        let mut each: Vec<&Sign> = signs.iter().flat_map(|(_, signs)| signs).copied().collect();
        each.sort_by(|one, two| one.id.cmp(&two.id));
        each.dedup();
        let together = Dimension::ALL.iter().copied().filter(|dimension| {
            let count = |weight| {
                let of = each.iter().filter(|sign| sign.dimension == *dimension);
                of.filter(|sign| sign.weight == Some(weight)).count()
            };
            enough(
                count(Weight::Strong),
                count(Weight::Medium),
                count(Weight::Weak),
            )
        });
        let is_open = |question: &&Question| {
            !matches!(
                reply(question),
                Some(super::Reply::Yes | super::Reply::No)
            )
        };
        Self {
            together: together.collect(),
            help: signs.iter().any(|(question, _)| question.help),
            open: all.questions.iter().filter(is_open).count(),
            signs,
        }
    }

    /// What is recommended.
    pub fn counsel(&self) -> Counsel {
        let law = |sign: &&Sign| sign.dimension == Dimension::Law;
        let grave = self.signs.iter().any(|(_, signs)| signs.iter().any(law));
        if self.help {
            Counsel::Help
        } else if grave || !self.together.is_empty() {
            Counsel::Refer
        } else if !self.signs.is_empty() {
            Counsel::Further
        } else if self.open == questionnaire().questions.len() {
            Counsel::Unanswered
        } else {
            Counsel::Nothing
        }
    }
}

/// Whether so many indicators of one dimension make it positive (ILO, operational indicators, 2009): two strong, one strong with
/// another, three medium, or two medium with a weak one.
fn enough(strong: usize, medium: usize, weak: usize) -> bool {
    strong >= 2 || strong == 1 && medium + weak >= 1 || medium >= 3 || medium == 2 && weak >= 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::interview::{Given, Reply};

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
            (&[("debt", NotSaid), ("passport", Other)], Counsel::Unanswered),
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
        assert_eq!(three.together, [Dimension::Coercive]);
        assert_eq!(three.open, questionnaire().questions.len() - 3);
    }

    #[test]
    fn how_many_of_one_kind_are_enough() {
        for (counts, expected) in [
            ((2, 0, 0), true),
            ((1, 0, 0), false),
            ((1, 1, 0), true),
            ((1, 0, 1), true),
            ((0, 3, 0), true),
            ((0, 2, 0), false),
            ((0, 2, 1), true),
            ((0, 1, 5), false),
        ] {
            let (strong, medium, weak) = counts;
            assert_eq!(enough(strong, medium, weak), expected, "{counts:?}");
        }
    }
}
