//! What happened in a person's life, as each capability knows it: the journey page joins them.

use crate::{PartialDate, Wording};
use serde::Serialize;

/// Something that happened, or is planned.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineItem {
    /// When; nothing where it is not known.
    pub on: Option<PartialDate>,
    /// What, in a few words: *Placed in Malaysia*.
    pub title: Wording,
    /// What more is known: the name of each fact, and the fact.
    pub facts: Vec<(Wording, String)>,
    /// The page that tells all, as a path of this server.
    pub path: Option<String>,
}

impl TimelineItem {
    /// Puts items in their order: the latest first, those without a date at the end.
    pub fn sort(items: &mut [Self]) {
        let key = |item: &Self| item.on.and_then(PartialDate::earliest);
        items.sort_by_key(|item| std::cmp::Reverse(key(item)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_latest_first_and_what_has_no_date_last() {
        let item = |on: &str| TimelineItem {
            on: on.parse().ok(),
            title: Wording::fixed("", ""),
            facts: Vec::new(),
            path: None,
        };
        let mut items = [
            item("2024-XX-XX"),
            item(""),
            item("2025-03-01"),
            item("2024-05-01"),
        ];
        TimelineItem::sort(&mut items);
        let days = items.map(|item| item.on.map_or("-".into(), |on| on.to_string()));
        assert_eq!(days, ["2025-03-01", "2024-05-01", "2024-XX-XX", "-"]);
    }
}
