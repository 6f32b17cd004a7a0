//! Files by their content: each lies in the object store under its hash, so that the same file is kept once.

use crate::{Ambient, StorageError, Tx, execute, fetch_optional};
use bytes::Bytes;
use object_store::{
    ObjectStore, ObjectStoreExt, buffered::BufWriter, local::LocalFileSystem, path::Path,
};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWriteExt};
use uuid::Uuid;

/// Where the bytes of files lie.
#[derive(Debug, Clone)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    ambient: Ambient,
}

/// What a file is, without its name: a name can be personal data and belongs to whoever attached the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// SHA-256 of the bytes.
    pub sha256: [u8; 32],
    /// In bytes.
    pub size: u64,
}

#[derive(sqlx::FromRow)]
struct FileRow {
    sha256: Vec<u8>,
    size: i64,
    media_type: String,
}

impl Files {
    /// Files in a folder of this machine, made if it is missing; each is flushed to the disk.
    ///
    /// # Errors
    /// If the folder cannot be made.
    pub fn local(folder: &std::path::Path, ambient: Ambient) -> Result<Self, StorageError> {
        std::fs::create_dir_all(folder).map_err(StorageError::io(folder))?;
        let store = LocalFileSystem::new_with_prefix(folder)
            .map_err(failed)?
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            ambient,
        })
    }

    /// Reads a file to its end and keeps it; what exceeds `limit` bytes is refused and leaves nothing behind.
    ///
    /// # Errors
    /// If the file is larger than `limit`, or cannot be read or written.
    pub async fn put(
        &self,
        mut source: impl AsyncRead + Unpin,
        limit: u64,
    ) -> Result<Content, StorageError> {
        let incoming = Path::from(format!("incoming/{}", self.ambient.id()));
        let mut writer = BufWriter::new(Arc::clone(&self.store), incoming.clone());
        let copied = copy(&mut source, &mut writer, limit).await;
        let content = match copied {
            Ok(content) => content,
            Err(error) => {
                // The first error is the one to tell; whatever was begun is given up.
                let _ = writer.abort().await;
                return Err(error);
            }
        };
        writer
            .shutdown()
            .await
            .map_err(|error| StorageError::File(error.to_string()))?;
        self.store
            .rename(&incoming, &place(&content))
            .await
            .map_err(failed)?;
        Ok(content)
    }

    /// The bytes of a file, checked against its hash.
    ///
    /// # Errors
    /// If the file is missing or is no longer what was stored.
    pub async fn get(&self, content: &Content) -> Result<Bytes, StorageError> {
        let found = self.store.get(&place(content)).await.map_err(failed)?;
        let bytes = found.bytes().await.map_err(failed)?;
        if Sha256::digest(&bytes).as_slice() != content.sha256 {
            return Err(StorageError::File(
                "the bytes are not those that were stored".into(),
            ));
        }
        Ok(bytes)
    }
}

/// Records a stored file, so that other tables can point to it.
///
/// # Errors
/// If the database failed.
pub async fn record(
    tx: &mut Tx,
    content: &Content,
    media_type: &str,
) -> Result<Uuid, StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    let size = i64::try_from(content.size)
        .map_err(|_| StorageError::File("larger than the database can say".into()))?;
    execute!(
        tx,
        "INSERT INTO file (id, sha256, size, media_type, stored_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        content.sha256.as_slice(),
        size,
        media_type,
        now
    )?;
    Ok(id)
}

/// What a recorded file is, and its media type.
///
/// # Errors
/// If the database failed.
pub async fn find(tx: &mut Tx, id: Uuid) -> Result<Option<(Content, String)>, StorageError> {
    let row: Option<FileRow> = fetch_optional!(
        tx,
        "SELECT sha256, size, media_type FROM file WHERE id = $1",
        id
    )?;
    row.map(|row| {
        let form = || StorageError::Form("hash or size of a file".into());
        let content = Content {
            sha256: row.sha256.as_slice().try_into().map_err(|_| form())?,
            size: u64::try_from(row.size).map_err(|_| form())?,
        };
        Ok((content, row.media_type))
    })
    .transpose()
}

async fn copy(
    source: &mut (impl AsyncRead + Unpin),
    target: &mut BufWriter,
    limit: u64,
) -> Result<Content, StorageError> {
    let mut hash = Sha256::new();
    let mut size = 0_u64;
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let count = source
            .read(&mut buffer)
            .await
            .map_err(|error| StorageError::File(error.to_string()))?;
        let Some(read) = buffer.get(..count).filter(|read| !read.is_empty()) else {
            break;
        };
        size += count as u64;
        if size > limit {
            return Err(StorageError::File(format!("larger than {limit} bytes")));
        }
        hash.update(read);
        target
            .write_all(read)
            .await
            .map_err(|error| StorageError::File(error.to_string()))?;
    }
    Ok(Content {
        sha256: hash.finalize().into(),
        size,
    })
}

/// `sha256/ab/cdef..`: two levels, so that no folder grows too large.
fn place(content: &Content) -> Path {
    let hex = data_encoding::HEXLOWER.encode(&content.sha256);
    let (folder, name) = hex.split_at(2);
    Path::from(format!("sha256/{folder}/{name}"))
}

fn failed(error: object_store::Error) -> StorageError {
    StorageError::File(match error {
        object_store::Error::NotFound { .. } => "not there".into(),
        other => other.to_string(),
    })
}
