//! The values of fields.

use crate::PartialDate;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What the values of a field are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// A name of a person.
    Name,
    /// A number by which somebody or something is known: NIK, passport, phone.
    Number,
    /// A date of which parts may be unknown.
    Date,
    /// Any other text, codes included.
    Text,
    /// Yes or no.
    Flag,
}

/// A value of a field. What is not known is `Option::None`, never an empty text.
///
/// `Debug` shows the form only: a value in a log is personal data.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "form", content = "value", rename_all = "lowercase")]
pub enum Value {
    /// A name of a person.
    Name(String),
    /// A number by which somebody or something is known.
    Number(String),
    /// A date.
    Date(PartialDate),
    /// Any other text.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

impl Value {
    /// A value out of its text; `None` if the text is blank or not of the form (dates as `1990-03-XX`, flags as `yes` or `no`).
    pub fn read(form: Form, text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        match form {
            Form::Name => Some(Self::Name(text.to_owned())),
            Form::Number => Some(Self::Number(text.to_owned())),
            Form::Date => text.parse().ok().map(Self::Date),
            Form::Text => Some(Self::Text(text.to_owned())),
            Form::Flag => match text {
                "yes" => Some(Self::Flag(true)),
                "no" => Some(Self::Flag(false)),
                _ => None,
            },
        }
    }

    /// What it is.
    pub fn form(&self) -> Form {
        match self {
            Self::Name(_) => Form::Name,
            Self::Number(_) => Form::Number,
            Self::Date(_) => Form::Date,
            Self::Text(_) => Form::Text,
            Self::Flag(_) => Form::Flag,
        }
    }

    /// The text that two sides who write the same value differently have in common: letters and digits in upper case, a date
    /// as it is written. Keyed tokens are made of it.
    pub fn canonical(&self) -> String {
        match self {
            Self::Name(text) | Self::Number(text) | Self::Text(text) => text
                .chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_uppercase)
                .collect(),
            other => other.to_string(),
        }
    }
}

impl fmt::Display for Value {
    /// The whole value, as [`Value::read`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(text) | Self::Number(text) | Self::Text(text) => f.write_str(text),
            Self::Date(date) => date.fmt(f),
            Self::Flag(flag) => f.write_str(if *flag { "yes" } else { "no" }),
        }
    }
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}(…)", self.form())
    }
}
