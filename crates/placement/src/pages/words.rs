//! Codes of placements in words.

use crate::{DocumentKind, DocumentState, Lack, Lacking, Outcome, Step};
use domain::{PlacementScheme, PlacementStatus};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    Words,
    components::{Choice, badge},
    day,
};

fn said(words: Words, group: &str, code: &str) -> String {
    words.text(&format!("{group}-{}", code.replace('_', "-")))
}

pub(super) fn status(words: Words, status: PlacementStatus) -> String {
    said(words, "placement-status", status.code())
}

pub(super) fn status_badge(words: Words, of: PlacementStatus) -> Markup {
    let tone = match of {
        PlacementStatus::Active | PlacementStatus::Departed | PlacementStatus::Working => "good",
        PlacementStatus::Candidate => "warn",
        PlacementStatus::Ended => "",
        PlacementStatus::Cancelled => "bad",
    };
    badge(tone, &status(words, of))
}

pub(super) fn scheme(words: Words, scheme: PlacementScheme) -> String {
    said(words, "scheme", scheme.code())
}

pub(super) fn document(words: Words, kind: DocumentKind) -> String {
    said(words, "document", kind.code())
}

pub(super) fn document_state(words: Words, state: DocumentState) -> String {
    said(words, "document-state", state.code())
}

pub(super) fn step(words: Words, step: Step) -> String {
    said(words, "step", step.code())
}

pub(super) fn outcome(words: Words, outcome: Outcome) -> Markup {
    let tone = match outcome {
        Outcome::Accepted | Outcome::Changed => "good",
        Outcome::Unchanged => "",
        Outcome::Refused => "bad",
    };
    badge(tone, &said(words, "outcome", outcome.code()))
}

/// What is lacking, and why: `Visa kerja: kedaluwarsa`.
pub(super) fn lack(words: Words, what: Lacking, kind: Option<DocumentKind>, why: Lack) -> String {
    let what = match kind {
        Some(kind) => document(words, kind),
        None => said(words, "lacking", what.code()),
    };
    format!("{what}: {}", said(words, "lack", why.code()))
}

/// A day, or a dash where none is known.
pub(super) fn maybe_day(words: Words, date: Option<Date>) -> String {
    date.map_or_else(|| "—".to_owned(), |date| day(words, date))
}

/// A text, or a dash where none is known.
pub(super) fn maybe(text: Option<&str>) -> Markup {
    html! { (text.unwrap_or("—")) }
}

/// Codes to choose from, each with its words.
pub(super) fn choices<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    text: impl Fn(T) -> String,
    chosen: &str,
) -> Vec<Choice> {
    all.iter()
        .map(|item| Choice {
            value: code(*item).to_owned(),
            text: text(*item),
            chosen: code(*item) == chosen,
        })
        .collect()
}
