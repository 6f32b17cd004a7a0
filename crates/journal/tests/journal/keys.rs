//! Keys are made once, kept for their owner only, and never half.

use journal::Keys;
use std::{fs, os::unix::fs::PermissionsExt};

#[test]
fn made_once_and_for_the_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let keys = folder.path().join("keys");
    let (ambient, _) = storage::testing::ambient();
    let made = Keys::open(&keys, &ambient).unwrap();
    let again = Keys::open(&keys, &ambient).unwrap();
    assert_eq!(made.verifying(), again.verifying());
    for name in ["journal.key", "commitment.key"] {
        let mode = fs::metadata(keys.join(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }

    fs::set_permissions(keys.join("journal.key"), fs::Permissions::from_mode(0o640)).unwrap();
    let error = Keys::open(&keys, &ambient).unwrap_err().to_string();
    assert!(
        error.starts_with("key `journal.key`: others than its owner"),
        "{error}"
    );

    // A missing key is never replaced by a new one: nothing could be verified any more.
    fs::remove_file(keys.join("journal.key")).unwrap();
    assert!(Keys::open(&keys, &ambient).is_err());
    assert!(!keys.join("journal.key").exists());
}
