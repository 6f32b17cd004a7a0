//! What a registry shows of a record, as far as its agency allows: a field that is masked is not known here.

use crate::model::registry::{Particulars, Placement, Stated};
use domain::record::{Shown, Value};
use domain::{Country, Nik, PartialDate, PlacementScheme, PlacementStatus, Sex};
use jiff::civil::Date;

/// A placement out of the fields that were shown of it.
pub(crate) fn placement_of(row: &access::Row) -> Placement {
    let text = |code| text(row, code);
    let span = |code| full(row, code).and_then(span);
    let flag = |code| match full(row, code)? {
        Value::Flag(flag) => Some(*flag),
        _ => None,
    };
    let visa_until = span("visa_until");
    Placement {
        status: text("status")
            .and_then(PlacementStatus::from_code)
            .map(|status| status.broad().code()),
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

fn span(value: &Value) -> Option<(Date, Date)> {
    let Value::Date(date) = value else {
        return None;
    };
    let date: &PartialDate = date;
    Some((date.earliest()?, date.latest()?))
}
