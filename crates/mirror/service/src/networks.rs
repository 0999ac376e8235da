//! The networks that are not in the registry: restored at the start, fetched in the background.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use ipnet::IpNet;
use maneki_mirror_config::Config;
use maneki_mirror_model::{CloudProvider, CloudRanges};
use maneki_mirror_networks::{Accepted, LastGood, SaveCopyError, Source};
use maneki_mirror_registry::{Registry, Subnets};
use maneki_mirror_snapshot::Networks;
use url::Url;

use maneki_ground_diagnostics::Problem;

/// The sources to fetch for a registry and a configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// The published ranges of clouds.
    pub clouds: BTreeMap<CloudProvider, Source>,
    /// The lists with URLs in mirror files.
    pub subnets: BTreeSet<Url>,
}

impl Wanted {
    /// The sources that a registry and a configuration need.
    pub fn by(registry: &Registry, config: &Config) -> Self {
        let source = |source: &maneki_ground_config::Source| match source {
            maneki_ground_config::Source::Url(url) => Source::Url(url.clone()),
            maneki_ground_config::Source::Path(path) => Source::File(path.clone()),
        };
        let clouds = config.cloud.sources.iter().map(|(&provider, from)| (provider, source(from))).collect();
        let remote = |subnets: &Subnets| match subnets {
            Subnets::Remote(url) => Some(url.clone()),
            Subnets::Listed(_) => None,
        };
        let subnets = registry.mirrors.values().filter_map(|mirror| remote(&mirror.subnets)).collect();
        Self { clouds, subnets }
    }

    /// The clouds that mirrors serve but that are not configured. These mirrors are never selected.
    pub fn unknown_clouds(&self, registry: &Registry) -> BTreeSet<CloudProvider> {
        let served = registry.mirrors.values().filter_map(|mirror| mirror.cloud.as_ref());
        served.map(|cloud| cloud.provider).filter(|provider| !self.clouds.contains_key(provider)).collect()
    }
}

/// A source to fetch; clouds come first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Item {
    Cloud(CloudProvider, Source),
    Subnets(Url),
}

/// The problem of a source. Its text contains URLs and paths, and is for the operator.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{details}")]
pub struct FetchProblem {
    kind: Kind,
    details: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Cloud(CloudProvider),
    Subnets,
    Copy,
}

impl Wanted {
    pub(crate) fn items(&self) -> impl Iterator<Item = Item> {
        let clouds = self.clouds.iter().map(|(&provider, source)| Item::Cloud(provider, source.clone()));
        clouds.chain(self.subnets.iter().cloned().map(Item::Subnets))
    }
}

impl Item {
    pub(crate) fn is_local(&self) -> bool {
        matches!(self, Self::Cloud(_, Source::File(_)))
    }

    fn problem(&self, error: &dyn std::error::Error) -> FetchProblem {
        let kind = match self {
            Self::Cloud(provider, _) => Kind::Cloud(*provider),
            Self::Subnets(_) => Kind::Subnets,
        };
        FetchProblem { kind, details: error.to_string() }
    }
}

/// One problem for each kind of source that is not available.
pub(crate) fn problems<'a>(unavailable: impl IntoIterator<Item = &'a FetchProblem>) -> Vec<Problem> {
    let mut sorts = BTreeMap::<Kind, Vec<&str>>::new();
    for FetchProblem { kind, details } in unavailable {
        sorts.entry(*kind).or_default().push(details);
    }
    let summary = |kind, count| match (kind, count) {
        (Kind::Cloud(provider), _) => format!("the ranges of {provider} could not be read"),
        (Kind::Subnets, 1) => "1 subnet list could not be fetched".to_owned(),
        (Kind::Subnets, count) => format!("{count} subnet lists could not be fetched"),
        (Kind::Copy, _) => "fetched lists could not be saved for a restart".to_owned(),
    };
    let problem = |(kind, details): (Kind, Vec<&str>)| Problem {
        summary: summary(kind, details.len()),
        details: details.join("; "),
    };
    sorts.into_iter().map(problem).collect()
}

