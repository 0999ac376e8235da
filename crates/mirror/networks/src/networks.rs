//! Fetching anew: the only way from here to the network.

use std::path::Path;

use ipnet::IpNet;
use maneki_mirror_model::{CloudProvider, CloudRanges};
use url::Url;

use maneki_ground_outbound::Destinations;

use crate::fetch::{FetchError, Fetcher, FetcherError, Limits};
use crate::last_good::{Accepted, LastGood, Rejected};
use crate::source::Source;

/// Fetches ranges and lists, and keeps what is good as the [`LastGood`].
#[derive(Debug, Clone)]
pub struct Networks {
    clouds: Fetcher,
    lists: Fetcher,
    last_good: LastGood,
}

/// Nothing new came of it; the last good networks stay.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RefreshError {
    /// It could not be had.
    #[error(transparent)]
    Fetch(#[from] FetchError),
    /// It was had, and is not believed.
    #[error(transparent)]
    Rejected(#[from] Rejected),
    /// The program ended before it was read.
    #[error("the program is stopping")]
    Stopping,
}

impl Networks {
    /// With the limits that each kind of file has.
    ///
    /// The contact is what the User-Agent tells strangers. Clouds are fetched from wherever the operator says;
    /// lists of mirrors from public addresses only, unless private ones are allowed.
    pub fn new(state: &Path, contact: &str, allow_private_addresses: bool) -> Result<Self, FetcherError> {
        let of_strangers =
            if allow_private_addresses { Destinations::anywhere() } else { Destinations::public_only() };
        let clouds = Fetcher::new(contact, Limits::CLOUD, Destinations::anywhere())?;
        let lists = Fetcher::new(contact, Limits::SUBNETS, of_strangers)?;
        Ok(Self::with_fetchers(clouds, lists, LastGood::new(state)))
    }

    /// With fetchers of one's own, for clouds and for lists.
    pub fn with_fetchers(clouds: Fetcher, lists: Fetcher, last_good: LastGood) -> Self {
        Self { clouds, lists, last_good }
    }

    /// What can be had without the network.
    pub fn last_good(&self) -> &LastGood {
        &self.last_good
    }

    /// The ranges of a cloud as they are now. A local file is read and nobody is asked.
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

    /// The list behind a mirror's URL as it is now.
    pub async fn refresh_subnets(&self, url: &Url) -> Result<Accepted<Vec<IpNet>>, RefreshError> {
        let bytes = self.lists.fetch(url).await?;
        let (last_good, url) = (self.last_good.clone(), url.clone());
        aside(move || last_good.accept_subnets(&url, &bytes)).await
    }
}

/// Megabytes are parsed and disks waited for beside the threads that answer clients.
async fn aside<T: Send + 'static>(
    judge: impl FnOnce() -> Result<T, Rejected> + Send + 'static,
) -> Result<T, RefreshError> {
    match tokio::task::spawn_blocking(judge).await {
        Ok(judged) => Ok(judged?),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(RefreshError::Stopping),
        },
    }
}
