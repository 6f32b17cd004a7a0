//! What a traveller presents at the counter: the zone of a document as a scanner types it, or fields, and where they go.

use access::AccessError;
use domain::{
    Country, DateReading, Document, DocumentKind, Horizon, PartialDate, Port, Sex, read_date,
};
use jiff::civil::Date;
use manifest::{Leg, Name, Reference, Traveller, Voyage};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// What a traveller presents. Anything may be empty, but not the zone, the name and the number at once.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Presented {
    /// The machine-readable zone of the document, lines apart or glued together. Fields fill in what it does not say.
    pub mrz: String,
    /// The name.
    pub name: String,
    /// Birth date; an ambiguous one is taken with both meanings.
    pub birth_date: String,
    /// Sex.
    pub sex: String,
    /// Nationality, by code or name.
    pub nationality: String,
    /// Number of the passport or other travel document.
    pub document: String,
    /// Last day of validity of the document.
    pub expires: String,
    /// Population number.
    pub nik: String,
    /// Occupation, as the traveller says.
    pub occupation: String,
    /// Port or airport of departure, by code or name.
    pub port: String,
    /// Where to: a port, an airport or a country.
    pub destination: String,
    /// Day of departure; today, if it is empty.
    pub departure: String,
    /// Flight or sailing.
    pub voyage: String,
    /// `yes` without a way back, `no` with one, empty if not known.
    pub one_way: String,
}

impl Presented {
    /// The traveller, on the trip.
    ///
    /// # Errors
    /// A fault of a field, without what was written in it.
    pub fn read(&self, today: Date) -> Result<Traveller, AccessError> {
        let traveller = self.told(today)?;
        let anonymous = traveller.name.raw_name.is_empty() && traveller.documents.is_empty();
        if anonymous && traveller.references.is_empty() {
            return Err(AccessError::invalid("mrz", "screening-nobody"));
        }
        Ok(traveller)
    }

    /// As [`Self::read`], also where nobody can be found by it: not everybody has papers or gives a name.
    ///
    /// # Errors
    /// A fault of a field, without what was written in it.
    pub(crate) fn told(&self, today: Date) -> Result<Traveller, AccessError> {
        let mut traveller = self.document_holder(today)?;
        let text = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        if let Some(name) = text(&self.name).filter(|_| traveller.name.raw_name.is_empty()) {
            traveller.name = Name {
                surname: Some(name.as_str().into()),
                raw_name: name.into(),
                single_identifier: true,
                ..Name::default()
            };
        }
        if traveller.birth_date.is_none() {
            match dates("birth_date", &self.birth_date, today, Horizon::Past)?.as_slice() {
                [] => {}
                [one] => traveller.birth_date = Some(*one),
                several => traveller.birth_date_readings = several.to_vec(),
            }
        }
        if let Some(sex) = text(&self.sex).filter(|_| traveller.sex.is_none()) {
            let sex = Sex::read(&sex).ok_or(AccessError::invalid("sex", "sex-form"))?;
            traveller.sex = Some(sex);
        }
        if let Some(country) = text(&self.nationality).filter(|_| traveller.nationality.is_none()) {
            let known = Country::read(&country);
            let known = known.ok_or(AccessError::invalid("nationality", "country-form"))?;
            traveller.nationality = Some(known);
        }
        if let Some(number) = text(&self.document).filter(|_| traveller.documents.is_empty()) {
            traveller.documents.push(Document {
                kind: DocumentKind::Passport,
                raw_type: None,
                number: super::form::number(&number),
                issuer: traveller.nationality,
                raw_issuer: None,
                expires: dates("expires", &self.expires, today, Horizon::Future)?
                    .first()
                    .copied(),
            });
        }
        if let Some(nik) = text(&self.nik) {
            let nik =
                domain::Nik::read(&nik).map_err(|_| AccessError::invalid("nik", "nik-form"))?;
            traveller.references.push(Reference {
                qualifier: "NIK".into(),
                value: nik.digits().into(),
            });
        }
        traveller.occupation = text(&self.occupation).map(Into::into);
        self.trip(&mut traveller, today)?;
        Ok(traveller)
    }

    /// Whoever the zone speaks of; nobody where there is none.
    fn document_holder(&self, today: Date) -> Result<Traveller, AccessError> {
        if self.mrz.trim().is_empty() {
            return Ok(Traveller::default());
        }
        let zones = manifest::mrz::read(self.mrz.as_bytes(), today);
        let document = zones.documents.into_iter().next();
        let document = document.ok_or(AccessError::invalid("mrz", "mrz-unreadable"))?;
        Ok(document.traveller())
    }

