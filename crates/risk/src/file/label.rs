//! The words of a condition, made from the words of its fact where the file gives none.

use crate::{Comparison, Fact, Order};
use domain::{Language, Wording};

/// How many members of a set are spelt out.
const SPELT_OUT: usize = 4;

/// The condition in both languages.
pub(crate) fn of(fact: Fact, comparison: &Comparison) -> Wording {
    Wording::new(
        sentence(fact, comparison, Language::Id),
        sentence(fact, comparison, Language::En),
    )
}

fn sentence(fact: Fact, comparison: &Comparison, language: Language) -> String {
    let id = language == Language::Id;
    let words = match comparison {
        Comparison::Is(operand) => operand.words(language),
        Comparison::In(operands) => {
            let mut list: Vec<_> = operands
                .iter()
                .take(SPELT_OUT)
                .map(|operand| operand.words(language))
                .collect();
            if let Some(more) = operands
                .len()
                .checked_sub(SPELT_OUT)
                .filter(|more| *more > 0)
            {
                list.push(if id {
                    format!("dan {more} lainnya")
                } else {
                    format!("and {more} more")
                });
            }
            format!(
                "{} {}",
                if id { "salah satu dari" } else { "one of" },
                list.join(", ")
            )
        }
        Comparison::Between(low, high) => {
            format!("{low} {} {high}", if id { "sampai" } else { "to" })
        }
        Comparison::Ordered(order, operand) => {
            let is_date = fact.kind() == crate::Kind::Date;
            let order = match (order, is_date, id) {
                (Order::Below, false, true) => "kurang dari",
                (Order::Below, false, false) => "less than",
                (Order::Below, true, true) => "sebelum",
                (Order::Below, true, false) => "before",
                (Order::AtMost, false, true) => "paling banyak",
                (Order::AtMost, false, false) => "at most",
                (Order::AtMost, true, true) => "paling lambat",
                (Order::AtMost, true, false) => "on or before",
                (Order::Above, false, true) => "lebih dari",
                (Order::Above, false, false) => "more than",
                (Order::Above, true, true) => "sesudah",
                (Order::Above, true, false) => "after",
                (Order::AtLeast, false, true) => "paling sedikit",
                (Order::AtLeast, false, false) => "at least",
                (Order::AtLeast, true, true) => "paling awal",
                (Order::AtLeast, true, false) => "on or after",
            };
            format!("{order} {}", operand.words(language))
        }
        Comparison::Mentions(words) => {
            format!(
                "{} {}",
                if id { "menyebut" } else { "mentions" },
                words.join(", ")
            )
        }
        Comparison::Known => if id { "diketahui" } else { "known" }.into(),
        Comparison::Unknown => if id { "tidak diketahui" } else { "not known" }.into(),
    };
    format!("{}: {words}", fact.label(language))
}
