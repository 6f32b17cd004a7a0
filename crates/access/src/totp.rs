//! The second factor: codes of six digits that change every thirty seconds (RFC 6238, HMAC-SHA-1, as all apps do it).

use crate::Secrets;
use data_encoding::BASE32_NOPAD;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use sha1::Sha1;
use storage::Stamp;
use uuid::Uuid;

const STEP_SECONDS: i64 = 30;
/// Steps before and after the present one that are accepted: clocks of phones differ.
const DRIFT: i64 = 1;

/// The secret of a user's second factor. A higher generation makes the older ones worthless.
pub(crate) fn secret(secrets: &Secrets, user: Uuid, generation: i64) -> [u8; 20] {
    let subject = [&user.as_bytes()[..], &generation.to_be_bytes()].concat();
    let derived = secrets.derive("totp", &subject);
    let mut secret = [0; 20];
    secret.copy_from_slice(derived.split_at(20).0);
    secret
}

/// The secret as a person types it into an app.
pub(crate) fn written(secret: &[u8]) -> String {
    BASE32_NOPAD.encode(secret)
}

/// The step whose code this is, if it is near `now` and later than the last one used.
pub(crate) fn step_of(code: &str, secret: &[u8], now: Stamp, last: i64) -> Option<i64> {
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let present = now.timestamp().as_second().div_euclid(STEP_SECONDS);
    (present - DRIFT..=present + DRIFT)
        .filter(|step| *step > last)
        .find(|step| {
            use subtle::ConstantTimeEq;
            code_of(secret, *step)
                .as_bytes()
                .ct_eq(digits.as_bytes())
                .into()
        })
}

fn code_of(secret: &[u8], step: i64) -> String {
    // HMAC takes keys of any length.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else {
        return String::new();
    };
    mac.update(&step.to_be_bytes());
    let hash: [u8; 20] = mac.finalize().into_bytes().into();
    // RFC 4226, section 5.3: the low half of the last byte says where the four bytes begin.
    let offset = usize::from(hash[19] & 0x0f);
    let number = hash
        .iter()
        .skip(offset)
        .take(4)
        .fold(0_u32, |number, byte| number << 8 | u32::from(*byte));
    format!("{:06}", (number & 0x7fff_ffff) % 1_000_000)
}

/// The code that an app shows at a moment, for a secret as it is typed into the app. For tests and demonstrations.
pub fn code_at(written: &str, at: Timestamp) -> Option<String> {
    let secret = BASE32_NOPAD.decode(written.as_bytes()).ok()?;
    Some(code_of(&secret, at.as_second().div_euclid(STEP_SECONDS)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_standard_s_examples() {
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
        ] {
            assert_eq!(code_of(b"12345678901234567890", seconds / 30), code);
        }
    }

    #[test]
    fn a_code_is_good_once_and_near_its_time() {
        let secret = b"12345678901234567890";
        let now = |seconds: i64| Stamp::from_micros(seconds * 1_000_000);
        assert_eq!(step_of("287 082", secret, now(59), 0), Some(1));
        assert_eq!(step_of("287082", secret, now(89), 0), Some(1));
        assert_eq!(step_of("287082", secret, now(90), 0), None, "too late");
        assert_eq!(step_of("287082", secret, now(59), 1), None, "used already");
        assert_eq!(step_of("287083", secret, now(59), 0), None);
        assert_eq!(step_of("", secret, now(59), 0), None);
    }
}
