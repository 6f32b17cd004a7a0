//! A record with all that belongs to it, and how it takes in what somebody wrote.

use super::{
    Contact, Entry, Identifier, IdentifierKind, NewIdentifier, Notice, Particulars, Person,
    Recorded, Relative, notices,
};
use domain::{PartialDate, Sex};
use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person with numbers, contacts and family.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Record {
    /// Who it is.
    pub person: Person,
    /// Numbers over time, the newest of each kind first.
    pub identifiers: Vec<Identifier>,
    /// Contacts over time, the newest of each kind first.
    pub contacts: Vec<Contact>,
    /// Family.
    pub relatives: Vec<Relative>,
}

/// Where a statement about a record comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// The source of the record itself: what it says now replaces what it said before.
    Own,
    /// Another row that names the same number: what it knows is added, and nothing is replaced.
    Other,
}

impl Record {
    /// A new record.
    pub(crate) fn new(id: Uuid, controller: Uuid, source_key: Option<String>, now: Stamp) -> Self {
        Self {
            person: Person {
                id,
                controller,
                source_key,
                particulars: Particulars::default(),
                merged_into: None,
                created_at: now,
                changed_at: now,
            },
            identifiers: Vec::new(),
            contacts: Vec::new(),
            relatives: Vec::new(),
        }
    }

    /// The number of a kind that counts now.
    pub fn current(&self, kind: IdentifierKind) -> Option<&Identifier> {
        let mut current = self
            .identifiers
            .iter()
            .filter(|i| i.kind == kind && i.holds());
        current.next()
    }

    /// What contradicts itself.
    pub fn notices(&self) -> Vec<Notice> {
        notices(&self.person.particulars, &self.identifiers)
    }

    /// The state that the journal compares.
    pub(crate) fn recorded(&self) -> Recorded<'_> {
        Recorded::new(
            &self.person.particulars,
            &self.identifiers,
            &self.contacts,
            &self.relatives,
        )
    }

    /// Takes in a statement; `id` gives identifiers for what is new. True if anything changed.
    pub(crate) fn learn(
        &mut self,
        entry: &Entry,
        source: Source,
        now: Stamp,
        mut id: impl FnMut() -> Uuid,
    ) -> bool {
        let mut changed = match source {
            Source::Own => self.person.particulars.learn(&entry.particulars),
            Source::Other => {
                let mut known = entry.particulars.clone();
                known.learn(&self.person.particulars);
                let more = known != self.person.particulars;
                self.person.particulars = known;
                more
            }
        };
        for new in &entry.identifiers {
            changed |= self.identify(new, now, &mut id);
        }
        for (kind, value) in &entry.contacts {
            let known = self.contacts.iter();
            if known.clone().any(|c| c.kind == *kind && c.value == *value) {
                continue;
            }
            changed = true;
            self.contacts.push(Contact {
                id: id(),
                person: self.person.id,
                kind: *kind,
                value: value.clone(),
                first_seen: now,
                superseded_at: None,
            });
        }
        for (relation, name) in &entry.relatives {
            let same = |r: &Relative| r.relation == *relation && r.name.eq_ignore_ascii_case(name);
            if self.relatives.iter().any(same) {
                continue;
            }
            changed = true;
            self.relatives.push(Relative {
                id: id(),
                person: self.person.id,
                relation: *relation,
                name: name.clone(),
                relative: None,
                first_seen: now,
                superseded_at: None,
            });
        }
        if changed {
            self.person.changed_at = now;
        }
        changed
    }

    /// Takes in a number. The latest statement about a NIK counts; of documents of one kind and state the one that is valid
    /// longest. What no longer counts stays, with the day on which that became known.
    fn identify(&mut self, new: &NewIdentifier, now: Stamp, id: &mut impl FnMut() -> Uuid) -> bool {
        let known = |known: &Identifier| known.is(new.kind, &new.number, new.issuer);
        let (at, before) = match self.identifiers.iter().position(known) {
            Some(at) => (at, self.identifiers.get(at).cloned()),
            None => {
                self.identifiers.push(Identifier {
                    id: id(),
                    person: self.person.id,
                    kind: new.kind,
                    number: new.number.clone(),
                    issuer: new.issuer,
                    issued: new.issued,
                    expires: new.expires,
                    first_seen: now,
                    superseded_at: None,
                });
                (self.identifiers.len() - 1, None)
            }
        };
        let others_valid_longer = self
            .identifiers
            .iter()
            .enumerate()
            .any(|(other, known)| other != at && known.holds() && known.outlives(new));
        if let Some(own) = self.identifiers.get_mut(at) {
            own.issuer = new.issuer.or(own.issuer);
            own.issued = new.issued.or(own.issued);
            own.expires = new.expires.or(own.expires);
            own.superseded_at = match own.superseded_at {
                _ if !others_valid_longer => None,
                None => Some(now),
                since => since,
            };
        }
        let mut changed = self.identifiers.get(at) != before.as_ref();
        if !others_valid_longer && new.kind != IdentifierKind::Other {
            for (other, known) in self.identifiers.iter_mut().enumerate() {
                if other != at && known.holds() && known.stands_for(new) {
                    known.superseded_at = Some(now);
                    changed = true;
                }
            }
        }
        changed
    }

    /// Whether somebody else's statement that names one of this record's numbers may be about the same person: two of the
    /// three parts of the birth date agree where they are known, and the sex is not another.
    pub(crate) fn may_be(&self, other: &Particulars) -> bool {
        let own = &self.person.particulars;
        let stated = |sex: &Option<Sex>| sex.filter(|sex| *sex != Sex::Unspecified);
        let sexes = match (stated(&own.sex), stated(&other.sex)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        let dates = match (own.birth_date, other.birth_date) {
            (Some(one), Some(other)) => alike(one, other),
            _ => true,
        };
        sexes && dates
    }
}

