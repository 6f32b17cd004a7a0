//! What the answers add up to: dimension by dimension, and the pattern that the dimensions form.

use super::{Dimension, Indicator, Indicators, Subject, Weight};
use crate::Truth;
use domain::Wording;
use serde::{Deserialize, Serialize};

domain::coded! {
    /// The pattern that the dimensions form, the gravest last.
    #[derive(Serialize, Deserialize)]
    pub enum Pattern {
        /// No dimension stands that says more.
        NotShown = "not_shown",
        /// Somebody was recruited by deception, force or abuse, and no exploitation is shown: before departure this is all there can be.
        Recruitment = "recruitment",
        /// Exploitation alone: a case of labour rights.
        LabourRights = "labour_rights",
        /// Wrongful recruitment and exploitation, without coercion at the place of work.
        RecruitmentAndExploitation = "recruitment_and_exploitation",
        /// The pattern of trafficking: means, exploitation and coercion; of a child, exploitation.
        Trafficking = "trafficking",
    }
}

impl Pattern {
    /// What it is called.
    pub fn name(self) -> Wording {
        match self {
            Self::NotShown => Wording::fixed("Tidak terlihat", "Not shown"),
            Self::Recruitment => Wording::fixed(
                "Perekrutan yang melanggar, eksploitasi belum terlihat",
                "Wrongful recruitment, no exploitation shown",
            ),
            Self::LabourRights => Wording::fixed(
                "Eksploitasi tanpa cara perdagangan orang: perkara hak pekerja",
                "Exploitation without the means of trafficking: a case of labour rights",
            ),
            Self::RecruitmentAndExploitation => Wording::fixed(
                "Perekrutan yang melanggar dan eksploitasi",
                "Wrongful recruitment and exploitation",
            ),
            Self::Trafficking => {
                Wording::fixed("Pola perdagangan orang", "The pattern of trafficking")
            }
        }
    }
}

/// What was answered in one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Sum {
    /// Which dimension.
    pub dimension: Dimension,
    /// Strong indicators that are there.
    pub strong: usize,
    /// Medium ones.
    pub medium: usize,
    /// Weak ones.
    pub weak: usize,
    /// Whether the dimension stands. Unknown: what was not answered may still make it stand.
    pub stands: Truth,
}

/// What all answers say together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reading {
    /// The dimensions, in the order of the list.
    pub sums: Vec<Sum>,
    /// The pattern that the answers show.
    pub pattern: Pattern,
    /// The gravest pattern that what is not yet answered could show; the same as `pattern` when nothing can change it any more.
    pub could_become: Pattern,
}

/// The rule of combination: two strong, one strong and one other, three medium, or two medium and one weak.
fn stands(strong: usize, medium: usize, weak: usize) -> bool {
    strong >= 2 || (strong >= 1 && medium + weak >= 1) || medium >= 3 || (medium >= 2 && weak >= 1)
}

/// The pattern of the dimensions that hold.
fn pattern(subject: Subject, holds: impl Fn(Dimension) -> bool) -> Pattern {
    let means = holds(Dimension::DeceptiveRecruitment)
        || holds(Dimension::CoerciveRecruitment)
        || holds(Dimension::VulnerableRecruitment);
    let exploited = holds(Dimension::Exploitation);
    let forced = holds(Dimension::CoercionAtDestination);
    match (means, exploited, forced, subject) {
        (_, true, _, Subject::Child) | (true, true, true, _) => Pattern::Trafficking,
        (true, true, false, _) => Pattern::RecruitmentAndExploitation,
        (false, true, _, _) => Pattern::LabourRights,
        (true, false, _, _) => Pattern::Recruitment,
        (false, false, _, _) => Pattern::NotShown,
    }
}

impl Indicators {
    /// What the answers say: `True` for an indicator that is there, `False` for one that is not, `Unknown` for what was not asked or told.
    pub fn read(&self, subject: Subject, answer: impl Fn(&Indicator) -> Truth) -> Reading {
        let sums: Vec<Sum> = self
            .groups
            .iter()
            .map(|group| {
                let count = |weight, open| {
                    group
                        .indicators
                        .iter()
                        .filter(|one| one.weight(subject) == weight)
                        .filter(|one| match answer(one) {
                            Truth::True => true,
                            Truth::Unknown => open,
                            Truth::False => false,
                        })
                        .count()
                };
                let all = |open| {
                    (
                        count(Weight::Strong, open),
                        count(Weight::Medium, open),
                        count(Weight::Weak, open),
                    )
                };
                let (strong, medium, weak) = all(false);
                let (most_strong, most_medium, most_weak) = all(true);
                Sum {
                    dimension: group.code,
                    strong,
                    medium,
                    weak,
                    stands: if stands(strong, medium, weak) {
                        Truth::True
                    } else if stands(most_strong, most_medium, most_weak) {
                        Truth::Unknown
                    } else {
                        Truth::False
                    },
                }
            })
            .collect();
        let of = |dimension| {
            sums.iter()
                .find(|sum| sum.dimension == dimension)
                .map_or(Truth::False, |sum| sum.stands)
        };
        Reading {
            pattern: pattern(subject, |dimension| of(dimension) == Truth::True),
            could_become: pattern(subject, |dimension| of(dimension) != Truth::False),
            sums,
        }
    }

    /// What to ask next: unanswered indicators of dimensions that are still open, those that weigh most first, as long as an answer can
    /// make the pattern graver. Empty when nothing more can change it.
    pub fn ask_next(
        &self,
        subject: Subject,
        answer: impl Fn(&Indicator) -> Truth,
    ) -> Vec<&Indicator> {
        let reading = self.read(subject, &answer);
        if reading.pattern == reading.could_become {
            return Vec::new();
        }
        let mut open: Vec<(Weight, &Indicator)> = self
            .iter()
            .filter(|(dimension, one)| {
                answer(one) == Truth::Unknown
                    && self.matters(&reading, subject, *dimension)
                    && one.weight(subject) != Weight::None
            })
            .map(|(_, one)| (one.weight(subject), one))
            .collect();
        // A stable sort keeps the order of the list among equals: what is asked first in a talk comes first.
        open.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        open.into_iter().map(|(_, one)| one).collect()
    }

    /// Whether the pattern would be graver if this dimension stood, given the best that the others can still become.
    fn matters(&self, reading: &Reading, subject: Subject, dimension: Dimension) -> bool {
        let is_open = |of: Dimension| {
            reading
                .sums
                .iter()
                .any(|sum| sum.dimension == of && sum.stands == Truth::Unknown)
        };
        let holds = |of: Dimension, least: Truth| {
            reading.sums.iter().any(|sum| {
                sum.dimension == of && (sum.stands == Truth::True || sum.stands == least)
            })
        };
        is_open(dimension)
            && [Truth::True, Truth::Unknown].into_iter().any(|least| {
                pattern(subject, |of| of == dimension || holds(of, least))
                    > pattern(subject, |of| of != dimension && holds(of, least))
            })
    }
}
