//! Forms of payment in segment FOP.

use crate::edifact::Segment;
use crate::{CompactString, Payment};

/// FOP: each form of payment, card numbers masked.
pub(super) fn payments<'a>(segment: &Segment<'a>) -> impl Iterator<Item = Payment> + use<'a> {
    segment.elements().filter(|e| !e.is_empty()).map(|element| {
        let mut parts = element.components();
        let (form, _indicator, amount) = (parts.read(), parts.read(), parts.read());
        let (vendor, account) = (parts.read(), parts.read());
        let form = match (form.given(), vendor.given()) {
            (Some(form), Some(vendor)) => Some(CompactString::from(format!("{form} {vendor}"))),
            (form, vendor) => form.or(vendor),
        };
        Payment {
            form,
            payer: None,
            account: account.given().map(|account| masked(&account)),
            amount: amount.given(),
        }
    })
}

/// All but the last four characters replaced.
fn masked(account: &str) -> CompactString {
    let hidden = account.chars().count().saturating_sub(4);
    account
        .chars()
        .enumerate()
        .map(|(at, c)| if at < hidden { 'X' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_card_shows_four_digits() {
        assert_eq!(super::masked("4111111111111111"), "XXXXXXXXXXXX1111");
        assert_eq!(super::masked("12"), "12");
    }
}
