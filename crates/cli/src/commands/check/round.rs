//! One round without a memory: what is published, what to ask, what was seen, what it comes to.

use std::sync::Arc;

use jiff::Timestamp;
use maneki_config::{Check, Source};
use maneki_health::{Expected, HealthTable, Policy, Reference, Report, Terms, advance, plan};
use maneki_model::{BaseUrl, Protocol};
use maneki_outbound::Destinations;
use maneki_probe::{Limits, Prober, ReferenceTree, Settings};
use maneki_registry::{Registry, Tree};

use super::progress::Progress;
use crate::failure::Failure;

/// What a round found out.
pub(super) struct Round {
    pub(super) table: HealthTable,
    pub(super) policy: Policy,
    pub(super) at: Timestamp,
    /// As they came in; only where they are wanted.
    pub(super) reports: Vec<Report>,
}

pub(super) async fn round(check: &Check, registry: &Registry, keep: bool) -> Result<Round, Failure> {
    let policy = Policy::new(registry.catalog.allowed_outdate, check.interval);
    let reference = reference(check, registry, &policy).await?;
    let destinations =
        if check.allow_private_addresses { Destinations::anywhere() } else { Destinations::public_only() };
    let prober = Arc::new(prober(check, destinations)?);
    let plan = plan(registry, &HealthTable::new(), &reference, &policy, Timestamp::now());
    let progress = Progress::new(plan.looks.len());
    let mut table = HealthTable::new();
    let mut reports = Vec::new();
    let seen = |report: Report| {
        let now = Timestamp::now();
        let terms = Terms { expected: &plan.expected, reference: &reference, policy: &policy, now };
        table.insert(report.mirror.clone(), advance(None, Some(&report), terms));
        progress.step(prober.requests());
        if keep {
            reports.push(report);
        }
    };
    prober.round(plan.looks, seen).await;
    Ok(Round { table, policy, at: Timestamp::now(), reports })
}

fn prober(check: &Check, destinations: Destinations) -> Result<Prober, Failure> {
    let settings = Settings {
        contact: check.contact.as_str(),
        limits: Limits::within(check.mirror_timeout),
        destinations,
        ca_file: check.ca_file.as_deref(),
    };
    Prober::new(&settings).map_err(|error| Failure::Usage(error.to_string()))
}

/// What is published now, by the reference trees of the distribution and of its modules.
async fn reference(check: &Check, registry: &Registry, policy: &Policy) -> Result<Reference, Failure> {
    let mut reference = Reference::default();
    let expected = Expected::of_catalog(&registry.catalog, &reference);
    // The operator names these, so they may lie anywhere.
    let prober = prober(check, Destinations::anywhere())?;
    let modules =
        check.module_references.iter().map(|(module, source)| (Tree::Module(module.clone()), source));
    for (tree, source) in check.reference.iter().map(|source| (Tree::Main, source)).chain(modules) {
        let place = match source {
            Source::Path(folder) => ReferenceTree::Folder(folder.clone()),
            Source::Url(url) => ReferenceTree::Web(BaseUrl::parse(url.as_str()).map_err(|error| {
                Failure::Usage(format!("the reference tree {source} cannot be asked: {error}"))
            })?),
        };
        let read = place.read(&prober, expected.of(&tree), &mut reference, policy.allowed_outdate).await;
        read.map_err(|error| Failure::Outside(error.to_string()))?;
    }
    Ok(reference)
}

/// Whether a mirror can be checked by its URL.
pub(super) fn is_web(url: &BaseUrl) -> bool {
    matches!(url.protocol(), Protocol::Http | Protocol::Https)
}
