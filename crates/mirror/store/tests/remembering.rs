//! What is recorded is there after a restart, and a quiet round costs little.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod world;

use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use jiff::SignedDuration;
use maneki_mirror_health::{ChangeKind, HealthTable, IsoHealth, IsoSet, Reference, State, Verdict};
use maneki_mirror_registry::{Holding, Tree};
use maneki_mirror_store::Reader;
use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use world::{
    QUARTER, complete, file, healthy, holding, images, incomplete, iso_folder, mirror, open, publish, record,
    silent, start, table,
};

#[tokio::test]
async fn a_new_store_remembers_nothing_and_is_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    assert!(Reader::open(&file(folder.path())).await.unwrap().is_none());
    let mut store = open(folder.path()).await;
    let remembered = store.restore().await.unwrap();
    assert_eq!(remembered.table, HealthTable::new());
    assert_eq!(remembered.reference, Reference::default());
    for entry in file(folder.path()).parent().unwrap().read_dir().unwrap() {
        assert_eq!(entry.unwrap().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn what_was_recorded_is_there_after_a_restart_and_shared_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut reference = Reference::default();
    publish(&mut reference, 1, 7, start());
    publish(&mut reference, 2, 7, start() + QUARTER);
    reference.withdraw(&world::holding(8));
    let (first, second) = (healthy(1, 2, 7, start()), silent(healthy(2, 1, 7, start()), start() + QUARTER));
    let table = table([(1, first), (2, second), (3, healthy(3, 2, 7, start()))]);
    record(&mut open(folder.path()).await, start(), &table, &reference).await.unwrap();

    let remembered = open(folder.path()).await.restore().await.unwrap();
    assert_eq!(remembered.table, table);
    assert_eq!(remembered.reference, reference);
    let condition = |number| {
        let main = remembered.table[&mirror(number)].main().unwrap();
        main.repositories.get_key_value(&world::holding(0)).unwrap()
    };
    let ((first_holding, first), (third_holding, third)) = (condition(1), condition(3));
    assert!(Arc::ptr_eq(first_holding, third_holding));
    assert!(Arc::ptr_eq(first.repomd.as_ref().unwrap(), third.repomd.as_ref().unwrap()));
}

#[tokio::test]
async fn a_round_in_which_nothing_happened_writes_a_few_rows_a_mirror() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let mut reference = Reference::default();
    publish(&mut reference, 1, 97, start());
    let round = |number: i32| {
        let now = start() + QUARTER * number;
        (now, table((0..10).map(|mirror| (mirror, healthy(mirror, 1, 97, now)))))
    };
    let (now, first) = round(0);
    assert!(record(&mut store, now, &first, &reference).await.unwrap() > 970);
    // The very same table: not a row.
    assert_eq!(record(&mut store, now, &first, &reference).await.unwrap(), 0);
    // Each mirror was checked and synchronised: the time of the check, its TIME, and the lag of this quarter of an hour.
    let (now, second) = round(1);
    assert_eq!(record(&mut store, now, &second, &reference).await.unwrap(), 30);
}

#[tokio::test]
async fn a_mirror_that_comes_and_goes_costs_two_changes_each_time_and_not_a_hundred() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let reference = Reference::default();
    let mut now = start();
    for _ in 0..3 {
        for health in [healthy(1, 1, 97, now), silent(healthy(1, 1, 97, now), now)] {
            record(&mut store, now, &table([(1, health)]), &reference).await.unwrap();
            now += QUARTER;
        }
    }
    let history = store.reader().history(&mirror(1), 100, None).await.unwrap();
    // TIME, three ways and all repositories at first; then TIME and all repositories each time.
    assert_eq!(history.len(), 5 + 5 * 2);
    let newest = &history[0].change;
    let ChangeKind::Repositories { from, to, holdings } = &newest.kind else { panic!("{newest:?}") };
    assert_eq!((*from, *to, holdings.len()), (State::Current, State::Unreachable, 97));
    assert_eq!(newest.reason.as_deref(), Some("the connection is refused"));
    assert_eq!(newest.at, now - QUARTER);
    let page = store.reader().history(&mirror(1), 4, Some(history[3].number)).await.unwrap();
    assert_eq!(page, history[4..8]);
}

