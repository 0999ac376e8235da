//! What the checker makes of events, without any request.

#![expect(clippy::disallowed_methods, reason = "a test measures time")]

use std::time::Duration;

use maneki_ground_config::{Keys, load};
use maneki_mirror_config::Config;
use maneki_mirror_health::{Digest, Published, Reading, RepomdFacts, Report};
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

use super::*;
use crate::probers::ReferenceNews;

const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: ['9']\n\
    duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
    required_protocols: [http]\narches: {'9': [x86_64]}\nrepos:\n  \
    - {name: baseos, path: BaseOS/$basearch/os/}\n";

fn setup(config: &str, reference: Option<&str>) -> Setup {
    with_mirror(config, reference, "http://mirror.example/")
}

fn with_mirror(config: &str, reference: Option<&str>, url: &str) -> Setup {
    let mirror = format!(
        "name: mirror.example\naddress: {{http: '{url}'}}\nupdate_frequency: 1h\nsponsor: S\n\
         sponsor_url: https://sponsor.example/\n"
    );
    let tree = SourceTree::from_texts(config, [("m/mirror.example.yml", mirror.as_str())]);
    let parsed = parse(&tree, ParseOptions::default());
    let registry = Arc::new(parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics)));
    let flags = reference.map(|folder| ("mirror.check.reference", folder.to_owned()));
    let keys = Keys::new(&[maneki_ground_config::KEYS, maneki_mirror_config::KEYS]);
    let config = load(keys, Config::resolve, None, [], flags).unwrap().config;
    Setup { registry, check: config.check, outbound: config.outbound }
}

/// A reading under some terms, in which every repository has this digest.
fn reading(terms: u64, setup: &Setup, digest: u8) -> Event {
    let mut reference = Reference::default();
    let repomd = RepomdFacts { digest: Digest::new([digest; 32]), size: 1, revision: None, timestamp: None };
    let published = Reading { repomd, sha512: None, witness: None, validator: None };
    for holding in setup.registry.catalog.holdings() {
        let (now, outdate) = (Timestamp::UNIX_EPOCH, Duration::from_hours(12));
        reference.publish(&Arc::new(holding), published.clone(), now, outdate);
    }
    let news = ReferenceNews { reference, answered: true, unreadable: Vec::new() };
    Event::Reference { terms, news: Box::new(news) }
}

fn published(checker: &Checker) -> Vec<Digest> {
    let known = checker.knowledge.reference.iter().filter_map(|(_, published)| Published::here(published));
    known.map(|publication| publication.repomd.digest).collect()
}

#[tokio::test]
async fn a_reading_of_the_previous_reference_tree_is_ignored() {
    let (old, new) = (setup(CONFIG, Some("/reference/a")), setup(CONFIG, Some("/reference/b")));
    let mut checker = Checker::new(old.clone(), HealthTable::new(), Reference::default()).unwrap();
    checker.read_references();
    let before = checker.reference_terms;
    checker.follow(new.clone());
    // The previous tree answers before the new one is read, and again after that.
    checker.learn(reading(before, &old, 1));
    assert_eq!(published(&checker), []);
    assert!(checker.clocks.reference.is_some_and(|due| due <= Instant::now()));
    // The first round waits for the new one.
    assert!(checker.clocks.round.is_none());
    checker.read_references();
    let now = checker.reference_terms;
    checker.learn(reading(now, &new, 2));
    checker.learn(reading(before, &old, 1));
    assert_eq!(published(&checker), [Digest::new([2; 32])]);
    assert!(checker.clocks.round.is_some());
}

#[tokio::test]
async fn a_new_catalog_is_read_at_once() {
    let old = setup(CONFIG, Some("/reference/a"));
    let more = format!("{CONFIG}  - {{name: crb, path: CRB/$basearch/os/}}\n");
    let mut checker = Checker::new(old.clone(), HealthTable::new(), Reference::default()).unwrap();
    checker.read_references();
    let before = checker.reference_terms;
    checker.follow(setup(&more, Some("/reference/a")));
    checker.learn(reading(before, &old, 1));
    assert!(checker.clocks.reference.is_some_and(|due| due <= Instant::now()));
}

#[tokio::test]
async fn without_a_reference_tree_the_first_round_does_not_wait() {
    let old = setup(CONFIG, Some("/reference/a"));
    let mut checker = Checker::new(old, HealthTable::new(), Reference::default()).unwrap();
    checker.read_references();
    checker.follow(setup(CONFIG, None));
    assert!(checker.clocks.reference.is_none());
    assert!(checker.clocks.round.is_some());
}

#[tokio::test]
async fn a_report_from_the_previous_place_of_a_mirror_is_ignored() {
    let mut checker = Checker::new(setup(CONFIG, None), HealthTable::new(), Reference::default()).unwrap();
    let name = MirrorName::parse("mirror.example").unwrap();
    let report = || Report { mirror: name.clone(), at: Timestamp::UNIX_EPOCH, trees: Vec::new() };
    checker.begin_round();
    // It moves while it is probed, and is probed again.
    checker.follow(with_mirror(CONFIG, None, "http://mirror.example/elsewhere/"));
    checker.learn(Event::Seen { round: 1, report: report() });
    assert!(checker.knowledge.table.is_empty());
    checker.learn(Event::RoundOver(1));
    checker.learn(Event::Seen { round: 2, report: report() });
    assert!(checker.knowledge.table.contains_key(&name));
}
