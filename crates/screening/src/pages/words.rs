//! Words and colours of what is recommended and decided. A colour never stands alone.

use crate::{Answer, Checked, Outcome};
use domain::{Language, PartialDate, Sex};
use maud::{Markup, html};
use risk::Action;
use std::collections::HashMap;
use ui::{
    Words,
    components::{badge, notice},
};
use uuid::Uuid;

/// The colour of a recommendation, by its class.
pub(super) fn tone(action: Action) -> &'static str {
    match action {
        Action::None => "good",
        Action::Advise => "",
        Action::Interview => "warn",
        Action::ProtectiveInterview => "protect",
    }
}

/// What was decided, in words.
pub(super) fn outcome(words: Words, outcome: Outcome) -> String {
    words.text(&format!("outcome-{}", outcome.code().replace('_', "-")))
}

/// What was decided, or that nobody has yet.
pub(super) fn outcome_badge(words: Words, decided: Option<Outcome>) -> Markup {
    match decided {
        None => badge("warn", &words.text("undecided")),
        Some(decided) => {
            let tone = match decided {
                Outcome::LetGo | Outcome::LetGoAdvised => "good",
                Outcome::Interview => "warn",
                Outcome::Defer | Outcome::Refer => "bad",
            };
            badge(tone, &outcome(words, decided))
        }
    }
}

/// Which registries answered and which could not be seen; above whatever was said without them.
pub(super) fn unseen(words: Words, checked: &Checked, names: &HashMap<Uuid, String>) -> Markup {
    let name = |id: &Uuid| names.get(id).cloned().unwrap_or_else(|| "?".to_owned());
    html! {
        @if checked.incomplete { (notice("warn", &words.text("desk-not-ready"))) }
        @if !checked.unseen.is_empty() {
            @let agencies: Vec<String> = checked.unseen.iter().map(name).collect();
            (notice("warn", &words.with("desk-unseen", "agencies", &agencies.join(", "))))
        }
    }
}

/// How sure an answer is.
pub(super) fn answer(words: Words, answer: Answer) -> String {
    words.text(&format!("registry-{}", answer.code()))
}

/// A probability in whole hundredths: never 0 or 100, for nothing is that sure.
pub(super) fn percent(probability: f64) -> String {
    let whole = (probability * 100.0).round().clamp(1.0, 99.0);
    format!("{whole} %")
}

/// Birth dates as they may be.
pub(super) fn born(dates: &[PartialDate]) -> String {
    if dates.is_empty() {
        return "—".to_owned();
    }
    let dates: Vec<String> = dates.iter().map(ToString::to_string).collect();
    dates.join(" / ")
}

/// The sex in a word.
pub(super) fn sex(words: Words, sex: Option<Sex>) -> &'static str {
    match (sex, words.language) {
        (Some(Sex::Male), Language::Id) => "laki-laki",
        (Some(Sex::Male), Language::En) => "male",
        (Some(Sex::Female), Language::Id) => "perempuan",
        (Some(Sex::Female), Language::En) => "female",
        _ => "—",
    }
}

/// A name, or that nobody told one.
pub(super) fn named(words: Words, name: &str) -> String {
    match name {
        "" => words.text("nameless"),
        name => name.to_owned(),
    }
}
