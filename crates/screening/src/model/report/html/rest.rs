//! Everybody else, by voyage and status: they are to be left in peace.

use super::{say, tone};
use crate::model::Assessment;
use crate::model::report::words;
use domain::Language;
use maud::{Markup, html};
use risk::TripStatus;

/// Where more travellers are to be left in peace, they are counted, not named: nobody reads on, and the page stays light.
const NAMED: usize = 100;

/// Travellers of one voyage with one status.
struct Quiet<'a> {
    voyage: String,
    status: TripStatus,
    travellers: Vec<&'a Assessment>,
}

pub(super) fn rest(quiet: &[&Assessment]) -> Markup {
    if quiet.is_empty() {
        return html! {};
    }
    html! {
        section aria-labelledby="lainnya" {
            h2 id="lainnya" { (say("Tidak perlu tindakan", "Nothing to do")) " " span.count { (quiet.len()) } }
            @if quiet.len() > NAMED {
                p.note { (say(
                    "Hanya dihitung di sini; nama-nama ada pada laporan yang sama sebagai tabel (--out laporan.csv).",
                    "Only counted here; the names stand in the same report as a table (--out report.csv).",
                )) }
            }
            @for group in by_voyage(quiet) {
                h3.quiet class=(tone(group.status)) {
                    (say(group.status.words(Language::Id), group.status.words(Language::En)))
                    " " span.count { (group.travellers.len()) }
                    small { (group.voyage) }
                }
                @if quiet.len() <= NAMED {
                    ul.rest {
                        @for assessment in &group.travellers {
                            li { (assessment.traveller.name) " " small { (words::dates(&assessment.traveller.birth_dates)) } }
                        }
                    }
                }
            }
        }
    }
}

fn by_voyage<'a>(quiet: &[&'a Assessment]) -> Vec<Quiet<'a>> {
    let mut groups: Vec<Quiet<'a>> = Vec::new();
    for assessment in quiet {
        let voyage = words::voyage(assessment);
        let known = groups
            .iter_mut()
            .find(|group| group.voyage == voyage && group.status == assessment.status);
        match known {
            Some(group) => group.travellers.push(assessment),
            None => groups.push(Quiet {
                voyage,
                status: assessment.status,
                travellers: vec![assessment],
            }),
        }
    }
    for group in &mut groups {
        group.travellers.sort_by_key(|assessment| assessment.number);
    }
    groups.sort_by(|a, b| {
        let rank = |status| TripStatus::ALL.iter().position(|of| *of == status);
        (&a.voyage, rank(a.status)).cmp(&(&b.voyage, rank(b.status)))
    });
    groups
}
