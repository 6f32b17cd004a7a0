//! The whole nation of a seed, and its tables.

use crate::{
    crossing::{self, Crossing},
    csv::Rows,
    ferry_list,
    noise::{Applied, Noise, Profile},
    paxlst,
    person::{Part, Person, PersonId},
    placement,
    random::{Purpose, Random},
    registration::{self, Registration},
    route::Mode,
    voyage::{self, Voyage},
    watchlist,
};
use jiff::{Span, civil::Date};
use rayon::prelude::*;
use std::{
    collections::HashMap,
    io::{self, Write},
};

/// What a nation is made from.
#[derive(Debug, Clone, Copy)]
pub struct Spec {
    /// Rows of the placement registry.
    pub registry: u64,
    /// Travellers who leave.
    pub crossings: u64,
    /// Everything follows from it.
    pub seed: u64,
    /// What lists tell besides the name.
    pub profile: Profile,
    /// The day from which everything is seen; the voyages are of the thirty days from then.
    pub today: Date,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            registry: 1_000_000,
            crossings: 100_000,
            seed: 1,
            profile: Profile::default(),
            today: Date::constant(2026, 11, 1),
        }
    }
}

/// The nation of a specification.
pub struct Nation {
    spec: Spec,
    voyages: Vec<Voyage>,
    /// The later rows of those who registered more than once, by number of the person.
    again: HashMap<u64, Vec<u64>>,
}

/// What one voyage adds to each file.
pub struct Listed {
    /// Rows of `crossings.csv`.
    pub crossings: Vec<u8>,
    /// Rows of `truth.csv`.
    pub truth: Vec<u8>,
    /// Rows of `travellers.csv`.
    pub travellers: Vec<u8>,
    /// Name of the list's own file.
    pub file_name: String,
    /// The list: passenger list messages of a flight, the table of a ferry.
    pub file: Vec<u8>,
}

/// The header of a table, with its line end.
pub fn header(columns: &[&str]) -> Vec<u8> {
    let mut rows = Rows::default();
    rows.push(columns.iter().copied());
    rows.into_bytes()
}

/// In how many of a thousand rows somebody registers again.
const AGAIN_PER_MILLE: u64 = 18;
/// Rows that one thread makes at a time.
const CHUNK: u64 = 4096;

impl Nation {
    /// Plans the voyages and finds out who registered more than once.
    pub fn new(spec: Spec) -> Self {
        let voyages = voyage::plan(spec.seed, spec.crossings, spec.today);
        let mut again: HashMap<u64, Vec<u64>> = HashMap::new();
        for row in (0..spec.registry).filter(|row| registers_again(spec.seed, *row)) {
            let person = registrant(spec.seed, row);
            again.entry(person).or_default().push(row);
        }
        Self {
            spec,
            voyages,
            again,
        }
    }

    /// What it was made from.
    pub fn spec(&self) -> &Spec {
        &self.spec
    }

    /// The truth about a person.
    pub fn person(&self, id: PersonId) -> Person {
        Person::of(self.spec.seed, id, self.spec.registry, self.spec.today)
    }

    /// Whom a row of the registry is about.
    pub fn registrant(&self, row: u64) -> PersonId {
        PersonId::new(Part::Placed, registrant(self.spec.seed, row))
    }

    /// All rows of the registry about a person.
    pub fn rows_of(&self, person: PersonId) -> impl Iterator<Item = u64> {
        let placed = person.part == Part::Placed && person.number < self.spec.registry;
        let later = self.again.get(&person.number).filter(|_| placed);
        placed
            .then_some(person.number)
            .into_iter()
            .chain(later.into_iter().flatten().copied())
    }

    /// The day on which a row of the registry was written.
    pub(crate) fn registered_on(&self, row: u64) -> Date {
        let worker = PersonId::new(Part::Placed, row);
        let days = 60 + i64::try_from(row % 60).unwrap_or(0);
        placement::contract_start(self.spec.seed, worker, self.spec.today)
            .saturating_sub(Span::new().days(days))
            .min(self.spec.today)
    }

    /// How many recruiters there are.
    pub(crate) fn recruiters(&self) -> u64 {
        (self.spec.crossings / 1500).max(3)
    }

