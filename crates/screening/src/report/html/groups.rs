//! Who travels together, and who appears in several groups.

use super::{both, say, tone};
use crate::{GroupInWords, Screening};
use maud::{Markup, html};

/// Groups of two are couples and friends: they count for the rules and are not worth an officer's time.
const SMALLEST_SHOWN: usize = 3;

pub(super) fn is_shown(group: &GroupInWords) -> bool {
    group.members.len() >= SMALLEST_SHOWN
}

pub(super) fn groups(screening: &Screening) -> Markup {
    let shown: Vec<_> = screening
        .groups
        .iter()
        .filter(|group| is_shown(group))
        .collect();
    if shown.is_empty() {
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
            @if group.family_likely {
                p { (say("Tampak seperti keluarga.", "Looks like a family.")) }
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
