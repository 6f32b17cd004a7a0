//! The tables of each engine, as golden files.

use super::super::TABLES;
use storage::{StorageError, fetch_all, snapshot, testing};

#[tokio::test]
async fn of_sqlite() {
    let database = testing::sqlite(TABLES).await;
    let rows: Result<Vec<(String,)>, StorageError> = snapshot!(database.db, |tx| fetch_all!(
        tx,
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ));
    let text: Vec<String> = rows.unwrap().into_iter().map(|(sql,)| sql).collect();
    insta::assert_snapshot!("schema_sqlite", text.join(";\n"));
}

#[tokio::test]
async fn of_postgres() {
    let Some(database) = testing::postgres(TABLES).await else {
        eprintln!("skipped: {} is not set", testing::POSTGRES);
        return;
    };
    let columns: Result<Vec<(String, String, String, String)>, StorageError> = snapshot!(
        database.db,
        |tx| {
            fetch_all!(
        tx,
        "SELECT table_name::text, column_name::text, data_type::text, is_nullable::text FROM information_schema.columns
         WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"
    )
        }
    );
    let constraints: Result<Vec<(String, String)>, StorageError> =
        snapshot!(database.db, |tx| fetch_all!(
            tx,
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'u', 'f') ORDER BY 1, 2"
        ));
    let indexes: Result<Vec<(String,)>, StorageError> = snapshot!(database.db, |tx| fetch_all!(
        tx,
        "SELECT indexdef::text FROM pg_indexes WHERE schemaname = 'public' ORDER BY indexdef"
    ));
    let mut lines: Vec<String> = Vec::new();
    for (table, column, kind, nullable) in columns.unwrap() {
        lines.push(format!(
            "{table}.{column} {kind}{}",
            if nullable == "YES" { " null" } else { "" }
        ));
    }
    lines.extend(
        constraints
            .unwrap()
            .into_iter()
            .map(|(table, text)| format!("{table}: {text}")),
    );
    lines.extend(indexes.unwrap().into_iter().map(|(text,)| text));
    insta::assert_snapshot!("schema_postgres", lines.join("\n"));
}
