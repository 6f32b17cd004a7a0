//! A person of the synthetic nation: who they are in truth, before anybody writes it down.

use crate::{
    names::{Bearer, Group, Names},
    placement,
    random::{Purpose, Random},
    regions::{Regency, Regions},
    weighted::Weighted,
};
use domain::Sex;
use jiff::civil::Date;
use std::sync::LazyLock;

/// The part of the people to which somebody belongs; each part counts its persons from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// Workers with a placement: one for each first registration.
    Placed,
    /// Workers who go without a placement.
    Unplaced,
    /// Those who recruit and escort workers without a placement.
    Recruiter,
    /// Indonesians who travel for any other reason.
    Tourist,
    /// Travellers of other nations.
    Foreigner,
}

/// A person by part and number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonId {
    /// The part of the people.
    pub part: Part,
    /// The number within it.
    pub number: u64,
}

impl PersonId {
    /// A person of that part.
    pub fn new(part: Part, number: u64) -> Self {
        Self { part, number }
    }

    /// The random numbers that decide something about this person.
    pub(crate) fn random(self, seed: u64, purpose: Purpose) -> Random {
        Random::new(seed, purpose, self.number | ((self.part as u64) << 56))
    }
}

/// What is true of a person.
#[derive(Debug, Clone)]
pub struct Person {
    /// Who it is.
    pub id: PersonId,
    /// Civil name in capitals.
    pub name: String,
    /// Male or female.
    pub sex: Sex,
    /// Day of birth as civil documents have it.
    pub born: Date,
    /// ISO 3166-1 alpha-3.
    pub nationality: &'static str,
    /// Regency of birth and of home; for a foreigner one that nobody writes down.
    pub home: &'static Regency,
    /// District of home: dotted code and name.
    pub district: (&'static str, &'static str),
    /// Village of home.
    pub village: String,
    /// The father's civil name.
    pub father: String,
    /// 16 digits; empty for foreigners.
    pub nik: String,
    /// Mobile number with country code.
    pub phone: String,
}

/// What the members of a family share.
struct Household {
    home: &'static Regency,
    district: (&'static str, &'static str),
    village: String,
    group: Group,
    family: Option<&'static str>,
    father: String,
}

/// Ages in years at the beginning of a first contract, each band with its weight (workers are mostly 20 to 40).
static AGE_OF_WORKER: LazyLock<Weighted<(i64, i64)>> = LazyLock::new(|| {
    [
        ((18, 20), 12),
        ((21, 25), 27),
        ((26, 30), 22),
        ((31, 35), 16),
        ((36, 40), 12),
        ((41, 45), 8),
        ((46, 50), 3),
    ]
    .into_iter()
    .collect()
});

/// Ages of other travellers on the day everything is seen from.
static AGE_OF_ANYBODY: LazyLock<Weighted<(i64, i64)>> = LazyLock::new(|| {
    [
        ((0, 11), 8),
        ((12, 17), 6),
        ((18, 29), 24),
        ((30, 44), 30),
        ((45, 59), 22),
        ((60, 84), 10),
    ]
    .into_iter()
    .collect()
});

/// Words of which village names are made.
static VILLAGE: LazyLock<(Weighted<&'static str>, Weighted<&'static str>)> = LazyLock::new(|| {
    (
        Weighted::ranked(
            "SUKA KARANG SUMBER TANJUNG BANJAR MEKAR KEDUNG CI RANDU SIDO WONO PADANG MARGA TEGAL LABUHAN BATU TELAGA AIK MUARA BUMI GUNUNG TAMAN"
                .split(' '),
        ),
        Weighted::ranked(
            "MAJU SARI JAYA REJO MULYA AGUNG ANYAR HARJO INDAH MAKMUR WANGI DADI TENGAH KULON WETAN BARU SELATAN UTARA LOR KIDUL RAYA PUTIH"
                .split(' '),
        ),
    )
});

/// In how many of a hundred cases a placed worker has the same parents as another one near by in the registry.
const SIBLINGS_PERCENT: u64 = 22;
/// In how many of a thousand cases two such siblings are twins.
const TWINS_PER_MILLE: u64 = 25;

