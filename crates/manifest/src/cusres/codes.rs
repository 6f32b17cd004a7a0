//! The codes of faults in ERC: ours, since the guide leaves them to the state. Three digits, so that none can be taken for the
//! boarding directives of interactive messages, which have one character or two.

/// Further faults that are not named.
pub(super) const MORE: &str = "199";

/// A fault that has no code of its own: the text behind it says what it is.
const OTHER: &str = "100";

/// The code of a diagnostic.
pub(super) fn code(diagnostic: &str) -> &'static str {
    match diagnostic {
        // The envelope and the message as a whole.
        "una-untrue" => "101",
        "header-missing" => "102",
        "trailer-missing" => "103",
        "terminator-missing" => "104",
        "terminator-in-text" => "105",
        "segment-cut" => "106",
        "segment-too-long" => "107",
        "message-cut" => "108",
        "message-kind" => "109",
        "part-missing" => "110",
        // A traveller.
        "name-missing" | "list-no-name" => "201",
        "date-unreadable" | "list-date" | "list-serial-date" => "202",
        "date-ambiguous" | "list-ambiguous-date" => "203",
        "date-form" | "list-date-by-nik" => "204",
        "sex-unreadable" | "list-sex" => "205",
        "list-nationality" => "206",
        "role-unknown" => "207",
        "document-type-missing" => "208",
        "document-number-missing" => "209",
        "list-passport-number" | "list-damaged-number" | "list-nik" => "210",
        "record-without-traveller" => "211",
        "traveller-late" => "212",
        _ => OTHER,
    }
}
