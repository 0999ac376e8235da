//! One round without previous health: read the reference, plan, probe, and evaluate the reports.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::sync::Arc;

use jiff::Timestamp;
use maneki_ground_command::{Failure, Session};
use maneki_mirror_checker::{Probers, ProbersError};
use maneki_mirror_config::Config;
use maneki_mirror_health::{HealthTable, Policy, Reference, Report, Terms, VaultHealth, advance, plan};
use maneki_mirror_model::{BaseUrl, Protocol};
use maneki_mirror_registry::Registry;

use super::progress::Progress;

/// The result of a round.
pub(super) struct Round {
    pub(super) table: HealthTable,
    pub(super) policy: Policy,
    pub(super) at: Timestamp,
    /// All reports in the order of their arrival, if the extent includes them.
    pub(super) reports: Vec<Report>,
    /// The health of the vault, if the whole registry is checked.
    pub(super) vault: Option<VaultHealth>,
}

/// The mirrors that a round checks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// One candidate, with every step.
    Steps,
    /// Some of the mirrors.
    Some,
    /// Every mirror, and the vault.
    Everything,
}

pub(super) async fn round(
    session: &Session,
    config: &Config,
    registry: &Registry,
    extent: Extent,
) -> Result<Round, Failure> {
    let policy = Policy::new(registry.catalog.allowed_outdate, config.check.interval);
    let probers = Probers::new(&config.check, &config.outbound).map_err(|error| not_askable(&error))?;
    let news = probers.read_references(&registry.catalog, Reference::default()).await;
    if let Some((_, error)) = news.unreadable.first() {
        return Err(Failure::Outside(error.to_string()));
    }
    let (prober, reference) = (probers.mirrors, news.reference);
    let plan = plan(registry, &HealthTable::new(), &reference, &policy, Timestamp::now());
    let progress = Progress::new(session, plan.looks.len(), &prober);
    let mut table = HealthTable::new();
    let mut reports = Vec::new();
    let seen = |report: Report| {
        let now = Timestamp::now();
        let terms = Terms { expected: &plan.expected, reference: &reference, policy: &policy, now };
        table.insert(report.mirror.clone(), Arc::new(advance(None, Some(&report), terms)));
        progress.step();
        if extent == Extent::Steps {
            reports.push(report);
        }
    };
    let vault = async {
        if extent != Extent::Everything {
            return None;
        }
        let (url, seen) = prober.vault(&registry.catalog.vault).await;
        Some(VaultHealth::advance(None, url, seen, Timestamp::now()))
    };
    let ((), vault) = tokio::join!(prober.round(plan.looks, seen), vault);
    Ok(Round { table, policy, at: Timestamp::now(), reports, vault })
}

/// Whether a mirror has a URL that can be checked.
pub(super) fn is_web(url: &BaseUrl) -> bool {
    matches!(url.protocol(), Protocol::Http | Protocol::Https)
}

/// Wrong settings are a usage error; an unreadable file is not.
fn not_askable(error: &ProbersError) -> Failure {
    let text = format!("mirrors cannot be checked: {error}");
    if error.is_of_a_file() { Failure::Outside(text) } else { Failure::Usage(text) }
}
