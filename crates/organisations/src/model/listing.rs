//! What a list is asked for, and names in the form in which they are looked up.

use access::{AccessError, one_line};
use domain::Country;

/// Rows of one page.
pub const ROWS: usize = 50;

/// What a list is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// A part of the name; empty for all.
    pub text: String,
    /// A state by its code; empty for all.
    pub state: String,
    /// A country.
    pub country: Option<Country>,
    /// The page, counted from 0.
    pub page: u32,
}

/// One page of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing<T> {
    /// At most [`ROWS`] rows.
    pub rows: Vec<T>,
    /// Whether there are more behind them.
    pub more: bool,
}

impl<T> Listing<T> {
    /// The page, out of its rows and one more if there is one.
    pub(crate) fn of(mut rows: Vec<T>) -> Self {
        let more = rows.len() > ROWS;
        rows.truncate(ROWS);
        Self { rows, more }
    }
}

impl Wanted {
    /// The pattern that a folded name must match.
    pub(crate) fn pattern(&self) -> String {
        // Folding leaves letters, digits and blanks: nothing that LIKE takes for a sign.
        format!("%{}%", folded(&self.text))
    }

    /// The country's code, empty for all.
    pub(crate) fn country_code(&self) -> String {
        self.country
            .map(|country| country.alpha3().to_owned())
            .unwrap_or_default()
    }

    /// Rows to pass over.
    pub(crate) fn offset(&self) -> i64 {
        i64::from(self.page) * ROWS as i64
    }
}

/// A name as it is looked up: capital letters and digits, single blanks, without the legal form that is written or left out
/// at will (`PT. Cipta Karya` and `CIPTA KARYA, PT`).
pub fn folded(name: &str) -> String {
    let capitals = domain::capitals(name);
    let words: Vec<&str> = capitals
        .split_whitespace()
        .filter(|word| !matches!(*word, "PT" | "CV" | "TBK" | "PERSERO"))
        .collect();
    words.join(" ")
}

/// A line that may be left empty.
pub(crate) fn line_if_any(
    field: &'static str,
    text: Option<String>,
) -> Result<Option<String>, AccessError> {
    match text.filter(|text| !text.trim().is_empty()) {
        Some(text) => one_line(field, &text).map(Some),
        None => Ok(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_company_however_it_is_written() {
        for name in [
            "PT. Cipta Karya-Semesta",
            "cipta  karya semesta, PT",
            "PT CIPTA KARYA SEMESTA (Tbk)",
        ] {
            assert_eq!(folded(name), "CIPTA KARYA SEMESTA", "{name}");
        }
        assert_eq!(folded("100%_"), "100");
        assert_eq!(folded("PT"), "");
    }
}
