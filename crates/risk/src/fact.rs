//! The facts that rules may ask for: their names, their types and the words for them.

use crate::value::{Kind, Value, Word};
use domain::Language;

/// Makes the list of facts once: the variants, their table and their number cannot differ.
macro_rules! facts {
    ($( $(#[$doc:meta])* $variant:ident = $name:literal, $kind:expr, $id:literal, $en:literal; )*) => {
        /// Something that may be known about a traveller's trip.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum Fact { $( $(#[$doc])* $variant, )* }

        impl Fact {
            /// Every fact, in the order of the table.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name that rules use, such as `trip.destination`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What kind of value it has.
            pub fn kind(self) -> Kind {
                match self { $(Self::$variant => $kind,)* }
            }

            /// What an officer calls it.
            pub fn label(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$variant, Language::Id) => $id, (Self::$variant, Language::En) => $en,)*
                }
            }
        }
    };
}

const MODE: &[Word] = &[
    Word::new("air", "lewat udara", "by air"),
    Word::new("sea", "lewat laut", "by sea"),
];
const ROLE: &[Word] = &[
    Word::new("passenger", "penumpang", "passenger"),
    Word::new("crew", "awak", "crew"),
    Word::new("transit", "transit", "in transit"),
];
const SEX: &[Word] = &[
    Word::new("male", "laki-laki", "male"),
    Word::new("female", "perempuan", "female"),
    Word::new("unspecified", "tidak disebut", "unspecified"),
];
const DOCUMENT: &[Word] = &[
    Word::new("passport", "paspor", "passport"),
    Word::new("seafarer_document", "buku pelaut", "seafarer's document"),
    Word::new("laissez_passer", "SPLP", "laissez-passer"),
    Word::new("identity_card", "KTP", "identity card"),
    Word::new("other", "dokumen lain", "another document"),
];
/// Whether a record is this person: one is, several may be, none is.
const ANSWER: &[Word] = &[
    Word::new("link", "cocok", "matched"),
    Word::new(
        "possible",
        "ada yang mungkin cocok",
        "one or more may match",
    ),
    Word::new("none", "tidak ditemukan", "not found"),
];
const PLACEMENT_STATUS: &[Word] = &[
    Word::new("candidate", "calon (proses)", "candidate (in process)"),
    Word::new("active", "aktif", "active"),
    Word::new("ended", "selesai atau sudah kembali", "ended or returned"),
    Word::new("cancelled", "batal atau ditolak", "cancelled or refused"),
];
const SCHEME: &[Word] = &[
    Word::new("g_to_g", "G to G", "G to G"),
    Word::new("p_to_p", "P to P (lewat P3MI)", "P to P (through a P3MI)"),
    Word::new("ukps", "UKPS (perusahaan sendiri)", "UKPS (own company)"),
    Word::new("individual", "perseorangan", "individual"),
    Word::new("extension", "perpanjangan kontrak", "contract extension"),
    Word::new("sea_crew", "awak kapal", "sea crew"),
];

