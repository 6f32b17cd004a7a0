//! The answer to each message, as a carrier reads it; and what no answer ever says.

use crate::messages;
use manifest::{Reader, cusres::Answer};
use proptest::prelude::*;

const ANSWER: Answer<'static> = Answer {
    from: "BP2MI",
    reference: "4711",
    at: jiff::civil::datetime(2026, 11, 22, 10, 5, 0, 0),
};

/// One segment a line.
fn lines(answer: &str) -> String {
    answer.replace("?'", "’").replace('\'', "'\n")
}

#[test]
fn every_answer() {
    for (name, bytes) in messages::all() {
        let answer = ANSWER.write(&messages::read(&bytes));
        insta::assert_snapshot!(format!("cusres-{name}"), lines(&answer));
    }
}

#[test]
fn a_table_is_answered_too() {
    let list = "nama,tanggal lahir,paspor\nSITI AMINAH,31/02/1990,X1234567\n";
    let manifest = messages::read(list.as_bytes());
    insta::assert_snapshot!("cusres-table", lines(&ANSWER.write(&manifest)));
}

#[test]
fn two_interchanges_get_two_answers() {
    let one = String::from_utf8(messages::one("paxlst-flight")).unwrap();
    let answer = ANSWER.write(&messages::read(format!("{one}{one}").as_bytes()));
    assert_eq!(answer.matches("UNB+").count(), 2, "{answer}");
    assert!(answer.contains("+4711'") && answer.contains("+47112'"));
}

proptest! {
    /// Whatever was sent, the answer is an interchange whose counts agree, names nobody, and directs nobody's boarding:
    /// a directive is an ERC with one character or two.
    #[test]
    fn an_answer_is_whole_and_directs_nobody(
        at in 0usize..8,
        cut in any::<proptest::sample::Index>(),
        noise in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let messages = messages::all();
        let mut bytes = messages[at % messages.len()].1.clone();
        let cut = cut.index(bytes.len());
        bytes.splice(cut..cut, noise);
        let mut reader = Reader::new(messages::TODAY);
        reader.feed(&bytes);
        let answer = ANSWER.write(&reader.finish());
        for code in answer.split('\'').filter_map(|segment| segment.strip_prefix("ERC+")) {
            prop_assert!(code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_digit()), "{}", code);
        }
        for secret in ["AMINAH", "SUHARTO", "X1234567", "SULASTRI", "3507135203900002"] {
            prop_assert!(!answer.contains(secret), "{}", answer);
        }
        // Our own reader of envelopes finds nothing odd about it but that it is no list.
        let mut reader = Reader::new(messages::TODAY);
        reader.feed(answer.as_bytes());
        for diagnostic in reader.finish().diagnostics {
            prop_assert_eq!(diagnostic.code, "message-kind");
        }
    }
}
