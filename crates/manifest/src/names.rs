//! Names as messages divide them, and the titles that reservation systems glue to them.

use crate::Name;
use compact_str::{CompactString, ToCompactString};
use domain::Sex;

/// Titles with the sex that they tell, longer ones before those that they end with.
const TITLES: [(&str, Option<Sex>); 11] = [
    ("MSTR", Some(Sex::Male)),
    ("MISS", Some(Sex::Female)),
    ("MRS", Some(Sex::Female)),
    ("MST", Some(Sex::Male)),
    ("MR", Some(Sex::Male)),
    ("MS", Some(Sex::Female)),
    ("PROF", None),
    ("REV", None),
    ("DR", None),
    ("INF", None),
    ("CHD", None),
];

/// Titles that Indonesian lists put before a name, with the sex that they tell. In messages these are names.
const LIST_TITLES: [(&str, Option<Sex>); 9] = [
    ("TN", Some(Sex::Male)),
    ("NY", Some(Sex::Female)),
    ("NN", Some(Sex::Female)),
    ("SDR", Some(Sex::Male)),
    ("SDRI", Some(Sex::Female)),
    ("BPK", Some(Sex::Male)),
    ("BAPAK", Some(Sex::Male)),
    ("IBU", Some(Sex::Female)),
    ("TUAN", Some(Sex::Male)),
];

/// Letters of the longest of them.
const LONGEST_TITLE: usize = 5;

/// Given names that end in what looks like the title MS.
const NO_TITLE_WITHIN: [&str; 6] = ["ADAMS", "WILLIAMS", "ABRAMS", "ISLAMS", "SIMS", "JAMS"];

/// How a source writes titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Titles {
    /// As words of their own.
    Words,
    /// Also glued to the end of the given names: `JOHNMR`.
    Glued,
    /// As words of their own in any case, Indonesian ones too: `Tn. Budi`.
    List,
}

/// A name in parts that the source divided: a title is split off, a missing part makes it a single identifier.
pub(crate) fn divided(surname: &str, given_names: &str, titles: Titles) -> Name {
    let (surname, given_names) = (surname.trim(), given_names.trim());
    let mut raw_name = CompactString::from(surname);
    if !surname.is_empty() && !given_names.is_empty() {
        raw_name.push(' ');
    }
    raw_name.push_str(given_names);
    // A single name that stands where given names belong is the whole name all the same.
    let (whole, given, single) = match (surname.is_empty(), given_names.is_empty()) {
        (false, false) => (surname, given_names, false),
        (false, true) => (surname, "", true),
        (true, _) => (given_names, "", true),
    };
    // A single name may end like a title; nobody glues one to it.
    let (rest, title) = match (single, titles) {
        (true, Titles::Glued) => without_title(whole, Titles::Words),
        (true, _) => without_title(whole, titles),
        (false, _) => without_title(given, titles),
    };
    let (surname, given) = match (single, rest.is_empty()) {
        (true, true) => (whole, ""),
        (true, false) => (rest, ""),
        // `SITI:MRS` says no more than `SITI`.
        (false, _) => (whole, rest),
    };
    let given_names = (!given.is_empty()).then(|| CompactString::from(given));
    Name {
        surname: (!surname.is_empty()).then(|| CompactString::from(surname)),
        single_identifier: given_names.is_none() && !surname.is_empty(),
        given_names,
        raw_name,
        title: title.map(|title| title.to_compact_string()),
    }
}

/// A name in one piece: `SURNAME/GIVEN MR`, `SURNAME<<GIVEN`, or an undivided identifier.
pub(crate) fn undivided(name: &str, titles: Titles) -> Name {
    let filler = |text: &str| text.replace('<', " ");
    let divided_name = if let Some((surname, given)) = name.split_once("<<") {
        divided(&filler(surname), &filler(given), titles)
    } else if let Some((surname, given)) = at_slash(name) {
        divided(surname, given, titles)
    } else {
        divided(&filler(name), "", titles)
    };
    Name {
        raw_name: CompactString::from(name.trim()),
        ..divided_name
    }
}

/// Divides at the first slash that is none of *anak lelaki* (`A/L`), `S/O` and the like, which name the father.
fn at_slash(name: &str) -> Option<(&str, &str)> {
    const CHILD_OF: [&str; 7] = ["A/L", "A/P", "A/K", "S/O", "D/O", "W/O", "B/O"];
    name.match_indices('/').find_map(|(at, _)| {
        let (before, after) = (name.get(..at)?, name.get(at + 1..)?);
        let start = before.rfind(' ').map_or(0, |blank| blank + 1);
        let end = after.find(' ').unwrap_or(after.len());
        let word = name.get(start..at + 1 + end)?;
        let child_of = CHILD_OF
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known));
        (!child_of).then_some((before, after))
    })
}

/// The sex that a title tells.
pub(crate) fn sex_of_title(title: &str) -> Option<Sex> {
    TITLES
        .iter()
        .chain(&LIST_TITLES)
        .find(|(known, _)| *known == title)
        .and_then(|(_, sex)| *sex)
}

