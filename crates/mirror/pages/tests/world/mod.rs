//! A small world: three public mirrors that do well, in part, and not at all, one that is private, and one whose
//! operator tries things.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{
    Defects, Digest, DigestFault, Family, Fault, Freshness, HealthTable, MirrorHealth, Policy, Reading,
    Reference, RepomdFacts, RepositoryHealth, Route, RouteHealth, State, TreeHealth,
};
use maneki_mirror_model::{Coordinates, CountryCode, MirrorName, Protocol};
use maneki_mirror_registry::{Holding, ParseOptions, Registry, SourceTree, Tree, parse};
use maneki_mirror_snapshot::{Basis, Drains, Health, Inputs, Networks, Place, Snapshot};

const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: ['4', '4.2']\n\
    duplicated_versions: {'4': '4.2'}\nvault_versions: []\nvault_mirror: http://v.example/\n\
    optional_module_versions: {next: ['5']}\n\
    required_protocols: [http, https]\narches: {'4': [aarch64, x86_64]}\nrepos:\n  \
    - {name: baseos, path: BaseOS/$basearch/os/}\n  - {name: crb, path: CRB/$basearch/os/}\n";

/// The time of all checks.
pub(crate) fn now() -> Timestamp {
    Timestamp::from_second(1_800_000_000).unwrap()
}

fn file(name: &str, sponsor: &str, place: &str, more: &str) -> (String, String) {
    let text = format!(
        "name: {name}\naddress: {{http: 'http://{name}/tanuki/', https: 'https://{name}/tanuki/'}}\n\
         update_frequency: 1h\nsponsor: {sponsor}\nemail: secret@{name}\ngeolocation: {place}\n{more}"
    );
    (format!("m/{name}.yml"), text)
}

fn registry() -> Registry {
    let files = [
        file(
            "good.example",
            "Example University\nsponsor_url: https://www.university.example/",
            "{country: JP, city: Tokyo}",
            "asn: [64496]\nsubnets: [192.0.2.0/24, '2001:db8::/32']\n",
        ),
        file(
            "part.example",
            "Example Hosting\nsponsor_url: https://hosting.example/",
            "{country: DE, city: Köln}",
            "",
        ),
        file(
            "gone.example",
            "\"<script>alert('x')</script>\"\nsponsor_url: javascript:alert(1)",
            "{country: SG, city: Singapore}",
            "",
        ),
        file(
            "private.example",
            "Bank\nsponsor_url: https://bank.example/",
            "{country: CH}",
            "private: true\nasn: [64497]\n",
        ),
    ];
    let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
    let parsed = parse(&SourceTree::from_texts(CONFIG, texts), ParseOptions::default());
    parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
}

fn seen(number: u8) -> RepomdFacts {
    RepomdFacts { digest: Digest::new([number; 32]), size: 3000, revision: Some(1), timestamp: Some(1) }
}

fn condition(state: State, url: &str, reason: Option<Fault>) -> Arc<RepositoryHealth> {
    let mut defects = Defects::default();
    defects.url = reason.as_ref().map(|_| url.into());
    defects.reason = reason;
    let found = if state == State::Current { 1 } else { 2 };
    Arc::new(RepositoryHealth {
        state,
        since: Some(now() - SignedDuration::from_hours(5)),
        repomd: Some(Arc::new(seen(found))),
        validator: None,
        defects: Some(defects).filter(|defects| *defects != Defects::default()).map(Box::new),
    })
}

fn health(
    name: &str,
    holdings: &[Arc<Holding>],
    of: impl Fn(&Holding) -> (State, Option<Fault>),
    minutes: i64,
) -> MirrorHealth {
    let url = |holding: &Holding| format!("http://{name}/tanuki/{}", holding.repomd());
    let mut freshness = Freshness::default();
    freshness.claimed = Some(now() - SignedDuration::from_mins(minutes));
    freshness.url = Some(format!("http://{name}/tanuki/TIME").into());
    let route = |protocol, fault| {
        let route = Route { protocol, family: Some(Family::V4) };
        let url = format!("{protocol}://{name}/tanuki/TIME").into();
        (route, RouteHealth { fault, since: now() - SignedDuration::from_hours(2), url })
    };
    let repositories = holdings.iter().map(|holding| {
        let (state, reason) = of(holding);
        (Arc::clone(holding), condition(state, &url(holding), reason))
    });
    let tree = TreeHealth {
        full_look: Some(now()),
        freshness,
        routes: [
            route(Protocol::Http, None),
            route(Protocol::Https, (name == "part.example").then_some(Fault::Status(404))),
        ]
        .into(),
        repositories: repositories.collect(),
        isos: BTreeMap::new(),
    };
    MirrorHealth { checked: Some(now()), failed_rounds: 0, trees: [(Tree::Main, tree)].into() }
}

fn table(holdings: &[Arc<Holding>]) -> HealthTable {
    let part = |holding: &Holding| match (holding.repository.as_str(), holding.arch.as_str()) {
        ("crb", "x86_64") => (State::Missing, Some(Fault::Status(404))),
        ("crb", _) => (State::Stale, Some(Fault::Digest(DigestFault::Unknown))),
        _ => (State::Current, None),
    };
    [
        ("good.example", health("good.example", holdings, |_| (State::Current, None), 25)),
        ("part.example", health("part.example", holdings, part, 200)),
        (
            "gone.example",
            health("gone.example", holdings, |_| (State::Unreachable, Some(Fault::Status(500))), 4000),
        ),
    ]
    .map(|(name, health)| (MirrorName::parse(name).unwrap(), Arc::new(health)))
    .into()
}

/// The mirrors, checked or not.
pub(crate) fn snapshot(is_checked: bool) -> Snapshot {
    let registry = registry();
    let holdings: Vec<Arc<Holding>> =
        registry.catalog.holdings().into_iter().filter(|one| one.tree == Tree::Main).map(Arc::new).collect();
    let mut reference = Reference::default();
    for holding in &holdings {
        let reading = Reading { repomd: seen(1), sha512: None, witness: None, validator: None };
        reference.publish(holding, reading, now(), Duration::from_hours(12));
    }
    let place = |country, latitude, longitude| Place {
        country: CountryCode::parse(country),
        coordinates: Coordinates::new(latitude, longitude).map(|at| (at, Basis::City)),
        ..Place::default()
    };
    let places = [
        ("good.example", place("JP", 35.7, 139.7)),
        ("part.example", place("DE", 50.9, 7.0)),
        ("gone.example", place("SG", 1.3, 103.8)),
        ("private.example", place("CH", 47.4, 8.5)),
    ];
    let places = places.map(|(name, place)| (MirrorName::parse(name).unwrap(), place)).into();
    let (networks, drains) = (Networks::default(), Drains::new());
    let policy = Policy::new(registry.catalog.allowed_outdate, Duration::from_mins(15));
    let table = table(&holdings);
    let health = is_checked.then_some(Health { table: &table, reference: &reference, policy: &policy });
    let inputs = Inputs { places, networks: &networks, health, drains: &drains };
    Snapshot::build(registry, inputs, 1, now())
}
