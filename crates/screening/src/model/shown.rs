//! What a registry shows of a record, as far as its agency allows: a field that is masked is not known here.

use crate::model::registry::{Particulars, Placement, Stated};
use domain::record::{Shown, Value};
use domain::{Country, Nik, PartialDate, PlacementScheme, PlacementStatus, Sex};
use jiff::civil::Date;

/// A placement out of the fields that were shown of it.
pub(crate) fn placement_of(row: &access::Row) -> Placement {
    let text = |code| text(row, code);
    let flag = |code| match shown(row, code)? {
        Shown::Full(Value::Flag(flag)) | Shown::YesNo(flag) => Some(*flag),
        _ => None,
    };
    let span = |code| match shown(row, code)? {
        Shown::YearOnly(year) => PartialDate::new(Some(*year), None, None)
            .ok()
            .and_then(span),
        Shown::Full(Value::Date(date)) => span(*date),
        _ => None,
    };
    let status = text("status").and_then(PlacementStatus::from_code);
    // Whoever knows where it stands needs no more; of whoever may only know whether it is in force, that much.
    let in_force = flag("in_force").filter(|_| status.is_none());
    let visa_until = span("visa_until");
    Placement {
        status: status.map(|status| status.broad().code()),
        in_force,
        scheme: text("scheme")
            .and_then(PlacementScheme::from_code)
            .map(PlacementScheme::code),
        destination: text("country").and_then(Country::from_alpha3),
        employer: text("employer").map(str::to_owned),
        company: text("company").map(str::to_owned),
        contract_start: span("contract_start"),
        contract_end: span("contract_end"),
        visa: Stated {
            held: (visa_until.is_some() || is_there(row, "visa_no")).then_some(true),
            date: visa_until,
        },
        insurance: Stated {
            held: flag("insured"),
            date: None,
        },
        orientation: Stated {
            held: flag("oriented"),
            date: None,
        },
    }
}

/// Who a record is about, out of the fields that were shown of it.
pub(crate) fn who_of(row: &access::Row) -> Particulars {
    let born = match full(row, "birth_date") {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    let owned = |code| text(row, code).map(str::to_owned);
    Particulars {
        name: owned("name").unwrap_or_default(),
        birth_dates: born.into_iter().collect(),
        document: owned("passport_number").or_else(|| owned("passport_no")),
        nik: text(row, "nik").and_then(|text| Nik::read(text).ok()),
        sex: text(row, "sex").and_then(Sex::read),
        birth_place: owned("birth_place"),
        parent_name: owned("parent_name"),
    }
}

fn shown<'r>(row: &'r access::Row, code: &str) -> Option<&'r Shown> {
    let mut fields = row.iter().filter(|(field, _)| field.code == code);
    fields.next().map(|(_, shown)| shown)
}

fn full<'r>(row: &'r access::Row, code: &str) -> Option<&'r Value> {
    match shown(row, code)? {
        Shown::Full(value) => Some(value),
        _ => None,
    }
}

fn text<'r>(row: &'r access::Row, code: &str) -> Option<&'r str> {
    match full(row, code)? {
        Value::Text(text) | Value::Name(text) | Value::Number(text) => Some(text),
        _ => None,
    }
}

/// Whether anything is known of a field, however much of it is shown.
fn is_there(row: &access::Row, code: &str) -> bool {
    matches!(
        shown(row, code),
        Some(Shown::Full(_) | Shown::LastFour(_) | Shown::YesNo(true) | Shown::KeyedToken(_))
    )
}

fn span(date: PartialDate) -> Option<(Date, Date)> {
    Some((date.earliest()?, date.latest()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::record::Transform;
    use jiff::civil::date;
    use placement::PLACEMENT;

    #[test]
    fn what_an_agreement_leaves_is_used_and_nothing_is_made_up() {
        let row = |shown: &[(&str, Transform, Value)]| -> access::Row {
            let shown = shown.iter().map(|(code, transform, value)| {
                let field = PLACEMENT.field(code).unwrap();
                (field, transform.apply(Some(value), |_| String::new()))
            });
            shown.collect()
        };
        let contract_end = Value::Date("2029-02-28".parse().unwrap());
        let shared = placement_of(&row(&[
            ("in_force", Transform::YesNo, Value::Flag(false)),
            ("country", Transform::Full, Value::Text("TWN".into())),
            ("contract_end", Transform::YearOnly, contract_end),
            ("insured", Transform::YesNo, Value::Flag(true)),
        ]));
        assert_eq!(shared.in_force, Some(false));
        assert!(!shared.may_be_in_force(date(2026, 11, 22)));
        assert_eq!(shared.destination, Country::from_alpha3("TWN"));
        let year = (date(2029, 1, 1), date(2029, 12, 31));
        assert_eq!(shared.contract_end, Some(year));
        assert_eq!(shared.insurance.held, Some(true));
        assert_eq!((shared.status, shared.employer), (None, None));
        let own = placement_of(&row(&[
            ("in_force", Transform::Full, Value::Flag(false)),
            ("status", Transform::Full, Value::Text("candidate".into())),
        ]));
        assert_eq!((own.status, own.in_force), (Some("candidate"), None));
    }
}
