//! The watched folder: whatever is put there is taken in once it is complete, and moved to `done` or `refused` with a report beside.

use super::receive::{self, LARGEST, Received};
use crate::{Intake, Way};
use access::{AccessError, Context, Permit};
use axum::body::Bytes;
use std::collections::HashMap;
use std::fmt::Write;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use tokio::fs;
use tokio::sync::watch;
use uuid::Uuid;

/// The wait between two looks. A file that is the same in two looks is complete.
const PAUSE: Duration = Duration::from_secs(2);

/// A folder, and the agency whose lists come through it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Where it lies; made if it is missing.
    pub path: PathBuf,
    /// The agency.
    pub agency: Uuid,
}

/// What a file looked like.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Look {
    size: u64,
    changed: Option<SystemTime>,
}

/// The files that were there at the last look.
#[derive(Debug, Default)]
pub struct Looks(HashMap<PathBuf, Look>);

/// Watches until `stop` says so.
pub async fn run(
    context: Context,
    intake: Intake,
    folder: Folder,
    mut stop: watch::Receiver<bool>,
) {
    let mut looks = Looks::default();
    while !*stop.borrow() {
        if let Err(problem) = look(&context, &intake, &folder, &mut looks).await {
            tracing::error!(%problem, "the watched folder cannot be read");
        }
        if let Ok(Err(_)) = tokio::time::timeout(PAUSE, stop.changed()).await {
            return;
        }
    }
}

/// Looks once: takes in what has not changed since the last look. Gives how many files were taken in or refused.
///
/// # Errors
/// If the folder cannot be read or files cannot be moved; what was not moved is tried again.
pub async fn look(
    context: &Context,
    intake: &Intake,
    folder: &Folder,
    looks: &mut Looks,
) -> io::Result<usize> {
    for place in ["done", "refused"] {
        fs::create_dir_all(folder.path.join(place)).await?;
    }
    let mut now = HashMap::new();
    let mut complete = Vec::new();
    let mut entries = fs::read_dir(&folder.path).await?;
    while let Some(entry) = entries.next_entry().await? {
        let data = entry.metadata().await?;
        if !data.is_file() || is_unfinished(&entry.path()) {
            continue;
        }
        let look = Look {
            size: data.len(),
            changed: data.modified().ok(),
        };
        if looks.0.get(&entry.path()) == Some(&look) {
            complete.push((entry.path(), look.size));
        }
        now.insert(entry.path(), look);
    }
    looks.0 = now;
    complete.sort();
    let mut taken = 0;
    for (path, size) in complete {
        if take(context, intake, folder, &path, size).await? {
            looks.0.remove(&path);
            taken += 1;
        }
    }
    Ok(taken)
}

/// Names that programs give to files they are still writing.
fn is_unfinished(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy());
    let name = name.unwrap_or_default().to_lowercase();
    name.starts_with(['.', '~'])
        || [".part", ".tmp", ".filepart", ".crdownload"]
            .iter()
            .any(|end| name.ends_with(end))
}

/// Takes one file in. False if it has to wait.
async fn take(
    context: &Context,
    intake: &Intake,
    folder: &Folder,
    path: &Path,
    size: u64,
) -> io::Result<bool> {
    if size > LARGEST {
        let report = format!("refused: larger than {LARGEST} bytes\n");
        finish(context, folder, path, "refused", &report, None).await?;
        return Ok(true);
    }
    let bytes = Bytes::from(fs::read(path).await?);
    let permit = Permit::system("watched folder");
    let taken = receive::take(context, intake, &permit, folder.agency, Way::Folder, bytes).await;
    match taken {
        Ok(received) => {
            let answer = (!received.reading.manifest.heads.is_empty())
                .then(|| receive::answer(context, &received));
            let report = report(&received);
            finish(context, folder, path, "done", &report, answer.as_deref()).await?;
            Ok(true)
        }
        Err(AccessError::Invalid(fault)) => {
            let why = match fault.message {
                "manifest-empty" => "the file is empty",
                "manifest-unknown" => {
                    "expected a PAXLST or PNRGOV message, or a list as CSV or XLSX"
                }
                _ => "it cannot be read to its end",
            };
            let report = format!("refused: {why}\n");
            finish(context, folder, path, "refused", &report, None).await?;
            Ok(true)
        }
        Err(problem) => {
            // The database may be busy: the file stays and is tried again.
            tracing::error!(%problem, "a file of the watched folder cannot be taken in");
            Ok(false)
        }
    }
}

/// What was read and what was odd, line by line.
fn report(received: &Received) -> String {
    let reading = &received.reading;
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "taken in as {}{}",
        received.id,
        if received.again {
            ": it was taken in before"
        } else {
            ""
        }
    );
    let _ = writeln!(
        text,
        "{} messages, {} travellers, {} voyages",
        reading.manifest.messages,
        reading.travellers,
        reading.voyages.len()
    );
    for notice in &reading.notices {
        let _ = writeln!(
            text,
            "{}: {} ({}) [{}]",
            notice.level, notice.message, notice.place, notice.code
        );
    }
    let left = reading.notices_in_all - reading.notices.len();
    if left > 0 {
        let _ = writeln!(text, "{left} more");
    }
    text
}

/// Writes the report, then moves the file: a file that lies in its place has its report.
async fn finish(
    context: &Context,
    folder: &Folder,
    path: &Path,
    place: &str,
    report: &str,
    answer: Option<&str>,
) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    // Two files of one name on different days are two.
    let at = context
        .db
        .ambient()
        .now()
        .strftime("%Y%m%dT%H%M%S%6f")
        .to_string();
    let to = folder.path.join(place).join(format!("{at}-{name}"));
    let beside = |end: &str| {
        let mut beside = to.clone().into_os_string();
        beside.push(end);
        PathBuf::from(beside)
    };
    fs::write(beside(".report.txt"), report).await?;
    if let Some(answer) = answer {
        fs::write(beside(".cusres.edi"), answer).await?;
    }
    fs::rename(path, &to).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_written_waits() {
        for (name, unfinished) in [
            ("list.csv", false),
            (".list.csv", true),
            ("list.edi.part", true),
            ("LIST.TMP", true),
            ("~$list.xlsx", true),
        ] {
            assert_eq!(is_unfinished(Path::new(name)), unfinished, "{name}");
        }
    }
}
