//! What the tests need beyond Rust: looked for, and installed by Debian's and npm's ordinary clients where it is missing.

use anyhow::{Context, Result, bail};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// The repository's root, wherever the task was started.
pub fn root() -> Result<PathBuf> {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map(Path::to_owned)
        .context("xtask lies in the repository")
}

/// Runs a command to its end.
///
/// # Errors
/// If it cannot be started or ends with another code than 0.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("cannot start {:?}", command.get_program()))?;
    if !status.success() {
        bail!("{command:?} ended with {status}");
    }
    Ok(())
}

fn present(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Installs a Debian package unless its program is already there.
pub fn ensure_debian(program: &str, package: &str) -> Result<()> {
    if present(program) {
        return Ok(());
    }
    install_debian(package)
}

/// Installs a Debian package.
pub fn install_debian(package: &str) -> Result<()> {
    println!("installing {package}");
    let privileged = |arguments: &[&str]| {
        let root = Command::new("id")
            .arg("-u")
            .output()
            .is_ok_and(|output| output.stdout.starts_with(b"0\n"));
        let mut command = Command::new(if root { "apt-get" } else { "sudo" });
        if !root {
            command.arg("apt-get");
        }
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        run(&mut command)
    };
    privileged(&["update", "-qq"])?;
    privileged(&["install", "-y", "-qq", "--no-install-recommends", package])
}

/// Installs the locked Node packages of a folder unless they are there.
pub fn ensure_node_packages(folder: &Path) -> Result<()> {
    ensure_debian("node", "nodejs")?;
    ensure_debian("npm", "npm")?;
    if folder.join("node_modules/.package-lock.json").exists() {
        return Ok(());
    }
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"])
        .current_dir(folder))
}

/// Installs a package of PyPI into an environment of its own unless it is there; gives the folder with its programs.
pub fn ensure_python(environment: &Path, package: &str) -> Result<PathBuf> {
    let programs = environment.join("bin");
    let installed = environment.join(package);
    if installed.exists() {
        return Ok(programs);
    }
    println!("installing {package}");
    // Debian's Python has `venv` in a package of its own.
    if !Path::new("/usr/share/doc/python3-venv").exists() {
        install_debian("python3-venv")?;
    }
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(environment))?;
    run(Command::new(programs.join("pip"))
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .arg(package))?;
    std::fs::write(installed, "")?;
    Ok(programs)
}

/// Measures ours and the peers; the arguments go to the script.
pub fn bench_peers(arguments: impl Iterator<Item = String>) -> Result<()> {
    run(Command::new("python3")
        .arg("bench/peers/run.py")
        .args(arguments)
        .current_dir(root()?))
}
