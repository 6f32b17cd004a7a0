//! Who travels together, and who appears in several groups.

use super::{both, say, tone};
use crate::{GroupInWords, Screening};
use maud::{Markup, html};
use risk::Action;

/// Groups of two are couples and friends: they count for the rules and are not worth an officer's time.
const SMALLEST_SHOWN: usize = 3;

/// Whether a group is worth an officer's time: no family, and somebody in it is to be interviewed.
pub(super) fn is_shown(group: &GroupInWords, screening: &Screening) -> bool {
    group.members.len() >= SMALLEST_SHOWN
        && !group.family_likely
        && screening
            .assessments
            .iter()
            .any(|a| a.action >= Action::Interview && group.members.contains(&a.number))
}

pub(super) fn groups(screening: &Screening) -> Markup {
    let (shown, others): (Vec<_>, Vec<_>) = screening
        .groups
        .iter()
        .partition(|group| is_shown(group, screening));
    let others = others
        .iter()
        .filter(|group| group.members.len() >= SMALLEST_SHOWN)
        .count();
    if shown.is_empty() && others == 0 {
        return html! {};
    }
    html! {
        section aria-labelledby="rombongan" {
            h2 id="rombongan" { (say("Rombongan", "Groups")) " " span.count { (shown.len()) } }
            p.note {
                (say(
                    "Rombongan bukan kesalahan: keluarga, wisata dan ziarah juga berangkat bersama.",
                    "A group is no offence: families, tours and pilgrims travel together as well.",
                ))
                @if others > 0 {
                    " " (say("Tidak ditampilkan, karena tampak wajar:", "Not shown, because nothing is odd about them:"))
                    " " (others) "."
                }
            }
            @for group in shown { (one(group, screening)) }
        }
    }
}

fn one(group: &GroupInWords, screening: &Screening) -> Markup {
    let named = |number: &usize| screening.assessments.iter().find(|a| a.number == *number);
    html! {
        div.group id={ "g" (group.number) } {
            h3 { (say("Rombongan", "Group")) " " (group.number) ": " (both(&group.words)) }
            p.note {
                (say(
                    "Tidak tampak seperti keluarga. Mungkin juga teman, rekan kerja, jemaah, atau pelanggan satu biro.",
                    "Does not look like a family. They may also be friends, colleagues, pilgrims or customers of one agency.",
                ))
            }
            @if !group.leaders.is_empty() {
                p {
                    b { (say("Juga pada rombongan lain, atau membayarinya:", "Also in other groups, or pays for them:")) }
                    " "
                    @for (at, assessment) in group.leaders.iter().filter_map(named).enumerate() {
                        @if at > 0 { ", " }
                        (assessment.traveller.name)
                    }
                }
            }
            ul.members {
                @for assessment in group.members.iter().filter_map(named) {
                    li class=(tone(assessment.status)) { (assessment.traveller.name) }
                }
            }
        }
    }
}
