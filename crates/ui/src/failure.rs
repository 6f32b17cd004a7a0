//! What is said when a request cannot be answered: a page with a way out, or problem+json (RFC 9457) to a machine.

use crate::{Visit, narrow_page, time::moment};
use access::{AccessError, Fault, Refused};
use axum::{
    Json,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use journal::JournalError;
use maud::{Markup, html};
use serde::Serialize;
use storage::{Stamp, StorageError};
use utoipa::ToSchema;

/// Why a request was not answered.
#[derive(Debug, Clone)]
pub enum Failure {
    /// No such page, or one whose existence is not to be told.
    NotFound,
    /// The role does not allow it.
    Refused,
    /// Nobody is signed in.
    SignIn,
    /// The key of a machine is not good.
    UnknownKey,
    /// The form carries no valid token, or came from another site.
    Stale,
    /// Asked too often; again after so many seconds.
    TooMany(u32),
    /// More bytes than are taken.
    TooLarge,
    /// The request has not the form that was expected.
    Malformed,
    /// A field has a fault; pages show it at the field instead.
    Invalid(Fault),
    /// Locked after failures.
    Locked(Stamp),
    /// The state of the record does not allow it, or others have changed it; which, as a message of the languages.
    Conflict(&'static str),
    /// Somebody must be left who can manage users.
    LastAdministrator,
    /// The address exists, but not for this method.
    Method,
    /// The database cannot be reached or is busy.
    Unavailable,
    /// A fault of the program.
    Internal,
}

/// A problem as a machine reads it (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The kind of problem: an address below `/problems/`, stable.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What to do about it.
    pub detail: String,
    /// The field that has a fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
}

impl Failure {
    /// The HTTP status.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Refused | Self::Stale => StatusCode::FORBIDDEN,
            Self::SignIn | Self::UnknownKey => StatusCode::UNAUTHORIZED,
            Self::TooMany(_) | Self::Locked(_) => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Invalid(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Conflict(_) | Self::LastAdministrator => StatusCode::CONFLICT,
            Self::Method => StatusCode::METHOD_NOT_ALLOWED,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::Refused => "refused",
            Self::SignIn => "sign-in",
            Self::UnknownKey => "unknown-key",
            Self::Stale => "stale",
            Self::TooMany(_) => "too-many",
            Self::TooLarge => "too-large",
            Self::Malformed | Self::Invalid(_) => "malformed",
            Self::Locked(_) => "locked",
            Self::Conflict(_) | Self::LastAdministrator => "conflict",
            Self::Method => "method",
            Self::Unavailable => "unavailable",
            Self::Internal => "internal",
        }
    }

    fn words(&self, visit: &Visit) -> (String, String) {
        let words = visit.words;
        match self {
            Self::Invalid(fault) => (words.text("error-malformed"), words.text(fault.message)),
            Self::Locked(until) => {
                let until = moment(words, *until);
                let text = words.with("sign-in-locked", "until", &until);
                (words.text("error-too-many"), text)
            }
            Self::Conflict(message) => (words.text("error-conflict"), words.text(message)),
            Self::LastAdministrator => {
                let text = words.text("error-last-administrator");
                (words.text("error-conflict"), text)
            }
            other => {
                let key = format!("error-{}", other.code());
                (words.text(&key), words.text(&format!("{key}-text")))
            }
        }
    }

    /// The answer in the form that the caller reads.
    pub(crate) fn render(&self, visit: &Visit) -> Response {
        let status = self.status();
        let (title, text) = self.words(visit);
        let mut response = if visit.path.starts_with("/api/") {
            let problem = Problem {
                kind: format!("/problems/{}", self.code()),
                title,
                status: status.as_u16(),
                detail: text,
                field: match self {
                    Self::Invalid(fault) => Some(fault.field),
                    _ => None,
                },
            };
            let mut response = (status, Json(problem)).into_response();
            let media = HeaderValue::from_static("application/problem+json");
            response.headers_mut().insert(header::CONTENT_TYPE, media);
            response
        } else {
            (status, self.page(visit, &title, &text)).into_response()
        };
        let headers = response.headers_mut();
        if let Self::TooMany(seconds) = self {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }

    fn page(&self, visit: &Visit, title: &str, text: &str) -> Markup {
        let words = visit.words;
        let signed_in = visit.principal.is_some();
        narrow_page(
            visit,
            title,
            html! {
                h1 { (title) }
                p { (text) }
                @if matches!(self, Self::Internal | Self::Unavailable) {
                    p.quiet { (words.with("error-when", "at", &moment(words, visit.now))) }
                }
                p.actions {
                    a.button href="/" { (words.text("home")) }
                    @if !signed_in { a.button.second href="/sign-in" { (words.text("sign-in")) } }
                }
            },
        )
    }
}

impl IntoResponse for Failure {
    /// Leaves the failure for the guard, which knows the language and the form that the caller reads.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl From<Refused> for Failure {
    fn from(_: Refused) -> Self {
        Self::Refused
    }
}

impl From<StorageError> for Failure {
    fn from(error: StorageError) -> Self {
        // Logged here, once: nothing above knows more.
        tracing::error!(%error, "the database failed");
        match error {
            StorageError::Conflict | StorageError::Unreachable(_) => Self::Unavailable,
            _ => Self::Internal,
        }
    }
}

impl From<JournalError> for Failure {
    fn from(error: JournalError) -> Self {
        match error {
            JournalError::Storage(error) => error.into(),
            JournalError::NoSuchEntry => Self::NotFound,
            other => {
                tracing::error!(error = %other, "the journal failed");
                Self::Internal
            }
        }
    }
}

impl From<AccessError> for Failure {
    fn from(error: AccessError) -> Self {
        match error {
            AccessError::Storage(error) => error.into(),
            AccessError::Journal(error) => error.into(),
            AccessError::Refused(_) => Self::Refused,
            AccessError::NoSession | AccessError::WrongCredentials | AccessError::WrongCode => {
                Self::SignIn
            }
            AccessError::WrongKey => Self::UnknownKey,
            AccessError::Locked(until) => Self::Locked(until),
            AccessError::NotFound => Self::NotFound,
            AccessError::Invalid(fault) => Self::Invalid(fault),
            AccessError::Conflict(message) => Self::Conflict(message),
            AccessError::LastAdministrator => Self::LastAdministrator,
            AccessError::NoReceipt => Self::Unavailable,
            AccessError::Key(_) => {
                tracing::error!(%error, "a key failed");
                Self::Internal
            }
        }
    }
}
