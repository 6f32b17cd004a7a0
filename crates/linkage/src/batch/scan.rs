//! A table read by several threads, which take its chunks by turns.

use std::{
    io::{self, Read},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};
use tabular::{Chunk, Notices, Record, Table};

/// Reads the first `columns` of every record of a table. Each thread has a worker of its own; all are returned, with what was odd.
pub(crate) fn scan<R: Read + Send, W: Send>(
    table: Table<R>,
    columns: usize,
    threads: usize,
    make: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, Record<'_>) + Sync,
    progress: &(dyn Fn(u64) + Sync),
) -> io::Result<(Vec<W>, Notices)> {
    let table = Mutex::new(table);
    let done = AtomicU64::new(0);
    let one = || -> io::Result<(W, Notices)> {
        let mut worker = make();
        let mut notices = Notices::default();
        let mut chunk = Chunk::default();
        // A poisoned lock means that another thread panicked; its panic is passed on when it is joined.
        let next = |chunk: &mut Chunk| {
            table
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .next_chunk(chunk)
        };
        while next(&mut chunk)? {
            let mut records = chunk.records().first(columns);
            while let Some(record) = records.next() {
                work(&mut worker, record);
            }
            notices.append(records.into_notices());
            let length = chunk.len() as u64;
            progress(done.fetch_add(length, Ordering::Relaxed) + length);
        }
        Ok((worker, notices))
    };
    let results = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads.max(1)).map(|_| scope.spawn(one)).collect();
        let mut results = vec![one()];
        for other in others {
            results.push(
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        results
    });
    let mut workers = Vec::new();
    let mut all = table
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner)
        .into_notices();
    for result in results {
        let (worker, notices) = result?;
        workers.push(worker);
        all.append(notices);
    }
    Ok((workers, all))
}
