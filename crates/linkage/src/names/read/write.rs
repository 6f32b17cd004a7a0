//! Writing down what is left of a name: its words, each with spelling, key and role.

use super::super::form::{MAX_WORDS, Part, Removed, Role, Span, State, WordSpan};
use super::super::knowledge::{Entry, Family, NameKnowledge, hash, is};
use super::super::rewrite::Rewritten;
use super::{Reader, join_of_abdul};

impl Reader<'_> {
    pub(super) fn write_words(&mut self) {
        let last = self.out.parts.iter().rposition(|part| part.is_kept());
        for at in 0..self.out.parts.len() {
            let Some(part) = self.part(at).filter(|part| part.is_kept()) else {
                continue;
            };
            let role = match part.state {
                State::Endorsed => Role::Endorsed,
                _ => Role::Own,
            };
            self.write_word(at, part, role, Some(at) == last);
        }
    }

    fn write_word(&mut self, at: usize, part: Part, role: Role, last: bool) {
        let text = part.span();
        let entry = self.entry(part);
        // A short form at the very end is rather an initial or a degree.
        if entry.is(is::SHORT) && !(last && part.len < 3) {
            let after_particle = at
                .checked_sub(1)
                .and_then(|at| self.part(at))
                .is_some_and(|before| before.state == State::Gone(Removed::Particle));
            let entry = if after_particle && text.of(&self.out.letters) == "MD" {
                self.known.entry("MADE")
            } else {
                entry
            };
            if let Some(family) = self.known.family(entry) {
                self.push_family(text, family, role, true);
                return;
            }
        }
        if part.len == 1 {
            let letter = Rewritten::of(text.of(&self.out.letters));
            self.push_plain(text, &letter, Role::Initial, false);
            return;
        }
        if !entry.is(is::SHORT)
            && let Some(family) = self.known.family(entry)
        {
            self.push_family_or_its_halves(text, family, role);
            return;
        }
        let mut word = Rewritten::of(text.of(&self.out.letters));
        self.known.spelling.apply(&mut word);
        let word = join_of_abdul(&word).unwrap_or(word);
        let entry = self.known.entry(word.as_str());
        if let Some(family) = self.known.family(entry).filter(|_| !entry.is(is::SHORT)) {
            self.push_family_or_its_halves(text, family, role);
        } else if let Some((at, first, second)) = self.known.split(word.as_str()) {
            self.push_half(word.as_str().get(..at).unwrap_or(""), first, role);
            self.push_half(word.as_str().get(at..).unwrap_or(""), second, role);
        } else {
            let known = NameKnowledge::is_name(entry)
                || NameKnowledge::is_name(self.known.entry(text.of(&self.out.letters)));
            self.push_plain(text, &word, role, known);
        }
    }

    fn push_half(&mut self, half: &str, entry: Entry, role: Role) {
        match self.known.family(entry) {
            Some(family) => {
                let text = self.append(&family.canonical);
                self.push_family(text, family, role, false);
            }
            None => {
                let mut word = Rewritten::of(half);
                self.known.spelling.apply(&mut word);
                let text = self.append(word.as_str());
                self.push_plain(text, &word, role, true);
            }
        }
    }

    fn push_family_or_its_halves(&mut self, text: Span, family: &Family, role: Role) {
        let halves = family.joined.and_then(|(first, second)| {
            Some((self.known.family_at(first)?, self.known.family_at(second)?))
        });
        match halves {
            Some((first, second)) => {
                for half in [first, second] {
                    let text = self.append(&half.canonical);
                    self.push_family(text, half, role, false);
                }
            }
            None => self.push_family(text, family, role, false),
        }
    }

    fn push_family(&mut self, text: Span, family: &Family, role: Role, short: bool) {
        let canonical = self.append(&family.canonical);
        let sound = self.append(&family.sound);
        self.push(WordSpan {
            text,
            canonical,
            sound,
            spelling: family.spelling,
            key: family.key,
            role,
            short,
            common: family.common,
            known: true,
        });
    }

    fn push_plain(&mut self, text: Span, word: &Rewritten, role: Role, known: bool) {
        let canonical = self.append(word.as_str());
        let mut sound = *word;
        if role != Role::Initial {
            self.known.sound.apply(&mut sound);
        }
        let spelling = hash(word.as_str());
        let key = hash(sound.as_str());
        let sound = self.append(sound.as_str());
        self.push(WordSpan {
            text,
            canonical,
            sound,
            spelling,
            key,
            role,
            short: false,
            common: false,
            known,
        });
    }

    fn push(&mut self, word: WordSpan) {
        if self.out.words.len() < MAX_WORDS {
            self.out.words.push(word);
        }
    }

    fn append(&mut self, letters: &str) -> Span {
        let start = u16::try_from(self.out.letters.len()).unwrap_or(u16::MAX);
        self.out.letters.push_str(letters);
        let end = u16::try_from(self.out.letters.len()).unwrap_or(u16::MAX);
        Span { start, end }
    }
}
