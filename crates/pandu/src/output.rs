//! Result files that appear only when they are complete.

use crate::exit::Failure;
use std::{
    fs::Permissions,
    io::{BufWriter, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

/// A file that is written under a name of its own and takes its final name when it is complete.
pub struct Output {
    writer: BufWriter<tempfile::NamedTempFile>,
    path: PathBuf,
}

impl Output {
    /// Opens a hidden file beside `path`; its directory is made if it is missing.
    pub fn create(path: &Path) -> Result<Self, Failure> {
        let failed = |source| Failure::Write {
            what: path.display().to_string(),
            source,
        };
        let directory = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent,
            _ => Path::new("."),
        };
        std::fs::create_dir_all(directory).map_err(failed)?;
        let file = tempfile::Builder::new()
            .prefix(".pandu-")
            .permissions(Permissions::from_mode(0o600))
            .tempfile_in(directory)
            .map_err(failed)?;
        Ok(Self {
            writer: BufWriter::with_capacity(1 << 18, file),
            path: path.to_owned(),
        })
    }

    /// Gives the file its final name; only then does anybody see it.
    pub fn finish(self) -> Result<(), Failure> {
        let failed = |source| Failure::Write {
            what: self.path.display().to_string(),
            source,
        };
        let file = self
            .writer
            .into_inner()
            .map_err(|error| failed(error.into_error()))?;
        file.persist(&self.path)
            .map_err(|error| failed(error.error))?;
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.writer.flush()
    }
}
