//! A row of the placement registry: a worker as a clerk wrote them down.

use crate::{
    nation::Nation,
    noise::{
        Applied, Noise, date, document, place, slip,
        spelling::{self, Respelling},
        tokens,
    },
    person::{self, Part, Person, PersonId},
    placement::Placement,
    random::{Purpose, Random},
};
use domain::Sex;

/// The columns of `registry.csv`.
pub const COLUMNS: [&str; 23] = [
    "id",
    "name",
    "birth_date",
    "sex",
    "birth_place",
    "nik",
    "passport_no",
    "parent_name",
    "address",
    "phone",
    "status",
    "scheme",
    "destination",
    "employer",
    "company",
    "contract_start",
    "contract_end",
    "visa_no",
    "visa_until",
    "insurance_until",
    "orientation_date",
    "registered_on",
    "office",
];

/// A worker as registered. An empty text is *not known*.
#[derive(Debug, Clone)]
pub struct Registration {
    /// The number of the row, from 0.
    pub row: u64,
    /// Whom it is about.
    pub person: PersonId,
    /// How often the passport had been renewed when this was written.
    pub renewed: u64,
    /// What the clerk wrote differently.
    pub noise: Applied,
    /// The cells after the id, as [`COLUMNS`] has them.
    cells: Vec<String>,
}

/// The id of a row of the registry.
pub fn id(row: u64) -> String {
    format!("R{row:08}")
}

/// In how many of a thousand rows a clerk makes each slip in the name.
const SLIPS: [(Noise, u64); 8] = [
    (Noise::Variant, 14),
    (Noise::Sound, 8),
    (Noise::Typing, 12),
    (Noise::Initial, 4),
    (Noise::Joined, 3),
    (Noise::Split, 3),
    (Noise::Title, 8),
    (Noise::DroppedToken, 3),
];

impl Registration {
    /// The row of this number.
    pub fn of(nation: &Nation, row: u64) -> Self {
        let spec = nation.spec();
        let person_id = nation.registrant(row);
        let person = nation.person(person_id);
        let mut random = PersonId::new(Part::Placed, row).random(spec.seed, Purpose::Registration);
        let again = person_id.number != row;
        let mut noise = Applied::default();
        let name = written_name(&person, again, &mut noise, &mut random);
        let born = written_date(&person, &mut noise, &mut random);
        let nik = written_nik(&person, &mut random);
        // Who registers again often has a new passport by then.
        let renewed = u64::from(again && random.chance(600));
        let passport = if random.chance(60) {
            noise.add(Noise::PassportMissing);
            String::new()
        } else {
            document::passport_number(spec.seed, person_id, renewed)
        };
        let birth_place = if random.chance(80) {
            noise.add(Noise::PlaceWrittenOtherwise);
            place::otherwise(&person, &mut random)
        } else {
            place::usual(&person).to_owned()
        };
        let parent = written_parent(&person, &mut random);
        let address = format!(
            "DESA {}, KEC. {}, {}",
            person.village, person.district.1, person.home.name
        );
        let placement = Placement::of(spec.seed, PersonId::new(Part::Placed, row), spec.today);
        // Each office has its habits: some write names in capitals and small letters.
        let office = person.home.province();
        let small = matches!(office, "18" | "51" | "73");
        let cells = vec![
            if small { title_case(&name) } else { name },
            born.to_string(),
            person.sex.letter().to_string(),
            birth_place,
            nik,
            passport,
            if small { title_case(&parent) } else { parent },
            if random.chance(50) {
                String::new()
            } else {
                address
            },
            if random.chance(120) {
                String::new()
            } else {
                person.phone
            },
            placement.status.to_owned(),
            placement.scheme.to_owned(),
            placement.destination.to_owned(),
            placement.employer.to_owned(),
            placement.company.to_owned(),
            placement.contract_start,
            placement.contract_end,
            placement.visa_no,
            placement.visa_until,
            placement.insurance_until,
            placement.orientation_date,
            nation.registered_on(row).to_string(),
            format!("BP3MI {office}"),
        ];
        Self {
            row,
            person: person_id,
            renewed,
            noise,
            cells,
        }
    }

    /// The cells of this row.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        self.cells.iter().map(String::as_str)
    }
}

fn written_name(person: &Person, again: bool, noise: &mut Applied, random: &mut Random) -> String {
    let mut name = person.name.clone();
    for (slip, per_mille) in SLIPS {
        // A second registration was copied from other papers than the first.
        if !random.chance(if again { per_mille * 4 } else { per_mille }) {
            continue;
        }
        let written = match slip {
            Noise::Variant => spelling::variant(&name, random),
            Noise::Sound => spelling::respelt(&name, Respelling::Sound, random),
            Noise::Typing => slip::typing(&name, random),
            Noise::Initial => tokens::initial(&name, random),
            Noise::Joined => tokens::joined(&name, random),
            Noise::Split => tokens::split(&name, random),
            Noise::Title => tokens::titled(&name, person.sex, random),
            _ => tokens::dropped(&name, random),
        };
        if let Some(written) = written {
            name = written;
            noise.add(slip);
        }
    }
    name
}

fn written_date(person: &Person, noise: &mut Applied, random: &mut Random) -> jiff::civil::Date {
    for (slip, per_mille) in [
        (Noise::DateSwapped, 2),
        (Noise::DateDigit, 3),
        (Noise::FirstOfJanuary, 2),
    ] {
        if random.chance(per_mille)
            && let Some(written) = date::disturbed(person.born, slip, random)
        {
            noise.add(slip);
            return written;
        }
    }
    person.born
}

/// Real numbers contradict the particulars now and then: the date or the sex was corrected later, the number stays for life.
fn written_nik(person: &Person, random: &mut Random) -> String {
    let drawn = random.below(1000);
    if drawn < 40 {
        return String::new();
    }
    let district = person.district.0;
    if drawn < 46
        && let Some(first) = date::disturbed(person.born, Noise::YearOff, random)
    {
        return person::nik(district, first, person.sex, random);
    }
    if drawn < 48 {
        let other = if person.sex == Sex::Female {
            Sex::Male
        } else {
            Sex::Female
        };
        return person::nik(district, person.born, other, random);
    }
    person.nik.clone()
}

fn written_parent(person: &Person, random: &mut Random) -> String {
    match random.below(1000) {
        0..=119 => String::new(),
        120..=179 => {
            spelling::variant(&person.father, random).unwrap_or_else(|| person.father.clone())
        }
        180..=199 => slip::typing(&person.father, random).unwrap_or_else(|| person.father.clone()),
        200..=229 => tokens::titled(&person.father, Sex::Male, random)
            .unwrap_or_else(|| person.father.clone()),
        _ => person.father.clone(),
    }
}

/// `SITI AMINAH` as `Siti Aminah`.
pub(crate) fn title_case(name: &str) -> String {
    let mut first = true;
    name.chars()
        .map(|c| {
            let written = if first { c } else { c.to_ascii_lowercase() };
            first = c == ' ';
            written
        })
        .collect()
}
