//! Applies the rules in force to what is known of one trip.

use crate::condition::Traced;
use crate::facts::Few;
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

/// A rule that could not be decided because a fact has a value that cannot be. The other rules are not touched by it.
#[derive(Debug, Clone, Copy)]
pub struct Failed<'r> {
    /// The rule.
    pub rule: &'r Rule,
    /// The odd fact.
    pub fact: Fact,
}

/// What the rules come to for one trip, without the words: all that a trial on many travellers needs.
#[derive(Debug)]
pub struct Decision<'r> {
    /// The status of the trip.
    pub status: TripStatus,
    /// The sum of points of the findings that count.
    pub score: u32,
    /// What is recommended.
    pub action: Action,
    /// Every rule that holds, in the order of the set; whether it counts depends on whether a placement explains the trip.
    pub held: Vec<&'r Rule>,
    /// Rules that failed on odd data.
    pub failed: Vec<Failed<'r>>,
    explained: bool,
    protective: Option<ProtectiveFlag>,
    not_known: Ignorance,
}

impl Decision<'_> {
    /// Whether a rule that holds adds to the score, given what the registry says.
    pub fn counts(&self, effect: Effect) -> bool {
        match effect {
            Effect::Sign | Effect::Void => !self.explained,
            Effect::Defect => self.explained,
            Effect::Accuse => true,
            Effect::Protect | Effect::Ask => false,
        }
    }
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
    /// Rules that failed on odd data; those that protect are not named.
    pub failed: Vec<Failed<'r>>,
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
    /// Decides a trip by the rules in force on a day.
    pub fn decide<'r>(&'r self, facts: &Facts<'_>, day: Date) -> Decision<'r> {
        let mut held: Vec<&Rule> = Vec::new();
        let mut failed = Vec::new();
        let mut not_known = Ignorance::default();
        let scope = self.head.scope.decide(facts);
        if scope == Truth::Unknown {
            not_known.note(&self.head.scope, facts);
        }
        for rule in self.rules.iter().filter(|rule| rule.in_force(day)) {
            if rule.effect == Effect::Sign && !scope.holds() {
                continue;
            }
            match rule.when.decide(facts) {
                Truth::True => held.push(rule),
                Truth::Unknown => {
                    not_known.note(&rule.when, facts);
                    if facts.any_odd() {
                        let fact = odd_fact(&rule.when, facts);
                        failed.extend(fact.map(|fact| Failed { rule, fact }));
                    }
                }
                Truth::False => {}
            }
        }
        let holds = |effect| held.iter().any(|rule| rule.effect == effect);
        let registry = registry(facts, holds(Effect::Void), holds(Effect::Defect));
        let signs: u32 = held
            .iter()
            .filter(|rule| matches!(rule.effect, Effect::Sign | Effect::Void))
            .map(|rule| rule.points)
            .sum();
        let status = TripStatus::decide(registry, signs >= self.head.signs_from);
        let mut decision = Decision {
            status,
            score: 0,
            action: Action::None,
            explained: matches!(registry, Registry::Placement { .. }),
            protective: holds(Effect::Protect).then(ProtectiveFlag::raised),
            held,
            failed,
            not_known,
        };
        decision.score = decision
            .held
            .iter()
            .filter(|rule| decision.counts(rule.effect))
            .map(|rule| rule.points)
            .sum();
        decision.action = self.action(&decision);
        decision
    }

    /// Assesses a trip by the rules in force on a day: decides it, and says why.
    pub fn assess<'r, 'a>(&'r self, facts: &Facts<'a>, day: Date) -> Verdict<'r, 'a> {
        let decision = self.decide(facts, day);
        let held = &decision.held;
        let accusing: Vec<_> = held
            .iter()
            .filter(|rule| rule.effect == Effect::Accuse)
            .map(|rule| AccusingFlag {
                rule: rule.id.clone(),
                title: rule.title.clone(),
            })
            .collect();
        let mut findings: Vec<_> = held
            .iter()
            .filter(|rule| decision.counts(rule.effect))
            .map(|rule| Finding {
                rule,
                trace: rule.when.trace(facts),
            })
            .collect();
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.rule.points));
        let questions = self.questions(decision.status, decision.protective, &findings, held);
        let mut failed = decision.failed;
        failed.retain(|failed| failed.rule.effect != Effect::Protect);
        Verdict {
            status: decision.status,
            score: decision.score,
            action: decision.action,
            questions,
            findings,
            protective: decision.protective,
            accusing,
            not_known: decision.not_known.facts,
            failed,
        }
    }

    fn action(&self, decision: &Decision<'_>) -> Action {
        let holds = |effect| decision.held.iter().any(|rule| rule.effect == effect);
        if decision.protective.is_some() {
            return Action::ProtectiveInterview;
        }
        if holds(Effect::Accuse) {
            return Action::Interview;
        }
        match decision.status {
            TripStatus::IndicatedNonProcedural => Action::Interview,
            TripStatus::Incomplete if decision.score >= self.head.interview_from => {
                Action::Interview
            }
            TripStatus::Incomplete | TripStatus::ToBeChecked => Action::Advise,
            TripStatus::Procedural | TripStatus::NoIndication if holds(Effect::Ask) => {
                Action::Advise
            }
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

/// The first fact of a condition that has a value that cannot be.
fn odd_fact(condition: &Condition, facts: &Facts<'_>) -> Option<Fact> {
    let mut odd = None;
    condition.visit(&mut |test, _| {
        let looked_at = [Some(test.fact), test.comparison.other_fact()];
        let found = looked_at
            .into_iter()
            .flatten()
            .find(|fact| facts.is_odd(*fact));
        odd = odd.or(found);
    });
    odd
}

/// The facts that undecided rules lacked, each once.
#[derive(Debug, Default)]
struct Ignorance {
    facts: Vec<Fact>,
    seen: Few,
}

impl Ignorance {
    fn note(&mut self, condition: &Condition, facts: &Facts<'_>) {
        condition.visit(&mut |test, _| {
            if facts.get(test.fact).is_none()
                && !test.fact.is_confidential()
                && self.seen.insert(test.fact)
            {
                self.facts.push(test.fact);
            }
        });
    }
}
