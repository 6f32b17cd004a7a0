//! A table that becomes a list of cards on a narrow screen.

use crate::Words;
use maud::{Markup, html};

/// A table, or the sentence that stands in its place when it is empty.
#[derive(Debug)]
pub struct Table<'a> {
    /// The message of its caption.
    pub caption: &'a str,
    /// The messages of its columns.
    pub columns: &'a [&'a str],
    /// Cells, row by row.
    pub rows: Vec<Vec<Markup>>,
    /// The message to show when there are no rows.
    pub empty: &'a str,
}

impl Table<'_> {
    /// The table.
    pub fn show(self, words: Words) -> Markup {
        if self.rows.is_empty() {
            return super::empty(&words.text(self.empty));
        }
        let columns: Vec<String> = self.columns.iter().map(|key| words.text(key)).collect();
        html! {
            table.stack {
                caption { (words.text(self.caption)) }
                thead { tr { @for column in &columns { th scope="col" { (column) } } } }
                tbody {
                    @for row in self.rows {
                        tr {
                            @for (cell, column) in row.into_iter().zip(&columns) {
                                td data-label=(column) { div { (cell) } }
                            }
                        }
                    }
                }
            }
        }
    }
}