impl Person {
    /// The person with this identity in the nation of this seed, seen from `today`; `placed` is the number of placed workers.
    pub fn of(seed: u64, id: PersonId, placed: u64, today: Date) -> Self {
        let head = head_of_household(seed, id, placed);
        let household = household(seed, head);
        let mut random = id.random(seed, Purpose::Person);
        let sex = sex(seed, id, &mut random);
        let twin = id.part == Part::Placed && head != id && random.chance(TWINS_PER_MILLE);
        let born = birth_date(seed, if twin { head } else { id }, today);
        let (group, nationality) = match id.part {
            Part::Foreigner => foreign_group(&mut random),
            _ => (household.group, "IDN"),
        };
        let bearer = Bearer {
            group,
            sex,
            birth_year: born.year(),
            father: &household.father,
            family: household.family,
        };
        let name = Names::get().name(&bearer, &mut random);
        let nik = match id.part {
            Part::Foreigner => String::new(),
            _ => nik(household.district.0, born, sex, &mut random),
        };
        Self {
            id,
            name,
            sex,
            born,
            nationality,
            home: household.home,
            district: household.district,
            village: household.village,
            father: household.father,
            nik,
            phone: phone(&mut random),
        }
    }
}

/// The one after whom the household is named: most are their own, siblings share one.
fn head_of_household(seed: u64, id: PersonId, placed: u64) -> PersonId {
    let mut random = id.random(seed, Purpose::Household);
    let joins = random.chance(SIBLINGS_PERCENT * 10);
    match id.part {
        Part::Placed if joins && id.number > 0 => {
            let back = 1 + random.below(id.number.min(40));
            let sibling = PersonId::new(Part::Placed, id.number - back);
            // Only one who is a head has a household to join; else both stay on their own.
            let is_head = !sibling
                .random(seed, Purpose::Household)
                .chance(SIBLINGS_PERCENT * 10);
            if is_head { sibling } else { id }
        }
        // Who goes without a placement often follows a brother or sister who had one.
        Part::Unplaced if joins && placed > 0 => {
            let head = PersonId::new(Part::Placed, random.below(placed));
            head_of_household(seed, head, placed)
        }
        // Others travel with their family: four by four.
        Part::Tourist | Part::Foreigner => PersonId::new(id.part, id.number & !3),
        _ => id,
    }
}

fn household(seed: u64, head: PersonId) -> Household {
    let mut random = head.random(seed, Purpose::Household);
    // The first numbers of this stream decided who the head is.
    random.bits();
    random.bits();
    let regions = Regions::get();
    let home = match head.part {
        Part::Tourist | Part::Foreigner => regions.home_of_anybody(&mut random),
        _ => regions.origin_of_worker(&mut random),
    };
    // The table is not empty: its own test says so.
    let home = home.unwrap_or(&NOWHERE);
    let district = random
        .pick(&home.districts)
        .map_or(("00.00.00", ""), |(code, name)| (*code, name.as_str()));
    let (first, second) = &*VILLAGE;
    let village = [first.draw(&mut random), second.draw(&mut random)]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    let names = Names::get();
    let group = names.group_in(home.province(), &mut random);
    let family = names.family_name(group, &mut random);
    let bearer = Bearer {
        group,
        sex: Sex::Male,
        birth_year: 1960,
        father: "",
        family,
    };
    Household {
        home,
        district,
        village,
        group,
        family,
        father: names.name(&bearer, &mut random),
    }
}

static NOWHERE: Regency = Regency {
    code: "00.00",
    name: String::new(),
    districts: Vec::new(),
};

fn sex(seed: u64, id: PersonId, random: &mut Random) -> Sex {
    let women_per_mille = match id.part {
        Part::Placed => placement::women_per_mille(seed, id),
        Part::Unplaced => 620,
        Part::Recruiter => 350,
        Part::Tourist | Part::Foreigner => 480,
    };
    if random.chance(women_per_mille) {
        Sex::Female
    } else {
        Sex::Male
    }
}

