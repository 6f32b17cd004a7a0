//! Reading a written name: what is no name goes, the rest becomes words with spelling and key.

mod write;

use super::fold::fold;
use super::form::{MAX_WORDS, NameForm, Part, Removed, Span, State};
use super::knowledge::{Entry, NameKnowledge, is};
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
