//! Folders that appear when they are complete, and the list of hashes that says what belongs to one.

use super::Summary;
use crate::StorageError;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::Read,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

const MANIFEST: &str = "manifest.json";

/// Every file of a backup by its relative path.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Manifest {
    files: BTreeMap<String, Entry>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    bytes: u64,
    sha256: String,
}

impl Manifest {
    /// Reads every file under a folder, the manifest itself excepted.
    pub(super) fn of(folder: &Path) -> Result<Self, StorageError> {
        let mut files = BTreeMap::new();
        for path in walk(folder)? {
            let name = path
                .strip_prefix(folder)
                .unwrap_or(&path)
                .display()
                .to_string();
            if name != MANIFEST {
                files.insert(name, entry(&path)?);
            }
        }
        Ok(Self { files })
    }

    /// Writes the manifest; the backup counts as complete from then on.
    pub(super) fn write(&self, folder: &Path) -> Result<Summary, StorageError> {
        let path = folder.join(MANIFEST);
        let text = serde_json::to_string_pretty(self)
            .map_err(|error| StorageError::Backup(error.to_string()))?;
        fs::write(&path, text).map_err(StorageError::io(&path))?;
        for path in walk(folder)? {
            File::open(&path)
                .and_then(|file| file.sync_all())
                .map_err(StorageError::io(&path))?;
        }
        Ok(self.summary())
    }

    fn summary(&self) -> Summary {
        Summary {
            files: self.files.len(),
            bytes: self.files.values().map(|entry| entry.bytes).sum(),
        }
    }
}

/// Holds a backup against its manifest.
pub(super) fn verify(folder: &Path) -> Result<Summary, StorageError> {
    let path = folder.join(MANIFEST);
    let text = fs::read_to_string(&path).map_err(StorageError::io(&path))?;
    let stated: Manifest = serde_json::from_str(&text)
        .map_err(|error| StorageError::Backup(format!("{MANIFEST} cannot be read: {error}")))?;
    let found = Manifest::of(folder)?;
    for (name, entry) in &stated.files {
        match found.files.get(name) {
            None => return Err(StorageError::Backup(format!("`{name}` is missing"))),
            Some(other) if other != entry => {
                return Err(StorageError::Backup(format!("`{name}` was altered")));
            }
            Some(_) => {}
        }
    }
    if let Some(name) = found
        .files
        .keys()
        .find(|name| !stated.files.contains_key(*name))
    {
        return Err(StorageError::Backup(format!(
            "`{name}` does not belong to it"
        )));
    }
    Ok(stated.summary())
}

/// Fills a hidden folder beside `to` and gives it its name when it is complete; only its owner may look inside.
///
/// # Errors
/// If `to` exists and is not an empty folder, or what `fill` returned; then nothing is left behind.
pub(super) async fn appear<T>(
    to: &Path,
    fill: impl AsyncFnOnce(&Path) -> Result<T, StorageError>,
) -> Result<T, StorageError> {
    let taken = || StorageError::Backup(format!("{} exists and is not empty", to.display()));
    if to.exists() && !fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_none()) {
        return Err(taken());
    }
    let name = to
        .file_name()
        .ok_or_else(|| StorageError::Backup(format!("{} is no folder to make", to.display())))?;
    let partial = to.with_file_name(format!(".{}.partial", name.display()));
    fs::create_dir_all(&partial).map_err(StorageError::io(&partial))?;
    let done = async {
        fs::set_permissions(&partial, fs::Permissions::from_mode(0o700))
            .map_err(StorageError::io(&partial))?;
        let value = fill(&partial).await?;
        fs::rename(&partial, to).map_err(StorageError::io(to))?;
        let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty());
        File::open(parent.unwrap_or(Path::new(".")))
            .and_then(|folder| folder.sync_all())
            .map_err(StorageError::io(to))?;
        Ok(value)
    }
    .await;
    if done.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_dir_all(&partial);
    }
    done
}

/// Copies a folder with all that is in it; a folder that does not exist is an empty one.
pub(super) fn copy_tree(from: &Path, to: &Path) -> Result<(), StorageError> {
    for path in walk(from)? {
        let target = to.join(path.strip_prefix(from).unwrap_or(&path));
        if let Some(parent) = target.parent() {
            fs::create_dir_all(parent).map_err(StorageError::io(parent))?;
        }
        fs::copy(&path, &target).map_err(StorageError::io(&path))?;
    }
    Ok(())
}

fn walk(folder: &Path) -> Result<Vec<PathBuf>, StorageError> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        if !folder.exists() {
            continue;
        }
        for entry in fs::read_dir(&folder).map_err(StorageError::io(&folder))? {
            let path = entry.map_err(StorageError::io(&folder))?.path();
            // A file that is still coming in belongs to nobody yet.
            if path.is_dir() && path.file_name().is_some_and(|name| name != "incoming") {
                open.push(path);
            } else if path.is_file() {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn entry(path: &Path) -> Result<Entry, StorageError> {
    let mut file = File::open(path).map_err(StorageError::io(path))?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    loop {
        let count = file.read(&mut buffer).map_err(StorageError::io(path))?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
            break;
        };
        hash.update(read);
        bytes += count as u64;
    }
    Ok(Entry {
        bytes,
        sha256: data_encoding::HEXLOWER.encode(&hash.finalize()),
    })
}
