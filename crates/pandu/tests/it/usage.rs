//! What somebody gets who does not know the command line.

use crate::program::Program;

#[test]
fn help_is_no_failure() {
    let run = Program::new().run(&["--help"]);
    assert_eq!(run.code, 0);
    assert!(run.stdout.contains("Usage: pandu"));
}

#[test]
fn a_wrong_command_ends_with_64() {
    let run = Program::new().run(&["menyaring"]);
    assert_eq!(run.code, 64);
    assert_eq!(run.stdout, "");
    assert!(run.stderr.contains("menyaring"), "{}", run.stderr);
}
