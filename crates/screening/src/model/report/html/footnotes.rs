//! What the report rests on: sources of the rules, versions, what was not known, what was odd about the input.

use super::{both, say};
use crate::model::Screening;
use domain::{Diagnostic, Level, Wording};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// The rules that the page cites, each with a number.
pub(super) struct Sources {
    cited: Vec<(String, Wording, String)>,
}

impl Sources {
    pub(super) fn of(screening: &Screening) -> Self {
        let mut cited: Vec<(String, Wording, String)> = Vec::new();
        for reason in screening
            .assessments
            .iter()
            .filter(|a| a.action != risk::Action::None)
            .flat_map(|a| &a.reasons)
        {
            if !cited.iter().any(|(rule, _, _)| rule == &reason.rule) {
                cited.push((
                    reason.rule.clone(),
                    reason.title.clone(),
                    reason.source.clone(),
                ));
            }
        }
        Self { cited }
    }

    pub(super) fn number(&self, rule: &str) -> Option<usize> {
        self.cited
            .iter()
            .position(|(cited, _, _)| cited == rule)
            .map(|at| at + 1)
    }
}

/// Diagnostics that are printed; the rest is counted.
const MOST_DIAGNOSTICS: usize = 30;

pub(super) fn footnotes(screening: &Screening, sources: &Sources) -> Markup {
    html! {
        section.foot aria-labelledby="catatan" {
            h2 id="catatan" { (say("Catatan", "Notes")) }
            @if !sources.cited.is_empty() {
                h3 { (say("Dasar aturan", "Ground of the rules")) }
                ol {
                    @for (at, (_, title, source)) in sources.cited.iter().enumerate() {
                        li id={ "a" (at + 1) } { (both(title)) ": " span lang="id" class="always" { (source) } }
                    }
                }
            }
            (not_known(screening))
            (ground(screening))
            (diagnostics(&screening.diagnostics))
        }
    }
}

fn not_known(screening: &Screening) -> Markup {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for words in screening.assessments.iter().flat_map(|a| &a.not_known) {
        *counts.entry((&words.id, &words.en)).or_default() += 1;
    }
    if counts.is_empty() {
        return html! {};
    }
    html! {
        h3 { (say("Tidak diketahui", "Not known")) }
        p {
            (say(
                "Yang tidak diketahui tidak pernah dihitung sebagai kekurangan. Jumlah penumpang:",
                "What is not known never counts against anybody. Number of travellers:",
            ))
            @for (at, ((id, en), number)) in counts.iter().enumerate() {
                @if at > 0 { "," }
                " " (say(id, en)) " " (number)
            }
            "."
        }
    }
}

fn ground(screening: &Screening) -> Markup {
    let ground = &screening.ground;
    html! {
        h3 { (say("Data dan versi", "Data and versions")) }
        dl {
            dt { (say("Daftar penumpang", "Passenger lists")) }
            @for (name, number) in &ground.lists { dd { (name) " (" (number) ")" } }
            @if ground.repeated > 0 {
                dd {
                    (ground.repeated) " "
                    (say(
                        "laporan tentang orang yang sama pada perjalanan yang sama digabungkan",
                        "reports of the same person on the same voyage were put together",
                    ))
                }
            }
            dt { (say("Data penempatan", "Placement registry")) }
            dd {
                (ground.registry.0) " (" (ground.registry.1) ")"
                @if !ground.registry_lacks.is_empty() {
                    ". " (say("Tanpa kolom", "Without the columns")) ":"
                    @for (at, column) in ground.registry_lacks.iter().enumerate() {
                        @if at > 0 { "," } " " code { (column.usual()) }
                    }
                    " – " (say("tidak diketahui, bukan tidak ada.", "not known, not missing."))
                }
            }
            @if let Some((name, number)) = &ground.watchlist {
                dt { (say("Daftar pengawasan dan pelindungan", "Watchlist")) }
                dd { (name) " (" (number) ")" }
            }
            dt { (say("Aturan", "Rules")) }
            dd { (ground.rules) }
            dt { (say("Model pencocokan", "Model of matching")) }
            dd { (ground.model) }
        }
    }
}

fn diagnostics(diagnostics: &[Diagnostic]) -> Markup {
    let shown: Vec<_> = diagnostics
        .iter()
        .filter(|d| d.level > Level::Info)
        .collect();
    if shown.is_empty() {
        return html! {};
    }
    html! {
        h3 { (say("Kejanggalan pada data masukan", "Oddities of the input")) " " span.count { (shown.len()) } }
        ul.odd lang="en" {
            @for diagnostic in shown.iter().take(MOST_DIAGNOSTICS) { li { (diagnostic) } }
            @if let Some(more) = shown.len().checked_sub(MOST_DIAGNOSTICS).filter(|more| *more > 0) {
                li { "… " (more) }
            }
        }
    }
}
