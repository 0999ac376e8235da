//! Fetching ranges and lists: the only module of this crate that uses the network.

use std::path::Path;

use ipnet::IpNet;
use maneki_ground_outbound::{Client, Destinations, RequestError};
use maneki_mirror_model::{CloudProvider, CloudRanges};
use url::Url;

use crate::fetcher::{Fetcher, Limits};
use crate::last_good::{Accepted, LastGood, Rejected};
use crate::source::Source;

/// Fetches ranges and lists, and keeps the good ones as the [`LastGood`].
#[derive(Debug, Clone)]
pub struct Networks {
    clouds: Fetcher,
    lists: Fetcher,
    last_good: LastGood,
}

/// A refresh without new networks; the last good ones stay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RefreshError {
    /// The file cannot be fetched.
    #[error(transparent)]
    Fetch(#[from] RequestError),
    /// The file was fetched or read, and is rejected.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// The program ended before the file was read.
    #[error("the program is stopping")]
    Stopping,
}

impl Networks {
    /// Fetches with a client, within the limits of each kind of file.
    ///
    /// The operator configures the URLs of clouds, so they may be anywhere. Strangers write the URLs of lists, so the
    /// destinations of `client` apply to them.
    pub fn new(state: &Path, client: &Client) -> Self {
        let clouds = Fetcher::new(client.with_destinations(Destinations::anywhere()), Limits::CLOUD);
        let lists = Fetcher::new(client.clone(), Limits::SUBNETS);
        Self::with_fetchers(clouds, lists, LastGood::new(state))
    }

    /// Fetches clouds with one fetcher and lists with another.
    pub fn with_fetchers(clouds: Fetcher, lists: Fetcher, last_good: LastGood) -> Self {
        Self { clouds, lists, last_good }
    }

    /// The networks that are available without the network.
    pub fn last_good(&self) -> &LastGood {
        &self.last_good
    }

    /// The current ranges of a cloud, fetched from a URL or read from a local file.
    pub async fn refresh_cloud(
        &self,
        provider: CloudProvider,
        source: &Source,
    ) -> Result<Accepted<CloudRanges>, RefreshError> {
        let last_good = self.last_good.clone();
        match source.clone() {
            Source::File(path) => aside(move || last_good.read_cloud_file(provider, &path)).await,
            Source::Url(url) => {
                let bytes = self.clouds.fetch(&url).await?;
                aside(move || last_good.accept_cloud(provider, &Source::Url(url), &bytes)).await
            }
        }
    }

    /// The current list at a mirror's URL.
    pub async fn refresh_subnets(&self, url: &Url) -> Result<Accepted<Vec<IpNet>>, RefreshError> {
        let bytes = self.lists.fetch(url).await?;
        let (last_good, url) = (self.last_good.clone(), url.clone());
        aside(move || last_good.accept_subnets(&url, &bytes)).await
    }
}

/// Parses megabytes and waits for disks on a thread that serves no client.
async fn aside<T: Send + 'static>(
    accept: impl FnOnce() -> Result<T, Rejected> + Send + 'static,
) -> Result<T, RefreshError> {
    match tokio::task::spawn_blocking(accept).await {
        Ok(accepted) => Ok(accepted?),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(RefreshError::Stopping),
        },
    }
}
