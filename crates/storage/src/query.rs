//! One statement, both engines: the dispatch macros.

/// Runs a statement on whichever engine the transaction lives. Used by the other macros.
#[doc(hidden)]
#[macro_export]
macro_rules! dispatch {
    ($tx:expr, $constructor:ident, $verb:ident, $finish:expr, $sql:expr, $($bind:expr),*) => {{
        let tx: &mut $crate::Tx = &mut *$tx;
        let result = match tx.connection() {
            $crate::Connection::Sqlite(connection) => {
                $crate::sqlx::$constructor($sql)$(.bind($bind))*.$verb(&mut **connection).await.map($finish)
            }
            $crate::Connection::Postgres(connection) => {
                $crate::sqlx::$constructor($sql)$(.bind($bind))*.$verb(&mut **connection).await.map($finish)
            }
        };
        tx.judge(result)
    }};
}

/// Reads all rows as values of a type that derives `sqlx::FromRow` (or as tuples).
#[macro_export]
macro_rules! fetch_all {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => { $crate::dispatch!($tx, query_as, fetch_all, |rows| rows, $sql, $($bind),*) };
}

/// Reads the only row; its absence is an error.
#[macro_export]
macro_rules! fetch_one {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => { $crate::dispatch!($tx, query_as, fetch_one, |row| row, $sql, $($bind),*) };
}

/// Reads one row, if there is one.
#[macro_export]
macro_rules! fetch_optional {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => { $crate::dispatch!($tx, query_as, fetch_optional, |row| row, $sql, $($bind),*) };
}

/// Runs a statement that returns no rows; gives how many it changed.
#[macro_export]
macro_rules! execute {
    ($tx:expr, $sql:expr $(, $bind:expr)* $(,)?) => { $crate::dispatch!($tx, query, execute, |done| done.rows_affected(), $sql, $($bind),*) };
}
