//! A form that was sent by a page of ours.

use crate::{App, Failure, Visit};
use access::{AccessError, service::account::visitor_token};
use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
};
use domain::{DateReading, Horizon};
use jiff::civil::Date;
use uuid::Uuid;

/// The name of the hidden field with the form's token.
pub(crate) const TOKEN: &str = "csrf";

/// The fields of a form whose token is right.
#[derive(Debug, Clone, Default)]
pub struct Posted {
    fields: Vec<(String, String)>,
}

impl Posted {
    /// The fields, if the token among them is that of the visit.
    pub(crate) fn checked(
        fields: Vec<(String, String)>,
        app: &App,
        visit: &Visit,
    ) -> Result<Self, Failure> {
        let posted = Self { fields };
        if same(posted.get(TOKEN), &form_token(app, visit)) {
            Ok(posted)
        } else {
            Err(Failure::Stale)
        }
    }

    /// A field's value; empty if it is missing.
    pub fn get(&self, name: &str) -> &str {
        self.fields
            .iter()
            .find(|(field, _)| field == name)
            .map_or("", |(_, value)| value)
    }

    /// Whether the form had this field, even if it was left empty.
    pub fn has(&self, name: &str) -> bool {
        self.fields.iter().any(|(field, _)| field == name)
    }

    /// All values of a field that can be chosen several times.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.fields
            .iter()
            .filter(move |(field, _)| field == name)
            .map(|(_, value)| value.as_str())
    }

    /// What a form shows of a record: each of its fields as text.
    pub fn of(record: &impl serde::Serialize) -> Self {
        let mut fields = Vec::new();
        if let Ok(serde_json::Value::Object(members)) = serde_json::to_value(record) {
            for (name, value) in members {
                match value {
                    serde_json::Value::String(text) => fields.push((name, text)),
                    serde_json::Value::Number(number) => fields.push((name, number.to_string())),
                    serde_json::Value::Bool(true) => fields.push((name, "yes".to_owned())),
                    _ => {}
                }
            }
        }
        Self { fields }
    }

    /// What was written in a field; nothing if it is empty.
    pub fn text(&self, name: &str) -> Option<String> {
        let text = self.get(name).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// A day; nothing if the field is empty. Browsers send `2026-11-22`; what somebody typed is read if it has one meaning.
    ///
    /// # Errors
    /// A fault of the field.
    pub fn day(&self, name: &'static str, today: Date) -> Result<Option<Date>, AccessError> {
        let Some(text) = self.text(name) else {
            return Ok(None);
        };
        match domain::read_date(&text, today, Horizon::Future) {
            DateReading::One(date) => date.to_date(),
            _ => None,
        }
        .map(Some)
        .ok_or(AccessError::invalid(name, "day-form"))
    }

    /// A day that must be there.
    ///
    /// # Errors
    /// A fault of the field.
    pub fn day_needed(&self, name: &'static str, today: Date) -> Result<Date, AccessError> {
        self.day(name, today)?
            .ok_or(AccessError::invalid(name, "required"))
    }

    /// An identifier; nothing if the field is empty.
    ///
    /// # Errors
    /// If it is no identifier.
    pub fn id(&self, name: &str) -> Result<Option<Uuid>, Failure> {
        match self.get(name) {
            "" => Ok(None),
            text => Uuid::parse_str(text)
                .map(Some)
                .map_err(|_| Failure::Malformed),
        }
    }
}

impl FromRequest<App> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let visit = <Visit as FromRequestParts<App>>::from_request_parts(&mut parts, app).await?;
        let request = Request::from_parts(parts, body);
        let bytes = Bytes::from_request(request, app)
            .await
            .map_err(|rejection| {
                use axum::response::IntoResponse;
                if rejection.into_response().status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
                    Failure::TooLarge
                } else {
                    Failure::Malformed
                }
            })?;
        let fields = url::form_urlencoded::parse(&bytes).into_owned().collect();
        Self::checked(fields, app, &visit)
    }
}

/// The token that forms of this visit must carry.
pub(crate) fn form_token(app: &App, visit: &Visit) -> String {
    match visit
        .principal
        .as_ref()
        .and_then(|principal| principal.csrf())
    {
        Some(token) => token.to_owned(),
        None => visitor_token(&app.context, &visit.visitor),
    }
}

fn same(one: &str, other: &str) -> bool {
    // The token is keyed and differs for each session; equal length is no secret.
    one.len() == other.len()
        && one
            .bytes()
            .zip(other.bytes())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}
