//! The programming interface under schemathesis: requests made from its own description, right ones and wrong ones. No answer may be
//! an error of the server.

use crate::tools;
use anyhow::{Context, Result, bail};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// The version on PyPI: another one makes other requests from the same seed.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";
const SEED: &str = "20261122";
/// Requests of one sort for each operation.
const EXAMPLES: &str = "12";
/// Seconds for all of it.
const LONGEST: &str = "90";

/// A server with the demo's nation, stopped when it is dropped.
struct Demo {
    child: Child,
    address: String,
    key: String,
}

impl Demo {
    fn start(root: &Path) -> Result<Self> {
        tools::run(
            Command::new("cargo")
                .args(["build", "--quiet", "--bin", "pandu"])
                .current_dir(root),
        )?;
        let child = Command::new(root.join("target/debug/pandu"))
            .args(["demo", "--serve", "--listen", "127.0.0.1:0"])
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the demo")?;
        let mut demo = Self {
            child,
            address: String::new(),
            key: String::new(),
        };
        let output = demo.child.stdout.take().context("its output is piped")?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            if let Some(key) = between(&line, "Bearer ", "'") {
                key.clone_into(&mut demo.key);
            }
            if let Some(address) = between(&line, "listening on ", " ") {
                address.clone_into(&mut demo.address);
                return Ok(demo);
            }
        }
        bail!("the demo ended before it listened")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // Its data goes with it only if it may end in order.
        let _ = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        let _ = self.child.wait();
    }
}

/// Asks every operation of a server and shows what was found. Gives how many were asked, and how many of them failed.
///
/// # Errors
/// If the server or schemathesis cannot be started, or nothing was asked.
pub fn ask(root: &Path) -> Result<(u64, u64)> {
    let programs = tools::ensure_python(&root.join("target/python/schemathesis"), SCHEMATHESIS)?;
    let report = root.join("target/python/schemathesis.xml");
    let demo = Demo::start(root)?;
    let mut command = Command::new(programs.join("schemathesis"));
    command
        .args(["run", &format!("{}/api/v1/openapi.json", demo.address)])
        .args(["--header", &format!("Authorization: Bearer {}", demo.key)])
        .args(["--checks", "not_a_server_error", "--continue-on-failure"])
        .args(["--phases", "examples,coverage,fuzzing"])
        .args(["--max-examples", EXAMPLES, "--max-time", LONGEST])
        .args(["--seed", SEED, "--generation-database", "none"])
        .args(["--suppress-health-check", "all", "--no-color"])
        .args(["--report", "junit", "--report-junit-path"])
        .arg(&report)
        .current_dir(root.join("target/python"));
    // What it found is counted below; it is shown as it comes.
    command.status().context("cannot start schemathesis")?;
    let report = std::fs::read_to_string(&report).context("the report of schemathesis")?;
    counts(&report).context("schemathesis asked nothing")
}

/// `<testsuites tests="49" errors="0" failures="0" ..`
fn counts(report: &str) -> Option<(u64, u64)> {
    let head = between(report, "<testsuites ", ">")?;
    let number = |word: &str| {
        between(head, &format!("{word}=\""), "\"")?
            .parse::<u64>()
            .ok()
    };
    let all = number("tests").filter(|all| *all > 0)?;
    Some((all, number("failures")? + number("errors")?))
}

fn between<'a>(text: &'a str, begin: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(begin)?;
    Some(rest.split_once(end)?.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reports_are_counted() {
        let head = r#"<?xml version="1.0" ?><testsuites disabled="0" errors="1" failures="2" tests="49" time="3.1"><testsuite/>"#;
        assert_eq!(counts(head), Some((49, 3)));
        assert_eq!(counts(&head.replace("49", "0")), None);
        assert_eq!(counts(""), None);
    }
}
