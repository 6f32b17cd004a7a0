//! Families: the usual innocent explanation of a group.

use super::Companion;

/// Below this age somebody is taken for a child of the group.
const CHILD: i32 = 17;

/// Whether travellers look like a family: half of them share a family name with another, or there are children
/// with few adults, one of whom could be a parent by age.
pub(super) fn is_likely(members: &[&Companion]) -> bool {
    let shares_name = |at: usize, one: &Companion| {
        members.iter().enumerate().any(|(other_at, other)| {
            at != other_at
                && one
                    .family_names
                    .iter()
                    .any(|name| other.family_names.contains(name))
        })
    };
    let named_alike = members
        .iter()
        .enumerate()
        .filter(|(at, one)| shares_name(*at, one))
        .count();
    if named_alike * 2 >= members.len() && named_alike > 0 {
        return true;
    }
    let ages: Vec<i32> = members.iter().filter_map(|member| member.age).collect();
    let adults = members.len() - ages.iter().filter(|age| **age < CHILD).count();
    let has_parent = ages.iter().filter(|age| **age < CHILD).any(|child| {
        ages.iter()
            .any(|adult| (15..=50).contains(&(adult - child)))
    });
    has_parent && adults <= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people(of: &[(&str, i32)]) -> Vec<Companion> {
        of.iter()
            .map(|(name, age)| Companion {
                family_names: vec![(*name).to_owned()],
                age: Some(*age),
                ..Companion::default()
            })
            .collect()
    }

    #[test]
    fn who_looks_like_a_family() {
        for (members, expected) in [
            (
                &[("WIJAYA", 40), ("SARI", 38), ("WIJAYA", 12), ("WIJAYA", 9)][..],
                true,
            ),
            (&[("AMINAH", 34), ("BUDI", 36), ("CITRA", 8)], true),
            (
                &[("AMINAH", 24), ("BUDI", 26), ("CITRA", 22), ("DEWI", 31)],
                false,
            ),
            // One child among many adults is no family by age alone.
            (
                &[
                    ("A", 24),
                    ("B", 36),
                    ("C", 32),
                    ("D", 31),
                    ("E", 30),
                    ("F", 16),
                ],
                false,
            ),
            (
                &[("HASAN", 60), ("HASAN", 58), ("NUR", 30), ("EKO", 29)],
                true,
            ),
        ] {
            let members = people(members);
            assert_eq!(
                is_likely(&members.iter().collect::<Vec<_>>()),
                expected,
                "{members:?}"
            );
        }
    }
}
