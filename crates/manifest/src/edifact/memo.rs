//! Lookups remembered: the same few ports and countries stand in every group of a message.

use domain::{Country, Port};

const SLOTS: usize = 64;

/// What short codes were found to mean, one slot a hash; a collision only costs a lookup.
pub(crate) struct Memo {
    ports: Vec<Option<(u64, Option<Port>)>>,
    countries: Vec<Option<(u64, Option<Country>)>>,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            ports: vec![None; SLOTS],
            countries: vec![None; SLOTS],
        }
    }
}

impl Memo {
    /// [`Port::read`] of a code.
    pub fn port(&mut self, code: &[u8]) -> Option<Port> {
        remembered(&mut self.ports, code, || {
            Port::read(&String::from_utf8_lossy(code))
        })
    }

    /// [`Country::read`] of a code.
    pub fn country(&mut self, code: &[u8]) -> Option<Country> {
        remembered(&mut self.countries, code, || {
            Country::read(&String::from_utf8_lossy(code))
        })
    }
}

fn remembered<T: Clone>(
    slots: &mut [Option<(u64, T)>],
    code: &[u8],
    look_up: impl FnOnce() -> T,
) -> T {
    let Some(key) = key(code) else {
        return look_up();
    };
    // Fibonacci hashing: the upper bits of the product are well mixed.
    let slot = usize::try_from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 58).unwrap_or(0);
    let Some(slot) = slots.get_mut(slot) else {
        return look_up();
    };
    match slot {
        Some((known, value)) if *known == key => value.clone(),
        _ => {
            let value = look_up();
            *slot = Some((key, value.clone()));
            value
        }
    }
}

/// Up to seven bytes and their number as one word.
fn key(code: &[u8]) -> Option<u64> {
    if code.len() > 7 {
        return None;
    }
    let mut word = [0; 8];
    for (slot, byte) in word.iter_mut().zip(code) {
        *slot = *byte;
    }
    Some(u64::from_le_bytes(word) | (code.len() as u64) << 56)
}
