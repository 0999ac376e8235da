//! If health says that a mirror is served as before, no standing in the snapshot has changed.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::SignedDuration;
use maneki_mirror_health::MirrorHealth;
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::Target;
use maneki_mirror_snapshot::{Routes, Snapshot, Standing, Tier};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::world::{Mirror, NOW, World, full_name, policy};

/// What an answer reads from the snapshot for one place in the tree.
type Seen = (Tier, bool, Vec<(Standing, bool, Routes)>);

fn seen(snapshot: &Snapshot) -> Vec<Option<Seen>> {
    let repositories = snapshot.catalog.holdings().into_iter().map(|holding| Target {
        version: holding.version,
        tree: holding.tree,
        path: holding.path,
    });
    let folders = snapshot.catalog.iso_folders().into_iter().map(|folder| folder.target());
    let (version, tree) = snapshot.catalog.version("9").unwrap();
    let open = Target { version, tree, path: "9/BaseOS/$basearch/os".into() };
    let targets = repositories.chain(folders).chain([open]);
    targets.map(|target| seen_at(snapshot, &target)).collect()
}

fn seen_at(snapshot: &Snapshot, target: &Target) -> Option<Seen> {
    let standings = snapshot.standings(target)?;
    let mirrors = snapshot
        .entries()
        .map(|(id, _)| (standings.standing(id), standings.has_published(id), standings.routes(id)));
    Some((standings.tier(), standings.ipv6_counts(), mirrors.collect()))
}

/// The reference has publication C, and had B until two hours ago.
fn world(mirrors: BTreeMap<String, Mirror>) -> World {
    World {
        story: String::new(),
        mirrors,
        checks: true,
        published: Some('C'),
        former: vec![('B', SignedDuration::from_hours(2))],
        images: true,
        standings: Vec::new(),
    }
}

/// States with the letters of publications. A current repository always has the published one.
const REPOSITORIES: [&str; 13] = [
    "current C",
    "previous B",
    "ahead D",
    "ahead E",
    "stale A",
    "missing",
    "missing B",
    "missing A",
    "corrupt C",
    "corrupt A",
    "unreachable C",
    "unreachable B",
    "unknown",
];

fn words() -> impl Strategy<Value = String> {
    select(REPOSITORIES.as_slice()).prop_map(str::to_owned)
}

fn mirror() -> impl Strategy<Value = Mirror> {
    let has = (words(), words(), words(), words()).prop_map(|(a, b, c, d)| {
        let names = ["baseos/x86_64", "baseos/aarch64", "appstream/x86_64", "appstream/aarch64"];
        names.map(str::to_owned).into_iter().zip([a, b, c, d]).collect()
    });
    let time = select(vec!["1h", "11h", "13h", "14h", "26h", "missing"]);
    let good_until = option::of((0..30_i64).prop_map(SignedDuration::from_hours));
    let images = select(vec!["complete", "incomplete", "other", "unknown"]);
    (has, time, good_until, any::<bool>(), images, option::of(any::<bool>())).prop_map(
        |(has, time, good_until, module, images, ipv6)| Mirror {
            has,
            time: time.to_owned(),
            good_until,
            checked: true,
            private: false,
            drained: false,
            module,
            images: images.to_owned(),
            ipv6,
        },
    )
}

/// The same mirror after a change of one thing that a check can find.
fn changed(before: &Mirror, after: Mirror, number: usize) -> Mirror {
    let mut changed = before.clone();
    match number {
        0 => changed.has = after.has,
        1 => changed.time = after.time,
        2 => changed.good_until = after.good_until,
        3 => changed.images = after.images,
        4 => changed.ipv6 = after.ipv6,
        _ => {
            let key = "baseos/x86_64".to_owned();
            changed.has.insert(key.clone(), after.has[&key].clone());
        }
    }
    changed
}

fn health(mirror: &Mirror, world: &World) -> MirrorHealth {
    mirror.health(&world.registry()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_mirror_that_is_served_as_before_changes_no_standing(
        before in mirror(),
        other in mirror(),
        neighbour in mirror(),
        number in 0..6_usize,
    ) {
        let after = changed(&before, other, number);
        let mirrors = [("a".to_owned(), before.clone()), ("b".to_owned(), neighbour)];
        let world = world(mirrors.into());
        let (health_before, health_after) = (health(&before, &world), health(&after, &world));
        let registry = world.registry();
        let reference = world.reference(&registry);
        let mut table = world.table(&registry);
        let seen_before = seen(&world.snapshot_of(registry.clone(), &table, &reference));
        table.insert(MirrorName::parse(&full_name("a")).unwrap(), Arc::new(health_after.clone()));
        let seen_after = seen(&world.snapshot_of(registry, &table, &reference));
        if health_before.serves_like(&health_after, &policy(), NOW) {
            prop_assert_eq!(seen_before, seen_after);
        }
        prop_assert!(health_before.serves_like(&health_before.clone(), &policy(), NOW));
    }
}
