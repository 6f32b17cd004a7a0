//! What is known about one traveller's trip.

use crate::{Fact, Value};
use domain::PartialDate;

/// The known facts of one trip; whatever is not set is not known.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    values: [Option<Value<'a>>; Fact::ALL.len()],
}

impl Default for Facts<'_> {
    fn default() -> Self {
        Self {
            values: [None; Fact::ALL.len()],
        }
    }
}

impl<'a> Facts<'a> {
    /// What is known of a fact.
    pub fn get(&self, fact: Fact) -> Option<Value<'a>> {
        self.values.get(fact as usize).copied().flatten()
    }

    /// States a fact. A value of another kind than the fact's is not taken: the fact stays unknown.
    pub fn set(&mut self, fact: Fact, value: Value<'a>) {
        if let Some(slot) = self.values.get_mut(fact as usize)
            && value.is_of(fact.kind())
        {
            *slot = Some(value);
        }
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

    /// States one of the words of a fact by its code.
    pub fn set_word(&mut self, fact: Fact, code: &str) {
        self.set_if(fact, fact.kind().word(code).map(Value::Word));
    }

    /// Forgets a fact.
    pub fn forget(&mut self, fact: Fact) {
        if let Some(slot) = self.values.get_mut(fact as usize) {
            *slot = None;
        }
    }

    /// Whether a word fact has a word.
    pub fn is_word(&self, fact: Fact, code: &str) -> bool {
        matches!(self.get(fact), Some(Value::Word(word)) if word.code == code)
    }
}
