//! Who travels together, and who appears in several groups.

use super::{both, say, tone};
use crate::model::{GroupInWords, Screening};
use maud::{Markup, html};
use risk::Action;

/// Groups of two are couples and friends: they count for the rules and are not worth an officer's time.
const SMALLEST_SHOWN: usize = 3;

/// Whether a group is worth an officer's time: no family, and somebody in it is to be interviewed.
fn is_shown(group: &GroupInWords, screening: &Screening) -> bool {
    group.members.len() >= SMALLEST_SHOWN
        && !group.family_likely
        && screening
            .assessments
            .iter()
            .any(|a| a.action >= Action::Interview && group.members.contains(&a.number))
}

/// Whether all members of a group, and more, are members of another one.
fn is_within(group: &GroupInWords, other: &GroupInWords) -> bool {
    group.members.len() < other.members.len()
        && group
            .members
            .iter()
            .all(|member| other.members.contains(member))
}

/// The groups worth a look that lie within no other such group.
pub(super) fn outermost(screening: &Screening) -> Vec<&GroupInWords> {
    let shown: Vec<_> = screening
        .groups
        .iter()
        .filter(|group| is_shown(group, screening))
        .collect();
    shown
        .iter()
        .filter(|group| !shown.iter().any(|other| is_within(group, other)))
        .copied()
        .collect()
}

pub(super) fn groups(screening: &Screening) -> Markup {
    let shown = outermost(screening);
    let others = screening
        .groups
        .iter()
        .filter(|group| group.members.len() >= SMALLEST_SHOWN && !is_shown(group, screening))
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
            @let within: Vec<_> = screening
                .groups
                .iter()
                .filter(|inner| is_shown(inner, screening) && is_within(inner, group))
                .collect();
            @if !within.is_empty() {
                p { (say("Di antaranya:", "Among them:")) }
                ul { @for inner in within { li { (both(&inner.words)) } } }
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
