//! `kill -9` of the server in the middle of load: what it said that it did is done, and the journal is whole.

use crate::{
    program::Program,
    running::{Machine, Postgres, Server},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::mpsc,
    thread,
};

/// How often the server is killed; `cargo xtask soak` wants it more often.
const ROUNDS: &str = "PANDU_TEST_ROUNDS";
/// Machines that write at the same time.
const WRITERS: usize = 4;

#[test]
fn on_sqlite() {
    killed(&[], None);
}

#[test]
fn on_postgres() {
    match Postgres::new() {
        Some(database) => killed(&["--database", &database.0], Some(&database.0)),
        None => eprintln!("skipped: {} is not set", storage::testing::POSTGRES),
    }
}

fn killed(more: &[&str], postgres: Option<&str>) {
    let rounds = std::env::var(ROUNDS).map_or(5, |rounds| rounds.parse().unwrap());
    let program = Program::new();
    Server::start_as(&program, &[], more).end();
    let machine = Machine::new(&program, postgres);
    let verify = [&["journal", "verify", "--data", "data"], more].concat();

    let mut acknowledged = BTreeMap::new();
    for round in 0..rounds {
        let server = Server::start_as(&program, &[], more);
        // Another moment in every round: sometimes before the sequencer, sometimes in the middle of it.
        acknowledged.extend(load(server, &machine, round, 15 + (round * 37) % 60));
        let verified = program.run(&verify);
        assert_eq!(verified.code, 0, "round {round}: {verified:?}");
    }

    assert!(acknowledged.len() >= 15 * rounds);
    nothing_lost(&program, &machine, more, &acknowledged);
}

/// Starts the server once more: what was acknowledged is there, nothing else that the journal does not know, and that is whole.
pub fn nothing_lost(
    program: &Program,
    machine: &Machine,
    more: &[&str],
    acknowledged: &BTreeMap<String, String>,
) {
    let server = Server::start_as(program, &[], more);
    let (_, agencies) = machine
        .ask(&server.address, "GET", "/api/v1/agencies", "")
        .unwrap();
    let there: BTreeMap<String, String> = agencies
        .as_array()
        .unwrap()
        .iter()
        .map(|agency| (text(&agency["id"]), text(&agency["name"])))
        .collect();
    let lost: Vec<_> = acknowledged
        .iter()
        .filter(|(id, name)| there.get(*id) != Some(name))
        .collect();
    assert!(
        lost.is_empty(),
        "of {} acknowledged: {lost:?}",
        acknowledged.len()
    );
    // Also what nobody was told of is either there with its entry or not at all.
    let there: BTreeSet<String> = there.into_keys().collect();
    assert_eq!(journalled(machine, &server.address), there);
    server.end();
    let verified = program.run(&[&["journal", "verify", "--data", "data"], more].concat());
    assert_eq!(verified.code, 0, "{verified:?}");
    assert!(verified.stdout.contains(" 0 waiting"), "{verified:?}");
}

/// Writes from several machines until so many changes were acknowledged, and kills the server in that moment.
fn load(server: Server, machine: &Machine, round: usize, enough: usize) -> Vec<(String, String)> {
    let (said, heard) = mpsc::channel();
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (said, address) = (said.clone(), server.address.clone());
            scope.spawn(move || {
                for number in 0.. {
                    let name = format!("Dinas {round}-{writer}-{number}");
                    match machine.add(&address, &name) {
                        Some(id) => said.send((id, name)).unwrap(),
                        None => return,
                    }
                }
            });
        }
        drop(said);
        let mut acknowledged: Vec<_> = heard.iter().take(enough).collect();
        server.kill();
        acknowledged.extend(heard.iter());
        acknowledged
    })
}

/// The agencies of which the journal says that they were added.
fn journalled(machine: &Machine, address: &str) -> BTreeSet<String> {
    let mut added = BTreeSet::new();
    let mut cursor = 0;
    loop {
        let path = format!("/api/v1/journal?cursor={cursor}&limit=1000");
        let (_, page) = machine.ask(address, "GET", &path, "").unwrap();
        for fact in page["facts"].as_array().unwrap() {
            if fact["action"] == "agency.create" {
                assert!(added.insert(text(&fact["record_id"])), "twice: {fact}");
            }
        }
        match page["cursor"].as_u64().unwrap() {
            next if next == cursor => return added,
            next => cursor = next,
        }
    }
}

fn text(value: &serde_json::Value) -> String {
    value.as_str().unwrap().to_owned()
}
