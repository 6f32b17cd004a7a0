//! One slice worked on by several threads, a part each.

/// Gives each of so many threads one part of `all` and returns what came of the parts, in their order.
pub(crate) fn in_parts<T: Sync, R: Send>(
    all: &[T],
    threads: usize,
    work: impl Fn(&[T]) -> R + Sync,
) -> Vec<R> {
    let size = all.len().div_ceil(threads.max(1)).max(1);
    let work = &work;
    std::thread::scope(|scope| {
        let parts: Vec<_> = all
            .chunks(size)
            .map(|part| scope.spawn(move || work(part)))
            .collect();
        let joined = parts.into_iter().map(|part| {
            part.join()
                .unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        joined.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_lost_however_many_threads() {
        let all: Vec<u32> = (0..10).collect();
        for threads in [0, 1, 3, 64] {
            let parts = in_parts(&all, threads, <[u32]>::to_vec);
            assert_eq!(parts.concat(), all, "{threads}");
        }
        assert!(in_parts(&[0u32; 0], 2, <[u32]>::len).is_empty());
    }
}
