//! The last good networks, without any request.

use std::path::{Path, PathBuf};

use ipnet::IpNet;
use maneki_mirror_model::{CloudProvider, CloudRanges};
use url::Url;

use crate::cloud::{self, RangesError};
use crate::copies::{self, Kind, LoadCopyError, SaveCopyError};
use crate::document::Reading;
use crate::fetcher::Limits;
use crate::files;
use crate::source::Source;
use crate::subnets::{self, SubnetsError};

/// Compares new files with the copy of the last good one, and keeps the good ones.
///
/// It does not use the network: a service that must not send requests needs only this.
#[derive(Debug, Clone)]
pub struct LastGood {
    folder: PathBuf,
}

/// Networks that were read now, and have become the last good ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted<T> {
    /// The networks, and how many entries are not networks.
    pub reading: Reading<T>,
    /// Why a restart will not find them; worth a warning.
    pub not_saved: Option<SaveCopyError>,
}

/// A new file that is rejected; the last good one stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejected {
    /// A local file that cannot be read.
    #[error("cannot read {}: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system reports.
        reason: String,
    },
    /// A file without the ranges of the cloud.
    #[error("{origin}: {reason}")]
    Ranges {
        /// The source of the file.
        origin: String,
        /// What is wrong with it.
        reason: RangesError,
    },
    /// A file that is not a list of subnets.
    #[error("{origin}: {reason}")]
    Subnets {
        /// The source of the list.
        origin: String,
        /// What is wrong with it.
        reason: SubnetsError,
    },
    /// Less than half of the last good networks: more likely a fault at the source than a cloud that halved.
    #[error(
        "{origin}: {now} networks, less than half of the last {before}; the last good file stays in use: if the new \
         file is right, delete {}", copy.display()
    )]
    Shrunk {
        /// The source of the file.
        origin: String,
        /// How many networks the last good file has.
        before: usize,
        /// How many the new one has.
        now: usize,
        /// The copy of the last good file.
        copy: PathBuf,
    },
}

/// There are no last good networks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// No usable copy.
    #[error(transparent)]
    LoadCopyError(#[from] LoadCopyError),
    /// A copy that was good for the version of the service that saved it, and is not for this one.
    #[error("cannot use the copy of {origin}: {reason}")]
    Outdated {
        /// The source of the copy.
        origin: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl LastGood {
    /// The copies in a state folder. The first copy creates the folder.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("networks") }
    }

    /// Checks that copies can be saved, and creates the folder.
    pub fn try_folder(&self) -> Result<(), SaveCopyError> {
        files::try_folder(&self.folder)
            .map_err(|error| SaveCopyError { path: self.folder.clone(), reason: error.to_string() })
    }

    /// The last good ranges of a cloud from this source.
    pub fn restore_cloud(
        &self,
        provider: CloudProvider,
        source: &Source,
    ) -> Result<Reading<CloudRanges>, RestoreError> {
        let bytes = copies::load(&self.folder, Kind::Cloud(provider), source)?;
        cloud::parse(provider, &bytes).map_err(|error| outdated(source, &error))
    }

    /// The last good list of a URL.
    pub fn restore_subnets(&self, url: &Url) -> Result<Reading<Vec<IpNet>>, RestoreError> {
        let source = Source::from(url.clone());
        let bytes = copies::load(&self.folder, Kind::Subnets, &source)?;
        subnets::parse(&bytes).map_err(|error| outdated(&source, &error))
    }

    /// Reads the ranges of a cloud from a local file.
    pub fn read_cloud_file(
        &self,
        provider: CloudProvider,
        path: &Path,
    ) -> Result<Accepted<CloudRanges>, Rejected> {
        let unreadable =
            |error: std::io::Error| Rejected::Unreadable { path: path.into(), reason: error.to_string() };
        let bytes = files::read(path, Limits::CLOUD.bytes).map_err(unreadable)?;
        self.accept_cloud(provider, &Source::File(path.into()), &bytes)
    }

    /// Accepts a new file of a cloud, and saves a copy.
    pub fn accept_cloud(
        &self,
        provider: CloudProvider,
        source: &Source,
        bytes: &[u8],
    ) -> Result<Accepted<CloudRanges>, Rejected> {
        let origin = || source.to_string();
        let reading =
            cloud::parse(provider, bytes).map_err(|reason| Rejected::Ranges { origin: origin(), reason })?;
        let now = reading.networks.network_count();
        // Without a last good file, for whichever reason, there is nothing to compare with.
        let before = self.restore_cloud(provider, source).map_or(0, |last| last.networks.network_count());
        let kind = Kind::Cloud(provider);
        if now * 2 < before {
            let copy = copies::path(&self.folder, kind, source);
            return Err(Rejected::Shrunk { origin: origin(), before, now, copy });
        }
        Ok(Accepted { reading, not_saved: copies::save(&self.folder, kind, source, bytes).err() })
    }

    /// Accepts a new list, and saves a copy.
    ///
    /// A list may shrink: each mirror decides which networks it serves.
    pub fn accept_subnets(&self, url: &Url, bytes: &[u8]) -> Result<Accepted<Vec<IpNet>>, Rejected> {
        let source = Source::from(url.clone());
        let reading = subnets::parse(bytes)
            .map_err(|reason| Rejected::Subnets { origin: source.to_string(), reason })?;
        Ok(Accepted { reading, not_saved: copies::save(&self.folder, Kind::Subnets, &source, bytes).err() })
    }
}

fn outdated(source: &Source, error: &dyn std::error::Error) -> RestoreError {
    RestoreError::Outdated { origin: source.to_string(), reason: error.to_string() }
}
