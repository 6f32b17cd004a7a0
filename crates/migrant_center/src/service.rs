//! What the public door does: it reads the public register and keeps nothing.

use crate::{Checked, Offer, RegisterAnswer, check, look_up};
use access::{AccessError, Context, one_line};
use domain::day_in_jakarta;
use jiff::civil::Date;
use organisations::service::companies;

/// Today, where the ministry works.
pub fn today(context: &Context) -> Date {
    day_in_jakarta(context.db.ambient().now())
}

/// What the register says of a company: by its name, by the number of its licence, or by both.
///
/// # Errors
/// A fault of a field: neither was told, or one is too long; if the database failed.
pub async fn company(
    context: &Context,
    name: Option<&str>,
    number: Option<&str>,
) -> Result<RegisterAnswer, AccessError> {
    let name = told("company", name)?;
    let number = told("licence_number", number)?;
    if name.is_none() && number.is_none() {
        return Err(AccessError::invalid("company", "company-or-number"));
    }
    let register = companies::register(context).await?;
    let (name, number) = (name.unwrap_or_default(), number.unwrap_or_default());
    Ok(look_up(&register, &name, &number, today(context)))
}

/// What is wrong with an offer, and what the register says of its company, if one was named.
///
/// # Errors
/// A fault of a field; if the database failed.
pub async fn offer(
    context: &Context,
    offer: &Offer,
) -> Result<(Checked, Option<RegisterAnswer>), AccessError> {
    let (name, number) = (offer.company.as_deref(), offer.licence_number.as_deref());
    let company = match (told("company", name)?, told("licence_number", number)?) {
        (None, None) => None,
        (name, number) => Some(company(context, name.as_deref(), number.as_deref()).await?),
    };
    Ok((check(offer, company.as_ref(), today(context)), company))
}

/// What was told, in one line; nothing if there is no letter or digit in it.
fn told(field: &'static str, text: Option<&str>) -> Result<Option<String>, AccessError> {
    let written = |text: &&str| text.chars().any(char::is_alphanumeric);
    text.filter(written)
        .map(|text| one_line(field, text))
        .transpose()
}