impl Identifier {
    /// Whether both are a document of the same kind of the same state, or NIKs.
    fn stands_for(&self, new: &NewIdentifier) -> bool {
        let issuers = self.issuer.is_none() || new.issuer.is_none() || self.issuer == new.issuer;
        self.kind == new.kind && issuers
    }

    /// Whether this document is known to be valid longer than another in its place.
    fn outlives(&self, new: &NewIdentifier) -> bool {
        let last = |date: Option<PartialDate>| date.and_then(PartialDate::latest);
        let longer = match (last(self.expires), last(new.expires)) {
            (Some(own), Some(new)) => own > new,
            _ => false,
        };
        self.kind != IdentifierKind::Nik && self.stands_for(new) && longer
    }
}

fn alike(one: PartialDate, other: PartialDate) -> bool {
    let differ = |one: Option<u16>, other: Option<u16>| match (one, other) {
        (Some(one), Some(other)) => u8::from(one != other),
        _ => 0,
    };
    let year = differ(one.year(), other.year());
    let month = differ(one.month().map(u16::from), other.month().map(u16::from));
    let day = differ(one.day().map(u16::from), other.day().map(u16::from));
    let exchanged = one.month() == other.day() && one.day() == other.month();
    year + month + day <= 1 || (year == 0 && exchanged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Draft;
    use jiff::civil::date;

    fn at(micros: i64) -> Stamp {
        Stamp::from_micros(micros)
    }

    fn learn(record: &mut Record, draft: Draft, source: Source, now: i64) -> bool {
        let (entry, faults) = draft.read(date(2026, 11, 22));
        assert_eq!(faults, []);
        record.learn(&entry, source, at(now), Uuid::nil)
    }

    fn passport(number: &str, expires: &str) -> Draft {
        Draft {
            name: "SITI".into(),
            passport_no: number.into(),
            passport_issuer: "IDN".into(),
            passport_expires: expires.into(),
            ..Draft::default()
        }
    }

    fn current(record: &Record) -> Vec<&str> {
        let current = record.identifiers.iter();
        let current = current.filter(|i| i.holds());
        current.map(|i| i.number.as_str()).collect()
    }

    #[test]
    fn a_new_passport_stands_in_the_place_of_the_old_one() {
        let mut record = Record::new(Uuid::nil(), Uuid::nil(), None, at(0));
        assert!(learn(
            &mut record,
            passport("B1111111", "2028-01-01"),
            Source::Own,
            1
        ));
        assert!(!learn(
            &mut record,
            passport("B1111111", "2028-01-01"),
            Source::Own,
            2
        ));
        assert!(learn(
            &mut record,
            passport("C2222222", "2033-01-01"),
            Source::Own,
            3
        ));
        assert_eq!(current(&record), ["C2222222"]);
        // An older list that comes late changes nothing about which counts.
        assert!(!learn(
            &mut record,
            passport("B1111111", "2028-01-01"),
            Source::Other,
            4
        ));
        assert!(learn(
            &mut record,
            passport("A0000000", "2020-01-01"),
            Source::Other,
            5
        ));
        assert_eq!(current(&record), ["C2222222"]);
        assert_eq!(record.identifiers.len(), 3);
    }

    #[test]
    fn the_latest_nik_counts_and_may_be_taken_back() {
        let nik = |number: &str| Draft {
            name: "SITI".into(),
            nik: number.into(),
            ..Draft::default()
        };
        let mut record = Record::new(Uuid::nil(), Uuid::nil(), None, at(0));
        learn(&mut record, nik("3507135203900002"), Source::Own, 1);
        learn(&mut record, nik("3507135203900003"), Source::Own, 2);
        assert_eq!(current(&record), ["3507135203900003"]);
        learn(&mut record, nik("3507135203900002"), Source::Own, 3);
        assert_eq!(current(&record), ["3507135203900002"]);
        assert_eq!(record.identifiers.len(), 2);
    }

    #[test]
    fn another_source_adds_and_replaces_nothing() {
        let mut record = Record::new(Uuid::nil(), Uuid::nil(), None, at(0));
        learn(
            &mut record,
            Draft {
                name: "SITI AMINAH".into(),
                ..Draft::default()
            },
            Source::Own,
            1,
        );
        let other = Draft {
            name: "SITTI AMINA".into(),
            birth_place: "MALANG".into(),
            ..Draft::default()
        };
        assert!(learn(&mut record, other.clone(), Source::Other, 2));
        assert_eq!(record.person.particulars.name, "SITI AMINAH");
        assert_eq!(
            record.person.particulars.birth_place.as_deref(),
            Some("MALANG")
        );
        assert!(!learn(&mut record, other.clone(), Source::Other, 3));
        assert!(learn(&mut record, other, Source::Own, 4));
        assert_eq!(record.person.particulars.name, "SITTI AMINA");
    }

    #[test]
    fn who_may_be_meant_by_the_same_number() {
        for (one, other, same) in [
            ("1990-03-12", "1990-03-12", true),
            ("1990-03-12", "1990-12-03", true),
            ("1990-03-12", "1991-03-12", true),
            ("1990-XX-XX", "1990-12-03", true),
            ("1990-03-12", "1971-12-30", false),
            ("1990-03-12", "1991-04-12", false),
        ] {
            let (one, other) = (one.parse().unwrap(), other.parse().unwrap());
            assert_eq!(alike(one, other), same, "{one} {other}");
        }
    }
}