/// Splits a title off the end, or off the beginning if it is a word of its own there.
fn without_title(name: &str, titles: Titles) -> (&str, Option<&'static str>) {
    let known = |word: &str| {
        if word.len() > LONGEST_TITLE {
            return None;
        }
        let listed = LIST_TITLES.iter().filter(|_| titles == Titles::List);
        let mut all = TITLES.iter().chain(listed).map(|(title, _)| *title);
        all.find(|title| word.eq_ignore_ascii_case(title))
    };
    // *Anak*, a child; with its point only, for `AN` is a name.
    if titles == Titles::List
        && let Some((word, rest)) = name.split_once('.')
        && word.eq_ignore_ascii_case("AN")
    {
        return (trim_name(rest), Some("AN"));
    }
    let text = name.trim_end_matches('.');
    let last = text.rfind([' ', '.', ',']).map_or(0, |at| at + 1);
    if let Some((rest, word)) = text.split_at_checked(last)
        && let Some(title) = known(word)
    {
        return (trim_name(rest), Some(title));
    }
    if last > 0
        && let Some((word, rest)) = name.split_once([' ', '.'])
        && let Some(title) = known(word)
    {
        return (trim_name(rest), Some(title));
    }
    if titles == Titles::Glued && !NO_TITLE_WITHIN.contains(&name) {
        for (title, _) in TITLES.iter().filter(|(_, sex)| sex.is_some()) {
            if let Some(rest) = name.strip_suffix(title)
                && rest.len() >= 2
            {
                return (trim_name(rest), Some(title));
            }
        }
    }
    (name, None)
}

fn trim_name(name: &str) -> &str {
    name.trim_matches([' ', '.', ','])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: Name, surname: &str, given: Option<&str>, title: Option<&str>) {
        assert_eq!(name.surname.as_deref(), Some(surname), "{name:?}");
        assert_eq!(name.given_names.as_deref(), given, "{name:?}");
        assert_eq!(name.title.as_deref(), title, "{name:?}");
        assert_eq!(name.single_identifier, given.is_none(), "{name:?}");
    }

    #[test]
    fn no_title_is_longer_than_the_longest() {
        let titles = || {
            TITLES
                .iter()
                .chain(&LIST_TITLES)
                .map(|(title, _)| title.len())
        };
        assert_eq!(titles().max(), Some(LONGEST_TITLE));
    }

    #[test]
    fn divided_names() {
        use Titles::{Glued, Words};
        check(
            divided("AMINAH", "SITI", Words),
            "AMINAH",
            Some("SITI"),
            None,
        );
        check(divided("SUHARTO", "", Words), "SUHARTO", None, None);
        check(divided("", "SUHARTO", Words), "SUHARTO", None, None);
        check(
            divided("PARK", "SEJOONMR", Glued),
            "PARK",
            Some("SEJOON"),
            Some("MR"),
        );
        check(
            divided("PARK", "SEJOONMR", Words),
            "PARK",
            Some("SEJOONMR"),
            None,
        );
        check(
            divided("KIM", "KONG CHUN MRS", Words),
            "KIM",
            Some("KONG CHUN"),
            Some("MRS"),
        );
        check(
            divided("DEWI", "MISS RATNA", Glued),
            "DEWI",
            Some("RATNA"),
            Some("MISS"),
        );
        check(divided("HASAN", "AMR", Glued), "HASAN", Some("AMR"), None);
        check(
            divided("GRAY", "WILLIAMS", Glued),
            "GRAY",
            Some("WILLIAMS"),
            None,
        );
        check(divided("SITI", "MRS", Words), "SITI", None, Some("MRS"));
        check(divided("SUHARTOMR", "", Glued), "SUHARTOMR", None, None);
        assert_eq!(divided("", "", Words), Name::default());
    }

    #[test]
    fn undivided_names() {
        check(
            undivided("AMINAH/SITI MRS", Titles::Words),
            "AMINAH",
            Some("SITI"),
            Some("MRS"),
        );
        check(
            undivided("AMINAH<<SITI<NUR", Titles::Words),
            "AMINAH",
            Some("SITI NUR"),
            None,
        );
        check(
            undivided("SITI AMINAH", Titles::Words),
            "SITI AMINAH",
            None,
            None,
        );
        for (written, surname, title) in [
            ("Tn. Budi Santoso", "Budi Santoso", Some("TN")),
            ("NY SUTINAH", "SUTINAH", Some("NY")),
            ("Ny.Sutinah", "Sutinah", Some("NY")),
            ("Nyoman Sari", "Nyoman Sari", None),
            ("An. Bima", "Bima", Some("AN")),
            ("An Bima", "An Bima", None),
            ("TONO", "TONO", None),
            ("Budi, Mr.", "Budi", Some("MR")),
        ] {
            check(undivided(written, Titles::List), surname, None, title);
        }
        check(undivided("NY HOANG", Titles::Words), "NY HOANG", None, None);
        assert_eq!(
            undivided("AMINAH<<SITI", Titles::Words).raw_name,
            "AMINAH<<SITI"
        );
    }
}
