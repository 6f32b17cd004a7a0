//! The interview before departure: which questions, what was answered, and which signs of trafficking the answers touch. What is
//! touched is a reason to go on talking and never a verdict.

mod questions;
mod touched;

pub use questions::{Element, Question, Tongue, questionnaire};
pub use touched::{Counsel, Touched};

use access::AccessError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What somebody answered, in the order of the form.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = InterviewReply)]
    pub enum Reply {
        /// Ya.
        Yes = "yes",
        /// Tidak.
        No = "no",
        /// Asked, and nothing was said: nobody has to answer.
        NotSaid = "not_said",
        /// Neither yes nor no; the words say what.
        Other = "other",
    }
}

/// One answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = InterviewAnswer)]
pub struct Given {
    /// What was answered; nothing if it was not asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Reply>,
    /// In the words of whoever was asked.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub words: String,
}

/// What is written down in an interview.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = InterviewForm)]
pub struct Interview {
    /// In which language it was asked: `id`, `en`, `jv`, `su`, `ms`.
    pub tongue: Tongue,
    /// The answers by question.
    pub answers: BTreeMap<String, Given>,
    /// What else was said or seen.
    pub note: String,
}

/// An interview as it is kept.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(as = InterviewRecord)]
pub struct Interviewed {
    /// Identifier.
    pub id: Uuid,
    /// The assessment at which it was opened.
    pub assessment: Uuid,
    /// The version of the questions.
    pub questions: String,
    /// What was written down.
    #[serde(flatten)]
    pub interview: Interview,
    /// How often it was written; whoever holds an older state is told.
    pub revision: i64,
    /// Who asked: the account.
    pub officer: Option<Uuid>,
    /// The name at that time.
    pub officer_name: String,
    /// When it began.
    #[schema(value_type = String, format = DateTime)]
    pub begun_at: Stamp,
    /// When something was last written.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Stamp,
    /// When it was ended; nothing is changed after that.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub ended_at: Option<Stamp>,
}

impl Interview {
    /// With tidy edges, and only what answers a question.
    ///
    /// # Errors
    /// A fault of `answers` where it names no question, of `note` where something is too long.
    pub fn checked(mut self) -> Result<Self, AccessError> {
        let all = questionnaire();
        for (id, given) in &mut self.answers {
            if all.question(id).is_none() {
                return Err(AccessError::invalid("answers", "interview-no-question"));
            }
            given.words = optional("note", &given.words)?;
        }
        self.answers
            .retain(|_, given| given.reply.is_some() || !given.words.is_empty());
        self.note = optional("note", &self.note)?;
        Ok(self)
    }
}

/// Text of several lines that may be missing.
fn optional(field: &'static str, text: &str) -> Result<String, AccessError> {
    match text.trim() {
        "" => Ok(String::new()),
        text => access::lines(field, text, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_answers_a_question_is_kept() {
        let given = |reply, words: &str| Given {
            reply,
            words: words.into(),
        };
        let written = |id: &str| Interview {
            answers: BTreeMap::from([
                (id.to_owned(), given(Some(Reply::No), "  ibu saya \r\n")),
                ("debt".to_owned(), given(None, " ")),
            ]),
            ..Interview::default()
        };
        let kept = written("own-wish").checked().unwrap();
        assert_eq!(kept.answers.len(), 1);
        assert_eq!(kept.answers["own-wish"].words, "ibu saya");
        assert!(written("no-such").checked().is_err());
    }
}
