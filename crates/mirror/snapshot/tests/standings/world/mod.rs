//! A small distribution, and mirrors of it as a story describes them.

mod mirror;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{Digest, HealthTable, IsoFile, IsoSet, Policy, Reading, Reference, RepomdFacts};
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{ParseOptions, Registry, SourceTree, parse};
use maneki_mirror_snapshot::{Drain, Drains, Health, Inputs, Networks, Places, Snapshot};
use serde::Deserialize;

use crate::story::Expectation;
pub(crate) use mirror::Mirror;

/// The time of every story.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_700_000_000, 0);

const CONFIG: &str = r#"
config_version: 3
allowed_outdate: 12h
mirrors_dir: m
versions: ["9"]
duplicated_versions: {}
optional_module_versions: {next: ["10"]}
vault_versions: ["8"]
vault_mirror: http://vault.example.org/
required_protocols: [http]
arches: {"9": [aarch64, x86_64], "10-next": [x86_64]}
repos:
  - {name: appstream, path: AppStream/$basearch/os/}
  - {name: baseos, path: BaseOS/$basearch/os/}
"#;

/// A story.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct World {
    /// What the story shows.
    pub(crate) story: String,
    /// By a short name: `good` is `good.example`.
    pub(crate) mirrors: BTreeMap<String, Mirror>,
    /// Whether checks are switched on.
    #[serde(default = "yes")]
    pub(crate) checks: bool,
    /// The letter of the publication that the reference tree has of every repository; absent without a reference.
    #[serde(default)]
    pub(crate) published: Option<char>,
    /// Former publications, with the time that has passed since each was replaced; the latest first.
    #[serde(default)]
    pub(crate) former: Vec<(char, SignedDuration)>,
    /// Whether the reference tree has images for 9 on `x86_64`.
    #[serde(default)]
    pub(crate) images: bool,
    /// What is expected.
    pub(crate) standings: Vec<Expectation>,
}

fn yes() -> bool {
    true
}

pub(crate) fn full_name(short: &str) -> String {
    format!("{short}.example")
}

pub(crate) fn policy() -> Policy {
    Policy::new(Duration::from_hours(12), Duration::from_mins(15))
}

/// A publication by its letter. Later letters have later revisions.
pub(crate) fn publication(letter: char) -> RepomdFacts {
    let byte = u8::try_from(letter).unwrap();
    RepomdFacts { digest: Digest::new([byte; 32]), size: 1, revision: Some(byte.into()), timestamp: None }
}

pub(crate) fn images(byte: u8) -> IsoSet {
    [IsoFile { name: "boot.iso".into(), size: Some(7), sha256: Digest::new([byte; 32]) }].into()
}

impl World {
    pub(crate) fn registry(&self) -> Registry {
        let files = self.mirrors.iter().map(|(name, mirror)| {
            let name = full_name(name);
            (format!("m/{name}.yml"), mirror.file(&name))
        });
        let files: Vec<(String, String)> = files.collect();
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let parsed = parse(&SourceTree::from_texts(CONFIG, texts), ParseOptions::default());
        let registry = parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics));
        assert_eq!(registry.mirrors.len(), self.mirrors.len(), "{:?}", parsed.diagnostics);
        registry
    }

    pub(crate) fn reference(&self, registry: &Registry) -> Reference {
        let mut reference = Reference::default();
        let oldest_first = self.former.iter().rev().map(|(letter, ago)| (*letter, NOW - *ago));
        let ends: Vec<(char, Timestamp)> = oldest_first.collect();
        // A publication begins when the one before it ends.
        let mut begin = NOW - SignedDuration::from_hours(24 * 30);
        for (letter, end) in ends.into_iter().chain(self.published.map(|letter| (letter, NOW))) {
            for holding in registry.catalog.holdings() {
                let repomd = publication(letter);
                let reading = Reading { repomd, sha512: None, witness: None, validator: None };
                reference.publish(&Arc::new(holding), reading, begin, Duration::from_hours(24 * 60));
            }
            begin = end;
        }
        for folder in registry.catalog.iso_folders() {
            if self.images && &*folder.path == "9/isos/x86_64" {
                reference.publish_isos(&Arc::new(folder), images(1).to_vec());
            }
        }
        reference
    }

    pub(crate) fn table(&self, registry: &Registry) -> HealthTable {
        let by_name = |(name, mirror): (&String, &Mirror)| {
            let name = MirrorName::parse(&full_name(name)).unwrap();
            Some((name, Arc::new(mirror.health(registry)?)))
        };
        self.mirrors.iter().filter_map(by_name).collect()
    }

    fn drains(&self) -> Drains {
        let drained = self.mirrors.iter().filter(|(_, mirror)| mirror.drained);
        let drain = Drain { since: NOW, until: None, reason: None };
        drained.map(|(name, _)| (MirrorName::parse(&full_name(name)).unwrap(), drain.clone())).collect()
    }

    pub(crate) fn snapshot(&self) -> Snapshot {
        let registry = self.registry();
        let (table, reference) = (self.table(&registry), self.reference(&registry));
        self.snapshot_of(registry, &table, &reference)
    }

    pub(crate) fn snapshot_of(
        &self,
        registry: Registry,
        table: &HealthTable,
        reference: &Reference,
    ) -> Snapshot {
        let (policy, networks, drains) = (policy(), Networks::default(), self.drains());
        let health = self.checks.then_some(Health { table, reference, policy: &policy });
        let inputs = Inputs { places: Places::new(), networks: &networks, health, drains: &drains };
        Snapshot::build(registry, inputs, 1, NOW)
    }
}
