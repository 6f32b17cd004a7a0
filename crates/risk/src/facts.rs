//! What is known about one traveller's trip.

use crate::{Fact, Value};
use domain::PartialDate;

/// The known facts of one trip; whatever is not set is not known.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    values: [Option<Value<'a>>; Fact::ALL.len()],
    odd: Few,
}

/// Some of the facts, each by its bit.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Few(u64);

impl Few {
    const fn bit(fact: Fact) -> u64 {
        1 << (fact as u8 % 64)
    }

    /// Takes a fact in; whether it was not among them before.
    pub(crate) fn insert(&mut self, fact: Fact) -> bool {
        let is_new = !self.contains(fact);
        self.0 |= Self::bit(fact);
        is_new
    }

    fn remove(&mut self, fact: Fact) {
        self.0 &= !Self::bit(fact);
    }

    pub(crate) fn contains(self, fact: Fact) -> bool {
        self.0 & Self::bit(fact) != 0
    }

    pub(crate) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl Default for Facts<'_> {
    fn default() -> Self {
        Self {
            values: [None; Fact::ALL.len()],
            odd: Few::default(),
        }
    }
}

impl<'a> Facts<'a> {
    /// What is known of a fact.
    pub fn get(&self, fact: Fact) -> Option<Value<'a>> {
        self.values.get(fact as usize).copied().flatten()
    }

    /// States a fact. A value of another kind than the fact's, or one that cannot be, is not taken: the fact stays unknown and
    /// is kept as odd, so that the rules that would have looked at it can be named.
    pub fn set(&mut self, fact: Fact, value: Value<'a>) {
        let Some(slot) = self.values.get_mut(fact as usize) else {
            return;
        };
        if value.is_of(fact.kind()) && fact.can_be(&value) {
            *slot = Some(value);
            self.odd.remove(fact);
        } else {
            *slot = None;
            self.odd.insert(fact);
        }
    }

    /// Whether something was stated of a fact that cannot be.
    pub fn is_odd(&self, fact: Fact) -> bool {
        self.odd.contains(fact)
    }

    pub(crate) fn any_odd(&self) -> bool {
        !self.odd.is_empty()
    }

    /// States a fact if something is known of it.
    pub fn set_if(&mut self, fact: Fact, value: Option<Value<'a>>) {
        if let Some(value) = value {
            self.set(fact, value);
        }
    }

    /// States a date fact if anything useful is known of it.
    pub fn set_date(&mut self, fact: Fact, date: Option<PartialDate>) {
        self.set_if(fact, date.and_then(Value::date));
    }

    /// States one of the words of a fact by its code; a code that it has not is odd.
    pub fn set_word(&mut self, fact: Fact, code: &str) {
        match fact.kind().word(code) {
            Some(word) => self.set(fact, Value::Word(word)),
            None => {
                self.forget(fact);
                self.odd.insert(fact);
            }
        }
    }

    /// Forgets a fact.
    pub fn forget(&mut self, fact: Fact) {
        if let Some(slot) = self.values.get_mut(fact as usize) {
            *slot = None;
        }
        self.odd.remove(fact);
    }

    /// Whether a word fact has a word.
    pub fn is_word(&self, fact: Fact, code: &str) -> bool {
        matches!(self.get(fact), Some(Value::Word(word)) if word.code == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_has_a_bit_of_its_own() {
        assert!(Fact::ALL.len() <= 64);
    }

    #[test]
    fn what_cannot_be_is_odd_and_not_known() {
        let mut facts = Facts::default();
        for (value, taken) in [
            (Value::number(27), true),
            (Value::number(-1), false),
            (Value::Number(-1, 0), true),
            (Value::number(400), false),
            (Value::Flag(true), false),
        ] {
            facts.set(Fact::TravellerAge, value);
            assert_eq!(facts.get(Fact::TravellerAge).is_some(), taken, "{value:?}");
            assert_eq!(facts.is_odd(Fact::TravellerAge), !taken, "{value:?}");
        }
        facts.set_word(Fact::TripMode, "rail");
        assert!(facts.is_odd(Fact::TripMode));
        facts.forget(Fact::TripMode);
        assert!(!facts.is_odd(Fact::TripMode));
    }
}
