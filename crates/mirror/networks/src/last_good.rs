//! What was last known to be good, without asking anybody.

use std::path::{Path, PathBuf};

use ipnet::IpNet;
use maneki_mirror_model::{CloudProvider, CloudRanges};
use url::Url;

use crate::cloud::{self, InvalidRanges};
use crate::copies::{self, Kind, LoadCopyError, SaveCopyError};
use crate::document::Reading;
use crate::fetch::Limits;
use crate::files;
use crate::source::Source;
use crate::subnets::{self, InvalidSubnets};

/// Judges new files against the copy of the last good one, and keeps the good ones.
///
/// Nothing here touches the network: it is all that a service which sends nothing to anyone needs.
#[derive(Debug, Clone)]
pub struct LastGood {
    folder: PathBuf,
}

/// Networks that were just read, and have become the last good ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted<T> {
    /// The networks, and how many entries could not be read.
    pub reading: Reading<T>,
    /// The networks are good, but a restart will not find them: worth a warning.
    pub not_saved: Option<SaveCopyError>,
}

/// A new file that is not believed; the last good one stays.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Rejected {
    /// A local file that cannot be read.
    #[error("{} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        reason: String,
    },
    /// No ranges of that cloud.
    #[error("{origin}: {reason}")]
    Ranges {
        /// Where the file is from.
        origin: String,
        /// What is wrong with it.
        reason: InvalidRanges,
    },
    /// No list of subnets.
    #[error("{origin}: {reason}")]
    Subnets {
        /// Where the list is from.
        origin: String,
        /// What is wrong with it.
        reason: InvalidSubnets,
    },
    /// Less than half of what there was: a fault at the source is likelier than a cloud that halved.
    #[error(
        "{origin}: only {now} networks, where there were {before}; the last good file stays, and if this is right \
         delete {}", copy.display()
    )]
    Shrunk {
        /// Where the file is from.
        origin: String,
        /// How many networks the last good file has.
        before: usize,
        /// How many the new one has.
        now: usize,
        /// The copy that stands in the way.
        copy: PathBuf,
    },
}

/// No last good networks can be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum RestoreError {
    /// No usable copy.
    #[error(transparent)]
    LoadCopyError(#[from] LoadCopyError),
    /// A copy that was good when it was kept, but is not for this version of the service.
    #[error("the copy of {origin} is of no use: {reason}")]
    Outdated {
        /// Where the file was from.
        origin: String,
        /// What is wrong with it now.
        reason: String,
    },
}

impl LastGood {
    /// The copies in a state folder; the folder is made when the first one is kept.
    pub fn new(state: &Path) -> Self {
        Self { folder: state.join("networks") }
    }

    /// Whether copies can be kept, before there is one; the folder is made.
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
        let bytes = copies::find(&self.folder, Kind::Cloud(provider), source)?;
        cloud::parse(provider, &bytes).map_err(|error| outdated(source, &error))
    }

    /// The last good list behind this URL.
    pub fn restore_subnets(&self, url: &Url) -> Result<Reading<Vec<IpNet>>, RestoreError> {
        let source = Source::from(url.clone());
        let bytes = copies::find(&self.folder, Kind::Subnets, &source)?;
        subnets::parse(&bytes).map_err(|error| outdated(&source, &error))
    }

    /// The ranges of a cloud in a file on this machine.
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

    /// Judges the new file of a cloud, and keeps it if it is good.
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
        // Without a last good file there is nothing to compare with, whatever the reason.
        let before = self.restore_cloud(provider, source).map_or(0, |last| last.networks.network_count());
        let kind = Kind::Cloud(provider);
        if now * 2 < before {
            let copy = copies::path(&self.folder, kind, source);
            return Err(Rejected::Shrunk { origin: origin(), before, now, copy });
        }
        Ok(Accepted { reading, not_saved: copies::keep(&self.folder, kind, source, bytes).err() })
    }

    /// Judges the new list behind a URL, and keeps it if it is good.
    ///
    /// A list may shrink as it likes: what a mirror serves is its own to say.
    pub fn accept_subnets(&self, url: &Url, bytes: &[u8]) -> Result<Accepted<Vec<IpNet>>, Rejected> {
        let source = Source::from(url.clone());
        let reading = subnets::parse(bytes)
            .map_err(|reason| Rejected::Subnets { origin: source.to_string(), reason })?;
        Ok(Accepted { reading, not_saved: copies::keep(&self.folder, Kind::Subnets, &source, bytes).err() })
    }
}

fn outdated(source: &Source, error: &dyn std::error::Error) -> RestoreError {
    RestoreError::Outdated { origin: source.to_string(), reason: error.to_string() }
}
