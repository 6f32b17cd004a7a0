//! A backup taken under load is one consistent state and comes back whole.

use std::{fs, path::Path};
use storage::{
    Ambient, Db, Engine, Migration, Migrations, backup, execute, fetch_one, snapshot,
    testing::{new_postgres, on_both},
    transaction,
};

/// Each transaction adds one to both counters: a copy in which they differ was torn.
const TABLES: Migrations = &[Migration {
    name: "20260101000000_test",
    sql: "CREATE TABLE counter (id BIGINT PRIMARY KEY, value BIGINT NOT NULL);
          INSERT INTO counter (id, value) VALUES (1, 0), (2, 0);",
}];

async fn values(db: &Db) -> (i64, i64) {
    snapshot!(db, |tx| {
        fetch_one!(
            tx,
            "SELECT a.value, b.value FROM counter a, counter b WHERE a.id = 1 AND b.id = 2"
        )
    })
    .unwrap()
}

async fn open(engine: Engine, data: &Path, address: Option<&str>, ambient: Ambient) -> Db {
    match engine {
        Engine::Sqlite => Db::sqlite(&data.join(backup::DATABASE_FILE), ambient).await,
        Engine::Postgres => Db::postgres(address.unwrap(), 2, ambient).await,
    }
    .unwrap()
}

#[tokio::test]
async fn there_and_back_under_load() {
    on_both(&[storage::MIGRATIONS, TABLES], async |test| {
        let data = test.folder.path();
        fs::create_dir_all(data.join("files/sha256/ab")).unwrap();
        fs::write(data.join("files/sha256/ab/cd"), b"photo").unwrap();
        fs::create_dir_all(data.join("files/incoming")).unwrap();
        fs::write(data.join("files/incoming/half"), b"pho").unwrap();
        fs::create_dir_all(data.join("keys")).unwrap();
        fs::write(data.join("keys/secret"), b"key").unwrap();

        let writer = async {
            for _ in 0..30 {
                transaction!(test.db, |tx| {
                    execute!(tx, "UPDATE counter SET value = value + 1 WHERE id = 1")?;
                    execute!(tx, "UPDATE counter SET value = value + 1 WHERE id = 2")
                })
                .unwrap();
            }
        };
        let to = data.join("backup");
        let (summary, ()) = tokio::join!(
            backup::write(&test.db, test.address.as_deref(), data, &to),
            writer
        );
        assert_eq!(summary.unwrap().files, 3);
        assert!(!to.join("files/incoming").exists());
        assert_eq!(values(&test.db).await, (30, 30));

        let address = match &test.address {
            Some(address) => Some(new_postgres(address).await),
            None => None,
        };
        let restored = data.join("restored");
        backup::restore(&to, address.as_deref(), &restored)
            .await
            .unwrap();
        let ambient = test.db.ambient().clone();
        let db = open(test.db.engine(), &restored, address.as_deref(), ambient).await;
        let (one, two) = values(&db).await;
        assert_eq!(one, two);
        assert_eq!(
            fs::read(restored.join("files/sha256/ab/cd")).unwrap(),
            b"photo"
        );
        assert_eq!(fs::read(restored.join("keys/secret")).unwrap(), b"key");
        db.close().await;

        // Nothing is overwritten, and nothing altered is put back.
        let again = backup::restore(&to, address.as_deref(), &restored)
            .await
            .unwrap_err();
        assert!(again.to_string().contains("not empty"), "{again}");
        fs::write(to.join("keys/secret"), b"kez").unwrap();
        let altered = backup::restore(&to, address.as_deref(), &data.join("other"))
            .await
            .unwrap_err();
        assert_eq!(altered.to_string(), "backup: `keys/secret` was altered");
        fs::remove_file(to.join("keys/secret")).unwrap();
        let missing = backup::restore(&to, address.as_deref(), &data.join("other"))
            .await
            .unwrap_err();
        assert_eq!(missing.to_string(), "backup: `keys/secret` is missing");
        assert!(!data.join("other").exists());
    })
    .await;
}
