//! What becomes of an input: how it came, what was read of it, what was odd.

use domain::Diagnostic;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// How an input came.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Way {
        /// Over the API.
        Api = "api",
        /// By the page.
        Page = "page",
        /// Through the watched folder.
        Folder = "folder",
    }
}

/// Something odd in an input, as its sender is told. Never names a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ManifestNotice)]
pub struct Notice {
    /// `info`, `warning` or `error`.
    pub level: String,
    /// A stable word for it.
    pub code: String,
    /// What is odd, in English.
    pub message: String,
    /// Where: line, message, segment, field, byte.
    pub place: String,
}

/// An input in short.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ManifestInput)]
pub struct Input {
    /// Identifier.
    pub id: Uuid,
    /// When it was received.
    #[schema(value_type = String, format = DateTime)]
    pub received_at: Stamp,
    /// How it came.
    pub way: Way,
    /// What it was told to be by its content: `paxlst`, `pnrgov`, `csv`, `xlsx`.
    pub format: String,
    /// Who sent it, as the envelope says.
    pub sender: Option<String>,
    /// Messages in it.
    pub messages: i64,
    /// Travellers in it.
    pub travellers: i64,
    /// What was odd; the first 500.
    pub notices: Vec<Notice>,
}

/// So many notices of an input are kept.
pub(crate) const MOST_NOTICES: usize = 500;

impl From<&Diagnostic> for Notice {
    fn from(diagnostic: &Diagnostic) -> Self {
        let place = &diagnostic.place;
        let number =
            |name: &str, number: Option<u64>| number.map(|number| format!("{name} {number}"));
        let text =
            |name: &str, text: &Option<String>| text.as_ref().map(|text| format!("{name} {text}"));
        let parts = [
            number("line", place.line),
            number("message", place.message_number.map(u64::from)),
            text("segment", &place.segment),
            text("field", &place.field),
            number("byte", place.offset),
        ];
        Self {
            level: diagnostic.level.word().to_owned(),
            code: diagnostic.code.to_owned(),
            message: diagnostic.message.to_string(),
            place: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
        }
    }
}