#[tokio::test]
async fn a_deleted_mirror_keeps_its_history() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let reference = Reference::default();
    let both = table([(1, healthy(1, 1, 3, start())), (2, healthy(2, 1, 3, start()))]);
    record(&mut store, start(), &both, &reference).await.unwrap();
    let mut one = both.clone();
    one.remove(&mirror(2));
    record(&mut store, start() + QUARTER, &one, &reference).await.unwrap();
    assert_eq!(open(folder.path()).await.restore().await.unwrap().table, one);
    let history = store.reader().history(&mirror(2), 10, None).await.unwrap();
    assert_eq!(history.len(), 5);
    let news = store.reader().news(1000).await.unwrap();
    assert!(news.is_sorted_by(|newer, older| newer.number > older.number));
    assert!(history.iter().all(|entry| news.contains(entry)) && news.len() == 10);
    assert_eq!(store.reader().news(2).await.unwrap(), news[..2]);
    assert_eq!(store.reader().lags(&mirror(2), start(), start()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn what_a_mirror_need_not_have_any_more_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let reference = Reference::default();
    let wide = table([(1, healthy(1, 1, 9, start()))]);
    record(&mut store, start(), &wide, &reference).await.unwrap();
    for repositories in [4, 0] {
        let mut health = healthy(1, 1, repositories, start());
        if repositories == 0 {
            health.trees.clear();
        }
        let narrow = table([(1, health)]);
        record(&mut store, start() + QUARTER, &narrow, &reference).await.unwrap();
        assert_eq!(open(folder.path()).await.restore().await.unwrap().table, narrow);
    }
}

#[tokio::test]
async fn sets_of_images_and_who_has_them_are_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut reference = Reference::default();
    reference.publish_isos(&iso_folder(8), images(1, 3));
    reference.publish_isos(&iso_folder(9), images(2, 100));
    let sets = [8, 9].map(|number| Arc::clone(reference.isos(&iso_folder(number)).unwrap()));
    let with = |number, conditions: [IsoHealth; 2]| {
        let mut health = healthy(number, 1, 3, start());
        let isos = [iso_folder(8), iso_folder(9)].into_iter().zip(conditions).collect();
        health.trees.get_mut(&Tree::Main).unwrap().isos = isos;
        (number, health)
    };
    let [eight, nine] = &sets;
    // The second mirror was last asked for what was named before.
    let before: IsoSet = images(0, 1).into();
    let table = table([
        with(1, [complete(eight), incomplete(nine)]),
        with(2, [incomplete(eight), complete(&before)]),
        (3, healthy(3, 1, 3, start())),
    ]);
    let mut store = open(folder.path()).await;
    record(&mut store, start(), &table, &reference).await.unwrap();
    assert_eq!(record(&mut store, start(), &table, &reference).await.unwrap(), 0);

    let remembered = open(folder.path()).await.restore().await.unwrap();
    assert_eq!(remembered.table, table);
    assert_eq!(remembered.reference, reference);
    let first = &remembered.table[&mirror(1)].main().unwrap().isos[&iso_folder(8)];
    assert!(Arc::ptr_eq(&first.set, remembered.reference.isos(&iso_folder(8)).unwrap()));
}

#[tokio::test]
async fn a_folder_of_images_that_left_the_reference_leaves_no_rows() {
    let folder = tempfile::tempdir().unwrap();
    let rows = async || {
        let options = SqliteConnectOptions::new().filename(file(folder.path()));
        let mut connection = options.connect().await.unwrap();
        let count = "SELECT (SELECT count(*) FROM iso_folder) + (SELECT count(*) FROM iso_set) \
                     + (SELECT count(*) FROM iso_reference) + (SELECT count(*) FROM iso_state)";
        sqlx::query_scalar::<_, i64>(count).fetch_one(&mut connection).await.unwrap()
    };
    let mut store = open(folder.path()).await;
    let mut reference = Reference::default();
    reference.publish_isos(&iso_folder(8), images(1, 3));
    let set = Arc::clone(reference.isos(&iso_folder(8)).unwrap());
    let plain = healthy(1, 1, 3, start());
    let mut whole = plain.clone();
    whole.trees.get_mut(&Tree::Main).unwrap().isos.insert(iso_folder(8), complete(&set));
    record(&mut store, start(), &table([(1, whole.clone())]), &reference).await.unwrap();
    assert_eq!(rows().await, 4);

    // Another set in the same folder takes the place of the first, within an hour.
    reference.publish_isos(&iso_folder(8), images(2, 3));
    let set = Arc::clone(reference.isos(&iso_folder(8)).unwrap());
    whole.trees.get_mut(&Tree::Main).unwrap().isos.insert(iso_folder(8), complete(&set));
    let later = start() + QUARTER * 4;
    record(&mut store, later, &table([(1, whole)]), &reference).await.unwrap();
    assert_eq!(rows().await, 4);

    reference.publish_isos(&iso_folder(8), Vec::new());
    let plain = table([(1, plain)]);
    record(&mut store, later + QUARTER * 4, &plain, &reference).await.unwrap();
    assert_eq!(rows().await, 0);
    let remembered = open(folder.path()).await.restore().await.unwrap();
    assert_eq!((remembered.table, remembered.reference), (plain, reference));
}

