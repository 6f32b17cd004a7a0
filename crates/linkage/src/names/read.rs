//! Reading a written name: what is no name goes, the rest becomes words with spelling and key.

use super::fold::fold;
use super::form::{MAX_WORDS, NameForm, Part, Removed, Role, Span, State, WordSpan};
use super::knowledge::{Entry, Family, NameKnowledge, hash, is};
use super::rewrite::Rewritten;

impl NameKnowledge {
    /// Reads a written name into `out`, whose buffers are reused.
    ///
    /// Any text is read: what holds no letter of the Latin alphabet gives a form without words.
    pub fn read(&self, raw: &str, out: &mut NameForm) {
        out.clear();
        fold(raw, &mut out.letters, &mut out.parts);
        Reader { known: self, out }.read();
    }
}

/// Has a name of so many letters and blanks the length of a field that cuts names? See [`NameForm::looks_cut`].
pub(crate) fn looks_cut(length: usize) -> bool {
    matches!(length, 29..=31 | 34 | 38 | 39)
}

struct Reader<'a> {
    known: &'a NameKnowledge,
    out: &'a mut NameForm,
}

impl Reader<'_> {
    fn read(mut self) {
        let letters: usize = self
            .out
            .parts
            .iter()
            .map(|part| usize::from(part.len))
            .sum();
        let spaces = self.out.parts.len().saturating_sub(1);
        self.out.looks_cut = looks_cut(letters + spaces);
        self.drop_dotted_titles();
        self.drop_from_the_end();
        self.drop_from_the_front();
        self.drop_inside();
        if !self.out.parts.iter().any(|part| part.is_kept()) {
            self.keep_what_is_left();
        }
        self.unglue();
        self.mark_what_follows_markers();
        self.drop_second_half();
        self.out.written = self.kept().filter(|p| p.state == State::Kept).count();
        self.write_words();
        for part in &self.out.parts {
            if let State::Gone(why) = part.state {
                self.out.removed.push((part.span(), why));
            }
        }
    }

    fn kept(&self) -> impl Iterator<Item = &Part> {
        self.out.parts.iter().filter(|part| part.is_kept())
    }

    fn entry(&self, part: Part) -> Entry {
        self.known.entry(part.span().of(&self.out.letters))
    }

    fn entry_of(&self, first: Part, last: Part) -> Entry {
        let span = Span {
            start: first.start,
            end: last.span().end,
        };
        self.known.entry(span.of(&self.out.letters))
    }

    fn part(&self, at: usize) -> Option<Part> {
        self.out.parts.get(at).copied()
    }

    fn drop(&mut self, at: usize, why: Removed) {
        if let Some(part) = self.out.parts.get_mut(at) {
            part.state = State::Gone(why);
        }
    }

    /// `S.Pd.`, `A.Md`, `A/L`: parts tied by dots or strokes are one title or marker when they are known as such together.
    fn drop_dotted_titles(&mut self) {
        let mut first = 0;
        while first < self.out.parts.len() {
            let mut end = first + 1;
            while self.part(end).is_some_and(Part::is_tied) {
                end += 1;
            }
            if let (Some(a), Some(z)) = (self.part(first), self.part(end - 1))
                && end - first > 1
            {
                let entry = self.entry_of(a, z);
                let stroke = z.before.stroke && entry.is(is::STROKE);
                let title = first > 0 && entry.is(is::TITLE_BACK)
                    || entry.is(is::TITLE_ANYWHERE | is::TITLE_FRONT);
                for at in first..end {
                    if stroke {
                        self.drop(at, Removed::Marker);
                    } else if title {
                        self.drop(at, Removed::Title);
                    } else if entry.is(is::FILLER) {
                        self.drop(at, Removed::Filler);
                    }
                }
            }
            first = end;
        }
    }

    fn drop_from_the_end(&mut self) {
        let mut at = self.out.parts.len();
        while let Some(last) = at.checked_sub(1) {
            at = last;
            let Some(part) = self.part(at) else { return };
            if !part.is_kept() {
                continue;
            }
            let before = self
                .out
                .parts
                .iter()
                .take(at)
                .filter(|p| p.is_kept())
                .count();
            let entry = self.entry(part);
            if entry.is(is::FILLER) {
                self.drop(at, Removed::Filler);
            } else if before == 0 {
                return;
            } else if entry.is(is::TITLE_ANYWHERE) {
                self.drop(at, Removed::Title);
            } else if entry.is(is::TITLE_BACK) {
                let sure = !entry.is(is::BACK_UNSURE)
                    || part.before.comma
                    || before > 1 && !part.is_tied();
                if !sure {
                    return;
                }
                self.drop(at, Removed::Title);
            } else if let Some(previous) = at.checked_sub(1).and_then(|at| self.part(at))
                && previous.len == 1
                && previous.is_kept()
                && before > 1
                && part.len > 1
                && self.entry_of(previous, part).is(is::TITLE_BACK)
            {
                self.drop(at, Removed::Title);
                self.drop(at - 1, Removed::Title);
            } else {
                return;
            }
        }
    }

    fn drop_from_the_front(&mut self) {
        let mut left = self.kept().count();
        for at in 0..self.out.parts.len() {
            let Some(part) = self.part(at) else { return };
            if !part.is_kept() {
                continue;
            }
            let entry = self.entry(part);
            // `R. A.`, `K. H.`: two letters that are one title.
            if left > 2
                && part.len == 1
                && part.dotted
                && let Some(next) = self.part(at + 1)
                && next.len == 1
                && next.dotted
                && next.is_kept()
                && self.entry_of(part, next).is(is::TITLE_FRONT)
            {
                self.drop(at, Removed::Title);
                self.drop(at + 1, Removed::Title);
                left -= 2;
                continue;
            }
            if entry.is(is::FILLER) {
                self.drop(at, Removed::Filler);
            } else if left > 1 && entry.is(is::TITLE_ANYWHERE | is::TITLE_FRONT) {
                self.drop(at, Removed::Title);
            } else {
                return;
            }
            left -= 1;
        }
    }

    /// Titles that may stand anywhere, fillers and particles.
    fn drop_inside(&mut self) {
        let mut left = self.kept().count();
        for at in 0..self.out.parts.len() {
            let Some(part) = self.part(at).filter(|part| part.is_kept()) else {
                continue;
            };
            let entry = self.entry(part);
            let next = self.part(at + 1).filter(|next| next.is_kept());
            let why = if entry.is(is::FILLER) {
                Removed::Filler
            } else if left == 1 {
                return;
            } else if entry.is(is::TITLE_ANYWHERE) {
                Removed::Title
            } else if entry.is(is::PARTICLE) && next.is_some()
                || entry.is(is::BALINESE_PARTICLE)
                    && next.is_some_and(|next| self.is_balinese(next))
            {
                Removed::Particle
            } else if part.len == 1 && part.span().of(&self.out.letters) == "X" && !part.dotted {
                Removed::Filler
            } else {
                continue;
            };
            self.drop(at, why);
            left -= 1;
        }
    }

    /// An order name or caste title; `Md` after `I` or `Ni` is `Made`.
    fn is_balinese(&self, part: Part) -> bool {
        self.entry(part).is(is::BALINESE) || part.span().of(&self.out.letters) == "MD"
    }

    /// Only titles were written: then they are the name, as far as anybody can tell.
    fn keep_what_is_left(&mut self) {
        for part in &mut self.out.parts {
            if part.state == State::Gone(Removed::Title) {
                part.state = State::Kept;
            }
        }
    }

    /// Takes off a form of address that a reservation system glued to a word.
    fn unglue(&mut self) {
        for at in 0..self.out.parts.len() {
            let Some(part) = self.part(at).filter(|part| part.is_kept()) else {
                continue;
            };
            let word = part.span().of(&self.out.letters);
            let entry = self.entry(part);
            if part.len < 5 || NameKnowledge::is_name(entry) || entry.is(is::NOT_GLUED) {
                continue;
            }
            let Some(rest) = self.known.without_glued(word) else {
                continue;
            };
            let rest = u16::try_from(rest.len()).unwrap_or(part.len);
            let glued = Span {
                start: part.start + rest,
                end: part.span().end,
            };
            self.out.removed.push((glued, Removed::Glued));
            if let Some(part) = self.out.parts.get_mut(at) {
                part.len = rest;
            }
        }
    }

    fn mark_what_follows_markers(&mut self) {
        let mut endorsed = false;
        let mut own = 0;
        for at in 0..self.out.parts.len() {
            let Some(part) = self.part(at) else { return };
            if part.state == State::Gone(Removed::Marker) {
                endorsed |= own > 0;
                continue;
            }
            if !part.is_kept() {
                continue;
            }
            let entry = self.entry(part);
            let next = self
                .out
                .parts
                .iter()
                .skip(at + 1)
                .find(|part| part.is_kept());
            // A lone `B` or two letters may be an initial: a marker stands between words.
            let marks = entry.is(is::MARKER | is::ALIAS)
                && next.is_some_and(|next| part.len > 2 || next.len > 2);
            if marks && own > 0 {
                self.drop(at, Removed::Marker);
                endorsed = true;
            } else if endorsed {
                if let Some(part) = self.out.parts.get_mut(at) {
                    part.state = State::Endorsed;
                }
            } else if own > 0
                && part.len > 7
                && !NameKnowledge::is_name(entry)
                && part.span().of(&self.out.letters).starts_with("BINTI")
            {
                endorsed = true;
                let marker = Span {
                    start: part.start,
                    end: part.start + 5,
                };
                self.out.removed.push((marker, Removed::Marker));
                if let Some(part) = self.out.parts.get_mut(at) {
                    part.start += 5;
                    part.len -= 5;
                    part.state = State::Endorsed;
                }
            } else {
                own += 1;
            }
        }
    }

    /// A name written twice is one name.
    fn drop_second_half(&mut self) {
        let mut own = [0; MAX_WORDS];
        let mut count = 0;
        for (at, part) in self.out.parts.iter().enumerate() {
            if part.is_kept() {
                let Some(place) = own.get_mut(count) else {
                    return;
                };
                *place = at;
                count += 1;
            }
        }
        let (first, rest) = own.split_at(count / 2);
        let second = rest.get(..count / 2).unwrap_or(&[]);
        let same = |a: &usize, b: &usize| {
            let (Some(a), Some(b)) = (self.part(*a), self.part(*b)) else {
                return false;
            };
            let (ea, eb) = (self.entry(a), self.entry(b));
            a.state == b.state
                && (a.span().of(&self.out.letters) == b.span().of(&self.out.letters)
                    || match (self.known.family(ea), self.known.family(eb)) {
                        (Some(a), Some(b)) => a.spelling == b.spelling,
                        _ => false,
                    })
        };
        if count < 2 || count % 2 != 0 || !first.iter().zip(second).all(|(a, b)| same(a, b)) {
            return;
        }
        self.out.doubled = true;
        for at in second.iter().copied() {
            self.drop(at, Removed::Doubled);
        }
    }

    fn write_words(&mut self) {
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

impl NameKnowledge {
    /// Does a word of capitals read the same wherever it stands in a name of such words? Titles, markers, short forms
    /// and initials do not.
    pub(crate) fn is_plain(&self, word: &str) -> bool {
        const DEPENDS: u16 = is::TITLE_ANYWHERE
            | is::TITLE_FRONT
            | is::TITLE_BACK
            | is::FILLER
            | is::MARKER
            | is::STROKE
            | is::ALIAS
            | is::SHORT
            | is::PARTICLE
            | is::BALINESE_PARTICLE;
        word.len() > 1 && !word.starts_with("BINTI") && !self.entry(word).is(DEPENDS)
    }

    /// The word without a glued form of address, when it is one: because the rest is a known name, or because no name
    /// ends so.
    fn without_glued<'w>(&self, word: &'w str) -> Option<&'w str> {
        let (rest, suffix) = self
            .glued
            .iter()
            .find_map(|suffix| Some((word.strip_suffix(suffix.as_str())?, suffix)))?;
        let known = Self::is_name(self.entry(rest));
        // `MS` alone ends some names (`WILLEMS`): those the file excepts, and no other that is long enough.
        let long = rest.len() > if suffix == "MS" { 3 } else { 2 };
        (known || long).then_some(rest)
    }
}

/// `ABDURRAHMAN`, `ABDUROHMAN`, `ABDUSSALAM`: the article takes the sound of the next letter. Written back to `ABDUL` and
/// the rest, so that they read like the same name in two words.
fn join_of_abdul(word: &Rewritten) -> Option<Rewritten> {
    let rest = word.as_str().strip_prefix("ABDU")?;
    if rest.len() < 4 || rest.starts_with('L') {
        return None;
    }
    let mut joined = Rewritten::of("ABDUL");
    rest.bytes().for_each(|letter| joined.push(letter));
    Some(joined)
}
