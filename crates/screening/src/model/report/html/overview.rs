//! The top of the page: the day, what was read, and how many of each status.

use super::{say, tone};
use crate::model::report::words;
use crate::model::{Assessment, Screening};
use domain::Language;
use maud::{Markup, html};
use risk::{Action, TripStatus};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn header(screening: &Screening, language: Language) -> Markup {
    let english = language == Language::En;
    html! {
        header {
            fieldset.lang {
                legend.vh { "Bahasa / Language" }
                input.vh type="radio" name="bahasa" id="l-id" checked[!english];
                label for="l-id" { "Indonesia" }
                input.vh type="radio" name="bahasa" id="l-en" checked[english];
                label for="l-en" { "English" }
            }
            p.brand { "Pandu" }
            h1 { (say("Penyaringan keberangkatan", "Screening of departures")) }
            p.day {
                time datetime=(screening.day) {
                    (say(&words::long_date(screening.day, Language::Id), &words::long_date(screening.day, Language::En)))
                }
            }
        }
    }
}

pub(super) fn overview(screening: &Screening) -> Markup {
    let all = &screening.assessments;
    let number = |status| all.iter().filter(|a| a.status == status).count();
    let interviews = all.iter().filter(|a| a.action >= Action::Interview).count();
    html! {
        section aria-labelledby="ringkasan" {
            h2.vh id="ringkasan" { (say("Ringkasan", "Summary")) }
            p.lead {
                b { (all.len()) } " " (say("penumpang", "travellers")) ", "
                @if interviews == 0 {
                    (say("tidak ada yang perlu diwawancara.", "nobody needs an interview."))
                } @else {
                    b { (interviews) } " " (say("disarankan untuk diwawancara.", "advised for an interview."))
                }
            }
            (bar(screening))
            ul.counts {
                @for status in TripStatus::ALL {
                    @let number = number(status);
                    @if number > 0 {
                        li class=(tone(status)) {
                            b { (number) } " "
                            (say(status.words(Language::Id), status.words(Language::En)))
                        }
                    }
                }
            }
            p.note {
                (say(
                    "Program ini hanya memberi saran; petugas yang memutuskan, dengan alasan. Status menerangkan perjalanan, bukan orangnya: kebanyakan penumpang tanpa penempatan adalah wisatawan.",
                    "This program only advises; an officer decides, and says why. A status is about the trip, not the person: most travellers without a placement are tourists.",
                ))
            }
            (voyages(all))
        }
    }
}

/// The counts as one bar, for the eye only: the list below says the same.
fn bar(screening: &Screening) -> Markup {
    let all = screening.assessments.len().max(1);
    let mut left = 0;
    let parts: Vec<(TripStatus, usize, usize)> = TripStatus::ALL
        .into_iter()
        .map(|status| {
            let number = screening
                .assessments
                .iter()
                .filter(|a| a.status == status)
                .count();
            left += number;
            (status, left - number, number)
        })
        .filter(|(_, _, number)| *number > 0)
        .collect();
    html! {
        svg.bar viewBox={ "0 0 " (all) " 1" } preserveAspectRatio="none" aria-hidden="true" focusable="false" {
            @for (status, from, number) in parts {
                rect class=(tone(status)) x=(from) y="0" width=(number) height="1" {}
            }
        }
    }
}

/// One voyage with the lists that report it.
#[derive(Default)]
struct Voyage<'a> {
    travellers: usize,
    interviews: usize,
    files: BTreeSet<&'a str>,
}

fn voyages(all: &[Assessment]) -> Markup {
    let mut voyages: BTreeMap<(String, String), Voyage<'_>> = BTreeMap::new();
    for assessment in all {
        let departure = assessment
            .trip
            .departure
            .map(|date| date.to_string())
            .unwrap_or_default();
        let files = std::iter::once(&assessment.file).chain(&assessment.also_in);
        let voyage = match assessment.trip.voyage.as_str() {
            "" => &assessment.file,
            voyage => voyage,
        };
        let known = voyages.entry((departure, voyage.to_owned())).or_default();
        known.travellers += 1;
        known.interviews += usize::from(assessment.action >= Action::Interview);
        known
            .files
            .extend(files.map(String::as_str).filter(|file| *file != voyage));
    }
    html! {
        div.scroll {
            table {
                caption.vh { (say("Pelayaran dan penerbangan", "Voyages")) }
                thead {
                    tr {
                        th scope="col" { (say("Pelayaran atau penerbangan", "Voyage")) }
                        th scope="col" { (say("Berangkat", "Departs")) }
                        th.n scope="col" { (say("Orang", "People")) }
                        th.n scope="col" { (say("Wawancara", "Interviews")) }
                    }
                }
                tbody {
                    @for ((departure, name), voyage) in voyages {
                        tr {
                            th scope="row" {
                                (name)
                                @for file in &voyage.files { small { (file) } }
                            }
                            td { @if departure.is_empty() { "–" } @else { (departure) } }
                            td.n { (voyage.travellers) }
                            td.n { (voyage.interviews) }
                        }
                    }
                }
            }
        }
    }
}
