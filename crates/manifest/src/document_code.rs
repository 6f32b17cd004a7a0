//! Types and numbers of documents as messages code them.

use domain::DocumentKind;

/// The kind by the code of the guides (code list 1001 and its extensions for travel documents).
pub(crate) fn kind(code: &[u8]) -> DocumentKind {
    match code {
        // `IP` is the passport card of the United States, `39` the number of the United Nations' list.
        b"P" | b"PP" | b"PD" | b"PO" | b"PS" | b"PN" | b"PE" | b"PM" | b"PT" | b"IP" | b"39" => {
            DocumentKind::Passport
        }
        b"V" | b"483" => DocumentKind::Visa,
        b"A" | b"C" | b"I" | b"ID" | b"36" => DocumentKind::IdentityCard,
        b"AC" => DocumentKind::CrewCertificate,
        b"G" | b"S" => DocumentKind::SeafarerDocument,
        b"PR" => DocumentKind::ResidencePermit,
        b"PL" => DocumentKind::LaissezPasser,
        _ => DocumentKind::Other,
    }
}

/// A number in upper case without blanks and fillers.
pub(crate) fn number(written: &str) -> String {
    let filler = |c: char| c.is_whitespace() || c == '<';
    let usual = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    if !written.bytes().all(usual) {
        return written
            .chars()
            .filter(|c| !filler(*c))
            .flat_map(char::to_uppercase)
            .collect();
    }
    written.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_numbers() {
        assert_eq!(kind(b"PD"), DocumentKind::Passport);
        assert_eq!(kind(b"AC"), DocumentKind::CrewCertificate);
        assert_eq!(kind(b"F"), DocumentKind::Other);
        assert_eq!(number("x 123<<"), "X123");
        assert_eq!(number("X123"), "X123");
    }
}
