//! A file that cannot be used is a clear error, and is not changed.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the tests damage the files that they name")]

mod world;

use std::fs;
use std::path::Path;

use maneki_mirror_health::Reference;
use maneki_mirror_registry::Tree;
use maneki_mirror_store::{Cause, Reader, Store, StoreError};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection};

use world::{complete, file, healthy, images, iso_folder, open, record, start, table};

async fn connect(path: &Path) -> SqliteConnection {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    SqliteConnectOptions::new().filename(path).create_if_missing(true).connect().await.unwrap()
}

async fn execute(path: &Path, sql: &'static str) {
    let mut connection = connect(path).await;
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Both kinds of opening fail for the same reason, which names the file.
async fn refused(path: &Path) -> Cause {
    let error: StoreError = Reader::open(path).await.unwrap_err();
    assert!(error.to_string().starts_with(&path.display().to_string()), "{error}");
    let again = Store::open(path).await.unwrap_err();
    assert_eq!(error.to_string(), again.to_string());
    error.cause
}

/// A database with one round in it.
async fn recorded(folder: &Path) {
    let table = table((0..20).map(|number| (number, healthy(number, 1, 30, start()))));
    let mut store = open(folder).await;
    record(&mut store, start(), &table, &Reference::default()).await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_not_a_database_stays_unchanged() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mirror.db");
    let text = "my notes, which I would like to keep\n".repeat(100);
    fs::write(&path, &text).unwrap();
    assert!(matches!(refused(&path).await, Cause::Damaged));
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[tokio::test]
async fn a_damaged_database_is_an_error_and_never_a_panic() {
    let folder = tempfile::tempdir().unwrap();
    recorded(folder.path()).await;
    let path = file(folder.path());
    // Moves the content of the log into the file.
    execute(&path, "PRAGMA wal_checkpoint(TRUNCATE)").await;
    let whole = fs::read(&path).unwrap();
    for begin in (0..whole.len()).step_by(whole.len() / 16) {
        let mut damaged = whole.clone();
        let end = (begin + 5000).min(whole.len());
        damaged[begin..end].fill(0xa5);
        fs::write(&path, &damaged).unwrap();
        let restored = async { Store::open(&path).await?.restore().await };
        if let Err(error) = restored.await {
            assert!(matches!(error.cause, Cause::Damaged | Cause::Other(_)), "{error}");
        }
        assert_eq!(fs::read(&path).unwrap().len(), whole.len());
    }
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    execute(&path, "CREATE TABLE recipe (name TEXT)").await;
    let before = fs::read(&path).unwrap();
    assert!(matches!(refused(&path).await, Cause::Foreign));
    assert_eq!(fs::read(&path).unwrap(), before);
}

#[tokio::test]
async fn a_newer_schema_is_for_a_newer_program() {
    let folder = tempfile::tempdir().unwrap();
    recorded(folder.path()).await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
                 VALUES (99, 'from the future', TRUE, x'00', 0)";
    execute(&file(folder.path()), newer).await;
    let cause = refused(&file(folder.path())).await;
    assert!(matches!(cause, Cause::Newer { found: 99, .. }), "{cause}");
}

#[tokio::test]
async fn an_error_names_the_place_where_no_file_can_be_created() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("state"), "a file where the folder should be").unwrap();
    let error = Store::open(&file(folder.path())).await.unwrap_err();
    assert!(matches!(error.cause, Cause::NotMade(_)), "{error}");
    let is_folder = folder.path().join("folder");
    fs::create_dir(&is_folder).unwrap();
    assert!(matches!(refused(&is_folder).await, Cause::NoFile));
}

/// Skipped for root, who may read every file.
#[tokio::test]
async fn a_file_of_another_user_is_its_own_error() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    recorded(folder.path()).await;
    let path = file(folder.path());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&path).is_ok() {
        println!("skipped: this user may read every file");
        return;
    }
    assert!(matches!(refused(&path).await, Cause::NotOpened));
    fs::set_permissions(path.parent().unwrap(), fs::Permissions::from_mode(0o000)).unwrap();
    let error = Reader::open(&path).await.unwrap_err();
    fs::set_permissions(path.parent().unwrap(), fs::Permissions::from_mode(0o700)).unwrap();
    assert!(matches!(error.cause, Cause::NotOpened), "{error}");
}

