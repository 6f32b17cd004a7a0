//! The form of a person's particulars.

use crate::{ContactKind, Draft, IdentifierKind, Particulars};
use access::Fault;
use maud::{Markup, html};
use ui::{
    Posted, Words,
    components::{Choice, Field, notice, select},
};

/// The fields of a form as they were sent.
pub(super) fn draft(posted: &Posted) -> Draft {
    let get = |name: &str| posted.get(name).to_owned();
    Draft {
        name: get("name"),
        given_names: get("given_names"),
        surname: get("surname"),
        birth_date: get("birth_date"),
        birth_place: get("birth_place"),
        sex: get("sex"),
        nationality: get("nationality"),
        nik: get("nik"),
        passport_no: get("passport_no"),
        passport_issuer: get("passport_issuer"),
        passport_issued: get("passport_issued"),
        passport_expires: get("passport_expires"),
        phone: get("phone"),
        email: get("email"),
        parent_name: get("parent_name"),
        address: get("address"),
        region: get("region"),
        safe_contact: get("safe_contact"),
    }
}

/// Particulars as a form shows them.
pub(super) fn written(particulars: &Particulars) -> Draft {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    Draft {
        name: particulars.name.clone(),
        given_names: text(&particulars.given_names),
        surname: text(&particulars.surname),
        birth_date: particulars
            .birth_date
            .map(|d| d.to_string())
            .unwrap_or_default(),
        birth_place: text(&particulars.birth_place),
        sex: particulars
            .sex
            .map(|sex| sex.letter().into())
            .unwrap_or_default(),
        nationality: particulars
            .nationality
            .map(|country| country.alpha3().to_owned())
            .unwrap_or_default(),
        address: text(&particulars.address),
        region: text(&particulars.region),
        safe_contact: text(&particulars.safe_contact),
        ..Draft::default()
    }
}

fn field<'a>(name: &'a str, label: &'a str, hint: Option<&'a str>, value: &'a str) -> Field<'a> {
    Field {
        name,
        label,
        hint,
        value,
        optional: true,
        ..Field::default()
    }
}

/// The fields of the particulars.
pub(super) fn particulars(words: Words, draft: &Draft, fault: Option<Fault>) -> Markup {
    let sexes: Vec<Choice> = ["F", "M", "X"]
        .into_iter()
        .map(|letter| Choice {
            value: letter.to_owned(),
            text: words.text(&format!("sex-{}", letter.to_lowercase())),
            chosen: draft.sex == letter,
        })
        .collect();
    let safe = field(
        "safe_contact",
        "safe-contact",
        Some("safe-contact-hint"),
        &draft.safe_contact,
    );
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (Field { optional: false, ..field("name", "person-name", Some("person-name-hint"), &draft.name) }.show(words, fault))
        (field("birth_date", "birth-date", Some("birth-date-hint"), &draft.birth_date).show(words, fault))
        (field("birth_place", "birth-place", None, &draft.birth_place).show(words, fault))
        (select(words, "sex", "sex", true, &sexes))
        (field("nationality", "nationality", Some("country-hint"), &draft.nationality).show(words, fault))
        (field("address", "address", None, &draft.address).show(words, fault))
        (field("region", "region", Some("region-hint"), &draft.region).show(words, fault))
        (Field { kind: "textarea", ..safe }.show(words, fault))
        details open[!draft.given_names.is_empty() || !draft.surname.is_empty()] {
            summary { (words.text("name-parts")) }
            (field("given_names", "given-names", None, &draft.given_names).show(words, fault))
            (field("surname", "surname", None, &draft.surname).show(words, fault))
        }
    }
}

/// The fields of what a new record can hold beside the particulars.
pub(super) fn first_belongings(words: Words, draft: &Draft, fault: Option<Fault>) -> Markup {
    let number = |name, label, hint, value| Field {
        autocomplete: "off",
        ..field(name, label, hint, value)
    };
    html! {
        (number("nik", "nik", Some("nik-hint"), &draft.nik).show(words, fault))
        (number("passport_no", "passport-no", None, &draft.passport_no).show(words, fault))
        (field("passport_issuer", "passport-issuer", Some("country-hint"), &draft.passport_issuer).show(words, fault))
        (field("passport_expires", "passport-expires", Some("date-hint"), &draft.passport_expires).show(words, fault))
        (field("phone", "phone", None, &draft.phone).show(words, fault))
        (field("email", "email", None, &draft.email).show(words, fault))
        (field("parent_name", "parent-name", None, &draft.parent_name).show(words, fault))
    }
}

/// The kinds of number to choose from.
pub(super) fn identifier_kinds(words: Words, chosen: IdentifierKind) -> Vec<Choice> {
    IdentifierKind::ALL
        .into_iter()
        .map(|kind| Choice {
            value: kind.code().to_owned(),
            text: words.text(&format!("identifier-{}", kind.code())),
            chosen: kind == chosen,
        })
        .collect()
}

/// The kinds of contact to choose from.
pub(super) fn contact_kinds(words: Words) -> Vec<Choice> {
    ContactKind::ALL
        .into_iter()
        .map(|kind| Choice {
            value: kind.code().to_owned(),
            text: words.text(kind.code()),
            chosen: kind == ContactKind::Phone,
        })
        .collect()
}
