use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use maneki_ground_diagnostics::Problem;
use maneki_mirror_health::{HealthTable, Policy, Reference, VaultHealth, verdict};
use maneki_mirror_model::MirrorName;
use maneki_mirror_registry::{Mirror, Registry};
use maneki_mirror_snapshot::Health;

/// The health of all mirrors at one time.
#[derive(Debug, Clone)]
pub struct HealthState {
    /// The health of each mirror that was checked.
    pub table: HealthTable,
    /// The publications of the reference trees.
    pub reference: Reference,
    /// The patience of the checks.
    pub policy: Policy,
    /// Complete rounds since the start. With 0, the health is unknown or from before the start.
    pub rounds: u64,
    /// Counts the states that are worth keeping: at the end of a round, and after a publication.
    pub settled: u64,
    /// Whether the vault answers; `None` until it was probed.
    pub vault: Option<VaultHealth>,
    /// What is wrong with the checks themselves.
    pub problems: Vec<Problem>,
}

impl HealthState {
    /// The state from before the start; empty if there was none.
    pub fn remembered(table: HealthTable, reference: Reference, policy: Policy) -> Self {
        Self { table, reference, policy, rounds: 0, settled: 0, vault: None, problems: Vec::new() }
    }

    /// The part that answers depend on.
    pub fn health(&self) -> Health<'_> {
        Health { table: &self.table, reference: &self.reference, policy: &self.policy }
    }
}

/// The mirrors that clients may be sent to, including mirrors that were not checked yet, which are served too.
pub(crate) fn good(
    registry: &Registry,
    table: &HealthTable,
    policy: &Policy,
    now: Timestamp,
) -> BTreeSet<MirrorName> {
    let is_good = |mirror: &&Mirror| match table.get(&mirror.name) {
        None => true,
        health => verdict(mirror, health.map(Arc::as_ref), policy, now).verdict.is_served(),
    };
    let checked = registry.mirrors.values().filter(|mirror| !mirror.private);
    checked.filter(is_good).map(|mirror| mirror.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use maneki_mirror_health::{MirrorHealth, RepositoryHealth, State, TreeHealth};
    use maneki_mirror_registry::{ParseOptions, SourceTree, Tree, parse};

    use super::*;

    const CONFIG: &str = "config_version: 3\nallowed_outdate: 12h\nmirrors_dir: m\nversions: ['9']\n\
        duplicated_versions: {}\nvault_versions: []\nvault_mirror: http://v.example/\n\
        required_protocols: [http]\narches: {'9': [x86_64]}\nrepos:\n  \
        - {name: baseos, path: BaseOS/$basearch/os/}\n  - {name: crb, path: CRB/$basearch/os/}\n";

    fn registry() -> Registry {
        let file = |name: &str, more: &str| {
            let text = format!(
                "name: {name}\naddress: {{http: 'http://{name}/'}}\nupdate_frequency: 1h\nsponsor: S\n\
                 sponsor_url: https://sponsor.example/\n{more}"
            );
            (format!("m/{name}.yml"), text)
        };
        let private = "private: true\nasn: [64496]\n";
        let names = ["new.example", "old.example", "part.example", "whole.example"];
        let files: Vec<(String, String)> =
            names.iter().map(|name| file(name, "")).chain([file("own.example", private)]).collect();
        let texts = files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let parsed = parse(&SourceTree::from_texts(CONFIG, texts), ParseOptions::default());
        parsed.registry.unwrap_or_else(|| panic!("{:?}", parsed.diagnostics))
    }

    fn health(registry: &Registry, age: Duration, crb: State, now: Timestamp) -> Arc<MirrorHealth> {
        let mut tree = TreeHealth::default();
        tree.freshness.claimed = Some(now - age);
        for holding in registry.catalog.holdings() {
            let state = if holding.repository.as_str() == "crb" { crb } else { State::Current };
            let condition = RepositoryHealth { state, ..RepositoryHealth::default() };
            tree.repositories.insert(Arc::new(holding), Arc::new(condition));
        }
        let trees = [(Tree::Main, tree)].into();
        Arc::new(MirrorHealth { checked: Some(now), failed_rounds: 0, trees })
    }

    #[test]
    fn served_and_unchecked_mirrors_are_good() {
        let (registry, now) = (registry(), Timestamp::from_second(1_700_000_000).unwrap());
        let policy = Policy::new(registry.catalog.allowed_outdate, Duration::from_mins(15));
        let hour = Duration::from_hours(1);
        let table: HealthTable = [
            ("old.example", health(&registry, 13 * hour, State::Current, now)),
            ("part.example", health(&registry, hour, State::Missing, now)),
            ("whole.example", health(&registry, hour, State::Current, now)),
        ]
        .map(|(name, health)| (MirrorName::parse(name).unwrap(), health))
        .into();
        let good_at = |now| -> Vec<String> {
            good(&registry, &table, &policy, now).iter().map(ToString::to_string).collect()
        };
        assert_eq!(good_at(now), ["new.example", "part.example", "whole.example"]);
        // TIME grows old without any check.
        assert_eq!(good_at(now + 12 * hour), ["new.example"]);
    }
}
