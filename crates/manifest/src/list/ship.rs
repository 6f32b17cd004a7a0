//! Ships as titles and columns name them: `MV. DUMAI EXPRESS 8`.

/// What stands before the names of ships.
const VESSEL_PREFIXES: [&str; 10] = [
    "MV", "M/V", "KM", "KMP", "SB", "FB", "MT", "KLM", "SPB", "FERRY",
];

/// The ship that a line names, with what stands before it.
pub(super) fn named(text: &str) -> Option<&str> {
    let (first, rest) = text.trim().split_once([' ', '.'])?;
    let known = VESSEL_PREFIXES
        .iter()
        .any(|prefix| first.eq_ignore_ascii_case(prefix));
    (known && rest.chars().any(char::is_alphabetic)).then_some(text.trim())
}

/// The ship that a title names somewhere, in capitals: `MANIFES PENUMPANG KM. TARAKAN JAYA TANGGAL ..`.
pub(super) fn within(text: &str) -> Option<&str> {
    let start = text.match_indices(' ').find_map(|(at, _)| {
        let rest = text.get(at + 1..)?;
        let first = rest.split([' ', '.']).next()?;
        let prefix = VESSEL_PREFIXES.contains(&first) && first != "FERRY";
        (prefix && named(rest).is_some()).then_some(at + 1)
    })?;
    let rest = text.get(start..)?;
    let upper = rest.to_ascii_uppercase();
    let ends = [
        " TANGGAL", " TGL", " RUTE", " TUJUAN", " TRAYEK", " DATE", " - ", ",",
    ];
    let end = ends.iter().filter_map(|word| upper.find(word)).min();
    rest.get(..end.unwrap_or(rest.len())).map(str::trim)
}

/// Whether a header of the carrier asks for the ship.
pub(super) fn is_header(words: &str) -> bool {
    let words = words.to_lowercase();
    ["kapal", "vessel", "ship", "ferry", "armada"]
        .iter()
        .any(|word| words.contains(word))
        && !words.contains("shipping")
}
