//! The journal's keys: one signs checkpoints, one makes commitments. They lie in the data directory, for its owner only.

use crate::JournalError;
use ed25519_dalek::SigningKey;
use signed_note::{StandardSigner, StandardVerifier, key_id, new_ed25519_verifier_key};
use std::{
    fs::{self, OpenOptions},
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
};
use storage::{Ambient, StorageError};

/// Signs checkpoints (C2SP signed note, Ed25519).
const SIGNING: &str = "journal.key";
/// What others need to check a checkpoint; not secret.
const VERIFYING: &str = "journal.pub";
/// Makes commitments (HMAC-SHA-256).
const COMMITMENT: &str = "commitment.key";
/// Ed25519 in the C2SP encoding of keys.
const ALGORITHM: u8 = 1;

/// The keys of one journal.
pub struct Keys {
    pub(crate) signer: StandardSigner,
    pub(crate) commitment: [u8; 32],
    verifying: String,
}

impl Keys {
    /// Reads the keys of a folder, and makes them if there are none.
    ///
    /// # Errors
    /// If only some are there, one has not the form of a key, or others can read a secret one.
    pub fn open(folder: &Path, ambient: &Ambient) -> Result<Self, JournalError> {
        let paths = [SIGNING, VERIFYING, COMMITMENT].map(|name| folder.join(name));
        if paths.iter().all(|path| !path.exists()) {
            make(folder, ambient)?;
        }
        let commitment = read(folder, COMMITMENT, true)?;
        let commitment = data_encoding::HEXLOWER
            .decode(commitment.as_bytes())
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(|| malformed(COMMITMENT))?;
        let verifying = read(folder, VERIFYING, false)?;
        StandardVerifier::new(&verifying).map_err(|_| malformed(VERIFYING))?;
        let signer =
            StandardSigner::new(&read(folder, SIGNING, true)?).map_err(|_| malformed(SIGNING))?;
        Ok(Self {
            signer,
            commitment,
            verifying,
        })
    }

    /// The public key by which others check checkpoints and proofs, as one line (C2SP signed note).
    pub fn verifying(&self) -> &str {
        &self.verifying
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys")
    }
}

fn make(folder: &Path, ambient: &Ambient) -> Result<(), JournalError> {
    fs::create_dir_all(folder).map_err(StorageError::io(folder))?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700))
        .map_err(StorageError::io(folder))?;
    // The name tells the journals of several servers apart.
    let suffix = data_encoding::HEXLOWER.encode(&ambient.bytes::<4>());
    let name = format!("pandu/journal/{suffix}");
    let signing = SigningKey::from_bytes(&ambient.bytes());
    let public = signing.verifying_key();
    let encoded = [&[ALGORITHM][..], &signing.to_bytes()].concat();
    let id = key_id(&name, &[&[ALGORITHM][..], &public.to_bytes()].concat());
    let secret = data_encoding::BASE64.encode(&encoded);
    let commitment = data_encoding::HEXLOWER.encode(&ambient.bytes::<32>());
    write(folder, COMMITMENT, 0o600, &commitment)?;
    let verifying = new_ed25519_verifier_key(&name, &public);
    write(folder, VERIFYING, 0o644, &verifying)?;
    let signer = format!("PRIVATE+KEY+{name}+{id:08x}+{secret}");
    write(folder, SIGNING, 0o600, &signer)
}

fn write(folder: &Path, name: &'static str, mode: u32, text: &str) -> Result<(), JournalError> {
    let path = folder.join(name);
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(&path)
        .and_then(|mut file| {
            writeln!(file, "{text}")?;
            file.sync_all()
        })
        .map_err(StorageError::io(&path))?;
    Ok(())
}

fn read(folder: &Path, name: &'static str, secret: bool) -> Result<String, JournalError> {
    let path = folder.join(name);
    let text = fs::read_to_string(&path).map_err(StorageError::io(&path))?;
    let mode = fs::metadata(&path)
        .map_err(StorageError::io(&path))?
        .permissions()
        .mode();
    if secret && mode & 0o077 != 0 {
        return Err(JournalError::Key {
            name,
            problem: "others than its owner can read it; `chmod 600` it and consider it known"
                .into(),
        });
    }
    Ok(text.trim_end().to_owned())
}

fn malformed(name: &'static str) -> JournalError {
    JournalError::Key {
        name,
        problem: "has not the form of a key; put it back from a backup".into(),
    }
}