facts! {
    /// Country of the last place of the journey that is known.
    TripDestination = "trip.destination", Kind::Country, "negara tujuan", "destination";
    /// Country where the journey begins.
    TripOrigin = "trip.origin", Kind::Country, "negara asal perjalanan", "country of departure";
    /// Day of departure.
    TripDeparture = "trip.departure", Kind::Date, "tanggal berangkat", "day of departure";
    /// By air or by sea.
    TripMode = "trip.mode", Kind::Word(MODE), "cara berangkat", "way of travel";
    /// An itinerary is known and has no way back.
    TripOneWay = "trip.one_way", Kind::Flag, "tiket sekali jalan", "one-way ticket";
    /// Age in whole years on the day of departure.
    TravellerAge = "traveller.age", Kind::Number, "usia", "age";
    /// Nationality of the travel document.
    TravellerNationality = "traveller.nationality", Kind::Country, "kewarganegaraan", "nationality";
    /// Sex of the travel document.
    TravellerSex = "traveller.sex", Kind::Word(SEX), "jenis kelamin", "sex";
    /// Passenger, crew or in transit.
    TravellerRole = "traveller.role", Kind::Word(ROLE), "peran", "role";
    /// Occupation as the list states it.
    TravellerOccupation = "traveller.occupation", Kind::Text, "pekerjaan pada daftar", "occupation on the list";
    /// Number of groups of the lists, on different bookings or voyages, that this person belongs to or pays for.
    TravellerGroupsLed = "traveller.groups_led", Kind::Number, "jumlah rombongan yang diikuti atau dibayari", "groups joined or paid for";
    /// Kind of travel document.
    DocumentKind = "document.kind", Kind::Word(DOCUMENT), "jenis dokumen", "kind of document";
    /// State that issued the document.
    DocumentIssuer = "document.issuer", Kind::Country, "penerbit dokumen", "issuer of the document";
    /// Days from departure to the last day of validity.
    DocumentDaysValid = "document.days_valid", Kind::Number, "sisa masa berlaku dokumen (hari)", "document validity left (days)";
    /// Whether a record of the placement registry is this person.
    PlacementAnswer = "placement.answer", Kind::Word(ANSWER), "catatan penempatan", "placement record";
    /// Records of the registry that may be this person.
    PlacementCandidates = "placement.candidates", Kind::Number, "jumlah catatan yang mungkin cocok", "records that may match";
    /// Placements of this person that are in force on the day of departure.
    PlacementInForce = "placement.in_force", Kind::Number, "jumlah penempatan yang berlaku", "placements in force";
    /// A registry that does not say where the placement stands says that it is not in force.
    PlacementSaidVoid = "placement.said_void", Kind::Flag, "penempatan dinyatakan tidak berlaku", "placement said not to be in force";
    /// Where the placement stands.
    PlacementStatus = "placement.status", Kind::Word(PLACEMENT_STATUS), "status penempatan", "status of the placement";
    /// Scheme of placement.
    PlacementScheme = "placement.scheme", Kind::Word(SCHEME), "skema penempatan", "scheme of placement";
    /// Country of the placement.
    PlacementDestination = "placement.destination", Kind::Country, "negara penempatan", "country of placement";
    /// First day of the contract.
    PlacementContractStart = "placement.contract_start", Kind::Date, "awal kontrak", "start of contract";
    /// Last day of the contract.
    PlacementContractEnd = "placement.contract_end", Kind::Date, "akhir kontrak", "end of contract";
    /// Days from the end of the contract to departure; negative while it runs.
    PlacementDaysSinceEnd = "placement.days_since_end", Kind::Number, "hari sejak kontrak berakhir", "days since the contract ended";
    /// Days from departure to the start of the contract; negative once it runs.
    PlacementDaysToStart = "placement.days_to_start", Kind::Number, "hari sampai kontrak mulai", "days until the contract starts";
    /// The registry states that there is (no) work visa.
    PlacementVisaHeld = "placement.visa_held", Kind::Flag, "visa kerja ada", "work visa held";
    /// Last day of the work visa.
    PlacementVisaUntil = "placement.visa_until", Kind::Date, "visa kerja berlaku sampai", "work visa valid until";
    /// The registry states that there is (no) social security.
    PlacementInsuranceHeld = "placement.insurance_held", Kind::Flag, "jaminan sosial ada", "social security held";
    /// Last day of social security.
    PlacementInsuranceUntil = "placement.insurance_until", Kind::Date, "jaminan sosial berlaku sampai", "social security until";
    /// The registry states that the orientation was (not) attended.
    PlacementOrientationHeld = "placement.orientation_held", Kind::Flag, "OPP sudah diikuti", "orientation attended";
    /// Day of the pre-departure orientation (OPP).
    PlacementOrientationDate = "placement.orientation_date", Kind::Date, "tanggal OPP", "day of orientation";
    /// The document number of the trip is another than that of the placement.
    PlacementDocumentDiffers = "placement.document_differs", Kind::Flag, "nomor dokumen berbeda dari catatan", "document number differs from the record";
    /// Whether somebody suspected of recruiting or escorting is this person.
    WatchlistAccuse = "watchlist.accuse", Kind::Word(ANSWER), "daftar pengawasan", "watchlist";
    /// Whether somebody to be protected is this person: for rules that protect only.
    WatchlistProtect = "watchlist.protect", Kind::Word(ANSWER), "daftar pelindungan", "protection list";
    /// Travellers of the largest group on one booking, contact or payer, this one included.
    GroupSize = "group.size", Kind::Number, "jumlah dalam rombongan", "size of the group";
    /// Travellers on the same booking.
    GroupSameBooking = "group.same_booking", Kind::Number, "jumlah pada kode pemesanan yang sama", "travellers on the same booking";
    /// Travellers with the same telephone or e-mail.
    GroupSameContact = "group.same_contact", Kind::Number, "jumlah dengan kontak yang sama", "travellers with the same contact";
    /// Travellers with the same payer.
    GroupSamePayer = "group.same_payer", Kind::Number, "jumlah dengan pembayar yang sama", "travellers with the same payer";
    /// Bookings over which the group with the same contact or payer is spread.
    GroupBookings = "group.bookings", Kind::Number, "jumlah pemesanan dalam rombongan", "bookings within the group";
    /// Travellers from the same small place of origin, which is not that of most of the list.
    GroupOriginShared = "group.origin_shared", Kind::Number, "jumlah dari daerah asal yang sama", "travellers of the same origin";
    /// The group looks like a family.
    GroupFamilyLikely = "group.family_likely", Kind::Flag, "tampak seperti keluarga", "looks like a family";
}

impl Fact {
    /// By the name that rules use.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|fact| fact.name() == name)
    }

    /// Whether a value can be: nobody is 400 years old, and no contract ends in the year 9999. A span can be if any of it can.
    pub fn can_be(self, value: &Value<'_>) -> bool {
        let (least, most) = match self {
            // The oldest person of whom it is proven lived 122 years.
            Self::TravellerAge => (0, 125),
            // Some fifty years to either side: longer than any document, contract or wait.
            Self::DocumentDaysValid | Self::PlacementDaysSinceEnd | Self::PlacementDaysToStart => {
                (-20_000, 20_000)
            }
            _ => (0, i32::MAX),
        };
        match *value {
            Value::Number(from, to) => from <= to && from <= most && to >= least,
            Value::Date(from, to) => from <= to && from.year() <= 2100 && to.year() >= 1950,
            _ => true,
        }
    }

    /// Whether the fact tells of somebody's past that only serves to protect: it may not enter a rule whose reasons an officer reads.
    pub fn is_confidential(self) -> bool {
        self == Self::WatchlistProtect
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_found() {
        let names: HashSet<_> = Fact::ALL.iter().map(|fact| fact.name()).collect();
        assert_eq!(names.len(), Fact::ALL.len());
        for fact in Fact::ALL {
            assert_eq!(Fact::named(fact.name()), Some(*fact));
        }
    }
}
