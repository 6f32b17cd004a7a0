//! Is this company licensed? A name that is only similar never passes for the one that is.

use domain::capitals;
use jiff::civil::Date;
use organisations::{Registered, Standing, folded};
use rapidfuzz::distance::jaro_winkler;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// The words of the public register.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum RegisterState {
        /// Aktif.
        Active = "active",
        /// Dibekukan.
        Suspended = "suspended",
        /// Dicabut.
        Revoked = "revoked",
        /// Tidak Terdaftar: not in the register, or no licence that is in force today.
        NotRegistered = "not_registered",
    }
}

domain::coded! {
    /// What the register says of a licence number.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum NumberAnswer {
        /// It is that of the company.
        Right = "right",
        /// It is that of another company.
        Other = "other",
        /// Nobody has it.
        Unknown = "unknown",
    }
}

/// A company of the register as anybody may see it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Number of its licence (SIP3MI).
    pub licence_number: String,
    /// What the register says today.
    pub state: RegisterState,
    /// Last day of the licence.
    #[schema(value_type = String, format = Date)]
    pub until: Date,
    /// The day on which the entry was last changed.
    #[schema(value_type = String, format = Date)]
    pub as_of: Date,
}

/// What the register says of a company that somebody named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct RegisterAnswer {
    /// In the words of the register; nothing where the register is empty and can say nothing.
    pub state: Option<RegisterState>,
    /// The company of exactly this name or, if only a number was told, of this number.
    pub company: Option<Listed>,
    /// What it says of the number, if one was told.
    pub number: Option<NumberAnswer>,
    /// Companies whose names are similar, the most similar first, and the one to which the number belongs. They are not the one
    /// that was named.
    pub similar: Vec<Listed>,
    /// The newest day on which any entry was changed.
    #[schema(value_type = Option<String>, format = Date)]
    pub as_of: Option<Date>,
}

/// Similar companies that are told at most.
const SHOWN: usize = 5;
/// From this likeness on a name is told as similar (0 to 1; Jaro-Winkler, which weighs the beginning).
const SIMILAR: f64 = 0.86;

/// Looks a company up by its name, by the number of its licence, or by both.
pub fn look_up(register: &[Registered], name: &str, number: &str, today: Date) -> RegisterAnswer {
    let wanted = folded(name);
    let number = digits_and_letters(number);
    let as_of = register.iter().map(|entry| entry.changed_on).max();
    if as_of.is_none() || (wanted.is_empty() && number.is_empty()) {
        return RegisterAnswer {
            as_of,
            ..RegisterAnswer::default()
        };
    }
    let told = |entry: &Registered| listed(entry, today);
    let named = register
        .iter()
        .find(|entry| !wanted.is_empty() && folded(&entry.company.form.name) == wanted);
    let numbered = register.iter().find(|entry| {
        !number.is_empty() && digits_and_letters(&entry.company.form.licence_number) == number
    });
    let found = if wanted.is_empty() { numbered } else { named };
    let mut similar: Vec<(f64, &Registered)> = register
        .iter()
        .filter(|entry| named.is_none_or(|named| named.company.id != entry.company.id))
        .map(|entry| (likeness(&wanted, &folded(&entry.company.form.name)), entry))
        .filter(|(likeness, _)| *likeness >= SIMILAR)
        .collect();
    similar.sort_by(|a, b| b.0.total_cmp(&a.0));
    let is =
        |a: &Registered, b: Option<&Registered>| b.is_some_and(|b| a.company.id == b.company.id);
    let holder = numbered.filter(|entry| !is(entry, found));
    let similar = holder
        .into_iter()
        .chain(
            similar
                .into_iter()
                .map(|(_, entry)| entry)
                .filter(|entry| !is(entry, holder)),
        )
        .take(SHOWN);
    let answer = found.map(told);
    RegisterAnswer {
        state: Some(
            answer
                .as_ref()
                .map_or(RegisterState::NotRegistered, |listed| listed.state),
        ),
        number: (!number.is_empty()).then(|| match numbered {
            None => NumberAnswer::Unknown,
            Some(entry) if is(entry, found) => NumberAnswer::Right,
            Some(_) => NumberAnswer::Other,
        }),
        similar: similar.map(told).collect(),
        company: answer,
        as_of,
    }
}

fn listed(entry: &Registered, today: Date) -> Listed {
    let form = &entry.company.form;
    Listed {
        name: form.name.clone(),
        licence_number: form.licence_number.clone(),
        state: match form.standing(today) {
            Standing::Valid => RegisterState::Active,
            Standing::Suspended => RegisterState::Suspended,
            Standing::Revoked => RegisterState::Revoked,
            // A licence that has not begun or is over licenses nobody today.
            Standing::NotYet | Standing::Expired => RegisterState::NotRegistered,
        },
        until: form.licence_until,
        as_of: entry.changed_on,
    }
}

/// A number without the signs between its parts.
fn digits_and_letters(text: &str) -> String {
    capitals(text).split_whitespace().collect()
}

/// How alike two folded names are: as wholes without blanks, or all words of one found in the other.
fn likeness(one: &str, other: &str) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let whole = likeness_of(&one.replace(' ', ""), &other.replace(' ', ""));
    whole.max(covered(one, other)).max(covered(other, one))
}

fn likeness_of(one: &str, other: &str) -> f64 {
    jaro_winkler::similarity(one.chars(), other.chars())
}

/// How well the words of a name stand among those of another, each word weighed by its letters.
fn covered(words: &str, among: &str) -> f64 {
    let (mut sum, mut letters) = (0.0, 0.0);
    for word in words.split(' ') {
        let best = among
            .split(' ')
            .map(|other| likeness_of(word, other))
            .fold(0.0, f64::max);
        // Words that merely begin alike are other words.
        let best = if best < SIMILAR { 0.0 } else { best };
        let weight = word.chars().count() as f64;
        sum += best * weight;
        letters += weight;
    }
    if letters == 0.0 { 0.0 } else { sum / letters }
}
