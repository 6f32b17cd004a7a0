//! What was asked of a victim, what it adds up to, and what an officer concludes from it.

use super::Elements;
use crate::{Hand, Who};
use access::{AccessError, lines};
use domain::PartialDate;
use jiff::{Unit, civil::Date};
use risk::{
    Truth,
    indicators::{Indicator, Indicators, Pattern, Reading, Subject},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// The answers: by indicator whether it is there. What is not among them was not asked, or not told.
pub type Answers = BTreeMap<String, bool>;

domain::coded! {
    /// How the person is to be treated from now on. It is no verdict and can be changed by asking again.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Conclusion {
        /// Diperlakukan sebagai terduga korban perdagangan orang.
        PresumedVictim = "presumed_victim",
        /// Perlu pendalaman.
        AskFurther = "ask_further",
        /// Perkara hak pekerja.
        LabourRights = "labour_rights",
        /// Tidak terlihat tanda.
        NotShown = "not_shown",
    }
}

impl Conclusion {
    /// What the answers suggest. As long as open questions could make it trafficking, the suggestion is to ask on.
    pub fn suggested(reading: &Reading) -> Self {
        match (reading.pattern, reading.could_become) {
            (Pattern::Trafficking, _) => Self::PresumedVictim,
            (Pattern::Recruitment | Pattern::RecruitmentAndExploitation, _)
            | (_, Pattern::Trafficking) => Self::AskFurther,
            (Pattern::LabourRights, _) => Self::LabourRights,
            (Pattern::NotShown, _) => Self::NotShown,
        }
    }
}

/// One talk with a victim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identification {
    /// Identifier.
    pub id: Uuid,
    /// Whose weights count: those of adults or of children.
    pub subject: Subject,
    /// The edition of the list.
    pub list: String,
    /// What was answered.
    pub answers: Answers,
    /// The elements of the law, apart from the indicators.
    pub elements: Elements,
    /// What the answers added up to at that time.
    pub pattern: Pattern,
    /// What the officer concluded.
    pub conclusion: Conclusion,
    /// Why otherwise than suggested.
    pub reason: Option<String>,
    /// Who asked.
    pub by: Hand,
    /// When.
    pub at: Stamp,
}

/// A talk as it is written down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentificationForm {
    /// Whether the person was younger than 18 when it happened.
    pub child: bool,
    /// By indicator whether it is there; leave out what was not asked or told.
    pub answers: Answers,
    /// The elements of UU 21/2007 that are seen.
    #[serde(default)]
    pub elements: Elements,
    /// What is concluded; empty for what the answers suggest.
    #[serde(default)]
    pub conclusion: String,
    /// Why, where it is concluded otherwise than suggested.
    #[serde(default)]
    pub reason: String,
}

/// Adult or child at a day, by a birth date that may have unknown parts: nothing where it could be either.
pub fn age_group(born: Option<PartialDate>, on: Date) -> Option<Subject> {
    const ADULT: i32 = 18;
    let born = born?;
    let years = |born: Date| {
        born.until((Unit::Year, on))
            .map_or(0, |span| i32::from(span.get_years()))
    };
    let (oldest, youngest) = (years(born.earliest()?), years(born.latest()?));
    match (oldest >= ADULT, youngest >= ADULT) {
        (_, true) => Some(Subject::Adult),
        (false, false) => Some(Subject::Child),
        (true, false) => None,
    }
}

/// The truth of an indicator by the answers.
pub(crate) fn truth(answers: &Answers, one: &Indicator) -> Truth {
    answers
        .get(&one.id)
        .map_or(Truth::Unknown, |yes| (*yes).into())
}

impl IdentificationForm {
    /// Whose weights count.
    pub fn subject(&self) -> Subject {
        if self.child {
            Subject::Child
        } else {
            Subject::Adult
        }
    }

    /// What the answers add up to.
    pub fn reading(&self) -> Reading {
        Indicators::shipped().read(self.subject(), |one| truth(&self.answers, one))
    }

