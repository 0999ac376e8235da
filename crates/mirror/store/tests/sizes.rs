//! How large the database becomes, and how long it takes. Times are told, not judged.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "it measures time")]

mod world;

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

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

/// In megabytes, wherever of file and log it lies.
async fn size(folder: &Path) -> f64 {
    let mut connection = SqliteConnectOptions::new().filename(file(folder)).connect().await.unwrap();
    let bytes = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()";
    let bytes: i64 = sqlx::query_scalar(bytes).fetch_one(&mut connection).await.unwrap();
    f64::from(u32::try_from(bytes / 1000).unwrap()) / 1000.0
}

#[tokio::test]
async fn rounds_of_2000_mirrors_with_97_repositories_are_written_and_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let mut reference = Reference::default();
    publish(&mut reference, 1, REPOSITORIES, start());
    let first = all(2000, 1);
    let down = first.iter().map(|(name, health)| {
        let health = silent((**health).clone(), start() + QUARTER);
        (name.clone(), Arc::new(health))
    });
    let rounds = [("first", first.clone()), ("the same again", first.clone()), ("all down", down.collect())];
    for (what, table) in rounds {
        let begin = Instant::now();
        let rows = record(&mut store, start() + QUARTER, &table, &reference).await.unwrap();
        println!("{what}: {rows} rows in {:?}, {} MB", begin.elapsed(), size(folder.path()).await);
        let begin = Instant::now();
        assert_eq!(store.reader().restore().await.unwrap().table, table);
        println!("restored and compared in {:?}", begin.elapsed());
    }
}

/// For the table in `docs/reference/state-folder.md`.
#[tokio::test]
#[ignore = "takes minutes, and only tells"]
async fn sizes_after_400_days() {
    for mirrors in [500, 2000] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = open(folder.path()).await;
        let mut reference = Reference::default();
        publish(&mut reference, 1, REPOSITORIES, start());
        let table = all(mirrors, 1);
        record(&mut store, start(), &table, &reference).await.unwrap();
        println!("{mirrors} mirrors, first round: {} MB", size(folder.path()).await);
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
        println!("{mirrors} mirrors, 400 days of lags and publications: {} MB", size(folder.path()).await);
        let begin = Instant::now();
        now += hours(1);
        record(&mut store, now, &table, &reference).await.unwrap();
        println!("a record that looks for what is too old: {:?}", begin.elapsed());
    }
}

/// As `docs/reference/state-folder.md` says, for 20 folders with 10 files each.
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
        println!("{mirrors} mirrors: {more} MB more");
        assert!(more > 0.0 && more < at_most, "{more} MB");
    }
}

/// One mirror that comes and goes until it has as many changes as are kept.
#[tokio::test]
#[ignore = "only tells"]
async fn size_of_1000_changes() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let before = size(folder.path()).await;
    for number in 0..500 {
        let now = start() + QUARTER * number;
        let health = healthy(1, 1, REPOSITORIES, now);
        let health = if number % 2 == 0 { health } else { silent(health, now) };
        record(&mut store, now, &table([(1, health)]), &Reference::default()).await.unwrap();
    }
    println!("{} changes", store.reader().history(&world::mirror(1), 2000, None).await.unwrap().len());
    println!("they take: {} MB more", size(folder.path()).await - before);
}
