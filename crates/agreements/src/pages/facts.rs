//! The facts of one agreement, as every page of it shows them.

use super::{name_of, standing_badge, title};
use crate::{
    model::{Document, Kind, Stage, Standing},
    service::view::View,
};
use maud::{Markup, html};
use std::collections::HashMap;
use storage::Stamp;
use ui::{
    Words,
    components::{Step, notice, steps},
    day, moment,
};
use uuid::Uuid;

/// Title, state, and the way that it goes.
pub(super) fn head(words: Words, view: &View) -> Markup {
    let id = view.record.id;
    let at = |reached: bool, here: bool| match (here, reached) {
        (true, _) => Step::Current,
        (false, true) => Step::Done,
        (false, false) => Step::Ahead,
    };
    let stage = view.record.life.stage;
    let fixed = matches!(stage, Stage::Signing | Stage::Signed);
    let signed = stage == Stage::Signed;
    let standing = view.standing;
    let running = matches!(
        standing,
        Standing::InForce | Standing::Suspended | Standing::ParentNotInForce
    );
    let opened = running
        || matches!(
            standing,
            Standing::Superseded | Standing::Ended | Standing::Expired
        );
    let way = [
        ("agreement-is-draft", at(fixed, stage == Stage::Draft)),
        ("agreement-is-signing", at(signed, stage == Stage::Signing)),
        ("step-signed", at(opened, standing == Standing::Awaiting)),
        ("agreement-is-in-force", at(opened && !running, running)),
        ("step-over", at(false, standing.closed())),
    ];
    let way: Vec<(String, Step)> = way
        .into_iter()
        .map(|(key, step)| (words.text(key), step))
        .collect();
    let text = title(words, &view.document);
    html! {
        p { a href="/agreements" { (words.text("agreements")) } " / " a href={ "/agreements/" (id) } { (words.text("agreement-whole")) } }
        div.head { h1 { (text) } (standing_badge(words, standing)) }
        (steps(&words.text("agreement-way"), &way))
        (explained(words, view))
    }
}

/// What the present state means for the data, in one sentence.
fn explained(words: Words, view: &View) -> Markup {
    let life = &view.record.life;
    let closes = life
        .closes()
        .map(|at| moment(words, Stamp::from(at)))
        .unwrap_or_default();
    let opens = life
        .opens()
        .map(|at| moment(words, Stamp::from(at)))
        .unwrap_or_default();
    let (tone, text) = match view.standing {
        Standing::InForce => ("good", words.with("explain-in-force", "until", &closes)),
        Standing::Awaiting => ("", words.with("explain-awaiting", "from", &opens)),
        Standing::Suspended => ("bad", words.text("explain-suspended")),
        Standing::ParentNotInForce => ("bad", words.text("explain-parent")),
        Standing::Superseded => ("warn", words.with("explain-superseded", "since", &closes)),
        Standing::Ended => ("warn", words.with("explain-ended", "since", &closes)),
        Standing::Expired => ("warn", words.with("explain-expired", "since", &closes)),
        Standing::Withdrawn => ("warn", words.text("explain-withdrawn")),
        Standing::Signing => ("", words.text("explain-signing")),
        Standing::Draft if view.record.shared => ("", words.text("explain-draft")),
        Standing::Draft => ("", words.text("explain-unshared")),
    };
    notice(tone, &text)
}

/// Who, from when to when, under what.
pub(super) fn facts(words: Words, view: &View, names: &HashMap<Uuid, String>) -> Markup {
    let document = &view.document;
    html! {
        dl.pairs {
            @for (number, party) in (1..).zip(&document.parties) {
                dt { (words.with("party-number", "number", &number.to_string())) }
                dd {
                    (party.name) " (" (name_of(names, party.agency)) ")"
                    @if !party.number.is_empty() { br; (words.text("agreement-number")) ": " (party.number) }
                    @if !party.signatory.is_empty() { br; (party.signatory) ", " (party.position) }
                }
            }
            dt { (words.text("term")) }
            dd { (term(words, document)) }
            dt { (words.text("term-notice")) }
            dd { (words.with("days", "count", &document.notice_days.to_string())) }
            @if let Some((parent, standing)) = &view.parent {
                dt { (words.text("agreement-parent")) }
                dd { (title(words, parent)) " " (standing_badge(words, *standing)) }
            }
            @if let Some(old) = view.record.supersedes {
                dt { (words.text("agreement-supersedes")) }
                dd { a href={ "/agreements/" (old) } { (words.text("agreement-old")) } }
            }
            @if document.kind == Kind::Pks {
                dt { (words.text("schedules")) }
                dd {
                    @if document.schedules.is_empty() { (words.text("schedules-none")) }
                    @else { a href={ "/agreements/" (view.record.id) "/data" } { (words.with("schedules-count", "count", &document.schedules.len().to_string())) } }
                }
            }
        }
    }
}

/// `1 Feb 2026 sampai 31 Des 2026 pukul 24.00 (Asia/Jakarta)`.
pub(super) fn term(words: Words, document: &Document) -> String {
    let term = &document.term;
    let zone = format!("zone-{}", term.zone.to_lowercase().replace(['/', '_'], "-"));
    let zone = words.known(&zone).unwrap_or_else(|| term.zone.clone());
    let until = words.with("term-until", "day", &day(words, term.ends));
    format!("{} {until} ({zone})", day(words, term.begins))
}
