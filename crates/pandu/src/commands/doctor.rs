//! `pandu doctor`: what is wrong with an installation, and what to do.

use crate::{
    exit::{Failure, Outcome},
    server::{self, Opened, Place, TABLES},
};
use clap::Args;
use std::{fs, os::unix::fs::PermissionsExt, path::Path};
use storage::{Engine, jobs, snapshot};

/// Say what is wrong with an installation and what to do about it
#[derive(Args)]
pub struct Doctor {
    #[command(flatten)]
    place: Place,
}

/// One thing that was looked at: what is right, or what is wrong and what to do.
type Finding = Result<String, (String, &'static str)>;

pub fn run(arguments: &Doctor) -> Result<Outcome, Failure> {
    let findings = server::block_on(async {
        let mut findings = vec![config(&arguments.place), folder(&arguments.place.data)];
        match arguments.place.open_existing().await {
            Ok(opened) => findings.extend(look(&opened).await),
            Err(error) => findings.push(Err((
                format!("cannot be opened: {error}"),
                "start `pandu serve` once, or put a backup back with `pandu restore`",
            ))),
        }
        Ok(findings)
    })?;
    for finding in &findings {
        match finding {
            Ok(right) => println!("ok     {right}"),
            Err((wrong, advice)) => println!("WRONG  {wrong}\n       -> {advice}"),
        }
    }
    let wrong = findings.iter().filter(|finding| finding.is_err()).count();
    println!("{} looked at, {wrong} wrong", findings.len());
    Ok(if wrong == 0 {
        Outcome::Read
    } else {
        Outcome::Noticed
    })
}

fn config(place: &Place) -> Finding {
    match place.config() {
        Ok(config)
            if config
                .public_url
                .as_deref()
                .is_some_and(|url| url.starts_with("http://")) =>
        {
            Err((
                "configuration: users come without encryption".into(),
                "put a proxy with a certificate in front and set `public_url` to https://..",
            ))
        }
        Ok(_) => Ok("configuration".into()),
        Err(error) => Err((
            format!("configuration: {error}"),
            "correct the file; unknown keys are refused so that a misspelled one is noticed",
        )),
    }
}

fn folder(data: &Path) -> Finding {
    let mode = fs::metadata(data).map(|metadata| metadata.permissions().mode());
    match mode {
        Ok(mode) if mode & 0o077 != 0 => Err((
            format!("data directory {}: others can look inside", data.display()),
            "`chmod 700` it",
        )),
        Ok(_) => Ok(format!("data directory {}", data.display())),
        Err(error) => Err((
            format!("data directory {}: {error}", data.display()),
            "name the right one with `--data`",
        )),
    }
}

async fn look(opened: &Opened) -> Vec<Finding> {
    let db = &opened.context.db;
    let mut findings = vec![Ok(format!(
        "{} answers, keys are in order",
        db.engine().name()
    ))];
    findings.push(match storage::pending(db, TABLES).await {
        Ok(steps) if steps.is_empty() => Ok("tables are those of this program".into()),
        Ok(steps) => Err((
            format!("{} steps of the tables are missing", steps.len()),
            "start `pandu serve` once: it makes them",
        )),
        Err(error) => Err((
            error.to_string(),
            "use the program that wrote this database, or a newer one",
        )),
    });
    let counted = snapshot!(db, |tx| {
        let pending = journal::unsequenced(tx).await?;
        Ok::<_, journal::JournalError>((pending, jobs::count(tx).await?))
    });
    match counted {
        Ok((pending, jobs)) => {
            findings.push(if pending > 10_000 {
                let wrong = format!("journal: {pending} entries wait for a place");
                Err((
                    wrong,
                    "is the server running? it gives places within a second",
                ))
            } else {
                Ok(format!("journal: {pending} entries wait for a place"))
            });
            findings.push(if jobs.dead > 0 {
                let wrong = format!("jobs: {} were given up", jobs.dead);
                Err((wrong, "the server's log names the reason of each"))
            } else {
                Ok(format!("jobs: {} wait, none was given up", jobs.waiting))
            });
        }
        Err(error) => findings.push(Err((
            error.to_string(),
            "look at the database's own log; `pandu restore` puts a backup back",
        ))),
    }
    if db.engine() == Engine::Postgres {
        findings.push(tool("pg_dump"));
    }
    findings
}

fn tool(name: &str) -> Finding {
    let there = std::process::Command::new(name)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    if there {
        Ok(format!("`{name}` is there for backups"))
    } else {
        Err((
            format!("`{name}` is missing: no backup can be made"),
            "install postgresql-client",
        ))
    }
}
