//! What a placement must have before it comes into force, by the law as data, and what it lacks.

use super::{Document, DocumentKind, DocumentState, Held, Placement};
use domain::PlacementScheme;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

/// A document that some schemes must have.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Which document.
    pub kind: DocumentKind,
    /// Where the law says so.
    pub article: String,
    /// From which day on.
    #[serde(deserialize_with = "day")]
    pub since: Date,
    /// For which schemes.
    pub schemes: Vec<PlacementScheme>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    document: Vec<Requirement>,
}

static REQUIREMENTS: LazyLock<Vec<Requirement>> = LazyLock::new(|| {
    let file: Result<File, _> = toml::from_str(include_str!("../../data/required_documents.toml"));
    // A test reads the same file: it is never empty in a program that was tested.
    file.map(|file| file.document).unwrap_or_default()
});

fn day<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    let written = toml::value::Datetime::deserialize(deserializer)?;
    written
        .to_string()
        .parse()
        .map_err(serde::de::Error::custom)
}

domain::coded! {
    /// Why something does not count.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Lack {
        /// It is not there, or nobody knows.
        Absent = "absent",
        /// It is there and nobody has checked it, or it was rejected.
        Unverified = "unverified",
        /// Its last day lies before the day that counts.
        Expired = "expired",
    }
}

domain::coded! {
    /// What may be lacking besides documents.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Lacking {
        /// A document; which one stands beside it.
        Document = "document",
        /// Social security (UU 18/2017 art. 5 and 29).
        Insurance = "insurance",
        /// Orientation before departure (UU 18/2017 art. 12).
        Orientation = "orientation",
        /// The scheme, without which nobody can say what is required.
        Scheme = "scheme",
        /// The country of work.
        Country = "country",
        /// The contract's days.
        Contract = "contract",
    }
}

/// The documents that a scheme must have on a day.
pub fn required(scheme: PlacementScheme, day: Date) -> impl Iterator<Item = &'static Requirement> {
    REQUIREMENTS.iter().filter(move |requirement| {
        requirement.since <= day && requirement.schemes.contains(&scheme)
    })
}

/// What a placement lacks before it can come into force on a day: what, which document, and why.
pub fn lacks(placement: &Placement, day: Date) -> Vec<(Lacking, Option<DocumentKind>, Lack)> {
    let mut lacks = Vec::new();
    let details = &placement.details;
    match details.scheme {
        None => lacks.push((Lacking::Scheme, None, Lack::Absent)),
        Some(scheme) => {
            for requirement in required(scheme, day) {
                let found = placement
                    .documents
                    .iter()
                    .find(|document| document.kind == requirement.kind);
                if let Some(lack) = lack(found, day) {
                    lacks.push((Lacking::Document, Some(requirement.kind), lack));
                }
            }
        }
    }
    if details.country.is_none() {
        lacks.push((Lacking::Country, None, Lack::Absent));
    }
    match (details.contract_start, details.contract_end) {
        (Some(_), Some(end)) if end < day => lacks.push((Lacking::Contract, None, Lack::Expired)),
        (Some(_), Some(_)) => {}
        _ => lacks.push((Lacking::Contract, None, Lack::Absent)),
    }
    if details.insurance != Some(Held::Yes) {
        lacks.push((Lacking::Insurance, None, Lack::Absent));
    } else if details.insurance_until.is_some_and(|until| until < day) {
        lacks.push((Lacking::Insurance, None, Lack::Expired));
    }
    if details.orientation != Some(Held::Yes) {
        lacks.push((Lacking::Orientation, None, Lack::Absent));
    }
    lacks
}

fn lack(found: Option<&Document>, day: Date) -> Option<Lack> {
    match found {
        None => Some(Lack::Absent),
        Some(document) => match document.state {
            DocumentState::Missing => Some(Lack::Absent),
            DocumentState::Submitted | DocumentState::Rejected => Some(Lack::Unverified),
            DocumentState::Verified => document.expired(day).then_some(Lack::Expired),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Details, Journey};
    use domain::Country;
    use jiff::civil::date;
    use uuid::Uuid;

    const DAY: Date = date(2026, 11, 22);

    fn complete(scheme: PlacementScheme) -> Placement {
        let documents = required(scheme, DAY)
            .map(|requirement| Document {
                kind: requirement.kind,
                number: Some("1".into()),
                issuer: None,
                issued: None,
                until: Some(DAY),
                state: DocumentState::Verified,
            })
            .collect();
        Placement {
            id: Uuid::nil(),
            agency: Uuid::nil(),
            person: Uuid::nil(),
            source_key: None,
            company_id: None,
            details: Details {
                scheme: Some(scheme),
                country: Country::from_alpha3("TWN"),
                contract_start: Some(DAY),
                contract_end: Some(DAY),
                insurance: Some(Held::Yes),
                insurance_until: Some(DAY),
                orientation: Some(Held::Yes),
                ..Details::default()
            },
            journey: Journey::BEGUN,
            documents,
        }
    }

    #[test]
    fn the_law_asks_for_eight_documents_and_fewer_of_who_goes_alone() {
        let count = |scheme, day| required(scheme, day).count();
        assert_eq!(count(PlacementScheme::PToP, DAY), 8);
        assert_eq!(count(PlacementScheme::Individual, DAY), 7);
        assert_eq!(count(PlacementScheme::Extension, DAY), 3);
        assert_eq!(count(PlacementScheme::PToP, date(2017, 11, 21)), 0);
        for requirement in REQUIREMENTS.iter() {
            assert!(requirement.article.starts_with("UU 18/2017 pasal 13"));
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        for scheme in PlacementScheme::ALL {
            assert_eq!(lacks(&complete(*scheme), DAY), [], "{scheme:?}");
        }
        let tomorrow = date(2026, 11, 23);
        let late = lacks(&complete(PlacementScheme::PToP), tomorrow);
        assert_eq!(late.len(), 10);
        assert!(late.iter().all(|(_, _, lack)| *lack == Lack::Expired));

        let mut placement = complete(PlacementScheme::PToP);
        placement
            .documents
            .retain(|document| document.kind != DocumentKind::Visa);
        for document in &mut placement.documents {
            if document.kind == DocumentKind::Health {
                document.state = DocumentState::Rejected;
            }
        }
        placement.details.insurance = Some(Held::No);
        assert_eq!(
            lacks(&placement, DAY),
            [
                (
                    Lacking::Document,
                    Some(DocumentKind::Health),
                    Lack::Unverified
                ),
                (Lacking::Document, Some(DocumentKind::Visa), Lack::Absent),
                (Lacking::Insurance, None, Lack::Absent),
            ]
        );
        let unknown = Details::default();
        assert_eq!(
            lacks(
                &Placement {
                    details: unknown,
                    ..placement
                },
                DAY
            )[0]
            .0,
            Lacking::Scheme
        );
    }
}
