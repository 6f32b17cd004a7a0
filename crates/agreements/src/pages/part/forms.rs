//! The forms of the parts, and what is read from them.

use super::super::new::{term, term_fields};
use crate::model::{ClauseWords, Document, Party, Proposed};
use access::{AccessError, Fault};
use domain::{Wording, record::RecordKind};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    Posted, Words,
    components::{Area, Choice, Field, select},
};
use uuid::Uuid;

/// Whether a document has or can have such a part.
pub(super) fn exists(document: &Document, part: &str) -> bool {
    match part.split_once(':') {
        None => matches!(part, "title" | "term"),
        Some(("party", key)) => key
            .parse()
            .is_ok_and(|agency: Uuid| document.party(agency).is_some()),
        Some(("clause", key)) => key == "new" || document.clause(key).is_some(),
        Some(("schedule", key)) => key == "new" || document.schedule(key).is_some(),
        Some(_) => false,
    }
}

/// What a form proposes for a part.
pub(super) fn read(
    document: &Document,
    part: &str,
    posted: &Posted,
    kinds: &[&'static RecordKind],
) -> Result<Proposed, AccessError> {
    let text = |name: &str| posted.get(name).replace("\r\n", "\n").trim().to_owned();
    let both = |name: &str| Wording::new(text(&format!("{name}_id")), text(&format!("{name}_en")));
    let (kind, key) = part.split_once(':').unwrap_or((part, ""));
    match kind {
        "title" => Ok(Proposed::Title {
            title: both("title"),
        }),
        "term" => Ok(Proposed::Term {
            term: term(posted)?,
            notice_days: posted
                .get("notice_days")
                .trim()
                .parse()
                .map_err(|_| AccessError::invalid("notice_days", "number-form"))?,
        }),
        "party" => {
            let agency = key.parse().map_err(|_| AccessError::NotFound)?;
            let party = document.party(agency).ok_or(AccessError::NotFound)?;
            Ok(Proposed::Party {
                party: Party {
                    agency,
                    name: party.name.clone(),
                    number: text("number"),
                    signatory: text("signatory"),
                    position: text("position"),
                },
            })
        }
        "clause" => {
            let heading = both("heading");
            let key = match key {
                "new" => free_key(document, &heading.id),
                other => other.to_owned(),
            };
            let words = (posted.get("strike") != "yes").then(|| ClauseWords {
                heading,
                text: both("text"),
            });
            let after = Some(posted.get("after")).filter(|after| !after.is_empty());
            Ok(Proposed::Clause {
                key,
                after: after.map(str::to_owned),
                words,
            })
        }
        "schedule" => super::super::schedule::read(document, key, posted, kinds),
        _ => Err(AccessError::NotFound),
    }
}

/// A key for a new clause: its heading in small letters, with a number if there is such a key already.
fn free_key(document: &Document, heading: &str) -> String {
    let letters: String = heading
        .to_lowercase()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' })
        .collect();
    let words = letters
        .split_whitespace()
        .skip_while(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    let mut base: String = words
        .collect::<Vec<_>>()
        .join("-")
        .chars()
        .take(40)
        .collect();
    if base.is_empty() || base == "new" {
        base = "pasal".to_owned();
    }
    let taken = |key: &str| document.clause(key).is_some();
    if !taken(&base) {
        return base;
    }
    (2..)
        .map(|number| format!("{base}-{number}"))
        .find(|key| !taken(key))
        .unwrap_or(base)
}

/// The fields of a part: with what was written, or with what stands there now.
pub(super) fn fields(
    words: Words,
    document: &Document,
    part: &str,
    names: &HashMap<Uuid, String>,
    kinds: &[&'static RecordKind],
    posted: Option<&Posted>,
    fault: Option<Fault>,
) -> Markup {
    let value = |name: &str, now: &str| {
        posted.map_or_else(|| now.to_owned(), |posted| posted.get(name).to_owned())
    };
    let (kind, key) = part.split_once(':').unwrap_or((part, ""));
    match kind {
        "title" => html! {
            (Area { name: "title_id", label: "title-id", value: &value("title_id", &document.title.id), rows: 2, ..Area::default() }.show(words, fault))
            (Area { name: "title_en", label: "title-en", value: &value("title_en", &document.title.en), rows: 2, optional: true, ..Area::default() }.show(words, fault))
        },
        "term" => html! {
            (term_fields(words, &value("begins", &document.term.begins.to_string()), &value("ends", &document.term.ends.to_string()), &value("zone", &document.term.zone), fault))
            (Field { name: "notice_days", label: "term-notice", hint: Some("term-notice-hint"), value: &value("notice_days", &document.notice_days.to_string()), kind: "number", class: "short", ..Field::default() }.show(words, fault))
        },
        "party" => {
            let party = key
                .parse()
                .ok()
                .and_then(|agency: Uuid| document.party(agency));
            let now = |pick: fn(&Party) -> &str| party.map_or("", pick);
            html! {
                (Field { name: "number", label: "agreement-number", hint: Some("agreement-number-hint"), value: &value("number", now(|party| &party.number)), optional: true, ..Field::default() }.show(words, fault))
                (Field { name: "signatory", label: "party-signatory", value: &value("signatory", now(|party| &party.signatory)), optional: true, ..Field::default() }.show(words, fault))
                (Field { name: "position", label: "party-position", value: &value("position", now(|party| &party.position)), optional: true, ..Field::default() }.show(words, fault))
            }
        }
        "clause" => {
            let clause = document.clause(key).map(|(_, clause)| clause);
            let empty = Wording::fixed("", "");
            let heading = clause.map_or(&empty, |clause| &clause.heading);
            let text = clause.map_or(&empty, |clause| &clause.text);
            let places: Vec<Choice> = document
                .clauses
                .iter()
                .map(|clause| Choice {
                    value: clause.key.clone(),
                    text: clause.heading.in_language(words.language).to_owned(),
                    chosen: document
                        .clauses
                        .last()
                        .is_some_and(|last| last.key == clause.key),
                })
                .collect();
            html! {
                @if clause.is_none() { (select(words, "after", "clause-after", false, &places)) }
                (Field { name: "heading_id", label: "heading-id", value: &value("heading_id", &heading.id), ..Field::default() }.show(words, fault))
                (Area { name: "text_id", label: "text-id", hint: Some("text-id-hint"), value: &value("text_id", &text.id), rows: 10, ..Area::default() }.show(words, fault))
                (Field { name: "heading_en", label: "heading-en", value: &value("heading_en", &heading.en), optional: true, ..Field::default() }.show(words, fault))
                (Area { name: "text_en", label: "text-en", value: &value("text_en", &text.en), rows: 8, optional: true, ..Area::default() }.show(words, fault))
                @if clause.is_some() { (strike(words, "clause-strike")) }
            }
        }
        "schedule" => {
            super::super::schedule::fields(words, document, key, names, kinds, posted, fault)
        }
        _ => html! {},
    }
}

/// The box that proposes to leave a part out.
pub(in crate::pages) fn strike(words: Words, label: &str) -> Markup {
    html! {
        div.check {
            input type="checkbox" id="strike" name="strike" value="yes";
            label for="strike" { (words.text(label)) }
        }
    }
}
