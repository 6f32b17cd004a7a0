//! An input divided into what it says about each voyage.

use super::{Push, VoyageKey};
use jiff::civil::{DateTime, Time};
use manifest::{Manifest, Message, Purpose, Traveller, Voyage};
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// Crews of a carrier for no voyage (code list 1001).
const MASTER_CREW_LIST: &str = "336";

/// What an input says, one push for each message and voyage. `received` stands in where a message does not say when it was made.
pub(crate) fn split(
    manifest: Manifest,
    bytes: &[u8],
    received: DateTime,
) -> Vec<(VoyageKey, Push)> {
    let mut pushes: Vec<(VoyageKey, Push)> = Vec::new();
    if manifest.heads.is_empty() {
        let digest = Sha256::digest(bytes).into();
        for traveller in manifest.travellers {
            let voyage = Arc::clone(&traveller.voyage);
            let make = |voyage| Push {
                at: received,
                interchange: String::new(),
                number: 0,
                digest,
                purpose: Purpose::List,
                crew: false,
                voyage,
                travellers: Vec::new(),
            };
            place(&mut pushes, voyage, Some(traveller), 0, make);
        }
        return pushes;
    }
    let mut travellers = manifest.travellers.into_iter().peekable();
    for (at, message) in manifest.heads.iter().enumerate() {
        let next = manifest
            .heads
            .get(at + 1)
            .map_or(u64::MAX, |next| next.offset);
        let first = pushes.len();
        let wanted = message.document.as_deref() != Some(MASTER_CREW_LIST);
        let make = |voyage| push(message, bytes, received, voyage);
        if wanted {
            for voyage in &message.voyages {
                place(&mut pushes, Arc::clone(voyage), None, first, make);
            }
        }
        let of_message =
            |traveller: &Traveller| traveller.origin.offset.is_none_or(|offset| offset < next);
        while let Some(traveller) = travellers.next_if(of_message) {
            if wanted {
                let voyage = Arc::clone(&traveller.voyage);
                place(&mut pushes, voyage, Some(traveller), first, make);
            }
        }
    }
    pushes
}

/// Adds to the push of a voyage among those from `first` on, which are of one message.
fn place(
    pushes: &mut Vec<(VoyageKey, Push)>,
    voyage: Arc<Voyage>,
    traveller: Option<Traveller>,
    first: usize,
    make: impl FnOnce(Arc<Voyage>) -> Push,
) {
    let of_message = pushes.get_mut(first..).unwrap_or_default();
    // Most travellers stand behind one of the same voyage, which is then the very same.
    let same = of_message
        .iter()
        .rposition(|(_, push)| Arc::ptr_eq(&push.voyage, &voyage));
    let at = match same {
        Some(at) => first + at,
        None => {
            let push = make(Arc::clone(&voyage));
            let key = VoyageKey::of(&voyage, &push.digest);
            match of_message.iter().position(|(known, _)| *known == key) {
                Some(at) => first + at,
                None => {
                    pushes.push((key, push));
                    pushes.len() - 1
                }
            }
        }
    };
    if let Some((_, push)) = pushes.get_mut(at) {
        push.travellers.extend(traveller);
    }
}

fn push(message: &Message, bytes: &[u8], received: DateTime, voyage: Arc<Voyage>) -> Push {
    let interchange = message.interchange.as_deref();
    let prepared = interchange.and_then(|interchange| interchange.prepared);
    Push {
        at: prepared.map_or(received, |moment| {
            moment.date.to_datetime(moment.time.unwrap_or(Time::MIN))
        }),
        interchange: interchange
            .map(|interchange| interchange.reference.to_string())
            .unwrap_or_default(),
        number: message.number,
        digest: digest(message, bytes),
        purpose: message.purpose(),
        crew: message.is_of_crew(),
        voyage,
        travellers: Vec::new(),
    }
}

/// The hash of what lies between header and trailer: the same message in another envelope is the same.
fn digest(message: &Message, bytes: &[u8]) -> [u8; 32] {
    let range = usize::try_from(message.offset)
        .ok()
        .zip(usize::try_from(message.end).ok());
    match range.and_then(|(from, to)| bytes.get(from..to)) {
        Some(content) if !content.is_empty() => Sha256::digest(content).into(),
        // Places of a text that was decoded first are not those of the bytes.
        _ => {
            let mut hash = Sha256::new();
            hash.update(bytes);
            hash.update(message.number.to_be_bytes());
            hash.finalize().into()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const LIST: &str = "UNB+UNOA:4+GA+IMIID+261122:0710+77'\
        UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+GA876+++GA'LOC+125+CGK'DTM+189:2611220935:201'LOC+87+HKG'NAD+FL+++SARI'\
        TDT+20+GA820+++GA'LOC+125+CGK'DTM+189:2611221340:201'LOC+87+SIN'NAD+FL+++BUDI'NAD+FL+++DEWI'UNT+13+1'\
        UNH+2+PAXLST:D:05B:UN'BGM+266+CL'TDT+20+GA876+++GA'LOC+125+CGK'DTM+189:2611220935:201'LOC+87+HKG'UNT+7+2'\
        UNH+3+PAXLST:D:05B:UN'BGM+336'NAD+FM+++PILOT'UNT+4+3'UNZ+3+77'";

    fn told(text: &str) -> Vec<(String, usize, Purpose, DateTime)> {
        let received = date(2026, 11, 22).at(12, 0, 0, 0);
        let manifest = manifest::read(text.as_bytes(), received.date()).unwrap();
        split(manifest, text.as_bytes(), received)
            .into_iter()
            .map(|(key, push)| (key.text(), push.travellers.len(), push.purpose, push.at))
            .collect()
    }

    #[test]
    fn a_message_for_each_voyage_and_a_voyage_for_each_message() {
        let made = date(2026, 11, 22).at(7, 10, 0, 0);
        assert_eq!(
            told(LIST),
            [
                ("GA 876|2026-11-22|CGK|".to_owned(), 1, Purpose::List, made),
                ("GA 820|2026-11-22|CGK|".to_owned(), 2, Purpose::List, made),
                ("GA 876|2026-11-22|CGK|".to_owned(), 0, Purpose::Close, made),
            ]
        );
    }

    #[test]
    fn a_table_has_the_time_when_it_was_received() {
        let table = "no penerbangan,tanggal berangkat,dari,ke,nama\nGA876,2026-11-22,CGK,HKG,SARI\nGA820,2026-11-22,CGK,SIN,BUDI\nGA876,2026-11-22,CGK,HKG,DEWI\n";
        let received = date(2026, 11, 22).at(12, 0, 0, 0);
        let voyages = told(table);
        assert_eq!(voyages.len(), 2, "{voyages:?}");
        assert_eq!(voyages[0].1, 2);
        assert!(voyages.iter().all(|(_, _, _, at)| *at == received));
    }

    #[test]
    fn the_same_message_in_another_envelope_is_the_same() {
        let digests = |text: &str| -> Vec<[u8; 32]> {
            let day = date(2026, 11, 22);
            let manifest = manifest::read(text.as_bytes(), day).unwrap();
            split(manifest, text.as_bytes(), day.at(0, 0, 0, 0))
                .into_iter()
                .map(|(_, push)| push.digest)
                .collect()
        };
        assert_eq!(digests(LIST), digests(&LIST.replace("+77'", "+7811'")));
    }
}