    /// Writes `registry.csv`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_registry(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&header(&registration::COLUMNS))?;
        self.in_order(
            self.spec.registry.div_ceil(CHUNK),
            |chunk| {
                let mut rows = Rows::default();
                let last = (chunk * CHUNK + CHUNK).min(self.spec.registry);
                for row in chunk * CHUNK..last {
                    let registration = Registration::of(self, row);
                    let id = registration::id(row);
                    rows.push(std::iter::once(id.as_str()).chain(registration.cells()));
                }
                rows.into_bytes()
            },
            |bytes| out.write_all(&bytes),
        )
    }

    /// Writes `duplicates.csv`: the pairs of rows of the registry that are one person.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_duplicates(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&header(&["left_id", "right_id"]))?;
        let mut people: Vec<u64> = self.again.keys().copied().collect();
        people.sort_unstable();
        let mut rows = Rows::default();
        for person in people {
            let all: Vec<u64> = self.rows_of(PersonId::new(Part::Placed, person)).collect();
            for (at, one) in all.iter().enumerate() {
                for other in all.iter().skip(at + 1) {
                    rows.push([
                        registration::id(*one).as_str(),
                        registration::id(*other).as_str(),
                    ]);
                }
            }
        }
        out.write_all(&rows.into_bytes())
    }

    /// Writes `watchlist.csv`.
    ///
    /// # Errors
    /// What the writer says.
    pub fn write_watchlist(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&header(&watchlist::COLUMNS))?;
        out.write_all(&watchlist::rows(self))
    }

    /// Makes every voyage, several at a time, and hands them over in the order of the plan.
    ///
    /// # Errors
    /// What the taker says.
    pub fn each_voyage(&self, take: impl FnMut(Listed) -> io::Result<()>) -> io::Result<()> {
        let make = |number: u64| {
            let at = usize::try_from(number).ok()?;
            Some(self.listed(self.voyages.get(at)?))
        };
        let mut take = take;
        self.in_order(self.voyages.len() as u64, make, |made| {
            made.map_or(Ok(()), &mut take)
        })
    }

    fn listed(&self, voyage: &Voyage) -> Listed {
        let mut crossings = Rows::default();
        let mut truth = Rows::default();
        let mut travellers = Rows::default();
        let booked = voyage.booked(self);
        let written: Vec<Crossing> = booked
            .iter()
            .map(|b| Crossing::of(self, voyage, b))
            .collect();
        for crossing in &written {
            let id = crossing::id(crossing.number);
            let cells = crossing.cells(voyage);
            crossings.push(std::iter::once(id.as_str()).chain(cells.iter().map(String::as_str)));
            let kind = match crossing.person.part {
                Part::Placed => "placed",
                Part::Unplaced => "unplaced",
                Part::Recruiter => "recruiter",
                Part::Tourist => "tourist",
                Part::Foreigner => "foreigner",
            };
            let person = format!("{kind}-{}", crossing.person.number);
            travellers.push([id.as_str(), kind, person.as_str()]);
            for row in self.rows_of(crossing.person) {
                let noise = self.noise_between(row, crossing).to_string();
                truth.push([registration::id(row).as_str(), id.as_str(), noise.as_str()]);
            }
        }
        let (extension, file) = match voyage.route.mode {
            Mode::Air => ("edi", paxlst::interchange(self.spec.seed, voyage, &written)),
            Mode::Sea => ("csv", ferry_list::table(self.spec.seed, voyage, &written)),
        };
        let code = voyage.code().replace(' ', "-");
        Listed {
            crossings: crossings.into_bytes(),
            truth: truth.into_bytes(),
            travellers: travellers.into_bytes(),
            file_name: format!("{}-{code}-{:04}.{extension}", voyage.date, voyage.number),
            file,
        }
    }

    /// Everything by which a row of the registry and a crossing of the same person differ.
    fn noise_between(&self, row: u64, crossing: &Crossing) -> Applied {
        let registration = Registration::of(self, row);
        let mut noise = registration.noise.and(crossing.noise);
        if crossing
            .renewed
            .is_some_and(|renewed| renewed != registration.renewed)
        {
            noise.add(Noise::PassportRenewed);
        }
        noise
    }

    /// Makes pieces on all threads, a few at a time, and takes them in order.
    fn in_order<T: Send>(
        &self,
        pieces: u64,
        make: impl Fn(u64) -> T + Sync,
        mut take: impl FnMut(T) -> io::Result<()>,
    ) -> io::Result<()> {
        let at_once = rayon::current_num_threads() as u64 * 4;
        let mut next = 0;
        while next < pieces {
            let end = pieces.min(next + at_once);
            let made: Vec<T> = (next..end).into_par_iter().map(&make).collect();
            for piece in made {
                take(piece)?;
            }
            next = end;
        }
        Ok(())
    }
}

fn registers_again(seed: u64, row: u64) -> bool {
    row > 0 && Random::new(seed, Purpose::Registration, row | (1 << 60)).chance(AGAIN_PER_MILLE)
}

/// The number of the person whom a row is about: that of their first row.
fn registrant(seed: u64, row: u64) -> u64 {
    if !registers_again(seed, row) {
        return row;
    }
    let mut random = Random::new(seed, Purpose::Registration, row | (1 << 61));
    let mut first = random.below(row);
    while registers_again(seed, first) {
        first -= 1;
    }
    first
}
