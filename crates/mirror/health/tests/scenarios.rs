//! Stories of mirrors: publications, observations, and the health that follows. Each file in `scenarios` is one story,
//! in rounds.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
#![expect(clippy::disallowed_methods, reason = "the stories are in files")]

mod world;

use std::path::Path;
use std::sync::Arc;

use maneki_mirror_health::{Policy, Reference, Terms, advance, follow_up, plan, verdict};
use serde::Deserialize;

use world::World;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    /// What the story shows.
    story: String,
    round: Vec<Round>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Round {
    /// Minutes after the start.
    at: i64,
    /// What the reference tree has from now on: a letter and its revision, or `none`.
    published: Option<String>,
    /// The outcome of each probe of every repository: a publication, or a fault.
    #[serde(default)]
    seen: Vec<String>,
    /// The same for the second repository, if it differs.
    second: Option<Vec<String>>,
    /// The age of `TIME` in minutes, or a fault.
    #[serde(default = "fresh")]
    time: String,
    /// Whether the mirror must be checked in this round.
    asked: Option<bool>,
    /// Whether all repositories must be checked.
    full: Option<bool>,
    /// Whether all repositories must be checked again at once.
    follow_up: Option<bool>,
    state: Option<String>,
    verdict: Option<String>,
    /// A part of the reason.
    reason: Option<String>,
}

fn fresh() -> String {
    "10".to_owned()
}

fn play(path: &Path) {
    let text = std::fs::read_to_string(path).unwrap();
    let scenario: Scenario =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let world = World::new();
    let policy = Policy::new(std::time::Duration::from_hours(12), std::time::Duration::from_mins(15));
    let mut reference = Reference::default();
    let mut table = maneki_mirror_health::HealthTable::new();
    for round in &scenario.round {
        let now = world.at(round.at);
        let place = format!("{}: {} ({} min)", path.display(), scenario.story, round.at);
        if let Some(published) = &round.published {
            world.publish(&mut reference, published, now);
        }
        let planned = plan(&world.registry, &table, &reference, &policy, now);
        let look = planned.looks.first();
        if let Some(asked) = round.asked {
            assert_eq!(look.is_some(), asked, "{place}: asked");
        }
        if let Some(full) = round.full {
            assert_eq!(look.unwrap().trees[0].full, full, "{place}: full");
        }
        let report = look.map(|look| {
            let second = round.second.as_ref().unwrap_or(&round.seen);
            world.report(look, &round.time, [&round.seen, second], now)
        });
        let terms = Terms { expected: &planned.expected, reference: &reference, policy: &policy, now };
        let health = advance(table.get(&world.mirror().name).map(Arc::as_ref), report.as_ref(), terms);
        let condition = health.main().and_then(|main| main.repositories.values().next());
        if let Some(state) = &round.state {
            assert_eq!(condition.unwrap().state.word(), state, "{place}: state, {condition:?}");
        }
        let judged = verdict(world.mirror(), Some(&health), &policy, now);
        if let Some(word) = &round.verdict {
            assert_eq!(judged.verdict.word(), word, "{place}: {judged:?}");
        }
        if let Some(reason) = &round.reason {
            assert!(judged.reason.as_ref().is_some_and(|why| why.contains(reason)), "{place}: {judged:?}");
        }
        if let Some(wanted) = round.follow_up {
            let again = follow_up(world.mirror(), &health, report.as_ref().unwrap(), terms);
            assert_eq!(again.is_some(), wanted, "{place}: follow-up, {again:?}");
            assert!(again.is_none_or(|look| look.trees[0].full && look.trees[0].asks.len() == 2), "{place}");
        }
        table.insert(world.mirror().name.clone(), Arc::new(health));
    }
}

#[test]
fn every_story_comes_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let mut stories: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    stories.sort();
    assert!(stories.len() >= 8, "{stories:?}");
    for path in &stories {
        play(path);
    }
}
