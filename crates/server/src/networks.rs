//! The networks that do not stand in the registry: restored at the start, fetched in the background.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use maneki_config::Config;
use maneki_model::CloudProvider;
use maneki_networks::{LastGood, Source};
use maneki_registry::{Registry, Subnets};
use maneki_snapshot::Networks;
use url::Url;

/// What is to be fetched for a registry under a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The published ranges of clouds.
    pub clouds: BTreeMap<CloudProvider, Source>,
    /// The lists that mirror files name.
    pub subnets: BTreeSet<Url>,
}

impl Wanted {
    /// What a registry and a configuration want together.
    pub fn by(registry: &Registry, config: &Config) -> Self {
        let source = |source: &maneki_config::Source| match source {
            maneki_config::Source::Url(url) => Source::Url(url.clone()),
            maneki_config::Source::Path(path) => Source::File(path.clone()),
        };
        let clouds = config.cloud.sources.iter().map(|(&provider, from)| (provider, source(from))).collect();
        let remote = |subnets: &Subnets| match subnets {
            Subnets::Remote(url) => Some(url.clone()),
            Subnets::Listed(_) => None,
        };
        let subnets = registry.mirrors.values().filter_map(|mirror| remote(&mirror.subnets)).collect();
        Self { clouds, subnets }
    }

    /// The clouds that mirrors serve and nobody configured: those mirrors are never chosen.
    pub fn unknown_clouds(&self, registry: &Registry) -> BTreeSet<CloudProvider> {
        let served = registry.mirrors.values().filter_map(|mirror| mirror.cloud.as_ref());
        served.map(|cloud| cloud.provider).filter(|provider| !self.clouds.contains_key(provider)).collect()
    }
}

/// What can be had without asking anybody: local files, and the last good copies of the state folder.
/// With it come sentences about what could not be had.
pub fn restore(wanted: &Wanted, state: &Path) -> (Networks, Vec<String>) {
    let last_good = LastGood::new(state);
    let mut networks = Networks::default();
    let mut problems = Vec::new();
    for (&provider, source) in &wanted.clouds {
        let local = match source {
            Source::File(path) => match last_good.read_cloud_file(provider, path) {
                Ok(accepted) => Some(accepted.reading),
                Err(error) => {
                    problems.push(error.to_string());
                    None
                }
            },
            Source::Url(_) => None,
        };
        // A copy that is not there yet is no news: the first fetch makes one.
        let reading = local.or_else(|| last_good.restore_cloud(provider, source).ok());
        networks.clouds.extend(reading.map(|reading| (provider, reading.networks)));
    }
    for url in &wanted.subnets {
        if let Ok(reading) = last_good.restore_subnets(url) {
            networks.subnets.insert(url.clone(), reading.networks);
        }
    }
    (networks, problems)
}

/// Fetches what is wanted over what is known; what fails stays as it was, with a sentence.
pub(crate) async fn refresh(
    wanted: &Wanted,
    known: &Networks,
    fetch: &maneki_networks::Networks,
) -> (Networks, Vec<String>) {
    let mut networks = Networks::default();
    let mut problems = Vec::new();
    for (&provider, source) in &wanted.clouds {
        match fetch.refresh_cloud(provider, source).await {
            Ok(accepted) => {
                problems.extend(accepted.not_kept.map(|why| why.to_string()));
                networks.clouds.insert(provider, accepted.reading.networks);
            }
            Err(error) => {
                problems.push(error.to_string());
                networks.clouds.extend(known.clouds.get(&provider).map(|ranges| (provider, ranges.clone())));
            }
        }
    }
    for url in &wanted.subnets {
        match fetch.refresh_subnets(url).await {
            Ok(accepted) => {
                problems.extend(accepted.not_kept.map(|why| why.to_string()));
                networks.subnets.insert(url.clone(), accepted.reading.networks);
            }
            Err(error) => {
                problems.push(error.to_string());
                networks.subnets.extend(known.subnets.get(url).map(|list| (url.clone(), list.clone())));
            }
        }
    }
    (networks, problems)
}
