//! The server as a process: first start, graceful end, what the command line says about it, backup and restore.

use crate::{program::Program, running::Server};

#[test]
fn a_server_that_starts_remembers_and_ends() {
    let program = Program::new();
    let server = Server::start(&program);
    assert_eq!(server.said.len(), 1);
    assert!(server.said[0].starts_with("first start: sign in as `admin` with the password "));
    assert!(server.get("/readyz").ends_with("ready\n"));
    assert!(server.get("/sign-in").contains("Masuk ke Pandu"));

    // While it runs.
    let verified = program.run(&["journal", "verify", "--data", "data"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    let copied = program.run(&["backup", "--data", "data", "--to", "copy"]);
    assert_eq!(copied.code, 0, "{copied:?}");
    let healthy = program.run(&["doctor", "--data", "data"]);
    assert_eq!(healthy.code, 0, "{healthy:?}");
    server.end();

    let verified = program.run(&["journal", "verify", "--data", "data"]);
    assert!(
        verified.stdout.starts_with("2 entries, 0 waiting")
            && verified.stdout.contains("1 checkpoints from outside"),
        "{verified:?}"
    );

    let again = Server::start(&program);
    assert!(again.said.is_empty(), "the password is printed once");
    again.end();

    let put_back = program.run(&["restore", "--data", "restored", "--from", "copy"]);
    assert_eq!(put_back.code, 0, "{put_back:?}");
    let verified = program.run(&["journal", "verify", "--data", "restored"]);
    assert_eq!(verified.code, 0, "{verified:?}");
    let over = program.run(&["restore", "--data", "restored", "--from", "copy"]);
    assert_eq!(over.code, 2);
    assert!(over.stderr.contains("exists and is not empty"), "{over:?}");
}

#[test]
fn wrong_installations_are_named() {
    let program = Program::new();
    let nothing = program.run(&["journal", "verify", "--data", "data"]);
    assert_eq!(nothing.code, 2);
    assert!(
        nothing.stderr.contains("no data directory of pandu"),
        "{nothing:?}"
    );
    let doctor = program.run(&["doctor", "--data", "data"]);
    assert_eq!(doctor.code, 1);
    assert!(
        doctor
            .stdout
            .contains("-> name the right one with `--data`"),
        "{doctor:?}"
    );
    program.write("data/pandu.toml", "lisen = 1");
    let unknown = program.run(&["serve", "--data", "data"]);
    assert_eq!(unknown.code, 2);
    assert!(
        unknown.stderr.contains("line 1: unknown field `lisen`"),
        "{unknown:?}"
    );
}

#[test]
fn an_import_says_what_it_needs() {
    let program = Program::new();
    program.write("rows.csv", "id,name\n1,SITI\n");
    let import = |more: &[&str]| {
        let mut arguments = vec!["import", "placements", "rows.csv", "--data", "data"];
        arguments.extend_from_slice(more);
        program.run(&arguments)
    };
    let run = import(&[]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("no data directory"), "{}", run.stderr);
    program.write("mapping.toml", "[columns]\n\"A\" = \"hair colour\"\n");
    let run = import(&["--mapping", "mapping.toml"]);
    assert_eq!(run.code, 2);
    assert!(
        run.stderr.contains("mapping.toml: `hair colour`"),
        "{}",
        run.stderr
    );
    Server::start(&program).end();
    let run = import(&["--agency", "BP3MI"]);
    assert_eq!(run.code, 64);
    assert!(
        run.stderr.contains("there is no agency yet"),
        "{}",
        run.stderr
    );
}
