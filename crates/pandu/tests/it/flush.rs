//! Since a kill does not test the disk: the system calls of the server show that every commit was flushed before it was
//! acknowledged. Two controls, which the audit must see: the same server with its flushes taken away, and a writer whose database was
//! opened with `synchronous=OFF`.

use crate::{
    program::Program,
    running::{Machine, Server},
};
use std::{
    path::Path,
    process::{Command, Stdio},
    thread,
    time::Duration,
};
use storage::{Db, jobs, migrate, snapshot, testing, transaction};

/// Changes made one after another, each after the one before was acknowledged.
const CHANGES: usize = 10;

/// `-f`: threads too. `-y`: paths beside descriptors.
const TRACE: [&str; 9] = [
    "strace",
    "-f",
    "-y",
    "-s",
    "16",
    "-o",
    "trace",
    "-e",
    "trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg",
];
/// How somebody acknowledges a change.
const ANSWER: &str = "HTTP/1.1 201";
/// Tells [`a_writer_finds_what_it_wrote`] that it writes for the audit, with flushes or without.
const WRITER: &str = "PANDU_TEST_WRITER";

/// Whether anything can be traced here.
fn traceable() -> bool {
    let traced = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .status();
    let traceable = traced.is_ok_and(|status| status.success());
    if !traceable {
        eprintln!(
            "skipped: `strace` is not installed (`cargo xtask test` installs it) or may not trace here"
        );
    }
    traceable
}

#[test]
fn every_acknowledged_commit_was_flushed() {
    if traceable() {
        assert_eq!(unflushed(&[]), 0);
        let none = ["-e", "inject=fsync,fdatasync:retval=0"];
        assert_eq!(unflushed(&none), CHANGES, "the control");
    }
}

#[test]
fn a_database_that_is_opened_without_flushes_is_seen() {
    if traceable() {
        assert_eq!(unflushed_of_writer("flushed"), 0);
        assert_eq!(unflushed_of_writer("unflushed"), CHANGES, "the control");
    }
}

/// How many changes of a writer in a process of its own, without a server, were not flushed.
fn unflushed_of_writer(how: &str) -> usize {
    let program = Program::new();
    let this = std::env::current_exe().unwrap();
    let status = Command::new(TRACE[0])
        .args(&TRACE[1..])
        .arg(this)
        .args([
            "flush::a_writer_finds_what_it_wrote",
            "--exact",
            "--nocapture",
        ])
        .env(WRITER, how)
        .current_dir(program.path("."))
        .stdout(Stdio::null())
        .status();
    assert!(status.unwrap().success());
    judge(&program.read("trace"))
}

/// Whatever way the database was opened, a writer that ended in order left everything behind; only a loss of power could tell.
#[tokio::test]
async fn a_writer_finds_what_it_wrote() {
    let program = Program::new();
    let file = program.path("pandu.db");
    let unflushed = std::env::var(WRITER).is_ok_and(|how| how == "unflushed");
    let open = async |file: &Path| {
        let (ambient, _) = testing::ambient();
        match unflushed {
            true => testing::sqlite_unflushed(file, ambient).await,
            false => Db::sqlite(file, ambient).await.unwrap(),
        }
    };
    let db = open(&file).await;
    migrate(&db, &[storage::MIGRATIONS]).await.unwrap();
    for number in 0..CHANGES {
        transaction!(db, |tx| {
            let now = tx.stamp();
            jobs::queue(tx, "write", None, &number, now).await
        })
        .unwrap();
        println!("{ANSWER}");
    }
    db.close().await;
    let db = open(&file).await;
    let count = snapshot!(db, |tx| jobs::count(tx).await).unwrap();
    assert_eq!(count.waiting, i64::try_from(CHANGES).unwrap());
}

/// The trace once the tracer, which outlives the server a little, has written its last line.
fn whole(program: &Program) -> String {
    for _ in 0..500 {
        let trace = program.read("trace");
        if trace
            .lines()
            .last()
            .is_some_and(|line| line.contains("+++ exited"))
        {
            return trace;
        }
        thread::sleep(Duration::from_millis(10));
    }
    panic!("the tracer did not end");
}

/// How many changes of a server were not flushed.
fn unflushed(control: &[&str]) -> usize {
    let program = Program::new();
    Server::start(&program).end();
    let machine = Machine::new(&program, None);
    // The tracer is the child, so that signals reach the server.
    let apart = ["-D"];
    let trace = [&TRACE[..1], &apart, &TRACE[1..]].concat();
    let server = Server::start_as(&program, &[&trace[..], control].concat(), &[]);
    for number in 0..CHANGES {
        let name = format!("Dinas {number}");
        assert!(machine.add(&server.address, &name).is_some());
    }
    server.end();

    judge(&whole(&program))
}

/// How many changes a trace shows to be acknowledged without a flush of the write-ahead log after what was written to it.
fn judge(trace: &str) -> usize {
    let (mut written, mut flushed) = (false, false);
    let mut judged = Vec::new();
    let mut flushing = Vec::new();
    for line in trace.lines() {
        let thread = line.split_whitespace().next().unwrap_or_default();
        let log = line.contains("-wal>");
        let call = |name: &str| line.contains(&format!(" {name}("));
        let flush = call("fsync") || call("fdatasync");
        if call("pwrite64") && log {
            (written, flushed) = (true, false);
        } else if flush && log && line.contains("<unfinished") {
            flushing.push(thread);
        } else if flush && log || line.contains("sync resumed>") && flushing.contains(&thread) {
            flushing.retain(|other| *other != thread);
            // A flush that was not made, or failed, is none.
            if line.ends_with("= 0") && written {
                (written, flushed) = (false, true);
            }
        } else if line.contains(ANSWER) {
            judged.push(flushed);
            flushed = false;
        }
    }
    assert_eq!(judged.len(), CHANGES, "the trace shows every answer");
    judged.into_iter().filter(|flushed| !flushed).count()
}
