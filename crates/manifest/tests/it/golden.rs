//! What is read from each message, as JSON, with everything that was odd.

use crate::messages;

#[test]
fn every_message_as_json() {
    for (name, bytes) in messages::all() {
        let manifest = messages::read(&bytes);
        let diagnostics: Vec<String> = manifest
            .diagnostics
            .iter()
            .map(ToString::to_string)
            .collect();
        let whole = serde_json::json!({
            "format": manifest.format,
            "messages": manifest.messages,
            "pnrs": manifest.pnrs,
            "diagnostics": diagnostics,
            "travellers": manifest.travellers,
        });
        insta::assert_json_snapshot!(name, whole);
    }
}

#[test]
fn parts_of_a_split_list_share_one_voyage() {
    let manifest = messages::read(&messages::one("paxlst-progressive"));
    let [first, second, third] = manifest.travellers.as_slice() else {
        panic!("three travellers");
    };
    assert!(std::sync::Arc::ptr_eq(&first.voyage, &second.voyage));
    assert_eq!(first.voyage.legs, third.voyage.legs);
}
