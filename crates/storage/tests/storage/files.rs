//! Files keep their bytes, or say that they did not.

use storage::{
    StorageError,
    files::{self, Content, Files},
    snapshot,
    testing::on_both,
    transaction,
};

fn files_under(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files_under(&path));
        } else {
            found.push(path);
        }
    }
    found
}

#[tokio::test]
async fn a_file_comes_back_and_is_kept_once() {
    on_both(&[storage::MIGRATIONS], async |test| {
        let folder = test.folder.path().join("files");
        let files = Files::local(&folder, test.db.ambient().clone()).unwrap();
        let bytes = vec![7; 200_000];
        let first = files.put(&bytes[..], 200_000).await.unwrap();
        let second = files.put(&bytes[..], 200_000).await.unwrap();
        assert_eq!(first, second);
        assert_eq!(files_under(&folder).len(), 1);
        assert_eq!(files.get(&first).await.unwrap(), bytes);

        let id = transaction!(test.db, |tx| files::record(tx, &first, "image/jpeg").await).unwrap();
        let found = snapshot!(test.db, |tx| files::find(tx, id).await).unwrap();
        assert_eq!(found, Some((first, "image/jpeg".to_owned())));
        let other = test.db.ambient().id();
        assert_eq!(
            snapshot!(test.db, |tx| files::find(tx, other).await).unwrap(),
            None
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_too_large_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::local(folder.path(), storage::testing::ambient().0).unwrap();
    let error = files.put(&[0; 101][..], 100).await.unwrap_err();
    assert_eq!(error.to_string(), "stored file: larger than 100 bytes");
    assert!(files_under(folder.path()).is_empty());
    files.put(&[0; 100][..], 100).await.unwrap();
}

#[tokio::test]
async fn altered_and_missing_files_are_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let files = Files::local(folder.path(), storage::testing::ambient().0).unwrap();
    let content = files.put(&b"contract"[..], 100).await.unwrap();
    let path = files_under(folder.path()).remove(0);
    std::fs::write(&path, b"Contract").unwrap();
    let error = files.get(&content).await.unwrap_err();
    assert!(
        error.to_string().contains("not those that were stored"),
        "{error}"
    );
    let missing = Content {
        sha256: [0; 32],
        size: 1,
    };
    assert!(
        matches!(files.get(&missing).await, Err(StorageError::File(what)) if what == "not there")
    );
}