#[tokio::test]
async fn the_store_waits_for_a_locked_database_up_to_a_limit() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let mut other = connect(&file(folder.path())).await;
    sqlx::raw_sql("BEGIN IMMEDIATE").execute(&mut other).await.unwrap();
    let (table, reference) = (table([(1, healthy(1, 1, 3, start()))]), Reference::default());
    let error = record(&mut store, start(), &table, &reference).await.unwrap_err();
    assert!(matches!(error.cause, Cause::Locked), "{error}");
    // A reader neither waits nor makes others wait.
    let reader = Reader::open(&file(folder.path())).await.unwrap().unwrap();
    assert!(reader.restore().await.unwrap().table.is_empty());
    sqlx::raw_sql("ROLLBACK").execute(&mut other).await.unwrap();
    record(&mut store, start(), &table, &reference).await.unwrap();
    assert_eq!(reader.restore().await.unwrap().table, table);
}

#[tokio::test]
async fn unreadable_rows_are_skipped_and_the_rest_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let whole = table((0..5).map(|number| (number, healthy(number, 1, 3, start()))));
    let mut store = open(folder.path()).await;
    let mut reference = Reference::default();
    world::publish(&mut reference, 1, 3, start());
    record(&mut store, start(), &whole, &reference).await.unwrap();
    drop(store);
    let odd = "UPDATE repository_state SET state = 'splendid' WHERE mirror = 1 AND holding = 1; \
               UPDATE repository_state SET since = 9223372036854775807 WHERE mirror = 1 AND holding = 2; \
               UPDATE repository_state SET seen = 4711 WHERE mirror = 1 AND holding = 3; \
               UPDATE tree_state SET ways = '[' WHERE mirror = 2; \
               UPDATE mirror_state SET failed_rounds = -1 WHERE mirror = 3; \
               UPDATE mirror SET name = 'no name' WHERE id = 4; \
               UPDATE change SET holdings = '3-1,x' WHERE mirror = 5; \
               UPDATE reference_state SET former = '' WHERE holding = 1";
    execute(&file(folder.path()), odd).await;
    let mut store = open(folder.path()).await;
    let remembered = store.restore().await.unwrap();
    let names: Vec<_> = whole.keys().filter(|name| remembered.table.contains_key(*name)).collect();
    assert_eq!(names.len(), 3, "{names:?}");
    let untouched = whole.iter().filter(|(name, health)| remembered.table.get(*name) == Some(*health));
    assert_eq!(untouched.count(), 1);
    assert_eq!(remembered.reference.iter().count(), 2);
    assert!(store.reader().history(&world::mirror(4), 10, None).await.unwrap().len() >= 4);
    // The next record replaces the skipped rows.
    record(&mut store, start(), &whole, &reference).await.unwrap();
    let restored = open(folder.path()).await.restore().await.unwrap();
    assert_eq!((restored.table, restored.reference), (whole, reference));
}

#[tokio::test]
async fn unreadable_sets_of_images_are_skipped_and_the_rest_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let mut reference = Reference::default();
    let mut health = healthy(1, 1, 3, start());
    let isos = &mut health.trees.get_mut(&Tree::Main).unwrap().isos;
    for number in 1..=4 {
        reference.publish_isos(&iso_folder(number), images(1, number));
        isos.insert(iso_folder(number), complete(reference.isos(&iso_folder(number)).unwrap()));
    }
    let whole = table([(1, health)]);
    record(&mut open(folder.path()).await, start(), &whole, &reference).await.unwrap();
    // A set that leads elsewhere, a missing set, a folder without a version.
    let odd = "UPDATE iso_set SET files = replace(files, 'distribution', '../distribution') WHERE id = 1; \
               DELETE FROM iso_set WHERE id = 2; \
               UPDATE iso_folder SET version = '' WHERE id = 3; \
               UPDATE iso_state SET fault = '{' WHERE folder = 4";
    execute(&file(folder.path()), odd).await;
    let mut store = open(folder.path()).await;
    let remembered = store.restore().await.unwrap();
    assert_eq!(remembered.reference.iso_sets().count(), 1);
    let main = remembered.table.values().next().unwrap().main().unwrap();
    assert_eq!((main.isos.len(), main.repositories.len()), (0, 3));
    // The next record replaces the skipped rows.
    record(&mut store, start(), &whole, &reference).await.unwrap();
    let restored = open(folder.path()).await.restore().await.unwrap();
    assert_eq!((restored.table, restored.reference), (whole, reference));
}

#[tokio::test]
async fn a_deleted_file_is_created_again_after_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let (table, reference) = (table([(1, healthy(1, 1, 3, start()))]), Reference::default());
    record(&mut store, start(), &table, &reference).await.unwrap();
    execute(&file(folder.path()), "DROP TABLE lag").await;
    let error = record(&mut store, start() + world::QUARTER, &table, &reference).await.unwrap_err();
    assert!(matches!(error.cause, Cause::Other(_)), "{error}");
    fs::remove_dir_all(folder.path().join("state")).unwrap();
    record(&mut store, start() + world::QUARTER, &table, &reference).await.unwrap();
    assert_eq!(open(folder.path()).await.restore().await.unwrap().table, table);
}