#[tokio::test]
async fn the_worst_of_a_quarter_of_an_hour_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let reference = Reference::default();
    let minute = SignedDuration::from_mins(1);
    let at = start() + minute;
    for health in [healthy(1, 1, 3, at), silent(healthy(1, 1, 3, at), at), healthy(1, 1, 3, at)] {
        record(&mut store, at, &table([(1, health)]), &reference).await.unwrap();
    }
    let lags = store.reader().lags(&mirror(1), start(), start()).await.unwrap();
    let lag = lags.first().unwrap();
    assert_eq!(lags.len(), 1);
    assert_eq!(
        (lag.at, lag.lag.map(|lag| lag.as_secs()), lag.verdict),
        (start(), Some(600), Verdict::Unavailable)
    );
}

#[tokio::test]
async fn what_was_published_has_a_begin_and_an_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let mut reference = Reference::default();
    for number in 1..=3 {
        let now = start() + QUARTER * i32::try_from(number).unwrap();
        publish(&mut reference, number, 1, now);
        record(&mut store, now, &HealthTable::new(), &reference).await.unwrap();
    }
    let now = start() + QUARTER * 4;
    reference.withdraw(&world::holding(0));
    record(&mut store, now, &HealthTable::new(), &reference).await.unwrap();
    let issues = store.reader().publications(start() + QUARTER * 3).await.unwrap();
    let times: Vec<_> = issues.iter().map(|issue| (issue.since, issue.ended)).collect();
    let at = |number| start() + QUARTER * number;
    assert_eq!(times, [(at(2), Some(at(3))), (at(3), Some(at(4)))]);
    assert_eq!(issues[1].repomd, world::seen(3, 0));
    assert_eq!(issues[1].witness.as_ref().unwrap().size, Some(3));
}

#[tokio::test]
async fn how_repositories_went_from_state_to_state_is_known_of_all_mirrors() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = open(folder.path()).await;
    let at = |round: i32| start() + QUARTER * round;
    let good = |number| healthy(number, 1, 6, start());
    for round in 0..4 {
        // The first mirror is away in the second round, and the second from then on.
        let away = |number: usize, away: bool| {
            let health = good(number);
            (number, if away { silent(health, at(round)) } else { health })
        };
        let table = table([away(1, round == 1), away(2, round > 0)]);
        record(&mut store, at(round), &table, &Reference::default()).await.unwrap();
    }
    let reader = store.reader();
    let wanted = |one: &Holding| *one == *holding(4);
    let histories = reader.state_histories(wanted, start() - QUARTER, 1000).await.unwrap();
    assert_eq!(histories.since, start() - QUARTER);
    assert_eq!(histories.by_holding.keys().collect::<Vec<_>>(), [&holding(4)]);
    let of = &histories.by_holding[&holding(4)];
    assert_eq!(of[&mirror(1)].at(start() - QUARTER), State::Unknown);
    let turns = |number| of[&mirror(number)].changes(start() - QUARTER, at(9)).to_vec();
    let (current, away) = (State::Current, State::Unreachable);
    assert_eq!(turns(1), [(at(0), current), (at(1), away), (at(2), current)]);
    assert_eq!(turns(2), [(at(0), current), (at(1), away)]);

    // What is older is not asked for, and of too much the newest is read.
    let later = reader.state_histories(wanted, at(1), 1000).await.unwrap();
    assert_eq!(later.by_holding[&holding(4)][&mirror(1)].at(at(0)), current);
    let few = reader.state_histories(wanted, start(), 2).await.unwrap();
    assert_eq!(few.since, at(1));
    assert_eq!(few.by_holding[&holding(4)][&mirror(1)].changes(at(1), at(9)), [(at(2), current)]);
}
