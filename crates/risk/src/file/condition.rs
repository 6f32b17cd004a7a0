//! The conditions of a rule file: `{ all = [..] }`, `{ any = [..] }`, `{ not = .. }`, `{ fact = "..", is = .. }`.

use super::label;
use super::table::{Faults, Table, date, integer};
use crate::{Choice, Comparison, Condition, Fact, Kind, Operand, Test};
use domain::Country;
use std::ops::Range;
use toml::de::DeValue;

const GROUPS: [&str; 3] = ["all", "any", "not"];

/// How deep conditions may be nested.
const DEPTH: usize = 16;

/// Reads a condition; `None` where anything in it was wrong.
pub(super) fn read(
    value: &DeValue<'_>,
    span: Range<usize>,
    faults: &mut Faults<'_>,
) -> Option<Condition> {
    read_at(value, span, DEPTH, faults)
}

fn read_at(
    value: &DeValue<'_>,
    span: Range<usize>,
    depth: usize,
    faults: &mut Faults<'_>,
) -> Option<Condition> {
    let Some(deeper) = depth.checked_sub(1) else {
        faults.add(
            "rule-depth",
            Some(span),
            None,
            format!("expected conditions nested at most {DEPTH} deep"),
        );
        return None;
    };
    let mut table = Table::of(value, span.clone(), faults)?;
    let Some((group, (inner, inner_span))) =
        GROUPS.iter().find_map(|key| Some((*key, table.take(key)?)))
    else {
        return read_test(table, faults).map(Condition::Test);
    };
    table.finish(&[group], faults);
    if group == "not" {
        return Some(Condition::Not(Box::new(read_at(
            inner, inner_span, deeper, faults,
        )?)));
    }
    let Some(entries) = inner.as_array().filter(|entries| !entries.is_empty()) else {
        faults.add(
            "rule-type",
            Some(inner_span),
            Some(group),
            format!("expected `{group}` to be a list of conditions"),
        );
        return None;
    };
    let read: Vec<_> = entries
        .iter()
        .map(|entry| read_at(entry.get_ref(), entry.span(), deeper, faults))
        .collect();
    let parts: Vec<_> = read.into_iter().collect::<Option<_>>()?;
    Some(if group == "all" {
        Condition::All(parts)
    } else {
        Condition::Any(parts)
    })
}

fn read_test(mut table: Table<'_>, faults: &mut Faults<'_>) -> Option<Test> {
    let Some((name, name_span)) = table.take("fact") else {
        faults.add(
            "rule-key",
            Some(table.span()),
            None,
            "expected `fact`, `all`, `any` or `not`".into(),
        );
        return None;
    };
    let fact = name.as_str().and_then(Fact::named);
    let Some(fact) = fact else {
        let known: Vec<_> = Fact::ALL.iter().map(|fact| fact.name()).collect();
        faults.add(
            "rule-fact",
            Some(name_span),
            Some("fact"),
            format!(
                "{} is no known fact; expected one of {}",
                name.as_str()
                    .map_or_else(|| name.type_str().to_owned(), |name| format!("`{name}`")),
                known.join(", ")
            ),
        );
        return None;
    };
    let label = table.has("label").then(|| table.wording("label", faults));
    let mut found = Vec::new();
    for choice in Choice::ALL {
        if let Some((value, span)) = table.take(choice.key()) {
            found.push((choice, value, span));
        }
    }
    let span = table.span();
    let mut keys = vec!["fact", "label"];
    keys.extend(Choice::ALL.map(Choice::key));
    table.finish(&keys, faults);
    let [(choice, value, value_span)] = found.as_slice() else {
        faults.add(
            "rule-comparison",
            Some(span),
            Some(fact.name()),
            format!(
                "expected exactly one of `{}`",
                Choice::ALL.map(Choice::key).join("`, `")
            ),
        );
        return None;
    };
    let comparison = read_comparison(fact, *choice, value, value_span.clone(), faults)?;
    let label = match label {
        Some(label) => label?,
        None => label::of(fact, &comparison),
    };
    Some(Test {
        fact,
        comparison,
        label,
    })
}

fn read_comparison(
    fact: Fact,
    choice: Choice,
    value: &DeValue<'_>,
    span: Range<usize>,
    faults: &mut Faults<'_>,
) -> Option<Comparison> {
    let kind = fact.kind();
    let key = choice.key();
    let fits = choice.fits(kind);
    let read = || match choice {
        Choice::Known => (value.as_bool() == Some(true)).then_some(Comparison::Known),
        Choice::Unknown => (value.as_bool() == Some(true)).then_some(Comparison::Unknown),
        Choice::Mentions => texts(value).map(Comparison::Mentions),
        Choice::In => list(value, kind).map(Comparison::In),
        Choice::Between => match list(value, kind).as_deref() {
            Some([Operand::Number(low), Operand::Number(high)]) if low <= high => {
                Some(Comparison::Between(*low, *high))
            }
            _ => None,
        },
        _ => operand(value, kind).map(|operand| match choice.order() {
            Some(order) => Comparison::Ordered(order, operand),
            None => Comparison::Is(operand),
        }),
    };
    let comparison = fits.then(read).flatten();
    if comparison.is_none() {
        let expected = match (fits, choice) {
            (false, _) => format!(
                "`{key}` does not fit `{}`, which is {}",
                fact.name(),
                kind.expected()
            ),
            (_, Choice::Known | Choice::Unknown) => format!("expected `{key}` to be true"),
            (_, Choice::Mentions) => "expected `mentions` to be a list of words".into(),
            (_, Choice::Between) => "expected `between` to be two numbers, the lower first".into(),
            (_, Choice::In) => format!("expected `in` to be a list, each {}", kind.expected()),
            _ => format!("expected `{key}` to be {}", kind.expected()),
        };
        faults.add("rule-type", Some(span), Some(fact.name()), expected);
    }
    comparison
}

fn operand(value: &DeValue<'_>, kind: Kind) -> Option<Operand> {
    if let Some(other) = value.as_str().and_then(Fact::named) {
        return (other.kind() == kind).then_some(Operand::Fact(other));
    }
    match kind {
        Kind::Country => Country::from_alpha3(value.as_str()?).map(Operand::Country),
        Kind::Date => date(value).map(Operand::Date),
        Kind::Number => i32::try_from(integer(value)?).ok().map(Operand::Number),
        Kind::Flag => value.as_bool().map(Operand::Flag),
        Kind::Word(_) => kind.word(value.as_str()?).map(Operand::Word),
        Kind::Text => None,
    }
}

fn list(value: &DeValue<'_>, kind: Kind) -> Option<Vec<Operand>> {
    let entries = value.as_array().filter(|entries| !entries.is_empty())?;
    entries
        .iter()
        .map(|entry| {
            operand(entry.get_ref(), kind).filter(|operand| !matches!(operand, Operand::Fact(_)))
        })
        .collect()
}

fn texts(value: &DeValue<'_>) -> Option<Vec<String>> {
    let entries = value.as_array().filter(|entries| !entries.is_empty())?;
    entries
        .iter()
        .map(|entry| {
            let word = entry.get_ref().as_str()?.trim().to_lowercase();
            (!word.is_empty()).then_some(word)
        })
        .collect()
}
