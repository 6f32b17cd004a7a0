//! The whole test suite: unit, property and golden tests, proofs by a solver, the programming interface under made-up requests, then the
//! pages in a browser; one total at the end.

use crate::{interface, postgres::Postgres, tools};
use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

/// Tests counted over several runners.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Total {
    passed: u64,
    failed: u64,
    skipped: u64,
}

impl Total {
    fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Installs what is missing and runs everything.
///
/// # Errors
/// If a test failed or was skipped: what this task installs it also requires.
pub fn run() -> Result<()> {
    let root = tools::root()?;
    let mut total = Total::default();
    let mut broken = Vec::new();

    tools::ensure_debian("strace", "strace")?;
    // Lives until the tests are over.
    let postgres = Postgres::start()?;
    total.add(counted(
        Command::new("cargo")
            .args(["test", "--workspace", "--no-fail-fast"])
            .env("PANDU_TEST_POSTGRES", postgres.address())
            .current_dir(&root),
        cargo_line,
        &mut broken,
    )?);

    // A feature of its own: Cedar's symbolic compiler is heavy to build, and only this needs it.
    tools::ensure_debian("cvc5", "cvc5")?;
    total.add(counted(
        Command::new("cargo")
            .args(["test", "-p", "agreements", "--features", "prover"])
            .args(["--test", "agreements", "solver::"])
            .current_dir(&root),
        cargo_line,
        &mut broken,
    )?);

    let (asked, failed) = interface::ask(&root)?;
    println!("{asked} operations of the programming interface were asked, {failed} failed");
    total.add(Total {
        passed: asked - failed.min(asked),
        failed,
        skipped: 0,
    });

    let browser = root.join("tests/browser");
    tools::ensure_debian("chromium", "chromium")?;
    tools::ensure_node_packages(&browser)?;
    total.add(counted(
        Command::new("node")
            .args(["--test", "--test-reporter=tap"])
            .env("PANDU_TEST_POSTGRES", postgres.address())
            .current_dir(&browser),
        tap_line,
        &mut broken,
    )?);
    drop(postgres);

    println!(
        "{} passed, {} failed, {} skipped",
        total.passed, total.failed, total.skipped
    );
    if total.failed > 0 || total.skipped > 0 || !broken.is_empty() {
        bail!("not all tests passed {broken:?}");
    }
    Ok(())
}

/// How often the server is killed by [`soak`].
const KILLS: &str = "100";

/// Kills the server in the middle of load, many times, on both engines.
///
/// # Errors
/// If something that was acknowledged was lost.
pub fn soak() -> Result<()> {
    let postgres = Postgres::start()?;
    tools::run(
        Command::new("cargo")
            .args(["test", "-p", "pandu", "--test", "it", "crash::"])
            .env("PANDU_TEST_POSTGRES", postgres.address())
            .env("PANDU_TEST_ROUNDS", KILLS)
            .current_dir(tools::root()?),
    )
}

/// Runs a test runner, shows what it prints and adds up the lines in which it counts.
fn counted(
    command: &mut Command,
    count: fn(&str) -> Option<Total>,
    broken: &mut Vec<String>,
) -> Result<Total> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {:?}", command.get_program()))?;
    let output = child.stdout.take().context("standard output is piped")?;
    let mut total = Total::default();
    for line in BufReader::new(output).lines() {
        let line = line?;
        println!("{line}");
        if let Some(counted) = count(&line) {
            total.add(counted);
        }
    }
    let status = child.wait()?;
    if !status.success() {
        broken.push(format!("{:?} ended with {status}", command.get_program()));
    }
    if total == Total::default() {
        broken.push(format!("{:?} ran no test", command.get_program()));
    }
    Ok(total)
}

/// `test result: ok. 16 passed; 0 failed; 0 ignored; ..`
fn cargo_line(line: &str) -> Option<Total> {
    let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
    let number = |word: &str| {
        counts
            .split("; ")
            .find_map(|part| part.strip_suffix(word)?.trim().parse().ok())
    };
    Some(Total {
        passed: number("passed")?,
        failed: number("failed")?,
        skipped: number("ignored")?,
    })
}

/// `# pass 3`, `# fail 0`, `# skipped 0`, `# todo 0`, each on a line of its own.
fn tap_line(line: &str) -> Option<Total> {
    let (word, number) = line.strip_prefix("# ")?.split_once(' ')?;
    let number = number.parse().ok()?;
    let mut total = Total::default();
    match word {
        "pass" => total.passed = number,
        "fail" | "cancelled" => total.failed = number,
        "skipped" | "todo" => total.skipped = number,
        _ => return None,
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_count() {
        assert_eq!(
            cargo_line(
                "test result: FAILED. 3 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out; finished in 0.1s"
            ),
            Some(Total {
                passed: 3,
                failed: 1,
                skipped: 2
            })
        );
        assert_eq!(cargo_line("test a::b ... ok"), None);
        assert_eq!(tap_line("# pass 7").map(|t| t.passed), Some(7));
        assert_eq!(tap_line("# cancelled 1").map(|t| t.failed), Some(1));
        assert_eq!(tap_line("# duration_ms 12"), None);
    }
}
