//! A field of a record as a mask shows it, in words.

use crate::Words;
use domain::record::{Shown, Transform, Value};

/// What is shown of a field: yes and no in the reader's language, and in words what is not known or hidden.
pub fn shown(words: Words, shown: &Shown) -> String {
    match shown {
        Shown::YesNo(flag) | Shown::Full(Value::Flag(flag)) => {
            words.text(if *flag { "yes" } else { "no" })
        }
        Shown::Unknown => words.text("not-known"),
        Shown::Hidden => Transform::YesNo
            .wording()
            .in_language(words.language)
            .to_owned(),
        other => other.to_string(),
    }
}
