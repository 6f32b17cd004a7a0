//! A voyage and the bookings on it.

use crate::{
    nation::Nation,
    person::{Part, PersonId},
    placement,
    random::{Purpose, Random},
    route::{Mode, ROUTES, Route},
    weighted::Weighted,
};
use jiff::civil::Date;
use std::sync::LazyLock;

/// A voyage of the plan. Its travellers are the crossings from `first` on.
#[derive(Debug, Clone, Copy)]
pub struct Voyage {
    /// Number in the plan, from 0.
    pub number: u64,
    /// The line.
    pub route: &'static Route,
    /// Day of departure.
    pub date: Date,
    /// Number of the flight or trip.
    pub service: u64,
    /// The first crossing.
    pub first: u64,
    /// How many travel.
    pub travellers: u64,
}

/// Somebody's place on a voyage.
#[derive(Debug, Clone)]
pub struct Booked {
    /// Number of the crossing, from 0.
    pub crossing: u64,
    /// Who travels.
    pub person: PersonId,
    /// Record locator of six letters and digits, or the ferry's ticket group.
    pub booking: String,
    /// The telephone number given at booking, where it is not the traveller's own.
    pub contact: Option<PersonId>,
}

static BY_WEIGHT: LazyLock<Weighted<&'static Route>> =
    LazyLock::new(|| ROUTES.iter().map(|route| (route, route.weight)).collect());

/// The voyages of the thirty days from `today` on that carry so many travellers.
pub(crate) fn plan(seed: u64, crossings: u64, today: Date) -> Vec<Voyage> {
    // A small set still has several voyages.
    let most = (crossings / 8).clamp(12, 190);
    let mut voyages = Vec::new();
    let mut first = 0;
    while first < crossings {
        let number = voyages.len() as u64;
        let mut random = Random::new(seed, Purpose::Voyage, number);
        let route = BY_WEIGHT.draw(&mut random).copied().unwrap_or(&ROUTES[0]);
        let size = most / 3 + random.below(most * 2 / 3 + 1);
        voyages.push(Voyage {
            number,
            route,
            date: today.saturating_add(jiff::Span::new().days(random.between(0, 29))),
            service: 100 + random.below(880),
            first,
            travellers: size.min(crossings - first),
        });
        first += size;
    }
    voyages
}

impl Voyage {
    /// The code of the voyage: airline and flight number, or vessel and trip, with the day.
    pub fn code(&self) -> String {
        match self.route.mode {
            Mode::Air => format!("{}{}", self.route.carrier, self.service),
            Mode::Sea => format!("{} T{}", self.route.carrier, self.service % 90),
        }
    }

    /// Everybody on board, in the order of the list.
    pub fn booked(&self, nation: &Nation) -> Vec<Booked> {
        let mut everybody = Vec::new();
        let mut group = 0;
        while (everybody.len() as u64) < self.travellers {
            let mut random = Random::new(
                nation.spec().seed,
                Purpose::Booking,
                (self.number << 16) | group,
            );
            group += 1;
            let next = self.first + everybody.len() as u64;
            let room = self.travellers - everybody.len() as u64;
            let part = self.route.part(random.below(100));
            let booking = locator(&mut random);
            let (people, contact) = self.group(nation, part, next, room, &mut random);
            everybody.extend(
                people
                    .into_iter()
                    .zip(next..)
                    .map(|(person, crossing)| Booked {
                        crossing,
                        person,
                        booking: booking.clone(),
                        contact,
                    }),
            );
        }
        everybody
    }

    /// Those on one booking, and whose telephone number stands on it.
    fn group(
        &self,
        nation: &Nation,
        part: Part,
        next: u64,
        room: u64,
        random: &mut Random,
    ) -> (Vec<PersonId>, Option<PersonId>) {
        let seed = nation.spec().seed;
        let size = match part {
            // Companies send their workers in groups, too: a group alone says nothing.
            Part::Placed if random.chance(300) => 2 + random.below(8),
            Part::Unplaced if random.chance(350) => 3 + random.below(7),
            Part::Tourist | Part::Foreigner => 1 + random.below(4),
            _ => 1,
        }
        .min(room);
        let mut people: Vec<PersonId> = (0..size)
            .map(|n| {
                let crossing = next + n;
                let mut random = Random::new(seed, Purpose::Traveller, crossing);
                // Some have travelled before.
                let as_on = if random.chance(120) {
                    random.below(crossing + 1)
                } else {
                    crossing
                };
                match part {
                    Part::Placed => self.placed_worker(nation, as_on),
                    Part::Tourist | Part::Foreigner => PersonId::new(part, (as_on << 2) | (n & 3)),
                    _ => PersonId::new(part, as_on),
                }
            })
            .collect();
        if part == Part::Unplaced && size >= 3 {
            // One of few recruiters leads the group, travels with it, and answers its telephone.
            let recruiter = PersonId::new(Part::Recruiter, random.below(nation.recruiters()));
            if let Some(last) = people.last_mut() {
                *last = recruiter;
            }
            return (people, Some(recruiter));
        }
        let contact = people.first().copied().filter(|_| size > 1);
        (people, contact)
    }

    /// A worker whose placement fits this voyage; nearly always, for a few go elsewhere than the registry says.
    fn placed_worker(&self, nation: &Nation, as_on: u64) -> PersonId {
        const MOST_TRIES: usize = 2000;
        let spec = nation.spec();
        if spec.registry == 0 {
            return PersonId::new(Part::Unplaced, as_on);
        }
        let mut random = Random::new(
            spec.seed ^ self.destination_key(),
            Purpose::Traveller,
            as_on,
        );
        let tries = if random.chance(60) { 1 } else { MOST_TRIES };
        let mut row = 0;
        for _ in 0..tries {
            row = random.below(spec.registry);
            let worker = PersonId::new(Part::Placed, row);
            if placement::destination_of(spec.seed, worker).country == self.route.country
                && placement::in_force(spec.seed, worker, self.date, spec.today)
            {
                break;
            }
        }
        nation.registrant(row)
    }

    /// Distinguishes the countries of arrival.
    fn destination_key(&self) -> u64 {
        self.route
            .country
            .bytes()
            .fold(0, |key, b| (key << 8) | u64::from(b))
    }
}

/// Six letters and digits, without those that are taken for one another.
fn locator(random: &mut Random) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    (0..6)
        .filter_map(|_| random.pick(LETTERS))
        .map(|b| char::from(*b))
        .collect()
}
