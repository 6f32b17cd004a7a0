//! Reads rules from TOML: every fault is named with its line and what was expected, and the remaining rules are kept.

mod condition;
pub(crate) mod label;
mod table;
pub(crate) mod written;

use crate::rule_set::{Head, RuleFile};
use crate::{Comparison, Condition, Effect, Rule, Test};
use domain::Diagnostic;
use std::ops::Range;
use table::{Faults, Table};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads one file into the rules and diagnostics of a set.
pub(crate) fn read(
    file: &RuleFile<'_>,
    head: &mut Option<Head>,
    rules: &mut Vec<Rule>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut faults = Faults::new(file, diagnostics);
    let (document, errors) = DeTable::parse_recoverable(file.text);
    for error in errors {
        faults.add(
            "rule-syntax",
            error.span(),
            None,
            format!(
                "not TOML: {}",
                error.message().lines().collect::<Vec<_>>().join(" ")
            ),
        );
    }
    let span = document.span();
    let mut root = Table::new(document.get_ref(), span);
    if let Some((value, span)) = root.take("set") {
        if head.is_some() {
            faults.add(
                "rule-set-head",
                Some(span),
                Some("set"),
                "expected the table `[set]` once only".into(),
            );
        } else {
            match read_head(value, span.clone(), &mut faults) {
                Some(read) => *head = Some(read),
                None => faults.add(
                    "rule-set-head",
                    Some(span),
                    Some("set"),
                    "the head of the set cannot be used".into(),
                ),
            }
        }
    }
    if let Some((value, span)) = root.take("rule") {
        match value {
            DeValue::Array(entries) => {
                for entry in entries.iter() {
                    read_rule(entry, rules, &mut faults);
                }
            }
            _ => faults.add(
                "rule-type",
                Some(span),
                Some("rule"),
                "expected tables `[[rule]]`".into(),
            ),
        }
    }
    root.finish(&["set", "rule"], &mut faults);
}

/// Reads one condition that stands under the key `condition`, as an editor makes it.
pub(crate) fn read_test(text: &str) -> Result<Test, Vec<Diagnostic>> {
    let file = RuleFile {
        name: "condition",
        text,
    };
    let mut diagnostics = Vec::new();
    let mut faults = Faults::new(&file, &mut diagnostics);
    let (document, _) = DeTable::parse_recoverable(text);
    let mut root = Table::new(document.get_ref(), document.span());
    let read = root
        .take("condition")
        .and_then(|(value, span)| condition::read(value, span, &mut faults));
    match read {
        Some(Condition::Test(test)) if diagnostics.is_empty() => Ok(test),
        _ => Err(diagnostics),
    }
}

const HEAD_KEYS: &[&str] = &[
    "id",
    "version",
    "signs_from",
    "interview_from",
    "scope",
    "check",
    "protective",
];

fn read_head(value: &DeValue<'_>, span: Range<usize>, faults: &mut Faults<'_>) -> Option<Head> {
    let mut table = Table::of(value, span, faults)?;
    let scope = read_when(&mut table, "scope", Effect::Sign, faults);
    let head = (
        table.text("id", faults),
        table.text("version", faults),
        table.points("signs_from", 1..=1000, faults),
        table.points("interview_from", 1..=1000, faults),
        table.wording("check", faults),
        table.wording("protective", faults),
    );
    table.finish(HEAD_KEYS, faults);
    Some(Head {
        id: head.0?,
        version: head.1?,
        signs_from: head.2?,
        interview_from: head.3?,
        scope: scope?,
        check: head.4?,
        protective: head.5?,
    })
}

const RULE_KEYS: &[&str] = &[
    "id", "effect", "points", "title", "when", "source", "from", "until", "innocent", "ask",
];

/// Reads one rule; it is kept only if nothing in it was wrong, so that no rule acts other than its author meant.
fn read_rule(entry: &Spanned<DeValue<'_>>, rules: &mut Vec<Rule>, faults: &mut Faults<'_>) {
    let before = faults.count();
    let Some(mut table) = Table::of(entry.get_ref(), entry.span(), faults) else {
        return;
    };
    let id = table.text("id", faults);
    if let Some(id) = &id
        && rules.iter().any(|rule| &rule.id == id)
    {
        faults.add(
            "rule-id",
            Some(entry.span()),
            Some("id"),
            format!("expected another `id`: a rule `{id}` came before"),
        );
    }
    let effect = table.effect(faults);
    let points = match effect {
        Some(effect) if effect.weighs() => table.points("points", 1..=100, faults),
        _ => {
            let points = table.take("points");
            if let (Some((_, span)), Some(_)) = (points, effect) {
                faults.add(
                    "rule-points",
                    Some(span),
                    Some("points"),
                    "expected no points: a rule that protects or asks does not weigh".into(),
                );
            }
            Some(0)
        }
    };
    let title = table.wording("title", faults);
    let when = read_when(
        &mut table,
        "when",
        effect.unwrap_or(Effect::Protect),
        faults,
    );
    let (source, from, until) = (
        table.text("source", faults),
        table.date("from", true, faults),
        table.date("until", false, faults),
    );
    let (innocent, ask) = (
        table.wording("innocent", faults),
        table.wording("ask", faults),
    );
    table.finish(RULE_KEYS, faults);
    if faults.count() > before {
        return;
    }
    let complete = || {
        Some(Rule {
            id: id?,
            effect: effect?,
            points: points?,
            title: title?,
            when: when?,
            source: source?,
            from: from?,
            until,
            innocent: innocent?,
            ask: ask?,
        })
    };
    rules.extend(complete());
}

/// Reads a condition and checks that it may lead to an effect.
fn read_when(
    table: &mut Table<'_>,
    key: &str,
    effect: Effect,
    faults: &mut Faults<'_>,
) -> Option<Condition> {
    let Some((value, span)) = table.take(key) else {
        table.missing(
            key,
            "a condition such as `{ fact = \"trip.mode\", is = \"sea\" }`",
            faults,
        );
        return None;
    };
    let condition = condition::read(value, span.clone(), faults)?;
    check_use(effect, &condition, span, faults);
    Some(condition)
}

/// What is not known must not count against a traveller, and a protected past must not stand among the reasons.
fn check_use(effect: Effect, when: &Condition, span: Range<usize>, faults: &mut Faults<'_>) {
    when.visit(&mut |test, negated| {
        let rests_on_ignorance = match test.comparison {
            Comparison::Unknown => !negated,
            Comparison::Known => negated,
            _ => false,
        };
        if effect.weighs() && rests_on_ignorance {
            faults.add(
                "rule-counts-unknown",
                Some(span.clone()),
                Some("when"),
                format!(
                    "`{}` not being known must not count against a traveller; expected effect \"ask\" or \"protect\"",
                    test.fact.name()
                ),
            );
        }
        let facts = [Some(test.fact), test.comparison.other_fact()];
        if effect != Effect::Protect
            && let Some(fact) = facts.into_iter().flatten().find(|fact| fact.is_confidential())
        {
            faults.add(
                "rule-confidential",
                Some(span.clone()),
                Some("when"),
                format!("`{}` may be used only by a rule of effect \"protect\"", fact.name()),
            );
        }
    });
}
