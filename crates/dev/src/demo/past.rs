use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use jiff::{SignedDuration, Timestamp};
use maneki_mirror_health::{
    BodyFault, Expected, Family, Fault, HealthTable, Look, Observation, Outcome, Policy, Reading, Reference,
    Report, Route, Sha512, Subject, Terms, TreeLook, TreeReport, Verdict, advance, plan, verdict,
};
use maneki_mirror_model::{BaseUrl, MirrorName, Protocol};
use maneki_mirror_probe::parse_repomd;
use maneki_mirror_registry::{Registry, Tree};
use maneki_mirror_store::{Record, Store};
use sha2::Digest as _;

use super::calendar;
use super::temper::{self, Answer, Temper};

const ROUTE: Route = Route { protocol: Protocol::Http, family: Some(Family::V4) };

/// The interval between rounds: 15 minutes in the last two days, as in the service, and an hour before that.
fn step(ago: SignedDuration) -> SignedDuration {
    if ago > SignedDuration::from_hours(48) {
        SignedDuration::from_hours(1)
    } else {
        SignedDuration::from_mins(15)
    }
}

/// Records the rounds that a service would have run in the days before `end`.
pub(super) fn make(registry: &Registry, database: &Path, end: Timestamp, days: i64) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut store = Store::open(database).await.context("cannot open the database for the history")?;
        let mut world = World::new(registry, end);
        let mut at = end - SignedDuration::from_hours(days * 24);
        while at < end {
            world.round(at);
            let (table, reference) = (&world.table, &world.reference);
            let verdicts = &world.verdicts(at);
            store.record(Record { at, table, reference, verdicts }).await.context("cannot record a round")?;
            at += step(end.duration_since(at));
        }
        Ok(())
    })
}

struct World<'a> {
    registry: &'a Registry,
    contents: temper::Tree,
    policy: Policy,
    end: Timestamp,
    table: HealthTable,
    reference: Reference,
}

impl<'a> World<'a> {
    fn new(registry: &'a Registry, end: Timestamp) -> Self {
        let policy = Policy::new(registry.catalog.allowed_outdate, Duration::from_mins(15));
        let (table, reference) = (HealthTable::new(), Reference::default());
        let contents = temper::Tree::of(&registry.catalog);
        Self { registry, contents, policy, end, table, reference }
    }

    fn round(&mut self, at: Timestamp) {
        for holding in self.registry.catalog.holdings() {
            let repomd = calendar::repomd(&holding, at);
            if let Ok((facts, witness)) = parse_repomd(&repomd) {
                let reading =
                    Reading { repomd: facts, sha512: Some(sha512(&repomd)), witness, validator: None };
                self.reference.publish(&Arc::new(holding), reading, at, self.policy.allowed_outdate);
            }
        }
        let planned = plan(self.registry, &self.table, &self.reference, &self.policy, at);
        let reports: BTreeMap<MirrorName, Report> =
            planned.looks.iter().map(|look| (look.mirror.clone(), self.look(look, at))).collect();
        let terms = self.terms(&planned.expected, at);
        let judged = |name: &MirrorName| {
            let before = self.table.get(name).map(Arc::as_ref);
            Arc::new(advance(before, reports.get(name), terms))
        };
        let known = self.registry.mirrors.values().filter(|mirror| !mirror.private);
        self.table = known.map(|mirror| (mirror.name.clone(), judged(&mirror.name))).collect();
    }

    fn terms<'b>(&'b self, expected: &'b Expected, now: Timestamp) -> Terms<'b> {
        Terms { expected, reference: &self.reference, policy: &self.policy, now }
    }

    fn verdicts(&self, at: Timestamp) -> BTreeMap<MirrorName, Verdict> {
        let judged = |(name, health): (&MirrorName, &Arc<_>)| {
            let mirror = self.registry.mirrors.get(name)?;
            Some((name.clone(), verdict(mirror, Some(health), &self.policy, at).verdict))
        };
        self.table.iter().filter_map(judged).collect()
    }

    /// The report that a check would have returned.
    fn look(&self, look: &Look, at: Timestamp) -> Report {
        let place = self.registry.mirrors.keys().position(|name| *name == look.mirror).unwrap_or_default();
        let temper = Temper::of(&format!("{}.yml", look.mirror), place);
        let ask = |tree: &TreeLook, subject: Subject, path: &str| -> Observation {
            let answer = temper.answer(&self.contents, path, at, self.end);
            let base = tree.bases.first().map_or("", BaseUrl::as_str);
            let url = format!("{}/{path}", base.trim_end_matches('/')).into();
            let outcome = outcome(&subject, answer);
            Observation { subject, url, route: ROUTE, at, outcome }
        };
        let tree = |tree: &TreeLook| {
            let time = ask(tree, Subject::Time, "TIME");
            let abandoned = time.outcome.fault().filter(|fault| !fault.is_answer()).cloned();
            let asks = tree.asks.iter().filter(|_| abandoned.is_none());
            let repositories =
                asks.map(|it| ask(tree, Subject::Repository(Arc::clone(&it.holding)), &it.holding.repomd()));
            // A failure counts when it occurs twice.
            let twice = |one: Observation| {
                let times = if one.outcome.fault().is_some() { 2 } else { 1 };
                std::iter::repeat_n(one, times)
            };
            let observations = std::iter::once(time).chain(repositories).flat_map(twice).collect();
            TreeReport {
                tree: Tree::clone(&tree.tree),
                full: tree.full,
                route: ROUTE,
                observations,
                abandoned,
            }
        };
        Report { mirror: look.mirror.clone(), at, trees: look.trees.iter().map(tree).collect() }
    }
}

fn outcome(subject: &Subject, answer: Answer) -> Outcome {
    let bytes = match answer {
        Answer::File(bytes) => bytes,
        Answer::Large(_) => return Outcome::Present,
        Answer::Missing => return Outcome::Failed(Fault::Status(404)),
        Answer::Silence => return Outcome::Failed(Fault::Closed),
    };
    if matches!(subject, Subject::Time) {
        let second = std::str::from_utf8(&bytes).ok().and_then(|text| text.parse().ok());
        return second
            .and_then(|second| Timestamp::from_second(second).ok())
            .map_or(Outcome::Failed(Fault::Status(404)), Outcome::Time);
    }
    match parse_repomd(&bytes) {
        Ok((facts, file)) => Outcome::Repomd { facts, sha512: Some(sha512(&bytes)), file, validator: None },
        Err(error) => Outcome::Failed(BodyFault::NotRepomd(error.to_string().into()).into()),
    }
}

fn sha512(bytes: &[u8]) -> Sha512 {
    Sha512::new(sha2::Sha512::digest(bytes).into())
}
