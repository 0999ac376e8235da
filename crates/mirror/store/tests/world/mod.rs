//! Mirrors and their health, made from numbers.
#![allow(dead_code, reason = "each test uses a part of it")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{
    ConnectFault, Defects, Digest, Family, Fault, Freshness, HealthTable, IsoFile, IsoHealth, IsoSet,
    MirrorHealth, NamedFile, Reading, Reference, RepomdFacts, RepositoryHealth, Route, RouteHealth, Sha512,
    State, TreeHealth, Validator, Verdict,
};
use maneki_mirror_model::{Arch, MirrorName, Protocol, RepositoryName};
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use maneki_mirror_store::{Record, Store};

pub(crate) type Verdicts = BTreeMap<MirrorName, Verdict>;

pub(crate) const QUARTER: SignedDuration = SignedDuration::from_mins(15);

pub(crate) fn start() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

pub(crate) fn mirror(number: usize) -> MirrorName {
    MirrorName::parse(&format!("mirror{number}.example.org")).unwrap()
}

pub(crate) fn holding(number: usize) -> Arc<Holding> {
    let (version, repository) = (8 + number % 3, number / 3);
    Arc::new(Holding {
        tree: Tree::Main,
        version: version.to_string().parse().unwrap(),
        repository: RepositoryName::parse(&format!("repository{repository}")).unwrap(),
        arch: Arch::parse("x86_64").unwrap(),
        path: format!("{version}/Repository{repository}/x86_64/os").into(),
    })
}

pub(crate) fn seen(publication: u64, repository: usize) -> RepomdFacts {
    let mut digest = [0; 32];
    digest[..8].copy_from_slice(&publication.to_be_bytes());
    digest[8..16].copy_from_slice(&(repository as u64).to_be_bytes());
    let revision = Some(1_700_000_000 + publication);
    RepomdFacts { digest: Digest::new(digest), size: 3000 + publication, revision, timestamp: revision }
}

pub(crate) fn sha512(publication: u64, repository: usize) -> Sha512 {
    let mut digest = [0xff; 64];
    digest[..32].copy_from_slice(seen(publication, repository).digest.bytes());
    Sha512::new(digest)
}

/// The n-th publication of each repository.
pub(crate) fn publish(reference: &mut Reference, publication: u64, repositories: usize, now: Timestamp) {
    for number in 0..repositories {
        let witness = NamedFile { path: "repodata/primary.xml.gz".into(), size: Some(publication) };
        let half_a_day = Duration::from_hours(12);
        let (repomd, sha512) = (seen(publication, number), Some(sha512(publication, number)));
        let reading = Reading { repomd, sha512, witness: Some(witness), validator: None };
        reference.publish(&holding(number), reading, now, half_a_day);
    }
}

pub(crate) fn iso_folder(number: usize) -> Arc<IsoFolder> {
    let path = format!("{number}/isos/x86_64").into();
    let (version, arch) = (number.to_string().parse().unwrap(), Arch::parse("x86_64").unwrap());
    Arc::new(IsoFolder { tree: Tree::Main, version, arch, path })
}

/// The n-th set of some images of a folder.
pub(crate) fn images(publication: u8, count: usize) -> Vec<IsoFile> {
    let file = |number: usize| IsoFile {
        name: format!("distribution-{number}-x86_64.iso").into(),
        size: (number > 0).then(|| u64::MAX - number as u64),
        sha256: Digest::new([publication; 32]),
    };
    (0..count).map(file).collect()
}

/// A set that was found to be there.
pub(crate) fn complete(set: &IsoSet) -> IsoHealth {
    IsoHealth { set: Arc::clone(set), fault: None, url: None, since: start(), checked: start() + QUARTER }
}

/// A set of which something was not there.
pub(crate) fn incomplete(set: &IsoSet) -> IsoHealth {
    let url = Some("http://mirror.example.org/distribution/8/isos/x86_64/distribution-1-x86_64.iso".into());
    IsoHealth { fault: Some(Fault::Status(404)), url, ..complete(set) }
}

/// A mirror that has the n-th publication of everything, and lags behind by ten minutes.
pub(crate) fn healthy(number: usize, publication: u64, repositories: usize, now: Timestamp) -> MirrorHealth {
    let base = format!("http://{}/distribution", mirror(number));
    let condition = |repository: usize| RepositoryHealth {
        state: State::Current,
        since: Some(start()),
        repomd: Some(Arc::new(seen(publication, repository))),
        validator: Some(Validator::Etag(format!("\"{number:x}-{repository:x}-{publication:x}\"").into())),
        defects: None,
    };
    let route = |protocol, family| {
        let url = format!("{base}/8/Repository0/x86_64/os/repodata/repomd.xml").into();
        (Route { protocol, family: Some(family) }, RouteHealth { fault: None, since: start(), url })
    };
    let mut freshness = Freshness::default();
    freshness.claimed = Some(now - SignedDuration::from_mins(10));
    freshness.url = Some(format!("{base}/TIME").into());
    let tree = TreeHealth {
        full_look: Some(start()),
        freshness,
        routes: [
            route(Protocol::Http, Family::V4),
            route(Protocol::Https, Family::V4),
            route(Protocol::Http, Family::V6),
        ]
        .into(),
        repositories: (0..repositories)
            .map(|number| (holding(number), Arc::new(condition(number))))
            .collect(),
        isos: BTreeMap::new(),
    };
    MirrorHealth { checked: Some(now), failed_rounds: 0, trees: [(Tree::Main, tree)].into() }
}

/// The same mirror after it stopped to answer.
pub(crate) fn silent(mut health: MirrorHealth, now: Timestamp) -> MirrorHealth {
    let fault = Fault::from(ConnectFault::Refused);
    for tree in health.trees.values_mut() {
        for (holding, condition) in &mut tree.repositories {
            let condition = Arc::make_mut(condition);
            condition.state = State::Unreachable;
            condition.since = Some(now);
            let mut defects = Defects::default();
            defects.reason = Some(fault.clone());
            defects.url = Some(format!("http://mirror.example.org/distribution/{}", holding.repomd()).into());
            defects.good_until = Some(now);
            condition.defects = Some(Box::new(defects));
        }
        tree.freshness.fault = Some(fault.clone());
    }
    health.checked = Some(now);
    health.failed_rounds += 1;
    health
}

pub(crate) fn table(mirrors: impl IntoIterator<Item = (usize, MirrorHealth)>) -> HealthTable {
    mirrors.into_iter().map(|(number, health)| (mirror(number), Arc::new(health))).collect()
}

pub(crate) fn verdicts(table: &HealthTable) -> Verdicts {
    let of =
        |health: &MirrorHealth| if health.failed_rounds == 0 { Verdict::Ok } else { Verdict::Unavailable };
    table.iter().map(|(name, health)| (name.clone(), of(health))).collect()
}

/// Records a round as it is, with the verdicts that go with it.
pub(crate) async fn record(
    store: &mut Store,
    at: Timestamp,
    table: &HealthTable,
    reference: &Reference,
) -> Result<u64, maneki_mirror_store::StoreError> {
    store.record(Record { at, table, reference, verdicts: &verdicts(table) }).await
}

pub(crate) async fn open(folder: &Path) -> Store {
    Store::open(&file(folder)).await.unwrap()
}

pub(crate) fn file(folder: &Path) -> std::path::PathBuf {
    folder.join("state").join("mirror.db")
}
