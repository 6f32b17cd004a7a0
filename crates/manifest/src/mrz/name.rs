//! The name field: identifiers divided by two fillers, their parts by one (Doc 9303-3, 4.6).

use crate::Name;

/// A name field as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NameField {
    pub name: Name,
    /// Every part of the name in order.
    pub tokens: Vec<String>,
    /// The field is full: the name may go on.
    pub truncated: bool,
    /// Letters that can only be misread fillers were left out.
    pub misread_fillers: bool,
    /// More than two identifiers.
    pub surplus: bool,
}

/// Reads a name field. A field without `<<` inside is one identifier, kept as the surname, without given names.
pub(super) fn read(field: &str) -> NameField {
    let raw = field.trim_end_matches('<');
    let mut misread_fillers = false;
    let mut identifiers: Vec<Vec<&str>> = Vec::new();
    for (at, section) in raw.split("<<").enumerate() {
        let tokens: Vec<&str> = section.split('<').filter(|t| !t.is_empty()).collect();
        // Text recognition takes rows of fillers for `K`, rarely `C`, `L` or `S`: no name looks like that behind given names.
        let all_of = |letters: &'static [u8]| {
            let mut bytes = tokens.iter().flat_map(|token| token.bytes());
            !tokens.is_empty() && bytes.all(|b| letters.contains(&b))
        };
        let misread = match identifiers.len() {
            0 => false,
            1 => at > 0 && all_of(b"K") && tokens.iter().all(|token| token.len() > 2),
            _ => all_of(b"K") || all_of(b"KCLSE") && tokens.iter().all(|token| token.len() > 1),
        };
        if misread {
            misread_fillers = true;
        } else if !tokens.is_empty() {
            identifiers.push(tokens);
        }
    }
    let surplus = identifiers.len() > 2;
    let tokens = identifiers.iter().flatten().map(|t| (*t).to_owned());
    let tokens: Vec<String> = tokens.collect();
    let words = |parts: &[Vec<&str>]| {
        let joined = parts.concat().join(" ");
        (!joined.is_empty()).then(|| joined.into())
    };
    let (surname, given) = identifiers.split_at(identifiers.len().min(1));
    NameField {
        name: Name {
            surname: words(surname),
            given_names: words(given),
            raw_name: raw.into(),
            single_identifier: identifiers.len() == 1,
            title: None,
        },
        tokens,
        truncated: !field.is_empty() && !field.ends_with('<'),
        misread_fillers,
        surplus,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(field: &str, surname: Option<&str>, given: Option<&str>) -> NameField {
        let read = read(field);
        assert_eq!(read.name.surname.as_deref(), surname, "{field}");
        assert_eq!(read.name.given_names.as_deref(), given, "{field}");
        read
    }

    #[test]
    fn identifiers_and_their_parts() {
        let anna = check(
            "ERIKSSON<<ANNA<MARIA<<<<",
            Some("ERIKSSON"),
            Some("ANNA MARIA"),
        );
        assert_eq!(anna.tokens, ["ERIKSSON", "ANNA", "MARIA"]);
        assert!(!anna.truncated && !anna.name.single_identifier);
        let sukarno = check("SUKARNO<<<<<<", Some("SUKARNO"), None);
        assert!(sukarno.name.single_identifier);
        let two_words = check("SITI<NURHALIZA<<<", Some("SITI NURHALIZA"), None);
        assert!(two_words.name.single_identifier);
        assert_eq!(two_words.tokens, ["SITI", "NURHALIZA"]);
        check("<<SUHARTI<<<", Some("SUHARTI"), None);
        check("<<<<<<", None, None);
        check("", None, None);
        assert!(
            check(
                "NILAVADHANANANDA<<CHAYAPA",
                Some("NILAVADHANANANDA"),
                Some("CHAYAPA")
            )
            .truncated
        );
        assert!(check("A<<B<<C<<<", Some("A"), Some("B C")).surplus);
    }

    #[test]
    fn fillers_read_as_letters() {
        assert!(
            check(
                "SUKARNO<<KARTINI<<<<KKK<K<<",
                Some("SUKARNO"),
                Some("KARTINI")
            )
            .misread_fillers
        );
        assert!(check("SUKARNO<<<<KKKKKK<<<", Some("SUKARNO"), None).misread_fillers);
        assert!(check("RAHMAN<<SITI<<<K<<CC<<", Some("RAHMAN"), Some("SITI")).misread_fillers);
        // An initial is a name.
        assert!(!check("RAHMAN<<K<<<<", Some("RAHMAN"), Some("K")).misread_fillers);
        assert!(!check("RAHMAN<<K<SITI<<<<", Some("RAHMAN"), Some("K SITI")).misread_fillers);
    }
}
