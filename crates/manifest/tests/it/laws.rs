//! Laws that hold for any message, tried on ours and on what chance makes of them.

use crate::messages::{self, TODAY, read, without_places};
use manifest::{Manifest, Reader, Traveller};
use proptest::prelude::*;

/// Reads bytes as messages, whatever they are.
fn forced(bytes: &[u8]) -> Manifest {
    let mut reader = Reader::new(TODAY);
    reader.feed(bytes);
    reader.finish()
}

/// The travellers of which the message had said everything before a byte: another record, or another traveller of a list,
/// has begun by then. Where a terminator was lost, four bytes tell a beginning.
fn complete_before(travellers: &[Traveller], cut: u64) -> usize {
    let begun = |traveller: &Traveller| traveller.origin.offset.unwrap() + 4 <= cut;
    let last = travellers.iter().rposition(begun).unwrap_or(0);
    let of_last = |traveller: &Traveller| {
        let booking = travellers[last].booking_reference.as_ref();
        traveller.itinerary.is_empty() || traveller.booking_reference.as_ref() != booking
    };
    travellers[..last].iter().filter(|t| of_last(t)).count()
}

#[test]
fn a_message_cut_anywhere_keeps_the_travellers_before_the_cut() {
    for (name, bytes) in messages::all() {
        let whole = read(&bytes).travellers;
        for cut in 0..bytes.len() {
            let part = forced(&bytes[..cut]).travellers;
            let complete = complete_before(&whole, cut as u64);
            assert!(part.len() >= complete, "{name} cut at {cut}");
            assert_eq!(part[..complete], whole[..complete], "{name} cut at {cut}");
        }
    }
}

/// A message of the usual separators, written with others.
fn with_separators(bytes: &[u8], [component, element, release, terminator]: [u8; 4]) -> Vec<u8> {
    let own = [component, element, release, terminator];
    let mut out = Vec::from(b"UNA".as_slice());
    out.extend([component, element, b'.', release, b' ', terminator]);
    let body = match bytes.starts_with(b"UNA") {
        true => &bytes[9..],
        false => bytes,
    };
    let mut rest = body.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b':' => out.push(component),
            b'+' => out.push(element),
            b'\'' => out.push(terminator),
            b'?' => {
                let literal = *rest.next().unwrap();
                out.extend(own.contains(&literal).then_some(release));
                out.push(literal);
            }
            literal => {
                out.extend(own.contains(literal).then_some(release));
                out.push(*literal);
            }
        }
    }
    out
}

/// Four different characters that can divide; letters, digits and blanks cannot.
fn separators() -> impl Strategy<Value = [u8; 4]> {
    let usable = b"!#$%&*/;<=>@[]^_{|}~:+?'\x1c\x1d\x1e\x1f".to_vec();
    proptest::sample::subsequence(usable, 4)
        .prop_shuffle()
        .prop_map(|four| four.try_into().unwrap())
}

/// One of our messages with some bytes changed, taken out or put in.
fn mutated() -> impl Strategy<Value = Vec<u8>> {
    let messages = messages::all();
    let edit = (any::<proptest::sample::Index>(), 0u8..3, any::<u8>());
    (0..messages.len(), prop::collection::vec(edit, 1..12)).prop_map(move |(at, edits)| {
        let mut bytes = messages[at].1.clone();
        for (index, kind, byte) in edits {
            let at = index.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 => bytes.insert(at, byte),
                _ => drop(bytes.remove(at)),
            }
        }
        bytes
    })
}

proptest! {
    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _ = manifest::read(&bytes, TODAY);
        for head in ["UNH+1+PAXLST:D:05B'", "UNH+1+PNRGOV:11:1:IA'SRC'", "UNA:+.? '"] {
            forced(&[head.as_bytes(), &bytes].concat());
        }
    }

    #[test]
    fn known_tags_in_any_order_are_read_without_panic(
        segments in prop::collection::vec(
            "(UN[ABGHTEZ]|NAD|TDT|LOC|DTM|DOC|CNT|SRC|RCI|TIF|TVL|SSR|TRI|ABI|FOP|TBD|IFT)[+:A-Z0-9/? ]{0,24}['\n]", 0..40)
    ) {
        let text = segments.concat();
        forced(text.as_bytes());
        forced(format!("UNH+1+PNRGOV:11'{text}").as_bytes());
        forced(format!("UNH+1+PAXLST:D'{text}").as_bytes());
    }

    #[test]
    fn other_separators_change_nothing(four in separators()) {
        for name in ["paxlst-flight", "paxlst-crew", "paxlst-ferry", "pnrgov-family"] {
            let usual = messages::one(name);
            let other = with_separators(&usual, four);
            let expected: Vec<_> = read(&usual).travellers.iter().map(without_places).collect();
            let found: Vec<_> = read(&other).travellers.iter().map(without_places).collect();
            prop_assert_eq!(found.len(), expected.len(), "{}", name);
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert_eq!(found, expected, "{}", name);
            }
        }
    }

    #[test]
    fn pieces_of_any_size_read_like_the_whole(bytes in mutated(), size in 1usize..400) {
        let mut reader = Reader::new(TODAY);
        let mut travellers = Vec::new();
        for piece in bytes.chunks(size) {
            reader.feed(piece);
            travellers.extend(reader.take_travellers());
        }
        let rest = reader.finish();
        travellers.extend(rest.travellers);
        let whole = forced(&bytes);
        prop_assert_eq!(travellers, whole.travellers);
        prop_assert_eq!(rest.diagnostics, whole.diagnostics);
    }

    #[test]
    fn no_diagnostic_repeats_what_a_person_is_called_or_carries(bytes in mutated()) {
        for diagnostic in forced(&bytes).all_diagnostics() {
            for secret in ["AMINAH", "SUHARTO", "X1234567", "4111111111111111", "62812", "SULASTRI", "3507135203900002"] {
                prop_assert!(!diagnostic.to_string().contains(secret), "{}", diagnostic);
            }
        }
    }
}
