//! Each file in `stories` describes a few mirrors, and then how they stand for some places in the tree.

use std::collections::BTreeMap;
use std::path::Path;

use maneki_mirror_registry::{Target, Tree};
use maneki_mirror_snapshot::{Snapshot, Standing, Tier};
use serde::Deserialize;

use crate::world::{self, World};

/// How mirrors stand for one place in the tree.
#[derive(Deserialize)]
pub(crate) struct Expectation {
    /// A path in the main tree, or in the module that its version names.
    at: String,
    /// Which mirrors answers are made of; absent if all standings are unknown to the snapshot.
    tier: Option<String>,
    /// The mirrors whose copy clients refuse that know the published digests.
    #[serde(default)]
    unpublished: Vec<String>,
    /// The standing of each mirror, in words.
    #[serde(flatten)]
    mirrors: BTreeMap<String, String>,
}

fn words(standing: Standing) -> String {
    match standing {
        Standing::Current => "current".to_owned(),
        Standing::Other => "other".to_owned(),
        Standing::Unknown => "unknown".to_owned(),
        Standing::LastGood(cause) => format!("last good: {}", cause.word()),
        Standing::Out(cause) => format!("out: {}", cause.word()),
        Standing::Drained => "drained".to_owned(),
    }
}

fn word(tier: Tier) -> &'static str {
    match tier {
        Tier::Good => "good",
        Tier::Unknown => "unknown",
        Tier::LastGood => "last good",
        Tier::Nothing => "nothing",
    }
}

fn target(snapshot: &Snapshot, path: &str) -> Target {
    let (version, _) = path.split_once('/').unwrap_or_else(|| panic!("{path} has no version"));
    let (version, tree) =
        snapshot.catalog.version(version).unwrap_or_else(|| panic!("{version} is not a version"));
    Target { version, tree, path: path.into() }
}

fn check(snapshot: &Snapshot, expected: &Expectation, place: &str) {
    let target = target(snapshot, &expected.at);
    let standings = snapshot.standings(&target);
    let tier = standings.map(|standings| word(standings.tier()).to_owned());
    assert_eq!(tier, expected.tier, "{place}: tier at {}", expected.at);
    for (name, words_of_story) in &expected.mirrors {
        let id =
            snapshot.find(&world::full_name(name)).unwrap_or_else(|| panic!("{place}: no mirror {name}"));
        let standings = standings.unwrap();
        let found = words(standings.standing(id));
        assert_eq!(found, *words_of_story, "{place}: {name} at {}", expected.at);
        let is_refused = !standings.has_published(id);
        assert_eq!(is_refused, expected.unpublished.contains(name), "{place}: {name} is refused");
    }
}

#[test]
fn every_story_comes_true() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(paths.len() >= 14, "{paths:?}");
    for path in &paths {
        let text = std::fs::read_to_string(path).unwrap();
        let world: World =
            toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let place = format!("{}: {}", path.display(), world.story);
        let snapshot = world.snapshot();
        assert!(!world.standings.is_empty(), "{place}: nothing is expected");
        for expected in &world.standings {
            check(&snapshot, expected, &place);
        }
        assert!(snapshot.standings(&vault(&snapshot)).is_none(), "{place}: no mirror stands for the vault");
    }
}

fn vault(snapshot: &Snapshot) -> Target {
    let (version, tree) = snapshot.catalog.version("8").unwrap();
    assert_eq!(tree, Tree::Vault);
    Target { version, tree, path: "8/BaseOS/x86_64/os".into() }
}
