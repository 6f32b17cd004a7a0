//! What the index knows of the words of streamed names, the usual ones at hand: one look instead of five.

use super::index::Index;
use crate::{
    frequency::Counts,
    name_sketch::NameSketch,
    record::{Token, mix},
};

/// So many words are kept; a word takes the place of another that falls on it.
const SLOTS: usize = 2048;

/// What is known of a word.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct WordFacts {
    /// How it sounds, begins and ends.
    pub(crate) sketch: NameSketch,
    /// How rare it is as a word of the person's name, in bits.
    pub(crate) own: f32,
    /// How rare it is as a word of the parent's name, in bits.
    pub(crate) parent: f32,
    /// So frequent that it says little.
    pub(crate) frequent: bool,
}

/// Whose name a word belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Own,
    Parent,
}

/// Words looked up lately, and how often.
pub(crate) struct Lexicon {
    slots: Vec<Slot>,
}

#[derive(Clone, Copy)]
struct Slot {
    word: Token,
    facts: WordFacts,
    // In the vocabulary of the index, if it is there.
    id: Option<u32>,
    own: u32,
    parent: u32,
}

impl Default for Lexicon {
    fn default() -> Self {
        let slot = Slot {
            word: Token::NONE,
            facts: WordFacts::default(),
            id: None,
            own: 0,
            parent: 0,
        };
        Self {
            slots: vec![slot; SLOTS],
        }
    }
}

impl Lexicon {
    /// Looks up a word and counts it: in `counts` when it makes room for another.
    pub(crate) fn look_up(
        &mut self,
        index: &Index,
        counts: &mut Counts,
        word: Token,
        whose: Whose,
    ) -> WordFacts {
        let [letters, rest] = word.words();
        let Some(slot) = self.slots.get_mut(mix(letters ^ rest) as usize % SLOTS) else {
            return WordFacts::default();
        };
        if slot.word != word {
            counts.add_word(slot.id, slot.own, slot.parent);
            let frequencies = &index.frequencies;
            *slot = Slot {
                word,
                facts: WordFacts {
                    sketch: NameSketch::of_word(word),
                    own: frequencies.word(word),
                    parent: frequencies.parent_word(word),
                    frequent: frequencies.is_frequent(word),
                },
                id: index.vocabulary.word(word.key()),
                own: 0,
                parent: 0,
            };
        }
        match whose {
            Whose::Own => slot.own += 1,
            Whose::Parent => slot.parent += 1,
        }
        slot.facts
    }

    /// Adds what was counted since to `counts`.
    pub(crate) fn settle(&mut self, counts: &mut Counts) {
        for slot in &mut self.slots {
            counts.add_word(slot.id, slot.own, slot.parent);
            (slot.own, slot.parent) = (0, 0);
        }
    }
}
