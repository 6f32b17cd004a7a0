//! Two records side by side; what differs stands out, by a word and not only by colour.

use crate::Words;
use maud::{Markup, html};

/// Two records, row by row.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The message of its caption.
    pub caption: &'a str,
    /// What stands above the first record.
    pub one: Markup,
    /// What stands above the other record.
    pub other: Markup,
    /// The message of each row, and both values; an empty value is not known.
    pub rows: &'a [(&'a str, String, String)],
}

impl Comparison<'_> {
    /// The table. Rows in which neither side knows anything are left out.
    pub fn show(self, words: Words) -> Markup {
        let known = |row: &&(&str, String, String)| !(row.1.is_empty() && row.2.is_empty());
        let shown = |text: &str| {
            if text.is_empty() {
                "—".to_owned()
            } else {
                text.to_owned()
            }
        };
        html! {
            table.compare {
                caption { (words.text(self.caption)) }
                thead {
                    tr {
                        td {}
                        th scope="col" { (self.one) }
                        th scope="col" { (self.other) }
                    }
                }
                tbody {
                    @for (label, one, other) in self.rows.iter().filter(known) {
                        @let both = !one.is_empty() && !other.is_empty();
                        @let differ = both && !one.eq_ignore_ascii_case(other);
                        tr.differ[differ] {
                            th scope="row" {
                                (words.text(label))
                                @if differ { " " span.badge.warn { (words.text("differs")) } }
                            }
                            td { (shown(one)) }
                            td { (shown(other)) }
                        }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Language;

    #[test]
    fn what_differs_is_said_and_what_is_not_known_is_no_difference() {
        let row = |label, one: &str, other: &str| (label, one.to_owned(), other.to_owned());
        let rows = [
            row("yes", "SITI", "siti"),
            row("no", "1990", "1991"),
            row("state", "MALANG", ""),
            row("open", "", ""),
        ];
        let comparison = Comparison {
            caption: "state",
            one: html! { "1" },
            other: html! { "2" },
            rows: &rows,
        };
        let words = Words {
            language: Language::En,
        };
        let text = comparison.show(words).into_string();
        assert_eq!(text.matches("class=\"differ\"").count(), 1);
        assert_eq!(text.matches("scope=\"row\"").count(), 3);
        assert!(text.contains("—"));
    }
}
