//! The traveller: everything a source says about one person on one voyage.

use super::{Leg, Voyage};
use compact_str::CompactString;
use domain::{Country, Diagnostic, Document, PartialDate, Place, Port, Sex};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, LazyLock};

/// One person on one voyage, as one source reports them. As JSON: one flat object, every key of the contract always present.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Traveller {
    /// The name, flattened into the object.
    #[serde(flatten)]
    pub name: Name,
    /// The name as other parts of the source write it, such as the travel document of a booked passenger.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub other_names: Vec<Name>,
    /// Sex as stated.
    pub sex: Option<Sex>,
    /// The birth date; `None` if not given, unreadable or ambiguous.
    pub birth_date: Option<PartialDate>,
    /// Every meaning of an ambiguous birth date, the likelier first; empty if there is one or none.
    pub birth_date_readings: Vec<PartialDate>,
    /// Place of birth as written.
    pub birth_place: Option<CompactString>,
    /// Nationality.
    pub nationality: Option<Country>,
    /// Nationality as written.
    pub nationality_raw: Option<CompactString>,
    /// Country of residence.
    pub residence: Option<Country>,
    /// Travel and identity documents in the order of the source.
    pub documents: Vec<Document>,
    /// In what role they travel.
    pub role: Role,
    /// Where they board.
    pub embark: Option<Port>,
    /// Where they leave.
    pub disembark: Option<Port>,
    /// Where they first pass the border of the country of destination, where said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clearance: Option<Port>,
    /// The crossing they are reported on, shared by all on it.
    pub voyage: Arc<Voyage>,
    /// Their own itinerary where the source gives one (a PNR): it may go on beyond the voyage.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub itinerary: Vec<Leg>,
    /// Booking reference (record locator).
    pub booking_reference: Option<CompactString>,
    /// Further references, each with the qualifier of the source.
    pub references: Vec<Reference>,
    /// How to reach them or whoever booked.
    pub contacts: Vec<Contact>,
    /// Addresses at home and at the destination.
    pub addresses: Vec<Address>,
    /// How it was paid and by whom.
    pub payments: Vec<Payment>,
    /// The agency that booked, as the source codes or names it.
    pub agency: Option<CompactString>,
    /// Seats in the order of the legs.
    pub seats: Vec<CompactString>,
    /// Checked luggage.
    pub bags: Option<Bags>,
    /// Occupation or rank as written.
    pub occupation: Option<CompactString>,
    /// Whether the carrier checked these data against the document; `None` if it does not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified: Option<bool>,
    /// What was said and is not understood, or has no field of its own, as written.
    pub raw: Vec<String>,
    /// The same of their booking as a whole, shared by all who travel on it.
    #[serde(skip_serializing_if = "is_empty")]
    pub booking_raw: Arc<Vec<String>>,
    /// Where the source begins to speak of this traveller.
    pub origin: Origin,
    /// What was odd about this traveller's data.
    pub diagnostics: Vec<Diagnostic>,
}

impl Traveller {
    /// Somebody on a voyage of whom nothing else is known yet.
    pub fn on(voyage: Arc<Voyage>) -> Self {
        Self {
            name: Name::default(),
            other_names: Vec::new(),
            sex: None,
            birth_date: None,
            birth_date_readings: Vec::new(),
            birth_place: None,
            nationality: None,
            nationality_raw: None,
            residence: None,
            documents: Vec::new(),
            role: Role::Passenger,
            embark: None,
            disembark: None,
            clearance: None,
            voyage,
            itinerary: Vec::new(),
            booking_reference: None,
            references: Vec::new(),
            contacts: Vec::new(),
            addresses: Vec::new(),
            payments: Vec::new(),
            agency: None,
            seats: Vec::new(),
            bags: None,
            occupation: None,
            verified: None,
            raw: Vec::new(),
            booking_raw: Arc::clone(&NOTHING),
            origin: Origin::default(),
            diagnostics: Vec::new(),
        }
    }
}

/// What all share of whose booking nothing is kept.
static NOTHING: LazyLock<Arc<Vec<String>>> = LazyLock::new(Arc::default);

fn is_empty(raw: &Arc<Vec<String>>) -> bool {
    raw.is_empty()
}

impl Default for Traveller {
    fn default() -> Self {
        Self::on(Arc::default())
    }
}

impl From<&Place> for Origin {
    fn from(place: &Place) -> Self {
        Self {
            line: place.line,
            message_number: place.message_number,
            offset: place.offset,
        }
    }
}

/// Where in an input a traveller stands. Whatever is known is filled in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Line or row, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Message within an interchange, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_number: Option<u32>,
    /// Bytes from the beginning of the input.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

/// The name as written and as divided by the source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Name {
    /// Primary identifier; the whole name where there is only one.
    pub surname: Option<CompactString>,
    /// Secondary identifier, titles removed; `None` for a single name.
    pub given_names: Option<CompactString>,
    /// The whole name as the source wrote it.
    pub raw_name: CompactString,
    /// The source gives one undivided identifier: many Indonesians have one name, and lists do not divide names.
    pub single_identifier: bool,
    /// A title split off the name, such as `MRS`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<CompactString>,
}

/// In what role somebody travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Passenger.
    #[default]
    Passenger,
    /// Member of the crew.
    Crew,
    /// On board or in the port, going on elsewhere.
    Transit,
}

impl Role {
    /// The word used in JSON and tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Passenger => "passenger",
            Self::Crew => "crew",
            Self::Transit => "transit",
        }
    }
}

/// A reference number and what it is, by the code of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reference {
    /// Code of the source, such as `ABO`.
    pub qualifier: CompactString,
    /// The reference.
    pub value: CompactString,
}

/// One way to reach somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// What it is.
    pub kind: ContactKind,
    /// The number or address as written.
    pub value: CompactString,
}

/// What a contact is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ContactKind {
    /// Telephone.
    Phone,
    /// Telefax.
    Fax,
    /// Electronic mail.
    Email,
    /// Anything else, or not said.
    Other,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Address {
    /// What it is by the code or word of the source, such as `home`, `destination`, `booking`.
    pub kind: Option<CompactString>,
    /// Its parts in order, as written, without the country.
    pub lines: Vec<CompactString>,
    /// Country.
    pub country: Option<Country>,
}

/// One form of payment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Payment {
    /// By the code of the source: `CA` cash, `CC` card ..
    pub form: Option<CompactString>,
    /// Who paid, where named.
    pub payer: Option<CompactString>,
    /// Card or account with all but the last four characters masked.
    pub account: Option<CompactString>,
    /// Amount and currency as written.
    pub amount: Option<CompactString>,
}

/// Checked luggage.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Bags {
    /// Number of pieces.
    pub pieces: Option<u16>,
    /// Total weight in kilograms.
    pub weight_kg: Option<u32>,
    /// Tag numbers as written.
    pub tags: Vec<CompactString>,
}

impl Bags {
    /// Pounds in whole kilograms.
    pub fn kilograms(pounds: u32) -> u32 {
        let grams = u64::from(pounds) * 453_592 / 1000;
        u32::try_from((grams + 500) / 1000).unwrap_or(u32::MAX)
    }
}
