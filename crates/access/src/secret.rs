//! Secrets: the key file of this crate, and tokens of which the database holds only a hash.

use crate::AccessError;
use data_encoding::{BASE64URL_NOPAD, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};
use storage::{Ambient, StorageError};

const FILE: &str = "access.key";

/// The key from which second factors and form tokens are derived. It never lies in the database.
pub struct Secrets([u8; 32]);

impl Secrets {
    /// Reads the key file of a folder, and makes it if it is missing.
    ///
    /// # Errors
    /// If it cannot be read or made, has another form, or others can read it.
    pub fn open(folder: &Path, ambient: &Ambient) -> Result<Self, AccessError> {
        let path = folder.join(FILE);
        if !path.exists() {
            fs::create_dir_all(folder).map_err(StorageError::io(folder))?;
            OpenOptions::new()
                .write(true)
                .create_new(true)
                .mode(0o600)
                .open(&path)
                .and_then(|mut file| {
                    writeln!(file, "{}", HEXLOWER.encode(&ambient.bytes::<32>()))?;
                    file.sync_all()
                })
                .map_err(StorageError::io(&path))?;
        }
        let mode = fs::metadata(&path)
            .map_err(StorageError::io(&path))?
            .permissions()
            .mode();
        if mode & 0o077 != 0 {
            return Err(AccessError::Key(
                "others than its owner can read it; `chmod 600` it".into(),
            ));
        }
        let text = fs::read_to_string(&path).map_err(StorageError::io(&path))?;
        HEXLOWER
            .decode(text.trim_end().as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .map(Self)
            .ok_or_else(|| AccessError::Key("expected 64 hexadecimal digits".into()))
    }

    /// A value that only the holder of the key can compute, for one use (`label`) and one subject.
    pub fn derive(&self, label: &str, subject: &[u8]) -> [u8; 32] {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        mac.update(&(label.len() as u64).to_be_bytes());
        mac.update(label.as_bytes());
        mac.update(subject);
        mac.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets")
    }
}

/// A new token: 32 bytes as text, for its holder only.
pub(crate) fn new_token(ambient: &Ambient) -> String {
    BASE64URL_NOPAD.encode(&ambient.bytes::<32>())
}

/// What the database keeps of a token. Tokens are random: a plain hash cannot be guessed backwards.
pub(crate) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A password for once.
pub(crate) fn one_time_password(ambient: &Ambient) -> String {
    readable(ambient, 20)
}

/// Up to 32 letters and digits that nobody can guess, for codes on paper of which the database keeps only what
/// [`Secrets::derive`] makes of them.
pub fn readable(ambient: &Ambient, letters: usize) -> String {
    in_letters(&ambient.bytes::<32>(), letters)
}

/// Bytes as letters and digits that cannot be mistaken for one another, in groups of five; five bits of each byte count.
pub fn in_letters(bytes: &[u8; 32], letters: usize) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let text: String = bytes
        .iter()
        .take(letters)
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)))
        .map(|letter| char::from(*letter))
        .collect();
    let mut grouped = String::with_capacity(24);
    for (position, letter) in text.chars().enumerate() {
        if position > 0 && position % 5 == 0 {
            grouped.push('-');
        }
        grouped.push(letter);
    }
    grouped
}
