//! Files that wait to be taken in.

use storage::{StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

/// A file that waits, as it is stored.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(crate) struct Waiting {
    pub(crate) import: Uuid,
    pub(crate) agency: Uuid,
    pub(crate) digest: Vec<u8>,
    pub(crate) file: Uuid,
    pub(crate) mapping: String,
}

/// Lets a file wait; one that waits already is left as it is.
pub(crate) async fn insert(
    tx: &mut Tx,
    import: Uuid,
    file: Uuid,
    mapping: &str,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO placement_upload (import, file, mapping) VALUES ($1, $2, $3) ON CONFLICT (import) DO NOTHING",
        import,
        file,
        mapping
    )?;
    Ok(())
}

/// Those that have waited longest.
pub(crate) async fn waiting(tx: &mut Tx) -> Result<Vec<Waiting>, StorageError> {
    fetch_all!(
        tx,
        "SELECT u.import, i.agency, i.digest, u.file, u.mapping FROM placement_upload u
         JOIN placement_import i ON i.id = u.import ORDER BY i.began_at, i.id LIMIT 100"
    )
}

pub(crate) async fn delete(tx: &mut Tx, import: Uuid) -> Result<(), StorageError> {
    execute!(tx, "DELETE FROM placement_upload WHERE import = $1", import)?;
    Ok(())
}
