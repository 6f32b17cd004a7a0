//! The report as one self-contained page: both languages, no script, printable, for a phone and for a desk.

mod card;
mod footnotes;
mod groups;
mod head;
mod overview;
mod rest;

use crate::model::Screening;
use domain::{Language, Wording};
use maud::{DOCTYPE, Markup, html};
use risk::{Action, TripStatus};

/// The page. `language` is the one shown first; the other is one click away.
pub fn html(screening: &Screening, language: Language) -> String {
    let of = |which: &dyn Fn(Action) -> bool| -> Vec<_> {
        screening
            .assessments
            .iter()
            .filter(|a| which(a.action))
            .collect()
    };
    let urgent = of(&|action| action >= Action::Interview);
    let advised = of(&|action| action == Action::Advise);
    let quiet = of(&|action| action == Action::None);
    let sources = footnotes::Sources::of(screening);
    let shown = groups::Shown::of_list(screening);
    html! {
        (DOCTYPE)
        html lang=(language.tag()) {
            (head::head(screening))
            body {
                a.skip href="#isi" { (say("Langsung ke isi", "Skip to content")) }
                (overview::header(screening, language))
                main id="isi" tabindex="-1" {
                    (overview::overview(screening))
                    @if !urgent.is_empty() {
                        (cards("mendesak", "Perlu wawancara", "To be interviewed", &urgent, &shown, &sources))
                    }
                    (groups::groups(screening, &shown))
                    @if !advised.is_empty() {
                        (advice(&advised, &shown, &sources))
                    }
                    (rest::rest(&quiet))
                    (footnotes::footnotes(screening, &sources))
                }
            }
        }
    }
    .into_string()
}

fn advice(
    advised: &[&crate::model::Assessment],
    shown: &groups::Shown<'_>,
    sources: &footnotes::Sources,
) -> Markup {
    html! {
        section aria-labelledby="saran" {
            h2 id="saran" {
                (say("Tanya dan beri saran di konter", "Ask and advise at the counter")) " "
                span.count { (advised.len()) }
            }
            @for people in card::same_advice(advised) { (card::advice(&people, shown, sources)) }
        }
    }
}

fn cards(
    id: &str,
    title_id: &str,
    title_en: &str,
    assessments: &[&crate::model::Assessment],
    shown: &groups::Shown<'_>,
    sources: &footnotes::Sources,
) -> Markup {
    html! {
        section aria-labelledby=(id) {
            h2 id=(id) { (say(title_id, title_en)) " " span.count { (assessments.len()) } }
            @for people in card::alike(assessments) {
                (card::card(&people, shown, sources))
            }
        }
    }
}

/// Words in both languages; the page shows one of them.
fn say(id: &str, en: &str) -> Markup {
    if id == en {
        return html! { (id) };
    }
    html! { span lang="id" { (id) } span lang="en" { (en) } }
}

fn both(words: &Wording) -> Markup {
    say(&words.id, &words.en)
}

/// The class that gives a status its colour; the words always stand beside it.
fn tone(status: TripStatus) -> &'static str {
    match status {
        TripStatus::IndicatedNonProcedural => "t-red",
        TripStatus::ToBeChecked => "t-ochre",
        TripStatus::Incomplete => "t-blue",
        TripStatus::Procedural => "t-green",
        TripStatus::NoIndication => "t-grey",
    }
}

fn status_tag(status: TripStatus) -> Markup {
    html! {
        span class={ "tag " (tone(status)) } {
            (say(status.words(Language::Id), status.words(Language::En)))
        }
    }
}
