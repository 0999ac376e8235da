//! A distribution with ten repositories, and mirrors of it.

#![expect(clippy::disallowed_methods, reason = "a test measures time")]

use std::collections::BTreeMap;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use maneki_ground_outbound::{Client, Destinations, NameFault, Resolve, Resolving, Settings};
use maneki_mirror_health::{
    HealthTable, Judged, MirrorHealth, Policy, Reference, Report, Terms, advance, plan, verdict,
};
use maneki_mirror_probe::{Limits, Prober};
use maneki_mirror_registry::{Holding, Mirror, Registry, SourceTree, parse};
use maneki_testkit::{Request, Wire};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::Instant;

const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: mirrors.d\n\
    vault_mirror: https://vault.example.org/\nversions: ['9', '9.6']\nduplicated_versions: {'9': '9.6'}\n\
    vault_versions: ['8.3']\nrequired_protocols: [http, https]\n\
    arches: {'9': [aarch64, ppc64le, riscv64, s390x, x86_64]}\nrepos:\n  \
    - {name: appstream, path: AppStream/$basearch/os/}\n  - {name: baseos, path: BaseOS/$basearch/os/}\n";

/// Seconds for servers that do not hang: enough on any machine, because no test waits until they are over.
pub(crate) const PATIENT: f32 = 60.0;

/// Far beyond all limits of these tests, even on a slow machine: a look that has not ended by then never does.
pub(crate) const IN_TIME: Duration = Duration::from_secs(40);

pub(crate) struct World {
    pub(crate) registry: Registry,
    pub(crate) reference: Reference,
    pub(crate) table: HealthTable,
    pub(crate) policy: Policy,
    prober: Prober,
}

impl World {
    /// One mirror with these URLs by key, probed within `seconds`.
    pub(crate) fn new(urls: &[(&str, &str)], seconds: f32, destinations: Destinations) -> Self {
        Self::with(urls, prober(seconds, destinations))
    }

    /// One mirror with these URLs by key, and its own prober.
    pub(crate) fn with(urls: &[(&str, &str)], prober: Prober) -> Self {
        let urls: Vec<String> = urls.iter().map(|(key, url)| format!("{key}: '{url}'")).collect();
        let mirror = format!(
            "name: mirror.example.org\naddress: {{{}}}\nupdate_frequency: 1h\nsponsor: Example\n\
             sponsor_url: https://example.org/\n",
            urls.join(", ")
        );
        let tree = SourceTree::from_texts(CONFIG, [("mirrors.d/mirror.example.org.yml", mirror.as_str())]);
        let parsed = parse(&tree, maneki_mirror_registry::ParseOptions { allow_private_addresses: true });
        let registry = parsed.registry.unwrap();
        assert_eq!(registry.mirrors.len(), 1, "{:?}", parsed.diagnostics);
        Self {
            policy: Policy::new(registry.catalog.allowed_outdate, Duration::from_mins(15)),
            registry,
            reference: Reference::default(),
            table: HealthTable::new(),
            prober,
        }
    }

    pub(crate) fn mirror(&self) -> &Mirror {
        self.registry.mirrors.values().next().unwrap()
    }

    pub(crate) fn holdings(&self) -> Vec<Arc<Holding>> {
        self.registry.catalog.holdings().into_iter().map(Arc::new).collect()
    }

    /// One round: its report, and how long it took.
    pub(crate) async fn round(&mut self) -> (Report, Duration) {
        let start = Instant::now();
        let planned = plan(&self.registry, &self.table, &self.reference, &self.policy, Timestamp::now());
        let mut reports = Vec::new();
        self.prober.round(planned.looks, |report| reports.push(report)).await;
        let took = start.elapsed();
        let report = reports.pop().unwrap();
        let (reference, policy) = (&self.reference, &self.policy);
        let terms = Terms { expected: &planned.expected, reference, policy, now: Timestamp::now() };
        let health = advance(self.health(), Some(&report), terms);
        self.table.insert(report.mirror.clone(), Arc::new(health));
        (report, took)
    }

    /// Two rounds at a time, as if there were two mirrors at one place.
    pub(crate) async fn two_rounds(&self) {
        let planned = plan(&self.registry, &self.table, &self.reference, &self.policy, Timestamp::now());
        let rounds = [planned.looks.clone(), planned.looks].map(|looks| self.prober.round(looks, drop));
        let [first, second] = rounds;
        tokio::join!(first, second);
    }

    pub(crate) fn summary(&self) -> Judged {
        verdict(self.mirror(), self.health(), &self.policy, Timestamp::now())
    }

    pub(crate) fn health(&self) -> Option<&MirrorHealth> {
        self.table.get(&self.mirror().name).map(Arc::as_ref)
    }
}

pub(crate) fn prober(seconds: f32, destinations: Destinations) -> Prober {
    prober_of(seconds, destinations, None)
}

/// A prober that trusts additional authorities.
pub(crate) fn prober_of(seconds: f32, destinations: Destinations, ca_file: Option<&Path>) -> Prober {
    prober_within(Limits::within(Duration::from_secs_f32(seconds)), destinations, ca_file)
}

pub(crate) fn prober_within(limits: Limits, destinations: Destinations, ca_file: Option<&Path>) -> Prober {
    let settings =
        Settings { contact: "https://example.org/", limits: limits.request, destinations, ca_file };
    Prober::new(Client::new(&settings).unwrap(), limits)
}

/// A repomd.xml of a revision; another one for each path.
pub(crate) fn repomd(path: &str, revision: u32) -> Vec<u8> {
    let digits = format!("{:02x}", path.len());
    format!(
        "<?xml version=\"1.0\"?>\n<repomd xmlns=\"http://linux.duke.edu/metadata/repo\">\
         <revision>{revision}</revision><data type=\"primary\"><checksum type=\"sha256\">{digits}</checksum>\
         <location href=\"repodata/primary-{revision}.xml.gz\"/><size>7</size></data></repomd>\n"
    )
    .into_bytes()
}

/// A good mirror of a revision.
pub(crate) fn good(request: &Request, revision: u32) -> Wire {
    match request.path.strip_prefix("/linux/") {
        Some("TIME") => Wire::ok(Timestamp::now().as_second().to_string().as_bytes()),
        Some(path) if path.ends_with("/repodata/repomd.xml") => Wire::ok(&repomd(path, revision)),
        Some(path) if path.ends_with(&format!("primary-{revision}.xml.gz")) => Wire::ok(b"primary"),
        _ => Wire::status(404),
    }
}

/// A table of names whose answers may differ from question to question; the last one stays.
#[derive(Default)]
pub(crate) struct Table(Mutex<BTreeMap<&'static str, Vec<Vec<IpAddr>>>>);

impl Table {
    pub(crate) fn with(name: &'static str, answers: &[&[&str]]) -> Arc<Self> {
        let parse = |answer: &&[&str]| answer.iter().map(|text| text.parse().unwrap()).collect();
        let answers = answers.iter().map(parse).collect();
        Arc::new(Self(Mutex::new([(name, answers)].into())))
    }
}

impl Resolve for Table {
    fn resolve<'a>(&'a self, name: &'a str) -> Resolving<'a> {
        let mut table = self.0.lock().unwrap();
        let found = table
            .get_mut(name)
            .map(|answers| if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() });
        Box::pin(async move { found.ok_or(NameFault::Absent) })
    }
}

/// A server that does something with each connection.
pub(crate) async fn serve<F>(act: impl Fn(TcpStream) -> F + Send + 'static) -> SocketAddr
where
    F: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(act(stream));
        }
    });
    address
}
