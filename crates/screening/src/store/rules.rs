//! The rules that assessments rest on, as they were.

use storage::{StorageError, Tx, execute, fetch_optional};

/// Keeps rules under their name, unless they are kept already: the name holds their hash, so it never means others.
pub(crate) async fn keep(tx: &mut Tx, name: &str, files: &str) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO screening_rules_used (name, files) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING",
        name,
        files
    )?;
    Ok(())
}

/// The files of rules by their name.
pub(crate) async fn get(tx: &mut Tx, name: &str) -> Result<Option<String>, StorageError> {
    let row: Option<(String,)> = fetch_optional!(
        tx,
        "SELECT files FROM screening_rules_used WHERE name = $1",
        name
    )?;
    Ok(row.map(|(files,)| files))
}
