//! What the checker makes of what it hears; nobody is asked here.

use maneki_ground_config::{Keys, load};
use maneki_mirror_config::Config;
use maneki_mirror_health::{Digest, Published, Reading, RepomdFacts};
use maneki_mirror_registry::{ParseOptions, SourceTree, parse};

use super::*;

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

/// A tree, asked under some terms, says that everything has this digest.
fn says(under: u64, setup: &Setup, digest: u8) -> Event {
    let mut reference = Reference::default();
    let repomd = RepomdFacts { digest: Digest::new([digest; 32]), size: 1, revision: None, timestamp: None };
    let reading = Reading { repomd, sha512: None, witness: None, validator: None };
    for holding in setup.registry.catalog.holdings() {
        let (now, outdate) = (Timestamp::UNIX_EPOCH, Duration::from_hours(12));
        reference.publish(&Arc::new(holding), reading.clone(), now, outdate);
    }
    let news = ReferenceNews { reference, answered: true, unreadable: Vec::new() };
    Event::Reference { under, news: Box::new(news) }
}

fn published(checker: &Checker) -> Vec<Digest> {
    let known = checker.reference.iter().filter_map(|(_, published)| Published::here(published));
    known.map(|publication| publication.repomd.digest).collect()
}

#[tokio::test]
async fn what_another_reference_tree_was_asked_for_counts_no_more() {
    let (old, new) = (setup(CONFIG, Some("/reference/a")), setup(CONFIG, Some("/reference/b")));
    let mut checker = Checker::new(old.clone(), HealthTable::new(), Reference::default()).unwrap();
    checker.ask_references();
    let before = checker.terms_of_reference;
    checker.follow(new.clone());
    // The old one answers before the new one was asked, and once more after that.
    checker.learn(says(before, &old, 1));
    assert_eq!(published(&checker), []);
    assert!(checker.clocks.reference.is_some_and(|due| due <= Instant::now()));
    // The first round waits for the new one.
    assert!(checker.clocks.round.is_none());
    checker.ask_references();
    let now = checker.terms_of_reference;
    checker.learn(says(now, &new, 2));
    checker.learn(says(before, &old, 1));
    assert_eq!(published(&checker), [Digest::new([2; 32])]);
    assert!(checker.clocks.round.is_some());
}

#[tokio::test]
async fn what_was_asked_for_another_catalog_is_asked_anew_at_once() {
    let old = setup(CONFIG, Some("/reference/a"));
    let more = format!("{CONFIG}  - {{name: crb, path: CRB/$basearch/os/}}\n");
    let mut checker = Checker::new(old.clone(), HealthTable::new(), Reference::default()).unwrap();
    checker.ask_references();
    let before = checker.terms_of_reference;
    checker.follow(setup(&more, Some("/reference/a")));
    checker.learn(says(before, &old, 1));
    assert!(checker.clocks.reference.is_some_and(|due| due <= Instant::now()));
}

#[tokio::test]
async fn without_a_reference_tree_the_first_round_waits_for_none() {
    let old = setup(CONFIG, Some("/reference/a"));
    let mut checker = Checker::new(old, HealthTable::new(), Reference::default()).unwrap();
    checker.ask_references();
    checker.follow(setup(CONFIG, None));
    assert!(checker.clocks.reference.is_none());
    assert!(checker.clocks.round.is_some());
}

#[tokio::test]
async fn what_is_seen_where_a_mirror_no_longer_is_counts_no_more() {
    let mut checker = Checker::new(setup(CONFIG, None), HealthTable::new(), Reference::default()).unwrap();
    let name = MirrorName::parse("mirror.example").unwrap();
    let report = || Report { mirror: name.clone(), at: Timestamp::UNIX_EPOCH, trees: Vec::new() };
    checker.begin_round();
    // It moves while it is looked at, and is looked at once more.
    checker.follow(with_mirror(CONFIG, None, "http://mirror.example/elsewhere/"));
    checker.learn(Event::Seen { round: 1, report: report() });
    assert!(checker.table.is_empty());
    checker.learn(Event::RoundOver(1));
    checker.learn(Event::Seen { round: 2, report: report() });
    assert!(checker.table.contains_key(&name));
}
