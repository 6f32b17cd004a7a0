//! What differs between two versions of a set, in words, side by side.

use crate::{Condition, Rule, RuleSet};
use domain::{Language, Wording};

/// What became of one rule, or of the head of the set.
#[derive(Debug, Clone, PartialEq)]
pub enum Change<'r> {
    /// The head: thresholds, scope, standing questions.
    Head(Vec<Differing>),
    /// A rule that was not there.
    Added(&'r Rule),
    /// A rule that is no longer there.
    Removed(&'r Rule),
    /// A rule that says something else than before.
    Changed(&'r Rule, Vec<Differing>),
}

/// A field that differs, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Differing {
    /// Which.
    pub field: Field,
    /// As it was.
    pub before: Wording,
    /// As it is now.
    pub after: Wording,
}

/// A field of a rule or of the head of a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// Name of the set.
    Id,
    /// Version of the set.
    Version,
    /// From how many points on signs are an indication.
    SignsFrom,
    /// From how many points on an incomplete placement deserves an interview.
    InterviewFrom,
    /// The trips that are looked at.
    Scope,
    /// The question where a record may be this person's.
    Check,
    /// The beginning of a protective interview.
    Protective,
    /// What follows.
    Effect,
    /// How much it weighs.
    Points,
    /// What it says.
    Title,
    /// When it holds.
    When,
    /// A label that an author gave to a condition.
    Labels,
    /// What it rests on.
    Source,
    /// First day.
    From,
    /// Last day.
    Until,
    /// The innocent traveller.
    Innocent,
    /// The question.
    Ask,
}

impl Field {
    /// What it is called.
    pub fn words(self, language: Language) -> &'static str {
        let (id, en) = match self {
            Self::Id => ("nama", "name"),
            Self::Version => ("versi", "version"),
            Self::SignsFrom => ("poin untuk indikasi", "points for an indication"),
            Self::InterviewFrom => ("poin untuk wawancara", "points for an interview"),
            Self::Scope => ("perjalanan yang dilihat", "trips looked at"),
            Self::Check => ("pertanyaan pengecekan", "question when unsure"),
            Self::Protective => (
                "pembuka wawancara pelindungan",
                "opening of a protective interview",
            ),
            Self::Effect => ("akibat", "consequence"),
            Self::Points => ("poin", "points"),
            Self::Title => ("judul", "title"),
            Self::When => ("syarat", "condition"),
            Self::Labels => ("kata-kata syarat", "words of the conditions"),
            Self::Source => ("sumber", "source"),
            Self::From => ("berlaku sejak", "in force from"),
            Self::Until => ("berlaku sampai", "in force until"),
            Self::Innocent => ("pelintas yang tidak bersalah", "innocent traveller"),
            Self::Ask => ("pertanyaan", "question"),
        };
        match language {
            Language::Id => id,
            Language::En => en,
        }
    }
}

impl RuleSet {
    /// What differs from an earlier set: the head first, then rules in their order now, then those that went.
    ///
    /// The order of rules is no difference: no verdict depends on it, save among findings of equal weight.
    pub fn differences<'r>(&'r self, before: &'r Self) -> Vec<Change<'r>> {
        let head = head(before, self);
        let mut changes: Vec<_> = (!head.is_empty())
            .then_some(Change::Head(head))
            .into_iter()
            .collect();
        for rule in &self.rules {
            match before.rule(&rule.id) {
                None => changes.push(Change::Added(rule)),
                Some(old) => {
                    let fields = fields(old, rule);
                    if !fields.is_empty() {
                        changes.push(Change::Changed(rule, fields));
                    }
                }
            }
        }
        let gone = before
            .rules
            .iter()
            .filter(|rule| self.rule(&rule.id).is_none());
        changes.extend(gone.map(Change::Removed));
        changes
    }
}

fn head(before: &RuleSet, after: &RuleSet) -> Vec<Differing> {
    let (before, after) = (&before.head, &after.head);
    let clause = |of: &Condition| both(|language| of.clause(language).line(language));
    differing([
        (Field::Id, same(&before.id), same(&after.id)),
        (Field::Version, same(&before.version), same(&after.version)),
        (
            Field::SignsFrom,
            same(before.signs_from),
            same(after.signs_from),
        ),
        (
            Field::InterviewFrom,
            same(before.interview_from),
            same(after.interview_from),
        ),
        (Field::Scope, clause(&before.scope), clause(&after.scope)),
        (Field::Labels, labels(&before.scope), labels(&after.scope)),
        (Field::Check, before.check.clone(), after.check.clone()),
        (
            Field::Protective,
            before.protective.clone(),
            after.protective.clone(),
        ),
    ])
}

fn fields(before: &Rule, after: &Rule) -> Vec<Differing> {
    let when = |rule: &Rule| both(|language| rule.when.clause(language).line(language));
    let effect = |rule: &Rule| both(|language| rule.effect.words(language).to_owned());
    let until = |rule: &Rule| rule.until.map_or_else(|| Wording::fixed("–", "–"), same);
    differing([
        (Field::Effect, effect(before), effect(after)),
        (Field::Points, same(before.points), same(after.points)),
        (Field::Title, before.title.clone(), after.title.clone()),
        (Field::When, when(before), when(after)),
        (Field::Labels, labels(&before.when), labels(&after.when)),
        (Field::Source, same(&before.source), same(&after.source)),
        (Field::From, same(before.from), same(after.from)),
        (Field::Until, until(before), until(after)),
        (
            Field::Innocent,
            before.innocent.clone(),
            after.innocent.clone(),
        ),
        (Field::Ask, before.ask.clone(), after.ask.clone()),
    ])
}

/// The labels that the author gave, where they are other than the words of the condition itself.
fn labels(condition: &Condition) -> Wording {
    both(|language| {
        let mut labels = Vec::new();
        condition.visit(&mut |test, _| {
            if test.label != crate::file::label::of(test.fact, &test.comparison) {
                labels.push(test.label.in_language(language));
            }
        });
        labels.join("; ")
    })
}

fn differing<const N: usize>(fields: [(Field, Wording, Wording); N]) -> Vec<Differing> {
    fields
        .into_iter()
        .filter(|(_, before, after)| before != after)
        .map(|(field, before, after)| Differing {
            field,
            before,
            after,
        })
        .collect()
}

fn both(words: impl Fn(Language) -> String) -> Wording {
    Wording::new(words(Language::Id), words(Language::En))
}

/// Words that are the same in both languages.
fn same(value: impl ToString) -> Wording {
    Wording::new(value.to_string(), value.to_string())
}
