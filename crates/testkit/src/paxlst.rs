//! Passenger list messages (UN/EDIFACT PAXLST, directory D.05B, as the WCO/IATA/ICAO API guidelines lay out), the way a carrier sends them.

use crate::{
    crossing::Crossing,
    random::{Purpose, Random},
    voyage::Voyage,
};
use jiff::civil::Date;
use std::fmt::Write as _;

/// Travellers that one message of a long list holds.
const MESSAGE_LENGTH: usize = 60;

/// What the list of a flight is put together from.
struct Interchange<'a> {
    voyage: &'a Voyage,
    text: String,
    /// Segments of the message since and with its UNH.
    segments: usize,
    /// Departure and arrival, minutes after midnight.
    times: (u64, u64),
    reference: u64,
}

/// A whole interchange: one message, or for a long list several that are parts of one.
pub(crate) fn interchange(seed: u64, voyage: &Voyage, travellers: &[Crossing]) -> Vec<u8> {
    let mut random = Random::new(seed, Purpose::Message, voyage.number);
    let leaves = 30 + 5 * random.below(240);
    let mut list = Interchange {
        voyage,
        text: String::with_capacity(300 * travellers.len() + 1000),
        segments: 0,
        times: (leaves, leaves + 60 + 5 * random.below(90)),
        reference: 10_000 + voyage.number,
    };
    let sent = format!(
        "{}:{}",
        short(voyage.date),
        clock(leaves.saturating_sub(25))
    );
    let reference = list.reference;
    // Half of the carriers state the separators although they are the usual ones; most break lines after segments.
    let lines = random.chance(700);
    if random.chance(500) {
        list.text.push_str("UNA:+.? '");
    }
    list.segment(&format!(
        "UNB+UNOA:4+{}AIR:ZZ+IDNAPIS:ZZ+{sent}+{reference}++APIS",
        voyage.route.carrier
    ));
    list.segment(&format!(
        "UNG+PAXLST+{}AIR+IDNAPIS+{sent}+1+UN+D:05B",
        voyage.route.carrier
    ));
    // Long lists come as several messages: the first, those between, the last.
    let parts: Vec<&[Crossing]> = travellers.chunks(MESSAGE_LENGTH).collect();
    for (at, part) in parts.iter().enumerate() {
        list.message(at, parts.len(), part, travellers.len());
    }
    list.segment(&format!("UNE+{}+1", parts.len()));
    list.segment(&format!("UNZ+1+{reference}"));
    if lines {
        list.text = list.text.replace('\'', "'\r\n");
    }
    list.text.into_bytes()
}

impl Interchange<'_> {
    fn segment(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push('\'');
        self.segments += 1;
    }

    fn message(&mut self, at: usize, of: usize, travellers: &[Crossing], total: usize) {
        let route = self.voyage.route;
        self.segments = 0;
        let number = at + 1;
        let part = match (number, of) {
            (_, 1) => String::new(),
            (1, _) => "+01:C".to_owned(),
            (n, of) if n == of => format!("+{n:02}:F"),
            (n, _) => format!("+{n:02}"),
        };
        let code = self.voyage.code();
        let (leaves, arrives) = self.times;
        let reference = format!("PAX{number:03}");
        self.segment(&format!(
            "UNH+{reference}+PAXLST:D:05B:UN:IATA+{code}/{}/{}{part}",
            short(self.voyage.date),
            clock(leaves)
        ));
        self.segment("BGM+745");
        self.segment(&format!("NAD+MS+++{} AIR OPERATIONS", route.carrier));
        self.segment("COM+62215550100:TE+62215550101:FX");
        self.segment(&format!("TDT+20+{code}+++{}", route.carrier));
        self.segment(&format!("LOC+125+{}", route.from));
        self.segment(&format!(
            "DTM+189:{}{}:201",
            short(self.voyage.date),
            clock(leaves)
        ));
        self.segment(&format!("LOC+87+{}", route.to));
        let lands = self
            .voyage
            .date
            .saturating_add(jiff::Span::new().days(i64::from(arrives >= 1440)));
        self.segment(&format!(
            "DTM+232:{}{}:201",
            short(lands),
            clock(arrives % 1440)
        ));
        for traveller in travellers {
            self.traveller(traveller);
        }
        self.segment(&format!("CNT+42:{total}"));
        let count = self.segments + 1;
        self.segment(&format!("UNT+{count}+{reference}"));
    }

    fn traveller(&mut self, traveller: &Crossing) {
        let route = self.voyage.route;
        let mut name = escaped(&traveller.name.surname);
        if !traveller.name.given_names.is_empty() {
            let _ = write!(name, ":{}", escaped(&traveller.name.given_names));
        }
        self.segment(&format!("NAD+FL+++{name}"));
        if !traveller.sex.is_empty() {
            self.segment(&format!("ATT+2++{}", traveller.sex));
        }
        self.segment(&format!("DTM+329:{}", short(traveller.born)));
        self.segment(&format!("LOC+178+{}", route.from));
        self.segment(&format!("LOC+179+{}", route.to));
        if !traveller.birth_place.is_empty() {
            self.segment(&format!("LOC+180+:::{}", escaped(&traveller.birth_place)));
        }
        if !traveller.phone.is_empty() {
            self.segment(&format!("COM+{}:TE", escaped(&traveller.phone)));
        }
        if !traveller.nationality.is_empty() {
            self.segment(&format!("NAT+2+{}", traveller.nationality));
        }
        self.segment(&format!("RFF+AVF:{}", traveller.booking));
        if !traveller.passport.is_empty() {
            self.segment(&format!("DOC+P:110:111+{}", traveller.passport));
            let until: String = traveller
                .passport_until
                .chars()
                .skip(2)
                .filter(|c| *c != '-')
                .collect();
            self.segment(&format!("DTM+36:{until}"));
            self.segment(&format!("LOC+91+{}", traveller.nationality));
        }
    }
}

/// `YYMMDD`.
fn short(date: Date) -> String {
    format!(
        "{:02}{:02}{:02}",
        date.year() % 100,
        date.month(),
        date.day()
    )
}

/// `HHMM` of minutes after midnight.
fn clock(minutes: u64) -> String {
    format!("{:02}{:02}", minutes / 60, minutes % 60)
}

/// With the release character before those that part segments, elements and components.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\'' | '+' | ':' | '?') {
            escaped.push('?');
        }
        escaped.push(c);
    }
    escaped
}
