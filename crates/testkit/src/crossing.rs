//! A crossing: a traveller as a passport, a booking and a list have written them.

use crate::{
    nation::Nation,
    noise::{
        Applied, Noise, Profile,
        carrier::{self, Fields},
        date, document, place, slip,
        spelling::{self, Respelling},
        tokens,
    },
    person::{Part, Person, PersonId},
    random::{Purpose, Random},
    voyage::{Booked, Voyage},
};
use jiff::{Span, civil::Date};

/// The columns of `crossings.csv`.
pub const COLUMNS: [&str; 16] = [
    "id",
    "surname",
    "given_names",
    "birth_date",
    "sex",
    "nationality",
    "passport_no",
    "passport_until",
    "birth_place",
    "embark",
    "destination",
    "departure_date",
    "voyage",
    "carrier",
    "booking_reference",
    "phone",
];

/// A traveller as listed. An empty text is *not listed*.
#[derive(Debug, Clone)]
pub struct Crossing {
    /// The number, from 0.
    pub number: u64,
    /// Who it is in truth.
    pub person: PersonId,
    /// How often the passport shown had been renewed; `None` if none is listed.
    pub renewed: Option<u64>,
    /// What was written differently.
    pub noise: Applied,
    /// The name in two fields.
    pub name: Fields,
    /// Day of birth.
    pub born: Date,
    /// `M` or `F`.
    pub sex: String,
    /// ISO 3166-1 alpha-3.
    pub nationality: String,
    /// Number of the passport.
    pub passport: String,
    /// Last day of the passport.
    pub passport_until: String,
    /// Place of birth.
    pub birth_place: String,
    /// Booking reference.
    pub booking: String,
    /// Telephone number given at booking.
    pub phone: String,
}

/// The id of a crossing.
pub fn id(number: u64) -> String {
    format!("C{number:08}")
}

/// In how many of a thousand passports the name differs from the civil register in this way.
const IN_PASSPORT: [(Noise, u64); 10] = [
    (Noise::Variant, 60),
    (Noise::OldSpelling, 12),
    (Noise::Sound, 45),
    (Noise::FatherAdded, 40),
    (Noise::BinBinti, 20),
    (Noise::DroppedToken, 22),
    (Noise::Initial, 16),
    (Noise::Joined, 16),
    (Noise::Split, 12),
    (Noise::Title, 8),
];

/// In how many of a thousand lists it is then written in this way.
const ON_LIST: [(Noise, u64); 6] = [
    (Noise::Typing, 45),
    (Noise::Scanner, 15),
    (Noise::Reordered, 22),
    (Noise::DroppedToken, 12),
    (Noise::Truncated, 12),
    (Noise::Doubled, 120),
];

/// In how many of a thousand lists the birth date is wrong in this way.
const IN_DATE: [(Noise, u64); 4] = [
    (Noise::DateSwapped, 8),
    (Noise::FirstOfJanuary, 6),
    (Noise::YearOff, 8),
    (Noise::DateDigit, 12),
];

impl Crossing {
    /// One traveller of a voyage.
    pub fn of(nation: &Nation, voyage: &Voyage, booked: &Booked) -> Self {
        let spec = nation.spec();
        let person = nation.person(booked.person);
        let mut random = Random::new(spec.seed, Purpose::Recording, booked.crossing);
        let profile = spec.profile.of_traveller(&mut random);
        let renewed = u64::from(profile == Profile::Renewed);
        let mut noise = Applied::default();
        let passport_name = in_passport(spec.seed, &person, renewed, &mut noise);
        let name = on_list(
            &passport_name,
            &person,
            voyage.date,
            &mut noise,
            &mut random,
        );
        let born = listed_date(person.born, &mut noise, &mut random);
        let mut crossing = Self {
            number: booked.crossing,
            person: booked.person,
            renewed: None,
            noise,
            name,
            born,
            sex: String::new(),
            nationality: String::new(),
            passport: String::new(),
            passport_until: String::new(),
            birth_place: String::new(),
            booking: booked.booking.clone(),
            phone: String::new(),
        };
        if profile == Profile::Names {
            crossing.noise.add(Noise::PassportMissing);
        } else {
            crossing.add_particulars(nation, voyage, booked, &person, renewed, &mut random);
        }
        crossing
    }

    fn add_particulars(
        &mut self,
        nation: &Nation,
        voyage: &Voyage,
        booked: &Booked,
        person: &Person,
        renewed: u64,
        random: &mut Random,
    ) {
        self.renewed = Some(renewed);
        self.sex = listed_sex(person, &mut self.noise, random);
        self.nationality = person.nationality.to_owned();
        self.passport = document::passport_number(nation.spec().seed, person.id, renewed);
        if random.chance(12)
            && let Some(slipped) = slip::typing_in_number(&self.passport, random)
        {
            self.passport = slipped;
            self.noise.add(Noise::PassportTyping);
        } else if random.chance(10)
            && let Some(misread) = slip::scanner(&self.passport, false, random)
        {
            self.passport = misread;
            self.noise.add(Noise::PassportScanner);
        }
        // Passports are valid for five or ten years; hardly any of a traveller is about to expire.
        let left = if random.chance(40) {
            random.between(10, 180)
        } else {
            random.between(181, 3300)
        };
        self.passport_until = voyage
            .date
            .saturating_add(Span::new().days(left))
            .to_string();
        if person.id.part != Part::Foreigner && !random.chance(150) {
            self.birth_place = if random.chance(250) {
                self.noise.add(Noise::PlaceWrittenOtherwise);
                place::otherwise(person, random)
            } else {
                place::usual(person).to_owned()
            };
        }
        let by_whom = booked.contact.map(|contact| nation.person(contact));
        if !random.chance(200) {
            self.phone = by_whom.map_or_else(|| person.phone.clone(), |contact| contact.phone);
        }
    }

