//! The database stays as small as `docs/reference/state-folder.md` says.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod world;

use std::path::Path;
use std::sync::Arc;

use jiff::SignedDuration;
use maneki_mirror_health::{HealthTable, Reference};
use maneki_mirror_registry::Tree;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use world::{QUARTER, file, healthy, open, publish, record, silent, start, table};

const REPOSITORIES: usize = 97;

fn all(mirrors: usize, publication: u64) -> HealthTable {
    table((0..mirrors).map(|number| (number, healthy(number, publication, REPOSITORIES, start()))))
}

/// The size in megabytes, whether the pages are in the file or in its log.
async fn size(folder: &Path) -> f64 {
    let mut connection = SqliteConnectOptions::new().filename(file(folder)).connect().await.unwrap();
    let bytes = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
    let bytes: i64 = sqlx::query_scalar(bytes).fetch_one(&mut connection).await.unwrap();
    f64::from(u32::try_from(bytes / 1000).unwrap()) / 1000.0
}

#[tokio::test]
async fn rounds_of_2000_mirrors_are_read_as_they_were_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let mut reference = Reference::default();
    publish(&mut reference, 1, REPOSITORIES, start());
    let first = all(2000, 1);
    let down = first.iter().map(|(name, health)| {
        let health = silent((**health).clone(), start() + QUARTER);
        (name.clone(), Arc::new(health))
    });
    let rounds = [
        ("first", first.clone(), 12.0),
        ("the same again", first.clone(), 12.0),
        ("all down", down.collect(), 70.0),
    ];
    for (what, table, at_most) in rounds {
        record(&mut store, start() + QUARTER, &table, &reference).await.unwrap();
        let size = size(folder.path()).await;
        assert!(size < at_most, "{what}: {size} MB");
        assert!(store.reader().restore().await.unwrap().table == table, "{what}");
    }
}

#[tokio::test]
#[ignore = "takes minutes"]
async fn a_database_of_400_days_is_as_small_as_the_documents_say() {
    for (mirrors, at_most) in [(500, 20.0), (2000, 66.0)] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path()).await;
        let mut reference = Reference::default();
        publish(&mut reference, 1, REPOSITORIES, start());
        let table = all(mirrors, 1);
        record(&mut store, start(), &table, &reference).await.unwrap();
        let hours = SignedDuration::from_hours;
        let steps = [(hours(24), 370), (hours(1), 28 * 24), (QUARTER, 2 * 96)];
        let (mut now, mut publication) = (start(), 1);
        for (step, count) in steps {
            for _ in 0..count {
                now += step;
                if step > hours(1) {
                    publication += 1;
                    publish(&mut reference, publication, REPOSITORIES, now);
                }
                record(&mut store, now, &table, &reference).await.unwrap();
            }
        }
        let size = size(folder.path()).await;
        assert!(size < at_most, "{mirrors} mirrors: {size} MB");
    }
}

/// For 20 folders with 10 files each.
#[tokio::test]
async fn images_take_as_little_room_as_the_documents_say() {
    let mut reference = Reference::default();
    for number in 0..20 {
        reference.publish_isos(&world::iso_folder(number), world::images(1, 10));
    }
    for (mirrors, at_most) in [(500, 0.5), (2000, 1.6)] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path()).await;
        let mut table = all(mirrors, 1);
        record(&mut store, start(), &table, &Reference::default()).await.unwrap();
        let before = size(folder.path()).await;
        for health in table.values_mut() {
            let isos = &mut Arc::make_mut(health).trees.get_mut(&Tree::Main).unwrap().isos;
            isos.extend(reference.iso_sets().map(|(folder, set)| (Arc::clone(folder), world::complete(set))));
        }
        record(&mut store, start(), &table, &reference).await.unwrap();
        let more = size(folder.path()).await - before;
        assert!(more > 0.0 && more < at_most, "{mirrors} mirrors: {more} MB");
    }
}

/// One mirror that comes and goes until it has the most changes that are kept.
#[tokio::test]
async fn the_changes_of_a_mirror_take_as_little_room_as_the_documents_say() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let before = size(folder.path()).await;
    for number in 0..300 {
        let now = start() + QUARTER * number;
        let health = healthy(1, 1, REPOSITORIES, now);
        let health = if number % 2 == 0 { health } else { silent(health, now) };
        record(&mut store, now, &table([(1, health)]), &Reference::default()).await.unwrap();
    }
    let changes = store.reader().history(&world::mirror(1), 2000, None).await.unwrap().len();
    assert!((500..=1000).contains(&changes), "{changes} changes");
    let more = size(folder.path()).await - before;
    assert!(more < 0.4, "{more} MB");
}
