//! The JSON routes of the public door. No key is needed, and nothing that is asked is kept.

use crate::{
    Advice, Asked, Checked, Contact, Offer, RegisterAnswer, Rule, Severity, contacts, service,
};
use axum::{
    Json,
    extract::{State, rejection::JsonRejection},
};
use domain::Wording;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ui::{App, Failure, problems};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(company))
        .routes(routes!(offer))
        .routes(routes!(contact_list))
}

/// The same words in both languages.
#[derive(Debug, Serialize, ToSchema)]
struct Bilingual {
    /// Bahasa Indonesia.
    id: &'static str,
    /// English.
    en: &'static str,
}

impl From<&'static Wording> for Bilingual {
    fn from(words: &'static Wording) -> Self {
        Self {
            id: &words.id,
            en: &words.en,
        }
    }
}

/// Which company to look up; a name, a number, or both.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct CompanyQuestion {
    /// Its name, however it is spelled.
    #[serde(default)]
    name: Option<String>,
    /// Number of its licence (SIP3MI).
    #[serde(default)]
    licence_number: Option<String>,
}

/// Is this company licensed?
///
/// In the words of the public register. A company whose name is only similar is told as similar and never as the one asked for.
#[utoipa::path(post, path = "/public/companies/search", tag = "public", operation_id = "public_company", security(()),
    request_body = CompanyQuestion,
    responses((status = 200, body = RegisterAnswer), problems::Malformed, problems::Faulty))]
async fn company(
    State(app): State<App>,
    question: Result<Json<CompanyQuestion>, JsonRejection>,
) -> Result<Json<RegisterAnswer>, Failure> {
    let Json(question) = question.map_err(|_| Failure::Malformed)?;
    let (name, number) = (question.name.as_deref(), question.licence_number.as_deref());
    Ok(Json(service::company(&app.context, name, number).await?))
}

/// Something that is wrong with an offer.
#[derive(Debug, Serialize, ToSchema)]
struct Finding {
    /// Name of the rule; stable.
    rule: &'static str,
    /// What it means.
    severity: Severity,
    /// What is wrong.
    title: Bilingual,
    /// Why that matters.
    why: Bilingual,
    /// What to ask or do.
    ask: Bilingual,
    /// On what the rule rests.
    source: &'static str,
    /// The day on which the rule was last held against its source.
    #[schema(value_type = String, format = Date)]
    checked: Date,
}

impl From<&'static Rule> for Finding {
    fn from(rule: &'static Rule) -> Self {
        Self {
            rule: &rule.id,
            severity: rule.severity,
            title: (&rule.title).into(),
            why: (&rule.why).into(),
            ask: (&rule.ask).into(),
            source: &rule.basis.source,
            checked: rule.basis.checked,
        }
    }
}

/// What a check of an offer says. It never says that an offer is safe.
#[derive(Debug, Serialize, ToSchema)]
struct OfferAnswer {
    /// What the whole says.
    advice: Advice,
    /// What is wrong, the grave first.
    findings: Vec<Finding>,
    /// What was not answered and matters.
    open: Vec<Asked>,
    /// What the register says of the company, if one was named.
    company: Option<RegisterAnswer>,
}

/// Check an offer of work abroad
///
/// Whatever is left out is not known and accuses nobody.
#[utoipa::path(post, path = "/public/offer-checks", tag = "public", operation_id = "check_offer", security(()), request_body = Offer,
    responses((status = 200, body = OfferAnswer), problems::Malformed, problems::Faulty))]
async fn offer(
    State(app): State<App>,
    offer: Result<Json<Offer>, JsonRejection>,
) -> Result<Json<OfferAnswer>, Failure> {
    let Json(offer) = offer.map_err(|_| Failure::Malformed)?;
    let (checked, company) = service::offer(&app.context, &offer).await?;
    let Checked {
        advice,
        findings,
        open,
    } = checked;
    Ok(Json(OfferAnswer {
        advice,
        findings: findings.into_iter().map(Finding::from).collect(),
        open,
        company,
    }))
}

/// Somebody to call.
#[derive(Debug, Serialize, ToSchema)]
struct ContactAnswer {
    /// Who it is.
    name: Bilingual,
    /// When to call.
    purpose: Bilingual,
    /// As it is dialled.
    phone: &'static str,
    /// The same for WhatsApp.
    whatsapp: Option<&'static str>,
    /// A site.
    web: Option<&'static str>,
    /// Whether it is for danger that cannot wait.
    urgent: bool,
    /// Where the number stands.
    source: &'static str,
    /// The day of the newest source in which it stood so.
    #[schema(value_type = String, format = Date)]
    checked: Date,
}

impl From<&'static Contact> for ContactAnswer {
    fn from(contact: &'static Contact) -> Self {
        Self {
            name: (&contact.name).into(),
            purpose: (&contact.purpose).into(),
            phone: &contact.phone,
            whatsapp: contact.whatsapp.as_deref(),
            web: contact.web.as_deref(),
            urgent: contact.urgent,
            source: &contact.basis.source,
            checked: contact.basis.checked,
        }
    }
}

/// Whom to call, those for danger first
#[utoipa::path(get, path = "/public/contacts", tag = "public", operation_id = "public_contacts", security(()),
    responses((status = 200, body = Vec<ContactAnswer>)))]
async fn contact_list() -> Json<Vec<ContactAnswer>> {
    Json(contacts().iter().map(ContactAnswer::from).collect())
}
