//! Writes a set as the TOML that it could have been read from: the form in which rules are exchanged and kept.

use super::label;
use crate::rule_set::Head;
use crate::{Choice, Comparison, Condition, Operand, Rule, Test};
use domain::Wording;
use std::fmt::Write;

/// The whole set as one file.
pub(crate) fn set(head: &Head, rules: &[Rule]) -> String {
    let mut out = String::from("[set]\n");
    line(&mut out, "id", &quoted(&head.id));
    line(&mut out, "version", &quoted(&head.version));
    line(&mut out, "signs_from", &head.signs_from.to_string());
    line(&mut out, "interview_from", &head.interview_from.to_string());
    line(&mut out, "scope", &condition(&head.scope, 0));
    line(&mut out, "check", &wording(&head.check));
    line(&mut out, "protective", &wording(&head.protective));
    for rule in rules {
        out.push_str("\n[[rule]]\n");
        line(&mut out, "id", &quoted(&rule.id));
        line(&mut out, "effect", &quoted(rule.effect.code()));
        if rule.effect.weighs() {
            line(&mut out, "points", &rule.points.to_string());
        }
        line(&mut out, "title", &wording(&rule.title));
        line(&mut out, "when", &condition(&rule.when, 0));
        line(&mut out, "source", &quoted(&rule.source));
        line(&mut out, "from", &rule.from.to_string());
        if let Some(until) = rule.until {
            line(&mut out, "until", &until.to_string());
        }
        line(&mut out, "innocent", &wording(&rule.innocent));
        line(&mut out, "ask", &wording(&rule.ask));
    }
    out
}

/// A text between quotation marks.
pub(crate) fn quoted(text: &str) -> String {
    toml::Value::from(text).to_string()
}

fn line(out: &mut String, key: &str, value: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(out, "{key} = {value}");
}

fn wording(words: &Wording) -> String {
    format!(
        "{{ id = {}, en = {} }}",
        quoted(&words.id),
        quoted(&words.en)
    )
}

fn condition(part: &Condition, depth: usize) -> String {
    match part {
        Condition::All(parts) => group("all", parts, depth),
        Condition::Any(parts) => group("any", parts, depth),
        Condition::Not(part) => format!("{{ not = {} }}", condition(part, depth)),
        Condition::Test(test) => one(test),
    }
}

fn group(key: &str, parts: &[Condition], depth: usize) -> String {
    let indent = "    ".repeat(depth + 1);
    let parts: String = parts
        .iter()
        .map(|part| format!("{indent}{},\n", condition(part, depth + 1)))
        .collect();
    format!("{{ {key} = [\n{parts}{}] }}", "    ".repeat(depth))
}

fn one(test: &Test) -> String {
    let label = if test.label == label::of(test.fact, &test.comparison) {
        String::new()
    } else {
        format!(", label = {}", wording(&test.label))
    };
    format!(
        "{{ fact = {}, {} = {}{label} }}",
        quoted(test.fact.name()),
        Choice::of(test).key(),
        value(&test.comparison)
    )
}

fn value(comparison: &Comparison) -> String {
    let list = |values: Vec<String>| format!("[{}]", values.join(", "));
    match comparison {
        Comparison::Is(one) | Comparison::Ordered(_, one) => operand(one),
        Comparison::In(operands) => list(operands.iter().map(operand).collect()),
        Comparison::Between(low, high) => format!("[{low}, {high}]"),
        Comparison::Mentions(words) => list(words.iter().map(|word| quoted(word)).collect()),
        Comparison::Known | Comparison::Unknown => "true".into(),
    }
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Country(_) | Operand::Word(_) | Operand::Fact(_) => quoted(&operand.code()),
        Operand::Date(_) | Operand::Number(_) | Operand::Flag(_) => operand.code(),
    }
}
