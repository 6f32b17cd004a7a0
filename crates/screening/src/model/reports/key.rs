//! What is compared of two reports: of which voyage they speak, and of whom.

use crate::model::compose::{self, Person};
use crate::model::form;
use domain::{PartialDate, Sex};
use jiff::civil::Date;
use manifest::Traveller;
use std::sync::Arc;

/// By which voyage a report speaks: designator or ship, and the day.
pub(super) type Crossing = (String, Option<Date>);

/// What is compared of a report.
pub(super) struct Key {
    /// File and message: two of one name in one message are two.
    message: (Arc<str>, Option<u32>),
    pub(super) document: Option<String>,
    /// The words of the name in the order of the alphabet: messages order them differently.
    pub(super) name: String,
    births: Vec<PartialDate>,
    sex: Option<Sex>,
    booking: Option<String>,
    /// The carrier's own reference of the passenger (`ABO`).
    pub(super) reference: Option<String>,
}

impl Key {
    pub(super) fn of(file: &Arc<str>, traveller: &Traveller) -> Self {
        let Person { particulars, .. } = compose::person(traveller);
        let name = form::words(&particulars.name);
        let mut words: Vec<&str> = name.split(' ').collect();
        words.sort_unstable();
        Self {
            message: (file.clone(), traveller.origin.message_number),
            document: particulars
                .document
                .or(particulars.nik.map(|nik| nik.digits())),
            name: words.join(" "),
            births: particulars.birth_dates,
            sex: particulars.sex,
            booking: traveller
                .booking_reference
                .as_ref()
                .map(|booking| form::number(booking)),
            reference: traveller
                .references
                .iter()
                .find(|reference| reference.qualifier == "ABO")
                .map(|reference| form::number(&reference.value)),
        }
    }

    pub(super) fn same_person(&self, other: &Self) -> bool {
        if self.refers_as(other) {
            return true;
        }
        if let (Some(ours), Some(theirs)) = (&self.document, &other.document) {
            return if ours == theirs {
                self.shares_a_name(other) || self.born_as(other) == Some(true)
            } else {
                self.named_as(other)
                    && self.born_as(other) == Some(true)
                    && self.books_as(other) == Some(true)
                    && self.message != other.message
            };
        }
        self.message != other.message
            && self.named_as(other)
            && self.born_as(other) != Some(false)
            && self.books_as(other) != Some(false)
            && agree(self.sex, other.sex) != Some(false)
    }

    /// Whether the carrier calls both by one reference, and nothing says that it means another person by it.
    pub(super) fn refers_as(&self, other: &Self) -> bool {
        self.reference.is_some()
            && self.reference == other.reference
            && self.message != other.message
            && (self.shares_a_name(other) || self.born_as(other) == Some(true))
    }

    fn shares_a_name(&self, other: &Self) -> bool {
        let mut words = self.name.split(' ');
        self.name.is_empty()
            || other.name.is_empty()
            || words.any(|word| other.name.split(' ').any(|name| name == word))
    }

    fn named_as(&self, other: &Self) -> bool {
        !self.name.is_empty() && self.name == other.name
    }

    fn born_as(&self, other: &Self) -> Option<bool> {
        (!self.births.is_empty() && !other.births.is_empty())
            .then(|| self.births.iter().any(|born| other.births.contains(born)))
    }

    fn books_as(&self, other: &Self) -> Option<bool> {
        agree(self.booking.as_ref(), other.booking.as_ref())
    }
}

fn agree<T: PartialEq>(one: Option<T>, other: Option<T>) -> Option<bool> {
    Some(one? == other?)
}

/// `None` where a report names neither flight nor ship: nothing then tells two sailings apart.
pub(super) fn crossing(traveller: &Traveller) -> Option<Crossing> {
    let voyage = &traveller.voyage;
    let designator = match (&voyage.carrier, &voyage.number) {
        (Some(carrier), Some(number)) => {
            let number = form::number(number);
            format!(
                "{} {}",
                form::words(carrier),
                number.trim_start_matches('0')
            )
        }
        _ => form::words(voyage.vessel.as_ref()?.name.as_ref()?),
    };
    Some((designator, voyage.departure().map(|moment| moment.date)))
}