/// The day of birth. Where nobody remembers the day, the registrar wrote the first or last day of the year, or the middle.
fn birth_date(seed: u64, id: PersonId, today: Date) -> Date {
    let mut random = id.random(seed, Purpose::Person);
    random.bits();
    random.bits();
    let mut age = |bands: &Weighted<(i64, i64)>| {
        let (youngest, oldest) = bands.draw(&mut random).copied().unwrap_or((30, 30));
        random.between(youngest, oldest)
    };
    let year = match id.part {
        Part::Placed => {
            i64::from(placement::contract_start(seed, id, today).year()) - age(&AGE_OF_WORKER)
        }
        // Some of those who go without a placement are too young for one.
        Part::Unplaced => i64::from(today.year()) - age(&AGE_OF_WORKER) + 1,
        Part::Recruiter => i64::from(today.year()) - 22 - age(&AGE_OF_WORKER) / 2,
        Part::Tourist | Part::Foreigner => i64::from(today.year()) - 1 - age(&AGE_OF_ANYBODY),
    };
    let year = i16::try_from(year).unwrap_or(1990);
    let heaped = random.below(1000);
    let guessed = if year < 1985 { 30 } else { 8 };
    let whole_year = || Date::new(year, 1, 1).unwrap_or(Date::ZERO);
    match heaped {
        _ if heaped < guessed / 2 => Date::new(year, 12, 31).unwrap_or_else(|_| whole_year()),
        _ if heaped < guessed * 3 / 4 => Date::new(year, 7, 1).unwrap_or_else(|_| whole_year()),
        _ if heaped < guessed => whole_year(),
        _ => {
            let first = whole_year();
            let day = random.between(0, i64::from(first.days_in_year()) - 1);
            first
                .checked_add(jiff::Span::new().days(day))
                .unwrap_or(first)
        }
    }
}

/// District, day (a woman's plus 40), month, year, serial (Permendagri 108/2019).
pub(crate) fn nik(district: &str, born: Date, sex: Sex, random: &mut Random) -> String {
    let day = born.day() + if sex == Sex::Female { 40 } else { 0 };
    // Most births of a day in a district are the first.
    let serial = 1 + random.below(9) * random.below(3);
    let district: String = district.chars().filter(|c| *c != '.').collect();
    format!(
        "{district}{day:02}{:02}{:02}{serial:04}",
        born.month(),
        born.year() % 100
    )
}

/// Prefixes of the mobile networks, without the leading 0.
const NETWORKS: [&str; 10] = [
    "812", "813", "821", "822", "823", "852", "857", "878", "896", "831",
];

fn phone(random: &mut Random) -> String {
    let network = random.pick(&NETWORKS).copied().unwrap_or("812");
    format!("+62{network}{:08}", random.below(100_000_000))
}

fn foreign_group(random: &mut Random) -> (Group, &'static str) {
    const NATIONS: [(Group, &str, u64); 12] = [
        ("MYS", "MYS", 30),
        ("CHN", "SGP", 22),
        ("CHN", "CHN", 14),
        ("CHN", "MYS", 8),
        ("WES", "AUS", 10),
        ("WES", "GBR", 4),
        ("WES", "NLD", 3),
        ("WES", "IND", 3),
        ("WES", "JPN", 2),
        ("WES", "KOR", 2),
        ("WES", "USA", 2),
        ("CHN", "TWN", 4),
    ];
    let choice: Weighted<(Group, &str)> = NATIONS
        .into_iter()
        .map(|(group, nation, weight)| ((group, nation), weight))
        .collect();
    choice.draw(random).copied().unwrap_or(("WES", "AUS"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{Nik, PartialDate};
    use jiff::civil::date;

    fn person(part: Part, number: u64) -> Person {
        Person::of(5, PersonId::new(part, number), 10_000, date(2026, 11, 1))
    }

    #[test]
    fn a_nik_holds_birth_date_sex_and_district() {
        for number in 0..500 {
            let person = person(Part::Placed, number);
            let nik = Nik::read(&person.nik).unwrap();
            assert!(nik.agrees_with(PartialDate::from(person.born)));
            assert_eq!(nik.sex(), person.sex);
            assert_eq!(nik.district(), person.district.0);
        }
    }

    #[test]
    fn siblings_share_father_and_village() {
        let people: Vec<Person> = (0..3000).map(|n| person(Part::Placed, n)).collect();
        let shared = people
            .iter()
            .enumerate()
            .filter(|(at, one)| {
                let near = &people[at.saturating_sub(40)..*at];
                near.iter()
                    .any(|p| p.father == one.father && p.district == one.district)
            })
            .count();
        assert!((400..650).contains(&shared), "{shared} of 3000");
    }

    #[test]
    fn foreigners_have_no_nik() {
        let visitor = person(Part::Foreigner, 3);
        assert_ne!(visitor.nationality, "IDN");
        assert_eq!(visitor.nik, "");
    }
}
