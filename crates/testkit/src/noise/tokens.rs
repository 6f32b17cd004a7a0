//! Tokens of a name added, dropped, moved, joined, split and shortened.

use crate::random::Random;
use domain::Sex;

fn tokens(name: &str) -> Vec<&str> {
    name.split(' ').collect()
}

fn at_random(length: usize, random: &mut Random) -> usize {
    usize::try_from(random.below(length as u64)).unwrap_or(0)
}

/// The father's first name added as last token, as Saudi visas ask for (three names) and the endorsement page of passports prints it;
/// `None` if it is the last token already.
pub fn father_added(name: &str, father: &str) -> Option<String> {
    let father = father.split(' ').next().filter(|f| f.len() > 1)?;
    (name.split(' ').next_back() != Some(father)).then(|| format!("{name} {father}"))
}

/// `BIN` or `BINTI` and the father's name added, as Malaysian and Bruneian papers ask for.
pub fn bin_binti(name: &str, father: &str, sex: Sex) -> Option<String> {
    let father = father.split(' ').next().filter(|f| f.len() > 1)?;
    let link = if sex == Sex::Female { "BINTI" } else { "BIN" };
    (!name.contains(" BIN")).then(|| format!("{name} {link} {father}"))
}

/// One token left out.
pub fn dropped(name: &str, random: &mut Random) -> Option<String> {
    let mut all = tokens(name);
    if all.len() < 2 {
        return None;
    }
    all.remove(at_random(all.len(), random));
    // `I` or `M` alone is nobody's name.
    Some(all.join(" ")).filter(|left| left.len() > 2)
}

/// The last token first, or two neighbours exchanged.
pub fn reordered(name: &str, random: &mut Random) -> Option<String> {
    let mut all = tokens(name);
    if all.len() < 2 {
        return None;
    }
    if random.chance(650) {
        all.rotate_right(1);
    } else {
        let at = at_random(all.len() - 1, random);
        all.swap(at, at + 1);
    }
    Some(all.join(" ")).filter(|moved| moved != name)
}

/// Two neighbours written as one.
pub fn joined(name: &str, random: &mut Random) -> Option<String> {
    let gaps: Vec<usize> = name.match_indices(' ').map(|(at, _)| at).collect();
    let gap = *random.pick(&gaps)?;
    let (before, after) = name.split_at_checked(gap)?;
    Some([before, after.get(1..)?].concat())
}

/// Beginnings of names that are also written apart.
const SPLIT_AFTER: [&str; 14] = [
    "NUR", "SITI", "ABDUL", "KHOIR", "MIFTAH", "SAIFUL", "ZUL", "SRI", "WAHYU", "SYAIFUL", "ROS",
    "FITRI", "JULI", "EKA",
];

/// One token written as two: after a beginning that is a name itself, else in the middle of a long one.
pub fn split(name: &str, random: &mut Random) -> Option<String> {
    let all = tokens(name);
    let places: Vec<(usize, usize)> = all
        .iter()
        .enumerate()
        .filter_map(|(at, token)| {
            let known = SPLIT_AFTER
                .iter()
                .find(|begin| token.starts_with(**begin) && token.len() > begin.len() + 2);
            match known {
                Some(begin) => Some((at, begin.len())),
                None => (token.len() > 8).then_some((at, token.len() / 2)),
            }
        })
        .collect();
    let (which, after) = *random.pick(&places)?;
    let (begin, end) = all.get(which)?.split_at_checked(after)?;
    let apart = format!("{begin} {end}");
    let written: Vec<&str> = all
        .iter()
        .enumerate()
        .map(|(i, token)| if i == which { apart.as_str() } else { token })
        .collect();
    Some(written.join(" "))
}

/// One token, mostly not the first, shortened to its initial.
pub fn initial(name: &str, random: &mut Random) -> Option<String> {
    let all = tokens(name);
    if all.len() < 2 {
        return None;
    }
    let which = if random.chance(250) {
        0
    } else {
        1 + at_random(all.len() - 1, random)
    };
    let letter = all.get(which).filter(|token| token.len() > 2)?.get(..1)?;
    let written: Vec<&str> = all
        .iter()
        .enumerate()
        .map(|(i, token)| if i == which { letter } else { token })
        .collect();
    Some(written.join(" "))
}

/// A single name written twice, for forms that insist on two.
pub fn doubled(name: &str) -> Option<String> {
    (!name.contains(' ')).then(|| format!("{name} {name}"))
}

// Religious, academic and noble titles and forms of address, as clerks put them before a name.
const TITLES_OF_MEN: [&str; 8] = ["H", "HAJI", "DRS", "IR", "DR", "R", "KH", "TN"];
const TITLES_OF_WOMEN: [&str; 7] = ["HJ", "HAJJAH", "DRA", "DR", "RR", "NY", "NN"];

/// A title put before the name.
pub fn titled(name: &str, sex: Sex, random: &mut Random) -> Option<String> {
    let title = match sex {
        Sex::Female => random.pick(&TITLES_OF_WOMEN),
        _ => random.pick(&TITLES_OF_MEN),
    }?;
    Some(format!("{title} {name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use proptest::prelude::*;

    fn sorted(name: &str) -> Vec<&str> {
        let mut all = tokens(name);
        all.sort_unstable();
        all
    }

    #[test]
    fn fathers() {
        assert_eq!(
            father_added("SITI AMINAH", "KASIM ALI").unwrap(),
            "SITI AMINAH KASIM"
        );
        assert_eq!(father_added("BUDI KASIM", "KASIM"), None);
        assert_eq!(
            bin_binti("SITI", "KASIM", Sex::Female).unwrap(),
            "SITI BINTI KASIM"
        );
        assert_eq!(bin_binti("ALI BIN OMAR", "KASIM", Sex::Male), None);
    }

    #[test]
    fn single_names() {
        let mut random = Random::new(1, Purpose::Recording, 1);
        assert_eq!(doubled("SUPARNO").unwrap(), "SUPARNO SUPARNO");
        assert_eq!(doubled("ADI SUPARNO"), None);
        assert_eq!(dropped("SUPARNO", &mut random), None);
        assert_eq!(reordered("SUPARNO", &mut random), None);
        assert_eq!(initial("SUPARNO", &mut random), None);
        assert_eq!(joined("SUPARNO", &mut random), None);
        assert_eq!(split("NURHAYATI", &mut random).unwrap(), "NUR HAYATI");
    }

    proptest! {
        #[test]
        fn tokens_move_but_stay(seed: u64, name in "[A-Z]{2,9}( [A-Z]{2,9}){0,3}") {
            let mut random = Random::new(seed, Purpose::Recording, 0);
            if let Some(moved) = reordered(&name, &mut random) {
                prop_assert_eq!(sorted(&moved), sorted(&name));
                prop_assert_ne!(moved, name.clone());
            }
            if let Some(less) = dropped(&name, &mut random) {
                prop_assert_eq!(tokens(&less).len() + 1, tokens(&name).len());
            }
            for apart in [joined(&name, &mut random), split(&name, &mut random)].into_iter().flatten() {
                prop_assert_eq!(apart.replace(' ', ""), name.replace(' ', ""));
            }
            if let Some(short) = initial(&name, &mut random) {
                prop_assert_eq!(tokens(&short).len(), tokens(&name).len());
                prop_assert!(short.len() < name.len());
            }
        }
    }
}
