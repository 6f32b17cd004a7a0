//! Since a kill does not test the disk: the system calls of the server show that every commit was flushed before it was
//! acknowledged. The control is the same server with its flushes taken away: the audit must see that.

use crate::{
    program::Program,
    running::{Machine, Server},
};
use std::{process::Command, thread, time::Duration};

/// Changes made one after another, each after the one before was acknowledged.
const CHANGES: usize = 10;

#[test]
fn every_acknowledged_commit_was_flushed() {
    let traced = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .status();
    if !traced.is_ok_and(|status| status.success()) {
        eprintln!(
            "skipped: `strace` is not installed (`cargo xtask test` installs it) or may not trace here"
        );
        return;
    }
    assert_eq!(unflushed(&[]), 0);
    let none = ["-e", "inject=fsync,fdatasync:retval=0"];
    assert_eq!(unflushed(&none), CHANGES, "the control");
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

/// How many changes were acknowledged without a flush of the write-ahead log after what was written to it.
fn unflushed(control: &[&str]) -> usize {
    let program = Program::new();
    Server::start(&program).end();
    let machine = Machine::new(&program, None);
    // `-D`: the tracer is the child, so that signals reach the server. `-y`: paths beside descriptors.
    let trace = [
        "strace",
        "-D",
        "-f",
        "-y",
        "-s",
        "16",
        "-o",
        "trace",
        "-e",
        "trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg",
    ];
    let server = Server::start_as(&program, &[&trace, control].concat(), &[]);
    for number in 0..CHANGES {
        let name = format!("Dinas {number}");
        assert!(machine.add(&server.address, &name).is_some());
    }
    server.end();

    let trace = whole(&program);
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
        } else if line.contains("HTTP/1.1 201") {
            judged.push(flushed);
            flushed = false;
        }
    }
    assert_eq!(judged.len(), CHANGES, "the trace shows every answer");
    judged.into_iter().filter(|flushed| !flushed).count()
}