/// The networks that are available without requests: local files, and the last good copies in the state folder. Also
/// returns the sources that could not be read.
pub fn restore(wanted: &Wanted, state: &Path) -> (Networks, Vec<FetchProblem>) {
    let last_good = LastGood::new(state);
    let mut networks = Networks::default();
    let mut problems = Vec::new();
    for item in wanted.items() {
        match &item {
            Item::Cloud(provider, source) => {
                let local = match source {
                    Source::File(path) => last_good
                        .read_cloud_file(*provider, path)
                        .map_err(|error| problems.push(item.problem(&error)))
                        .ok(),
                    Source::Url(_) => None,
                };
                // A missing copy is not a problem: the first fetch creates it.
                let reading = local
                    .map(|accepted| accepted.reading)
                    .or_else(|| last_good.restore_cloud(*provider, source).ok());
                networks.clouds.extend(reading.map(|reading| (*provider, reading.networks)));
            }
            Item::Subnets(url) => {
                let reading = last_good.restore_subnets(url).ok();
                networks.subnets.extend(reading.map(|reading| (url.clone(), reading.networks)));
            }
        }
    }
    (networks, problems)
}

/// Warns at the start if copies cannot be saved.
pub(crate) fn try_state(state: &Path) {
    if let Err(SaveCopyError { reason, .. }) = LastGood::new(state).try_folder() {
        let state = state.display();
        tracing::warn!(
            "the state folder {state} cannot be written ({reason}): observations and fetched lists are lost with a \
             restart; name another folder with --state"
        );
    }
}

/// A fetched source.
pub(crate) enum Fetched {
    Cloud(CloudProvider, CloudRanges),
    Subnets(Url, Vec<IpNet>),
}

impl Fetched {
    pub(crate) fn put_into(self, networks: &mut Networks) {
        match self {
            Self::Cloud(provider, ranges) => _ = networks.clouds.insert(provider, ranges),
            Self::Subnets(url, list) => _ = networks.subnets.insert(url, list),
        }
    }
}

/// Fetches a source. A failure to fetch or to save it is a problem.
pub(crate) async fn fetch(
    item: &Item,
    fetch: &maneki_mirror_networks::Networks,
) -> (Option<Fetched>, Option<FetchProblem>) {
    let not_saved = |why: SaveCopyError| FetchProblem { kind: Kind::Copy, details: why.to_string() };
    match item {
        Item::Cloud(provider, source) => match fetch.refresh_cloud(*provider, source).await {
            Ok(Accepted { reading, not_saved: why }) => {
                (Some(Fetched::Cloud(*provider, reading.networks)), why.map(not_saved))
            }
            Err(error) => (None, Some(item.problem(&error))),
        },
        Item::Subnets(url) => match fetch.refresh_subnets(url).await {
            Ok(Accepted { reading, not_saved: why }) => {
                (Some(Fetched::Subnets(url.clone(), reading.networks)), why.map(not_saved))
            }
            Err(error) => (None, Some(item.problem(&error))),
        },
    }
}

/// The known networks of the current sources; all others are forgotten.
pub(crate) fn retain(networks: &mut Networks, wanted: &Wanted) {
    networks.clouds.retain(|provider, _| wanted.clouds.contains_key(provider));
    networks.subnets.retain(|url, _| wanted.subnets.contains(url));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_reads_names_no_url_and_no_path() {
        let list = |host| Item::Subnets(format!("https://{host}.example/customers.json").parse().unwrap());
        let cloud = Item::Cloud(CloudProvider::Aws, Source::File("/etc/maneki/aws.json".into()));
        let error = std::io::Error::other("/var/lib cannot be read");
        let unavailable = [list("one"), list("two"), cloud].map(|item| item.problem(&error));
        let summaries = |unavailable: &[FetchProblem]| {
            problems(unavailable).into_iter().map(|problem| problem.summary).collect::<Vec<_>>()
        };
        assert_eq!(
            summaries(&unavailable),
            ["the ranges of aws could not be read", "2 subnet lists could not be fetched"]
        );
        assert_eq!(summaries(&unavailable[..1]), ["1 subnet list could not be fetched"]);
        assert_eq!(problems(&unavailable)[1].details, format!("{error}; {error}"));
    }
}
