//! Who travels together, and who appears in several groups.

use super::{both, say, tone};
use crate::model::{Assessment, GroupInWords, Screening};
use maud::{Markup, html};
use risk::Action;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Groups of two are couples and friends: they count for the rules and are not worth an officer's time.
const SMALLEST_SHOWN: usize = 3;

/// The groups worth a look, found once for a page: those of which somebody is to be interviewed, that are no family and lie within no
/// other such group.
pub(super) struct Shown<'a> {
    groups: Vec<&'a GroupInWords>,
    /// Those worth a look that lie within one of them.
    inner: Vec<&'a GroupInWords>,
    /// By traveller, where in `groups` they stand.
    of: HashMap<usize, Vec<usize>>,
    /// Groups of the same size about which nothing is odd.
    others: usize,
}

impl<'a> Shown<'a> {
    pub(super) fn of_list(screening: &'a Screening) -> Self {
        let urgent: HashSet<usize> = screening
            .assessments
            .iter()
            .filter(|a| a.action >= Action::Interview)
            .map(|a| a.number)
            .collect();
        let (shown, quiet): (Vec<_>, Vec<_>) = screening
            .groups
            .iter()
            .filter(|group| group.members.len() >= SMALLEST_SHOWN)
            .partition(|group| {
                !group.family_likely && group.members.iter().any(|member| urgent.contains(member))
            });
        let by_member = places(&shown);
        let (inner, groups): (Vec<_>, Vec<_>) = shown.iter().copied().partition(|group| {
            // Whatever holds all of it holds its first member.
            let first = group.members.first().and_then(|first| by_member.get(first));
            let mut others = first.into_iter().flatten().filter_map(|at| shown.get(*at));
            others.any(|other| is_within(group, other))
        });
        Self {
            of: places(&groups),
            groups,
            inner,
            others: quiet.len(),
        }
    }

    /// The groups in which any of these people travels.
    pub(super) fn with<'p>(
        &self,
        people: impl IntoIterator<Item = &'p Assessment>,
    ) -> impl Iterator<Item = &'a GroupInWords> {
        let places = people
            .into_iter()
            .filter_map(|one| self.of.get(&one.number));
        let places: BTreeSet<usize> = places.flatten().copied().collect();
        places
            .into_iter()
            .filter_map(|at| self.groups.get(at).copied())
    }
}

/// By traveller, where in a list of groups they stand.
fn places(groups: &[&GroupInWords]) -> HashMap<usize, Vec<usize>> {
    let mut places: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for member in &group.members {
            places.entry(*member).or_default().push(at);
        }
    }
    places
}

/// Whether all members of a group, and more, are members of another one.
fn is_within(group: &GroupInWords, other: &GroupInWords) -> bool {
    group.members.len() < other.members.len()
        && group
            .members
            .iter()
            .all(|member| other.members.contains(member))
}

pub(super) fn groups(screening: &Screening, shown: &Shown<'_>) -> Markup {
    let Shown {
        groups,
        inner,
        others,
        ..
    } = shown;
    if groups.is_empty() && *others == 0 {
        return html! {};
    }
    html! {
        section aria-labelledby="rombongan" {
            h2 id="rombongan" { (say("Rombongan", "Groups")) " " span.count { (groups.len()) } }
            p.note {
                (say(
                    "Rombongan bukan kesalahan: keluarga, wisata dan ziarah juga berangkat bersama.",
                    "A group is no offence: families, tours and pilgrims travel together as well.",
                ))
                @if *others > 0 {
                    " " (say("Tidak ditampilkan, karena tampak wajar:", "Not shown, because nothing is odd about them:"))
                    " " (others) "."
                }
            }
            @for group in groups { (one(group, screening, inner)) }
        }
    }
}

fn one(group: &GroupInWords, screening: &Screening, inner: &[&GroupInWords]) -> Markup {
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
            @let within: Vec<_> = inner.iter().filter(|inner| is_within(inner, group)).collect();
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
