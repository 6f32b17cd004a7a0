//! Contacts in addresses, special service requests and free text.

use crate::edifact::Segment;
use crate::{Address, CompactString, Contact, ContactKind};
use domain::Country;

/// ADD: an address, and a telephone number if one stands in its last fields.
pub(super) fn address(segment: &Segment) -> (Address, Option<Contact>) {
    let element = segment.element(1);
    let mut address = Address {
        kind: element.component(0).given(),
        ..Address::default()
    };
    let mut phone = None;
    for (at, component) in element.components().enumerate().skip(1) {
        let text = component.prose();
        if text.is_empty() {
            continue;
        }
        if at == 5 && address.country.is_none() {
            address.country = Country::read(&text);
        } else if at >= 6 && is_phone(&text) {
            phone = Some(Contact {
                kind: ContactKind::Phone,
                value: text,
            });
        } else {
            address.lines.push(text);
        }
    }
    (address, phone)
}

/// A contact in a text such as `CTCM 6281234567890/ID` or `CTCE SITI//MAIL.EXAMPLE`, the code being given or at its beginning.
pub(super) fn in_text(code: Option<&str>, text: &str) -> Option<Contact> {
    let (code, value) = match code {
        Some(code) => (code, text),
        None => {
            let at = text.find("CTC")?;
            let found = text.get(at..)?;
            found.split_once(' ').unwrap_or((found, ""))
        }
    };
    let value = value.trim();
    let value = value
        .strip_prefix("HK1")
        .unwrap_or(value)
        .trim_start_matches(['/', ' ']);
    if value.is_empty() {
        return None;
    }
    if code == "CTCE" {
        return Some(Contact {
            kind: ContactKind::Email,
            value: email(value),
        });
    }
    // A language code may follow the number.
    let value = match value.rsplit_once('/') {
        Some((number, language)) if language.len() == 2 => number,
        _ => value,
    };
    let kind = match is_phone(value) {
        true => ContactKind::Phone,
        false => ContactKind::Other,
    };
    Some(Contact {
        kind,
        value: value.into(),
    })
}

/// Signs that teletype lacks: `//` for `@`, `..` for `_`, `./` for `-` (IATA AIRIMP).
fn email(value: &str) -> CompactString {
    let value = value
        .replacen("//", "@", 1)
        .replace("..", "_")
        .replace("./", "-");
    CompactString::from(value)
}

/// Whether a text holds at least six digits and little else.
pub(super) fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    digits >= 6 && letters < digits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts() {
        for (text, kind, value) in [
            ("CTCM 6281234567890/ID", ContactKind::Phone, "6281234567890"),
            (
                "CTCE SITI..A//MAIL.EXAMPLE",
                ContactKind::Email,
                "SITI_A@MAIL.EXAMPLE",
            ),
            (
                "PLS NOTE CTCT JKT 021 555 0199",
                ContactKind::Phone,
                "JKT 021 555 0199",
            ),
            ("CTCH AT HOTEL", ContactKind::Other, "AT HOTEL"),
        ] {
            let expected = Contact {
                kind,
                value: value.into(),
            };
            assert_eq!(in_text(None, text), Some(expected), "{text}");
        }
        assert_eq!(in_text(None, "VIP"), None);
        assert_eq!(in_text(Some("CTCR"), "HK1/"), None);
    }
}
