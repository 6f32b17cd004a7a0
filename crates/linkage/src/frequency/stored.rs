//! Frequencies as words of a file, and back.

use super::{Frequencies, at_most, frequent};
use rustc_hash::FxHashMap;

impl Frequencies {
    /// Everything as words; the same frequencies give the same words.
    pub(crate) fn to_words(&self) -> Vec<u64> {
        fn map<V>(map: &FxHashMap<u64, V>, value: impl Fn(&V) -> u32, out: &mut Vec<u64>) {
            let mut entries: Vec<(u64, u32)> = map.iter().map(|(k, v)| (*k, value(v))).collect();
            entries.sort_unstable();
            out.push(entries.len() as u64);
            for (key, value) in entries {
                out.extend([key, value.into()]);
            }
        }
        fn short(words: &FxHashMap<u32, f32>, out: &mut Vec<u64>) {
            let words = words.iter().map(|(key, bits)| (u64::from(*key), *bits));
            map(&words.collect(), |bits: &f32| bits.to_bits(), out);
        }
        fn list(list: &[f32], out: &mut Vec<u64>) {
            out.push(list.len() as u64);
            out.extend(list.iter().map(|bits| u64::from(bits.to_bits())));
        }
        let mut out = vec![self.rows.to_bits()];
        short(&self.own, &mut out);
        short(&self.parent, &mut out);
        map(&self.names, |count| *count, &mut out);
        list(&self.lengths, &mut out);
        out.push(self.values.len() as u64);
        for values in &self.values {
            map(values, |bits| bits.to_bits(), &mut out);
        }
        for part in [&self.unseen, &self.years, &self.days] {
            list(part, &mut out);
        }
        out
    }

    /// What [`Frequencies::to_words`] gave; `None` for anything else.
    pub(crate) fn from_words(words: &[u64]) -> Option<Self> {
        let mut words = words.iter().copied();
        let mut next = || words.next();
        fn map<K: std::hash::Hash + Eq, V>(
            next: &mut impl FnMut() -> Option<u64>,
            key: impl Fn(u64) -> K,
            value: impl Fn(u32) -> V,
        ) -> Option<FxHashMap<K, V>> {
            let count = next()?;
            (0..count)
                .map(|_| Some((key(next()?), value(next()? as u32))))
                .collect()
        }
        fn list(next: &mut impl FnMut() -> Option<u64>) -> Option<Vec<f32>> {
            let count = next()?;
            (0..count)
                .map(|_| Some(f32::from_bits(next()? as u32)))
                .collect()
        }
        let rows = f64::from_bits(next()?);
        let own = map(&mut next, |key| key as u32, f32::from_bits)?;
        let (common, known) = at_most(rows);
        let frequencies = Self {
            rows,
            common,
            known,
            frequent: frequent(&own),
            own,
            parent: map(&mut next, |key| key as u32, f32::from_bits)?,
            names: map(&mut next, |key| key, |count| count)?,
            lengths: list(&mut next)?.try_into().ok()?,
            values: {
                let count = next()?;
                (0..count)
                    .map(|_| map(&mut next, |key| key, f32::from_bits))
                    .collect::<Option<_>>()?
            },
            unseen: list(&mut next)?,
            years: list(&mut next)?,
            days: list(&mut next)?,
        };
        next().is_none().then_some(frequencies)
    }

    /// Memory in bytes: a map keeps at most seven eighths of its places filled and a byte beside each.
    pub(crate) fn bytes(&self) -> usize {
        fn map<K, V>(map: &FxHashMap<K, V>) -> usize {
            (map.capacity() * 8 / 7 + 1).next_power_of_two() * (size_of::<(K, V)>() + 1)
        }
        let lists = self.unseen.len() + self.years.len() + self.days.len();
        let values: usize = self.values.iter().map(map).sum();
        map(&self.own) + map(&self.parent) + map(&self.names) + values + 4 * lists
    }
}
