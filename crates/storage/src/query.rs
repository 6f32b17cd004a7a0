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

/// Writes many rows with few statements: `insert_all!(tx, "leaf (place, entry)", rows, |row| row.place, row.entry)`.
#[macro_export]
macro_rules! insert_all {
    ($tx:expr, $into:literal, $rows:expr, |$row:pat_param| $($bind:expr),+ $(,)?) => {{
        let tx: &mut $crate::Tx = &mut *$tx;
        let mut result = Ok(());
        for rows in $rows.chunks($crate::ROWS_AT_ONCE) {
            let columns = [$(stringify!($bind)),+].len();
            let sql = $crate::sqlx::AssertSqlSafe($crate::insert_sql($into, columns, rows.len()));
            let written = match tx.connection() {
                $crate::Connection::Sqlite(connection) => {
                    let mut query = $crate::sqlx::query(sql);
                    for $row in rows { query = query$(.bind($bind))+; }
                    query.execute(&mut **connection).await.map(|_| ())
                }
                $crate::Connection::Postgres(connection) => {
                    let mut query = $crate::sqlx::query(sql);
                    for $row in rows { query = query$(.bind($bind))+; }
                    query.execute(&mut **connection).await.map(|_| ())
                }
            };
            result = tx.judge(written);
            if result.is_err() { break; }
        }
        result
    }};
}

/// Reads the rows that have one of many values: `fetch_in!(tx, "SELECT id FROM person WHERE controller = $1 AND number IN",
/// controller; numbers)`. The list is put behind the last word of the statement, some hundreds at a time.
#[macro_export]
macro_rules! fetch_in {
    ($tx:expr, $select:expr $(, $bind:expr)*; $values:expr) => {{
        let tx: &mut $crate::Tx = &mut *$tx;
        let mut all = Vec::new();
        let mut result = Ok(());
        let binds = 0_usize $(+ { let _ = stringify!($bind); 1 })*;
        for values in $values.chunks($crate::ROWS_AT_ONCE) {
            let sql = $crate::sqlx::AssertSqlSafe($crate::in_sql($select, binds, values.len()));
            let read = match tx.connection() {
                $crate::Connection::Sqlite(connection) => {
                    let mut query = $crate::sqlx::query_as(sql)$(.bind($bind))*;
                    for value in values { query = query.bind(value); }
                    query.fetch_all(&mut **connection).await
                }
                $crate::Connection::Postgres(connection) => {
                    let mut query = $crate::sqlx::query_as(sql)$(.bind($bind))*;
                    for value in values { query = query.bind(value); }
                    query.fetch_all(&mut **connection).await
                }
            };
            match tx.judge(read) {
                Ok(mut rows) => all.append(&mut rows),
                Err(error) => { result = Err(error); break; }
            }
        }
        result.map(|()| all)
    }};
}

/// Rows in one statement: far below the 32,766 parameters that SQLite takes.
#[doc(hidden)]
pub const ROWS_AT_ONCE: usize = 500;

/// `SELECT .. WHERE controller = $1 AND number IN ($2,$3)`.
#[doc(hidden)]
pub fn in_sql(select: &str, binds: usize, values: usize) -> String {
    let mut sql = format!("{select} (");
    for value in 0..values {
        let comma = if value == 0 { "" } else { "," };
        sql.push_str(&format!("{comma}${}", binds + value + 1));
    }
    sql.push(')');
    sql
}

/// `INSERT INTO leaf (place, entry) VALUES ($1,$2),($3,$4)`.
#[doc(hidden)]
pub fn insert_sql(into: &str, columns: usize, rows: usize) -> String {
    let mut sql = format!("INSERT INTO {into} VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..columns {
            let comma = if column == 0 { "" } else { "," };
            sql.push_str(&format!("{comma}${}", row * columns + column + 1));
        }
        sql.push(')');
    }
    sql
}
