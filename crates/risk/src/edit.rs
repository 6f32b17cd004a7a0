//! Changes to a condition, each of which leaves a condition: what an editor does one step at a time.

use crate::{Condition, Test};
use std::fmt;
use std::str::FromStr;

/// The place of a part within a condition: the number of the part, from 0, on each level from the outside in.
///
/// Written `0.2`; the whole condition is the empty text. What a `not` denies is its part 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Part(Vec<usize>);

impl Part {
    /// The part of a number within this one.
    #[must_use]
    pub fn within(&self, number: usize) -> Self {
        let mut parts = self.0.clone();
        parts.push(number);
        Self(parts)
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<_> = self.0.iter().map(usize::to_string).collect();
        f.write_str(&parts.join("."))
    }
}

impl FromStr for Part {
    type Err = NoSuchPart;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        let parts = text.split('.').map(str::parse).collect::<Result<_, _>>();
        parts.map(Self).map_err(|_| NoSuchPart)
    }
}

/// A place that a condition has not, or that cannot be changed so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchPart;

impl fmt::Display for NoSuchPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a part that the condition has; it may have been changed meanwhile")
    }
}

impl std::error::Error for NoSuchPart {}

/// One change to a condition.
#[derive(Debug, Clone, PartialEq)]
pub enum Edit {
    /// The part becomes this test.
    Put(Test),
    /// The test must hold as well: beside the part, or within it where it is an *all*.
    And(Test),
    /// The test may hold instead: beside the part, or within it where it is an *any*.
    Or(Test),
    /// The opposite of the part.
    Deny,
    /// *All* of its parts become *any* of them, and the reverse.
    Switch,
    /// The part goes away, and with it groups that only held this one.
    Remove,
}

impl Condition {
    /// The part at a place.
    pub fn part(&self, at: &Part) -> Option<&Self> {
        at.0.iter()
            .try_fold(self, |condition, number| match condition {
                Self::All(parts) | Self::Any(parts) => parts.get(*number),
                Self::Not(part) if *number == 0 => Some(&**part),
                Self::Not(_) | Self::Test(_) => None,
            })
    }

    /// The condition after a change.
    ///
    /// # Errors
    /// [`NoSuchPart`] where it has no such part, where the part is no group that could be switched, and where nothing would be left.
    pub fn edited(&self, at: &Part, edit: Edit) -> Result<Self, NoSuchPart> {
        change(self, &at.0, edit)?.ok_or(NoSuchPart)
    }
}

/// The condition after a change; `None` where nothing of it is left.
fn change(
    condition: &Condition,
    at: &[usize],
    edit: Edit,
) -> Result<Option<Condition>, NoSuchPart> {
    let Some((number, deeper)) = at.split_first() else {
        return here(condition, edit);
    };
    Ok(match condition {
        Condition::All(parts) => {
            within(parts, *number, deeper, edit)?.map(|parts| one_or(parts, Condition::All))
        }
        Condition::Any(parts) => {
            within(parts, *number, deeper, edit)?.map(|parts| one_or(parts, Condition::Any))
        }
        Condition::Not(part) if *number == 0 => {
            change(part, deeper, edit)?.map(|part| Condition::Not(Box::new(part)))
        }
        Condition::Not(_) | Condition::Test(_) => return Err(NoSuchPart),
    })
}

fn within(
    parts: &[Condition],
    number: usize,
    deeper: &[usize],
    edit: Edit,
) -> Result<Option<Vec<Condition>>, NoSuchPart> {
    let changed = change(parts.get(number).ok_or(NoSuchPart)?, deeper, edit)?;
    let before = parts.iter().take(number).cloned();
    let after = parts.iter().skip(number + 1).cloned();
    let parts: Vec<_> = before.chain(changed).chain(after).collect();
    Ok((!parts.is_empty()).then_some(parts))
}

/// A group of one is that one.
fn one_or(mut parts: Vec<Condition>, group: fn(Vec<Condition>) -> Condition) -> Condition {
    match (parts.pop(), parts.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            parts.extend(last);
            group(parts)
        }
    }
}

fn here(condition: &Condition, edit: Edit) -> Result<Option<Condition>, NoSuchPart> {
    Ok(Some(match (edit, condition) {
        (Edit::Put(test), _) => Condition::Test(test),
        (Edit::And(test), Condition::All(parts)) => Condition::All(with(parts, test)),
        (Edit::Or(test), Condition::Any(parts)) => Condition::Any(with(parts, test)),
        (Edit::And(test), other) => Condition::All(with(std::slice::from_ref(other), test)),
        (Edit::Or(test), other) => Condition::Any(with(std::slice::from_ref(other), test)),
        (Edit::Deny, Condition::Not(part)) => (**part).clone(),
        (Edit::Deny, other) => Condition::Not(Box::new(other.clone())),
        (Edit::Switch, Condition::All(parts)) => Condition::Any(parts.clone()),
        (Edit::Switch, Condition::Any(parts)) => Condition::All(parts.clone()),
        (Edit::Switch, Condition::Not(_) | Condition::Test(_)) => return Err(NoSuchPart),
        (Edit::Remove, _) => return Ok(None),
    }))
}

fn with(parts: &[Condition], test: Test) -> Vec<Condition> {
    parts
        .iter()
        .cloned()
        .chain([Condition::Test(test)])
        .collect()
}
