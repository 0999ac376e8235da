//! How long records are kept.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod world;

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{HealthTable, Reference};
use maneki_mirror_store::Store;

use world::{QUARTER, healthy, mirror, open, publish, record, silent, start, table};

const DAY: SignedDuration = SignedDuration::from_hours(24);

/// One mirror that comes and goes.
fn flapping(number: i32, now: Timestamp) -> HealthTable {
    let health = healthy(1, 1, 3, now);
    table([(1, if number % 2 == 0 { health } else { silent(health, now) })])
}

async fn rounds(store: &mut Store, count: i32, apart: SignedDuration) -> Timestamp {
    let mut now = start();
    for number in 0..count {
        now = start() + apart * number;
        record(store, now, &flapping(number, now), &Reference::default()).await.unwrap();
    }
    now
}

#[tokio::test]
async fn lags_become_fewer_with_time_and_the_worst_stays() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let now = rounds(&mut store, 96 * 3, QUARTER).await;
    let later = now + DAY * 40;
    record(&mut store, later, &flapping(0, later), &Reference::default()).await.unwrap();
    let lags = store.reader().lags(&mirror(1), start() - DAY, later).await.unwrap();
    // Three days that touch four, by their midnights, and the last one.
    assert_eq!(lags.len(), 5, "{lags:?}");
    assert!(lags[..4].iter().all(|lag| lag.verdict.word() == "unavailable" && lag.lag.is_some()));
    assert!(lags[..4].iter().all(|lag| lag.at.as_second() % 86_400 == 0));
    assert!(lags[..4].iter().all(|lag| lag.span == Duration::from_hours(24)));
    assert_eq!(lags[4].span, Duration::from_mins(15));
    let much_later = later + DAY * 401;
    record(&mut store, much_later, &flapping(0, much_later), &Reference::default()).await.unwrap();
    assert_eq!(store.reader().lags(&mirror(1), start() - DAY, much_later).await.unwrap().len(), 1);
}

#[tokio::test]
async fn two_days_are_kept_in_quarters_and_what_is_older_in_hours() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let now = rounds(&mut store, 96 * 4, QUARTER).await;
    let lags = store.reader().lags(&mirror(1), start(), now).await.unwrap();
    // No lag lasts longer than until the next one.
    let known: Duration = lags.iter().map(|lag| lag.span).sum();
    assert_eq!(known, Duration::from_hours(4 * 24));
    let new = lags.iter().filter(|lag| lag.at > now - DAY * 2).count();
    assert!((192..=200).contains(&new), "{new}");
    assert!((47..=52).contains(&(lags.len() - new)), "{}", lags.len() - new);
}

#[tokio::test]
async fn a_thousand_changes_of_a_mirror_are_kept_and_none_for_longer_than_ninety_days() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let now = rounds(&mut store, 600, SignedDuration::from_hours(1)).await;
    let history = store.reader().history(&mirror(1), 5000, None).await.unwrap();
    assert_eq!(history.len(), 1000);
    assert_eq!(history[0].change.at, now);
    let later = now + DAY * 91;
    record(&mut store, later, &flapping(1, later), &Reference::default()).await.unwrap();
    assert_eq!(store.reader().history(&mirror(1), 5000, None).await.unwrap(), []);
}

#[tokio::test]
async fn old_mirrors_and_publications_leave_no_rows() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let mut reference = Reference::default();
    for number in 0..3 {
        let now = start() + DAY * number;
        publish(&mut reference, u64::try_from(number).unwrap(), 2, now);
        record(&mut store, now, &table([(1, healthy(1, 1, 2, now))]), &reference).await.unwrap();
    }
    let no_mirrors = HealthTable::new();
    record(&mut store, start() + DAY * 3, &no_mirrors, &reference).await.unwrap();
    record(&mut store, start() + DAY * 500, &no_mirrors, &reference).await.unwrap();
    let issues = store.reader().publications(start()).await.unwrap();
    assert!(issues.len() == 2 && issues.iter().all(|issue| issue.ended.is_none()), "{issues:?}");
    // New numbers do not collide with old ones.
    let again = table([(1, healthy(1, 7, 2, start())), (2, healthy(2, 8, 2, start()))]);
    record(&mut store, start() + DAY * 501, &again, &reference).await.unwrap();
    assert_eq!(open(folder.path()).await.restore().await.unwrap().table, again);
}