    fn trip(&self, traveller: &mut Traveller, today: Date) -> Result<(), AccessError> {
        let day = dates("departure", &self.departure, today, Horizon::Future)?;
        let day = match day.as_slice() {
            [] => Some(today),
            [one] => one.earliest().filter(|day| one.latest() == Some(*day)),
            _ => None,
        };
        let day = day.ok_or(AccessError::invalid("departure", "date-form"))?;
        let out = Leg {
            from: Port::read(&self.port),
            to: Port::destination(&self.destination),
            departure: Some(day.into()),
            ..Leg::default()
        };
        let back = Leg {
            from: out.to.clone(),
            to: out.from.clone(),
            ..Leg::default()
        };
        let one_way = match self.one_way.trim() {
            "" => None,
            text => {
                Some(domain::stated(text).ok_or(AccessError::invalid("one_way", "one-way-form"))?)
            }
        };
        // An itinerary is known only where somebody said whether there is a way back.
        traveller.itinerary = match one_way {
            None => Vec::new(),
            Some(true) => vec![out.clone()],
            Some(false) => vec![out.clone(), back],
        };
        let number = self.voyage.trim();
        traveller.voyage = Arc::new(Voyage {
            number: (!number.is_empty()).then(|| number.into()),
            legs: vec![out],
            ..Voyage::default()
        });
        Ok(())
    }
}

fn dates(
    field: &'static str,
    text: &str,
    today: Date,
    horizon: Horizon,
) -> Result<Vec<PartialDate>, AccessError> {
    let text = text.trim();
    if text.len() == 4
        && let Ok(year) = text.parse()
        && let Ok(year) = PartialDate::new(Some(year), None, None)
    {
        return Ok(vec![year]);
    }
    match read_date(text, today, horizon) {
        DateReading::Unreadable => Err(AccessError::invalid(field, "date-form")),
        reading => Ok(reading.readings().collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Trip, person};
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);
    const ZONE: &str = "P<IDNSUKARNO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\nC1234567<0IDN6506065M3011227<<<<<<<<<<<<<<02";

    #[test]
    fn a_zone_and_a_trip() {
        let presented = Presented {
            mrz: ZONE.into(),
            name: "not asked".into(),
            port: "Batam Centre".into(),
            destination: "Stulang Laut".into(),
            one_way: "no".into(),
            ..Presented::default()
        };
        let traveller = presented.read(TODAY).unwrap();
        let who = person(&traveller).particulars;
        assert_eq!(
            (who.name.as_str(), who.document.as_deref()),
            ("SUKARNO", Some("C1234567"))
        );
        let trip = Trip::of(&traveller);
        assert_eq!(trip.from.unwrap().code(), "IDBTC");
        assert_eq!(trip.destination, Country::from_alpha3("MYS"));
        assert_eq!((trip.departure, trip.one_way), (Some(TODAY), Some(false)));
    }

    #[test]
    fn what_cannot_be_read_is_named_by_its_field() {
        let fault = |presented: Presented| match presented.read(TODAY) {
            Err(AccessError::Invalid(fault)) => (fault.field, fault.message),
            other => panic!("{other:?}"),
        };
        let named = Presented {
            name: "SITI".into(),
            ..Presented::default()
        };
        assert_eq!(fault(Presented::default()), ("mrz", "screening-nobody"));
        for (presented, expected) in [
            (
                Presented {
                    mrz: "HELLO".into(),
                    ..named.clone()
                },
                ("mrz", "mrz-unreadable"),
            ),
            (
                Presented {
                    birth_date: "soon".into(),
                    ..named.clone()
                },
                ("birth_date", "date-form"),
            ),
            (
                Presented {
                    nik: "12".into(),
                    ..named.clone()
                },
                ("nik", "nik-form"),
            ),
            (
                Presented {
                    departure: "2026".into(),
                    ..named.clone()
                },
                ("departure", "date-form"),
            ),
            (
                Presented {
                    nationality: "Atlantis".into(),
                    ..named.clone()
                },
                ("nationality", "country-form"),
            ),
        ] {
            assert_eq!(fault(presented), expected);
        }
        let ambiguous = Presented {
            birth_date: "05/04/1990".into(),
            ..named
        };
        let traveller = ambiguous.read(TODAY).unwrap();
        assert_eq!(traveller.birth_date_readings.len(), 2);
    }
}