    /// The name in one field, given names first.
    pub fn full_name(&self) -> String {
        let fields = [self.name.given_names.as_str(), self.name.surname.as_str()];
        let filled: Vec<&str> = fields.into_iter().filter(|f| !f.is_empty()).collect();
        filled.join(" ")
    }

    /// The cells of this crossing, as [`COLUMNS`] has them after the id.
    pub fn cells(&self, voyage: &Voyage) -> [String; 15] {
        [
            self.name.surname.clone(),
            self.name.given_names.clone(),
            self.born.to_string(),
            self.sex.clone(),
            self.nationality.clone(),
            self.passport.clone(),
            self.passport_until.clone(),
            self.birth_place.clone(),
            voyage.route.from.to_owned(),
            voyage.route.country.to_owned(),
            voyage.date.to_string(),
            voyage.code(),
            voyage.route.carrier.to_owned(),
            self.booking.clone(),
            self.phone.clone(),
        ]
    }
}

fn apply(name: &mut String, class: Noise, person: &Person, random: &mut Random) -> bool {
    let written = match class {
        Noise::Variant => spelling::variant(name, random),
        Noise::OldSpelling => spelling::respelt(name, Respelling::Old, random),
        Noise::Sound => spelling::respelt(name, Respelling::Sound, random),
        Noise::FatherAdded => tokens::father_added(name, &person.father),
        Noise::BinBinti => tokens::bin_binti(name, &person.father, person.sex),
        Noise::DroppedToken => tokens::dropped(name, random),
        Noise::Initial => tokens::initial(name, random),
        Noise::Joined => tokens::joined(name, random),
        Noise::Split => tokens::split(name, random),
        Noise::Title => tokens::titled(name, person.sex, random),
        Noise::Typing => slip::typing(name, random),
        Noise::Scanner => slip::scanner(name, true, random),
        Noise::Reordered => tokens::reordered(name, random),
        Noise::Truncated => carrier::cut_short(name, random),
        Noise::Doubled => tokens::doubled(name),
        _ => None,
    };
    let changed = written.is_some();
    if let Some(written) = written {
        *name = written;
    }
    changed
}

/// The name as the passport prints it: the same on every crossing with that passport.
fn in_passport(seed: u64, person: &Person, renewed: u64, noise: &mut Applied) -> String {
    let mut name = person.name.clone();
    let mut random = person
        .id
        .random(seed.wrapping_add(renewed), Purpose::PassportName);
    if person.id.part != Part::Foreigner {
        for (class, per_mille) in IN_PASSPORT {
            let added = matches!(class, Noise::FatherAdded | Noise::BinBinti);
            // Who has a single name needs a second one more often.
            let single = !person.name.contains(' ');
            let per_mille = if added && single {
                per_mille * 4
            } else {
                per_mille
            };
            if random.chance(per_mille) && apply(&mut name, class, person, &mut random) {
                noise.add(class);
            }
        }
    }
    match carrier::cut(&name, carrier::NAME_LENGTH) {
        Some(cut) => {
            noise.add(Noise::Truncated);
            cut
        }
        None => name,
    }
}

fn on_list(
    passport_name: &str,
    person: &Person,
    day: Date,
    noise: &mut Applied,
    random: &mut Random,
) -> Fields {
    let mut name = passport_name.to_owned();
    for (class, per_mille) in ON_LIST {
        if random.chance(per_mille) && apply(&mut name, class, person, random) {
            noise.add(class);
        }
    }
    let mut fields = carrier::parted(&name, random);
    if random.chance(150)
        && let Some(filled) = carrier::filled(&fields, random)
    {
        fields = filled;
        noise.add(Noise::Filler);
    }
    let adult = person.born.saturating_add(Span::new().years(12)) <= day;
    if random.chance(22)
        && let Some(glued) = carrier::glued_title(&fields, person.sex, adult, random)
    {
        fields = glued;
        noise.add(Noise::GluedTitle);
    }
    fields
}

fn listed_date(born: Date, noise: &mut Applied, random: &mut Random) -> Date {
    for (class, per_mille) in IN_DATE {
        if random.chance(per_mille)
            && let Some(written) = date::disturbed(born, class, random)
        {
            noise.add(class);
            return written;
        }
    }
    born
}

fn listed_sex(person: &Person, noise: &mut Applied, random: &mut Random) -> String {
    let letter = person.sex.letter();
    match random.below(1000) {
        0..=9 => {
            noise.add(Noise::SexMissing);
            String::new()
        }
        10..=12 => {
            noise.add(Noise::SexWrong);
            if letter == 'M' {
                "F".into()
            } else {
                "M".into()
            }
        }
        _ => letter.to_string(),
    }
}
