//! What holds whatever a mirror does.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

mod world;

use maneki_mirror_health::{HealthTable, Policy, Reference, Terms, advance, plan, verdict};
use proptest::prelude::*;
use std::sync::Arc;

use world::World;

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["A1", "B2", "C3", "X2", "404", "503", "timeout", "html", "unchanged"])
}

proptest! {
    #[test]
    fn one_failure_never_changes_what_is_handed_out(
        before in prop::collection::vec(word(), 0..6), failure in prop::sample::select(vec!["404", "503", "timeout", "html"]),
    ) {
        let last = run(&[&before[..], &["B2"]].concat());
        let then = run(&[&before[..], &["B2", failure]].concat());
        prop_assert_eq!(last.0, then.0);
        let twice = run(&[&before[..], &["B2", failure, failure]].concat());
        prop_assert_eq!(twice.0, "unavailable");
    }

    #[test]
    fn one_success_mends_everything(before in prop::collection::vec(word(), 0..10)) {
        prop_assert_eq!(run(&[&before[..], &["B2"]].concat()), ("ok", "current"));
    }

    #[test]
    fn the_same_story_has_the_same_end(story in prop::collection::vec(word(), 0..10)) {
        prop_assert_eq!(run(&story), run(&story));
    }
}

/// One round for each word: what every repository shows, and the verdict in the end.
fn run(words: &[&str]) -> (&'static str, &'static str) {
    let world = World::new();
    let policy = Policy::new(std::time::Duration::from_hours(12), std::time::Duration::from_mins(15));
    let mut reference = Reference::default();
    world.publish(&mut reference, "A1", world.at(0));
    world.publish(&mut reference, "B2", world.at(1));
    let mut table = HealthTable::new();
    let name = world.mirror().name.clone();
    for (number, word) in (0_i64..).zip(words) {
        // Far enough apart for every pause, near enough for the older publication.
        let now = world.at(2 + number * 61);
        // A table without a last full look leads to a full look, even if a sample were enough.
        let planned = plan(&world.registry, &HealthTable::new(), &reference, &policy, now);
        let tries = vec![(*word).to_owned()];
        let report = planned.looks.first().map(|look| world.report(look, "10", [&tries, &tries], now));
        let terms = Terms { expected: &planned.expected, reference: &reference, policy: &policy, now };
        let health = advance(table.get(&name).map(Arc::as_ref), report.as_ref(), terms);
        table.insert(name.clone(), Arc::new(health));
    }
    let last = world.at(2 + i64::try_from(words.len()).unwrap() * 61 - 61);
    let health = table.get(&name).map(Arc::as_ref);
    let state = health.and_then(|health| health.main()?.repositories.values().next());
    (
        verdict(world.mirror(), health, &policy, last).verdict.word(),
        state.map_or("unknown", |condition| condition.state.word()),
    )
}
