//! Applies the rules in force to what is known of one trip.

use crate::condition::Traced;
use crate::status::{AccusingFlag, Action, ProtectiveFlag, Registry, TripStatus};
use crate::{Condition, Effect, Fact, Facts, Rule, RuleSet, Truth};
use domain::Wording;
use jiff::civil::Date;

/// A rule that holds, with what each of its conditions saw.
#[derive(Debug)]
pub struct Finding<'r, 'a> {
    /// The rule.
    pub rule: &'r Rule,
    /// Its conditions in order.
    pub trace: Vec<Traced<'r, 'a>>,
}

/// What the rules say of one trip.
#[derive(Debug)]
pub struct Verdict<'r, 'a> {
    /// The status of the trip.
    pub status: TripStatus,
    /// The sum of points of the findings that count.
    pub score: u32,
    /// What is recommended.
    pub action: Action,
    /// What counts, the heaviest first. Signs are left out where a placement explains the trip.
    pub findings: Vec<Finding<'r, 'a>>,
    /// What to ask next, each question once.
    pub questions: Vec<&'r Wording>,
    /// Whether a protective interview is advised.
    pub protective: Option<ProtectiveFlag>,
    /// Flags that accuse.
    pub accusing: Vec<AccusingFlag>,
    /// Facts that were not known and might have mattered.
    pub not_known: Vec<Fact>,
}

impl Verdict<'_, '_> {
    /// Sorts the most urgent first.
    pub fn urgency(&self) -> impl Ord + use<> {
        (
            std::cmp::Reverse(self.action),
            std::cmp::Reverse(self.score),
        )
    }
}

impl RuleSet {
    /// Assesses a trip by the rules in force on a day.
    pub fn assess<'r, 'a>(&'r self, facts: &Facts<'a>, day: Date) -> Verdict<'r, 'a> {
        let mut held: Vec<&Rule> = Vec::new();
        let mut ignorance = Ignorance::default();
        let scope = self.head.scope.decide(facts);
        if scope == Truth::Unknown {
            ignorance.note(&self.head.scope, facts);
        }
        for rule in self.rules.iter().filter(|rule| rule.in_force(day)) {
            if rule.effect == Effect::Sign && !scope.holds() {
                continue;
            }
            match rule.when.decide(facts) {
                Truth::True => held.push(rule),
                Truth::Unknown => ignorance.note(&rule.when, facts),
                Truth::False => {}
            }
        }
        let holds = |effect| held.iter().any(|rule| rule.effect == effect);
        let registry = registry(facts, holds(Effect::Void), holds(Effect::Defect));
        let explained = matches!(registry, Registry::Placement { .. });
        let counts = |effect| match effect {
            Effect::Sign | Effect::Void => !explained,
            Effect::Defect => explained,
            Effect::Accuse => true,
            Effect::Protect | Effect::Ask => false,
        };
        let sum = |which: &dyn Fn(Effect) -> bool| -> u32 {
            held.iter()
                .filter(|rule| which(rule.effect))
                .map(|rule| rule.points)
                .sum()
        };
        let signs = sum(&|effect| matches!(effect, Effect::Sign | Effect::Void));
        let status = TripStatus::decide(registry, signs >= self.head.signs_from);
        let score = sum(&counts);
        let accusing: Vec<_> = held
            .iter()
            .filter(|rule| rule.effect == Effect::Accuse)
            .map(|rule| AccusingFlag {
                rule: rule.id.clone(),
                title: rule.title.clone(),
            })
            .collect();
        let protective = holds(Effect::Protect).then(ProtectiveFlag::raised);

        let mut findings: Vec<_> = held
            .iter()
            .filter(|rule| counts(rule.effect))
            .map(|rule| Finding {
                rule,
                trace: rule.when.trace(facts),
            })
            .collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.rule.points));
        Verdict {
            status,
            score,
            action: self.action(status, score, &accusing, protective, holds(Effect::Ask)),
            questions: self.questions(status, protective, &findings, &held),
            findings,
            protective,
            accusing,
            not_known: ignorance.facts,
        }
    }

    fn action(
        &self,
        status: TripStatus,
        score: u32,
        accusing: &[AccusingFlag],
        protective: Option<ProtectiveFlag>,
        asks: bool,
    ) -> Action {
        if protective.is_some() {
            return Action::ProtectiveInterview;
        }
        if !accusing.is_empty() {
            return Action::Interview;
        }
        match status {
            TripStatus::IndicatedNonProcedural => Action::Interview,
            TripStatus::Incomplete if score >= self.head.interview_from => Action::Interview,
            TripStatus::Incomplete | TripStatus::ToBeChecked => Action::Advise,
            TripStatus::Procedural | TripStatus::NoIndication if asks => Action::Advise,
            TripStatus::Procedural | TripStatus::NoIndication => Action::None,
        }
    }

    fn questions<'r>(
        &'r self,
        status: TripStatus,
        protective: Option<ProtectiveFlag>,
        findings: &[Finding<'r, '_>],
        held: &[&'r Rule],
    ) -> Vec<&'r Wording> {
        let mut questions = Vec::new();
        if protective.is_some() {
            questions.push(&self.head.protective);
        }
        if status == TripStatus::ToBeChecked {
            questions.push(&self.head.check);
        }
        // Signs that do not suffice are no reason to question anybody.
        let matters = |rule: &&Rule| {
            status != TripStatus::NoIndication
                || !matches!(rule.effect, Effect::Sign | Effect::Void)
        };
        let of_findings = findings.iter().map(|finding| finding.rule).filter(matters);
        let only_asked = held
            .iter()
            .copied()
            .filter(|rule| rule.effect == Effect::Ask);
        for rule in of_findings.chain(only_asked) {
            if !questions.contains(&&rule.ask) {
                questions.push(&rule.ask);
            }
        }
        questions
    }
}

/// What the registry says, from the facts. A placement of which nothing more is known is a placement: not known is not missing.
fn registry(facts: &Facts<'_>, is_void: bool, has_defect: bool) -> Registry {
    if facts.is_word(Fact::PlacementAnswer, "link") {
        if is_void {
            Registry::NoPlacement
        } else {
            Registry::Placement { has_defect }
        }
    } else if facts.is_word(Fact::PlacementAnswer, "none") {
        Registry::NoPlacement
    } else {
        Registry::Open
    }
}

/// The facts that undecided rules lacked, each once.
#[derive(Default)]
struct Ignorance {
    facts: Vec<Fact>,
    seen: u64,
}

impl Ignorance {
    fn note(&mut self, condition: &Condition, facts: &Facts<'_>) {
        condition.visit(&mut |test, _| {
            let bit = 1u64 << (test.fact as u8 % 64);
            if facts.get(test.fact).is_none()
                && self.seen & bit == 0
                && !test.fact.is_confidential()
            {
                self.seen |= bit;
                self.facts.push(test.fact);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_bit_of_its_own() {
        assert!(Fact::ALL.len() <= 64);
    }
}
