//! The disk is full, or the database is gone, and comes back: `/readyz` tells, and nothing that was acknowledged is lost.

use crate::{
    crash::nothing_lost,
    program::Program,
    running::{Machine, Postgres, Server, wait_for},
};
use std::{collections::BTreeMap, process::Command, thread, time::Duration};
use storage::sqlx::{self, AssertSqlSafe, Connection, PgConnection};

/// A little longer than an answer of `/readyz` counts.
const A_WHILE: Duration = Duration::from_millis(1_200);

#[test]
fn a_full_disk() {
    let program = Program::new();
    Server::start(&program).end();
    let machine = Machine::new(&program, None);
    // A file that may not grow is a full disk to whoever writes it; the signal that comes with it is not.
    let shell = ["sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""];
    let server = Server::start_as(&program, &shell, &[]);
    let room = |bytes: &str| {
        let limit = format!("--fsize={bytes}:unlimited");
        let id = server.id();
        let set = Command::new("prlimit")
            .args(["--pid", &id, &limit])
            .status();
        assert!(set.unwrap().success());
    };
    let acknowledged = gone_and_back(&server, &machine, "takes no changes", |gone| {
        room(if gone { "1" } else { "unlimited" });
    });
    server.end();
    nothing_lost(&program, &machine, &[], &acknowledged);
}

#[test]
fn a_database_that_is_gone() {
    let Some(database) = Postgres::new() else {
        eprintln!("skipped: {} is not set", storage::testing::POSTGRES);
        return;
    };
    let program = Program::new();
    let more = ["--database", &database.0];
    Server::start_as(&program, &[], &more).end();
    let machine = Machine::new(&program, Some(&database.0));
    let server = Server::start_as(&program, &[], &more);
    let acknowledged = gone_and_back(&server, &machine, "does not answer", |gone| {
        close(&database.0, gone);
    });
    server.end();
    nothing_lost(&program, &machine, &more, &acknowledged);
}

/// Takes the database away and gives it back; what was acknowledged before and after.
fn gone_and_back(
    server: &Server,
    machine: &Machine,
    says: &str,
    take: impl Fn(bool),
) -> BTreeMap<String, String> {
    let mut acknowledged = BTreeMap::new();
    let mut add = |name: &str| {
        let added = machine.add(&server.address, name);
        let there = added.is_some();
        acknowledged.extend(added.map(|id| (id, name.to_owned())));
        there
    };
    assert!(add("Sebelum"));
    take(true);
    assert!(!add("Sementara"), "nobody is told that it was done");
    let told = server.get("/readyz");
    assert!(
        told.starts_with("HTTP/1.1 503") && told.contains(says),
        "{told}"
    );
    assert!(server.get("/healthz").ends_with("ok\n"), "it lives");
    take(false);
    thread::sleep(A_WHILE);
    let told = server.get("/readyz");
    assert!(
        told.ends_with("ready\n") && told.starts_with("HTTP/1.1 200"),
        "{told}"
    );
    assert!(add("Sesudah"));
    acknowledged
}

/// Lets nobody into a database and throws out whoever is in it, or lets them in again.
fn close(address: &str, closed: bool) {
    let (base, name) = address.rsplit_once('/').unwrap();
    let out = if closed {
        format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}';")
    } else {
        String::new()
    };
    let text = format!("ALTER DATABASE {name} ALLOW_CONNECTIONS {}; {out}", !closed);
    wait_for(async {
        let mut server = PgConnection::connect(&format!("{base}/postgres"))
            .await
            .unwrap();
        let done = sqlx::raw_sql(AssertSqlSafe(text))
            .execute(&mut server)
            .await;
        done.unwrap();
    });
}
