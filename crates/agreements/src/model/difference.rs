//! What changed between two texts, word by word.

use similar::{Algorithm, ChangeTag, TextDiff};
use std::time::Duration;

/// A stretch of words that both texts have, or only one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// In which text it stands.
    pub side: Side,
    /// The words, with the spaces between them.
    pub text: String,
}

/// In which text words stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// Only in the earlier one.
    Before,
    /// Only in the later one.
    After,
}

/// Longer searches for the shortest difference do not make it easier to read.
const PATIENCE: Duration = Duration::from_millis(200);

/// The pieces of both texts in reading order. Those of [`Side::Both`] and [`Side::Before`] make up the earlier text, those
/// of [`Side::Both`] and [`Side::After`] the later one.
pub fn difference(before: &str, after: &str) -> Vec<Piece> {
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .timeout(PATIENCE)
        .diff_words(before, after);
    let mut pieces: Vec<Piece> = Vec::new();
    for change in diff.iter_all_changes() {
        let side = match change.tag() {
            ChangeTag::Equal => Side::Both,
            ChangeTag::Delete => Side::Before,
            ChangeTag::Insert => Side::After,
        };
        match pieces.last_mut() {
            Some(piece) if piece.side == side => piece.text.push_str(change.value()),
            _ => pieces.push(Piece {
                side,
                text: change.value().to_owned(),
            }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn side(pieces: &[Piece], other: Side) -> String {
        let mine = |piece: &&Piece| piece.side != other;
        pieces
            .iter()
            .filter(mine)
            .map(|piece| piece.text.as_str())
            .collect()
    }

    #[test]
    fn one_word() {
        let pieces = difference("PARA PIHAK wajib lapor", "PARA PIHAK dapat lapor");
        let sides: Vec<(Side, &str)> = pieces
            .iter()
            .map(|piece| (piece.side, piece.text.as_str()))
            .collect();
        assert_eq!(
            sides,
            [
                (Side::Both, "PARA PIHAK "),
                (Side::Before, "wajib"),
                (Side::After, "dapat"),
                (Side::Both, " lapor"),
            ]
        );
    }

    proptest! {
        #[test]
        fn nobodys_words_vanish(before in "[a-c é\n]{0,60}", after in "[a-c é\n]{0,60}") {
            let pieces = difference(&before, &after);
            prop_assert_eq!(side(&pieces, Side::After), before);
            prop_assert_eq!(side(&pieces, Side::Before), after);
        }
    }
}