    /// Reads the form.
    ///
    /// # Errors
    /// A fault of `answers` where an indicator is unknown, of `child` where the birth date says otherwise, of `reason` where something
    /// other than suggested is concluded without one.
    pub fn read(
        &self,
        who: &Who,
        on: Date,
    ) -> Result<(Conclusion, Option<String>, Reading), AccessError> {
        let list = Indicators::shipped();
        if self.answers.keys().any(|id| list.get(id).is_none()) {
            return Err(AccessError::invalid("answers", "victim-indicator-unknown"));
        }
        // Somebody who is a child today was one when it happened.
        if age_group(who.birth_date, on) == Some(Subject::Child) && !self.child {
            return Err(AccessError::invalid("child", "victim-is-child"));
        }
        let reading = self.reading();
        let suggested = Conclusion::suggested(&reading);
        let conclusion = match self.conclusion.as_str() {
            "" => suggested,
            code => {
                Conclusion::from_code(code).ok_or(AccessError::invalid("conclusion", "unknown"))?
            }
        };
        let reason = if conclusion == suggested && self.reason.trim().is_empty() {
            None
        } else {
            Some(lines("reason", &self.reason, 10)?)
        };
        Ok((conclusion, reason, reading))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn form(yes: &[&str], no_others: bool) -> IdentificationForm {
        let mut answers: Answers = yes.iter().map(|id| ((*id).to_owned(), true)).collect();
        if no_others {
            for (_, one) in Indicators::shipped().iter() {
                answers.entry(one.id.clone()).or_insert(false);
            }
        }
        IdentificationForm {
            child: false,
            answers,
            elements: Elements::default(),
            conclusion: String::new(),
            reason: String::new(),
        }
    }

    const ON: Date = date(2026, 11, 22);
    const HELD: [&str; 6] = [
        "deceived-work",
        "deceived-wages",
        "work-hours",
        "work-pay",
        "held-documents",
        "held-violence",
    ];

    #[test]
    fn the_suggestion_asks_on_as_long_as_it_could_be_graver() {
        for (yes, asked_all, suggested) in [
            (&HELD[..], false, Conclusion::PresumedVictim),
            (&HELD[..4], true, Conclusion::AskFurther),
            (&HELD[..2], true, Conclusion::AskFurther),
            (&HELD[2..4], true, Conclusion::LabourRights),
            (&HELD[2..4], false, Conclusion::AskFurther),
            (&[], true, Conclusion::NotShown),
            (&[], false, Conclusion::AskFurther),
        ] {
            let (conclusion, ..) = form(yes, asked_all).read(&Who::default(), ON).unwrap();
            assert_eq!(conclusion, suggested, "{yes:?} {asked_all}");
        }
    }

    #[test]
    fn who_concludes_otherwise_says_why() {
        let mut otherwise = form(&HELD, false);
        otherwise.conclusion = "labour_rights".into();
        let field = |form: &IdentificationForm, who: &Who| match form.read(who, ON) {
            Err(AccessError::Invalid(fault)) => fault.field,
            other => panic!("{other:?}"),
        };
        assert_eq!(field(&otherwise, &Who::default()), "reason");
        otherwise.reason = "Majikan dan korban bersaudara; dokumen dititipkan sendiri.".into();
        assert_eq!(
            otherwise.read(&Who::default(), ON).unwrap().0,
            Conclusion::LabourRights
        );
        assert_eq!(
            field(&form(&["work-hourz"], false), &Who::default()),
            "answers"
        );
        let child = Who {
            birth_date: "2010-XX-XX".parse().ok(),
            ..Who::default()
        };
        assert_eq!(field(&form(&[], false), &child), "child");
    }

    #[test]
    fn an_age_that_could_be_either_is_not_guessed() {
        for (born, group) in [
            ("2008-11-22", Some(Subject::Adult)),
            ("2008-11-23", Some(Subject::Child)),
            ("2008-XX-XX", None),
            ("2007-XX-XX", Some(Subject::Adult)),
            ("2009-XX-XX", Some(Subject::Child)),
        ] {
            assert_eq!(age_group(born.parse().ok(), ON), group, "{born}");
        }
        assert_eq!(age_group(None, ON), None);
    }
}
