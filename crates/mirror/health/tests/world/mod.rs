//! A distribution with two repositories, and one mirror of it.

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{
    BodyFault, ConnectFault, Digest, Family, Fault, Look, NamedFile, Observation, Outcome, Reading,
    Reference, RepomdFacts, Report, Route, Sha512, Subject, TimeFault, TreeReport,
};
use maneki_mirror_model::Protocol;
use maneki_mirror_registry::{Holding, Mirror, Registry, SourceTree, parse};

const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\n\
    vault_mirror: https://vault.example.org/\nversions: ['9', '9.6']\nduplicated_versions: {'9': '9.6'}\n\
    vault_versions: ['8.3']\nrequired_protocols: [http, https]\narches: {'9': [x86_64]}\nrepos:\n  \
    - {name: appstream, path: AppStream/$basearch/os/}\n  - {name: baseos, path: BaseOS/$basearch/os/}\n";

const MIRROR: &str = "name: mirror.example.org\naddress: {http: 'http://mirror.example.org/linux/'}\n\
    update_frequency: 1h\nsponsor: Example\nsponsor_url: https://example.org/\n";

/// The route of all requests in stories.
pub(crate) const ROUTE: Route = Route { protocol: Protocol::Http, family: Some(Family::V4) };

pub(crate) struct World {
    pub(crate) registry: Registry,
}

impl World {
    pub(crate) fn new() -> Self {
        let tree = SourceTree::from_texts(CONFIG, [("mirrors.d/mirror.example.org.yml", MIRROR)]);
        let parsed = parse(&tree, maneki_mirror_registry::ParseOptions::default());
        Self { registry: parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics)) }
    }

    pub(crate) fn mirror(&self) -> &Mirror {
        self.registry.mirrors.values().next().unwrap()
    }

    pub(crate) fn at(&self, minutes: i64) -> Timestamp {
        let _ = self;
        Timestamp::from_second(1_700_000_000 + minutes * 60).unwrap()
    }

    pub(crate) fn holdings(&self) -> Vec<Arc<Holding>> {
        self.registry.catalog.holdings().into_iter().map(Arc::new).collect()
    }

    pub(crate) fn publish(&self, reference: &mut Reference, word: &str, now: Timestamp) {
        for holding in self.holdings() {
            match facts(word) {
                Some(repomd) => {
                    let half_a_day = std::time::Duration::from_hours(12);
                    let sha512 = Some(sha512(repomd));
                    let reading = Reading { repomd, sha512, witness: Some(file()), validator: None };
                    reference.publish(&holding, reading, now, half_a_day);
                }
                None => reference.withdraw(&holding),
            }
        }
    }

    /// What a look sees, try by try.
    pub(crate) fn report(&self, look: &Look, time: &str, tries: [&Vec<String>; 2], now: Timestamp) -> Report {
        let observe = |subject, outcome| {
            let path = match &subject {
                Subject::Time => "TIME".to_owned(),
                Subject::Repository(holding) => holding.repomd(),
                Subject::File(holding) => format!("{}/repodata/primary.xml.gz", holding.path),
                Subject::Isos(folder, _) => folder.path.to_string(),
                Subject::Modules => String::new(),
            };
            let url = format!("http://mirror.example.org/linux/{path}").into();
            Observation { subject, url, route: ROUTE, at: now, outcome }
        };
        let tree = &look.trees[0];
        let mut observations = Vec::new();
        let time = time_outcome(time, now);
        let twice = usize::from(time.fault().is_some());
        observations.extend((0..=twice).map(|_| observe(Subject::Time, time.clone())));
        let holdings = self.holdings();
        for ask in &tree.asks {
            let number = holdings.iter().position(|holding| *holding == ask.holding).unwrap();
            for word in tries[number] {
                let file = word.strip_prefix("file ");
                let outcome = outcome(file.unwrap_or(word));
                let asked = Arc::clone(&ask.holding);
                let subject = if file.is_some() { Subject::File(asked) } else { Subject::Repository(asked) };
                observations.push(observe(subject, outcome));
            }
        }
        let tree = TreeReport {
            tree: tree.tree.clone(),
            full: tree.full,
            route: ROUTE,
            observations,
            abandoned: None,
        };
        Report { mirror: look.mirror.clone(), at: now, trees: vec![tree] }
    }
}

/// `A1`: publication A, of revision 1.
fn facts(word: &str) -> Option<RepomdFacts> {
    let (letter, revision) = word.split_at_checked(1).filter(|(letter, _)| *letter >= "A")?;
    let digest = Digest::new([letter.as_bytes()[0]; 32]);
    Some(RepomdFacts { digest, size: 100, revision: Some(revision.parse().ok()?), timestamp: None })
}

fn sha512(facts: RepomdFacts) -> Sha512 {
    Sha512::new([facts.digest.bytes()[0]; 64])
}

fn file() -> NamedFile {
    NamedFile { path: "repodata/primary.xml.gz".into(), size: Some(10) }
}

pub(crate) fn outcome(word: &str) -> Outcome {
    let fault = match word {
        "unchanged" => return Outcome::Unchanged,
        "present" => return Outcome::Present,
        "timeout" => ConnectFault::Timeout(std::time::Duration::from_secs(5)).into(),
        "html" => BodyFault::NotRepomd("html".into()).into(),
        "absent" => BodyFault::Absent.into(),
        _ => match (facts(word), word.parse()) {
            (Some(facts), _) => {
                let sha512 = Some(sha512(facts));
                return Outcome::Repomd { facts, sha512, file: Some(file()), validator: None };
            }
            (None, Ok(status)) => Fault::Status(status),
            (None, Err(_)) => panic!("{word:?} is nothing that a story knows"),
        },
    };
    Outcome::Failed(fault)
}

fn time_outcome(word: &str, now: Timestamp) -> Outcome {
    match (word, word.parse()) {
        ("missing", _) => Outcome::Failed(Fault::Status(404)),
        ("words", _) => Outcome::Failed(TimeFault::NotANumber.into()),
        (_, Ok(minutes)) => Outcome::Time(now - SignedDuration::from_mins(minutes)),
        (_, Err(error)) => panic!("{word:?}: {error}"),
    }
}
