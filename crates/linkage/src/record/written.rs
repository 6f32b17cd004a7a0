//! A written name by itself, ready to be compared.

use super::{Name, Record, encode::Names, seen::WordsSeen};
use crate::names::{NameForm, NameKnowledge};

/// Reads names one by one. Holds its own buffers.
#[derive(Default)]
pub struct NameReader {
    words: WordsSeen,
    form: NameForm,
}

/// A name that was read. Reuse one for many names: its memory is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WrittenName {
    // A record of this name only.
    words: Vec<u64>,
}

impl NameReader {
    /// Reads a written name; any text is read.
    pub fn read(&mut self, text: &str, out: &mut WrittenName) {
        let mut names = Names {
            knowledge: NameKnowledge::shipped(),
            words: &mut self.words,
            form: &mut self.form,
        };
        out.words.clear();
        out.words.push(0);
        let cell = names.encode(text, None, 0, &mut out.words);
        if let Some(first) = out.words.first_mut() {
            *first = cell;
        }
    }
}

impl WrittenName {
    /// The name, as [`crate::compare::compare_names`] takes it.
    pub fn name(&self) -> Name<'_> {
        Record::new(&self.words).name(0)
    }
}
