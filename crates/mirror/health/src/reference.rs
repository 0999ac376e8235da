use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use serde::{Deserialize, Serialize};

use crate::digest::{Digest, Sha512};
use crate::iso::{IsoFile, IsoSet};
use crate::repomd::{NamedFile, RepomdFacts, Validator};

/// What is known about the reference trees.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reference {
    published: BTreeMap<Arc<Holding>, Published>,
    isos: BTreeMap<Arc<IsoFolder>, IsoSet>,
}

/// Whether a reference tree has a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// It has this.
    Here(ReferenceRepository),
    /// It does not (status 404), so that no mirror is expected to have it.
    Absent,
}

/// What a reference tree has of a repository, and what it had before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceRepository {
    /// What it has now.
    pub repomd: Arc<RepomdFacts>,
    /// The SHA-512 of that repomd.xml; `None` if it was read by a version that did not keep it.
    pub sha512: Option<Sha512>,
    /// When it was first seen there.
    pub since: Timestamp,
    /// The file that is requested from a mirror whose repomd.xml changed; `None` if the reference tree lacks the
    /// file too.
    pub witness: Option<NamedFile>,
    /// Makes the next request to the reference tree conditional.
    pub validator: Option<Validator>,
    /// What it had before, the latest first.
    pub former: Vec<FormerPublication>,
}

/// What a reference tree had of a repository before. Earlier versions kept the digest and the end only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerPublication {
    /// The digest of its repomd.xml.
    pub digest: Digest,
    /// The SHA-512 of its repomd.xml.
    #[serde(default)]
    pub sha512: Option<Sha512>,
    /// The size of its repomd.xml in bytes.
    #[serde(default)]
    pub size: Option<u64>,
    /// The latest timestamp in it.
    #[serde(default)]
    pub timestamp: Option<u64>,
    /// When it was replaced.
    pub ended: Timestamp,
}

/// What one request found on a reference tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub repomd: RepomdFacts,
    pub sha512: Option<Sha512>,
    /// A file that the repomd.xml names and that the reference tree has.
    pub witness: Option<NamedFile>,
    /// Makes the next request conditional.
    pub validator: Option<Validator>,
}

impl Published {
    /// What the reference tree has; `None` if it has nothing.
    pub fn here(&self) -> Option<&ReferenceRepository> {
        match self {
            Self::Here(repository) => Some(repository),
            Self::Absent => None,
        }
    }
}

impl Reference {
    /// The reference as it was stored before a restart.
    pub fn restore(
        published: impl IntoIterator<Item = (Arc<Holding>, Published)>,
        isos: impl IntoIterator<Item = (Arc<IsoFolder>, IsoSet)>,
    ) -> Self {
        Self { published: published.into_iter().collect(), isos: isos.into_iter().collect() }
    }

    /// What is known about a repository.
    pub fn get(&self, holding: &Holding) -> Option<&Published> {
        self.published.get(holding)
    }

    /// Everything that is known about repositories, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<Holding>, &Published)> {
        self.published.iter()
    }

    /// The facts of a repomd.xml on a mirror. If they are those of the published one, they share its memory.
    pub(crate) fn share(&self, holding: &Holding, facts: &RepomdFacts) -> Arc<RepomdFacts> {
        match self.get(holding) {
            Some(Published::Here(current)) if *current.repomd == *facts => Arc::clone(&current.repomd),
            _ => Arc::new(*facts),
        }
    }

    /// Whether anything is known about a tree.
    pub fn knows(&self, tree: &Tree) -> bool {
        self.published.keys().any(|holding| holding.tree == *tree)
    }

    /// Removes the trees that no longer have a reference.
    pub fn retain(&mut self, keep: impl Fn(&Tree) -> bool) {
        self.published.retain(|holding, _| keep(&holding.tree));
        self.isos.retain(|folder, _| keep(&folder.tree));
    }

    /// Records what the reference tree has now. What it had before is kept while mirrors may still serve it.
    pub fn publish(
        &mut self,
        holding: &Arc<Holding>,
        reading: Reading,
        now: Timestamp,
        allowed_outdate: Duration,
    ) {
        let before = match self.published.remove(holding) {
            Some(Published::Here(before)) => Some(before),
            Some(Published::Absent) | None => None,
        };
        let mut repository = ReferenceRepository::new(reading, before, now);
        let current = repository.repomd.digest;
        repository.former.retain(|former| former.digest != current && former.counts(now, allowed_outdate));
        self.published.insert(Arc::clone(holding), Published::Here(repository));
    }

    /// Records that the reference tree does not have a repository.
    pub fn withdraw(&mut self, holding: &Arc<Holding>) {
        self.published.insert(Arc::clone(holding), Published::Absent);
    }

    /// The images of a folder.
    pub fn isos(&self, folder: &IsoFolder) -> Option<&IsoSet> {
        self.isos.get(folder)
    }

    /// All known sets of images, in order.
    pub fn iso_sets(&self) -> impl Iterator<Item = (&Arc<IsoFolder>, &IsoSet)> {
        self.isos.iter()
    }

    /// Records the images of a folder. Without any, no mirror is expected to have images there.
    pub fn publish_isos(&mut self, folder: &Arc<IsoFolder>, files: Vec<IsoFile>) {
        if files.is_empty() {
            self.isos.remove(folder);
        } else if self.isos.get(folder).is_none_or(|known| **known != *files) {
            self.isos.insert(Arc::clone(folder), files.into());
        }
    }

    /// Removes the folders of images that are no longer requested.
    pub fn retain_isos(&mut self, keep: impl Fn(&IsoFolder) -> bool) {
        self.isos.retain(|folder, _| keep(folder));
    }
}

impl ReferenceRepository {
    fn new(reading: Reading, before: Option<Self>, now: Timestamp) -> Self {
        let Reading { repomd, sha512, witness, validator } = reading;
        let current =
            Self { repomd: Arc::new(repomd), sha512, since: now, witness, validator, former: vec![] };
        match before {
            None => current,
            Some(before) if before.repomd.digest == repomd.digest => Self {
                repomd: before.repomd,
                sha512: current.sha512.or(before.sha512),
                since: before.since,
                former: before.former,
                ..current
            },
            Some(before) => Self { former: before.into_former(now), ..current },
        }
    }

    /// All publications that have ended, when this one does.
    fn into_former(self, now: Timestamp) -> Vec<FormerPublication> {
        let RepomdFacts { digest, size, timestamp, .. } = *self.repomd;
        let ended =
            FormerPublication { digest, sha512: self.sha512, size: Some(size), timestamp, ended: now };
        [ended].into_iter().chain(self.former).collect()
    }

    /// Whether a mirror with this digest has the current publication, or a former one that may still be served.
    pub fn vouches_for(&self, digest: Digest, now: Timestamp, allowed_outdate: Duration) -> bool {
        let counts =
            |former: &FormerPublication| former.digest == digest && former.counts(now, allowed_outdate);
        digest == self.repomd.digest || self.former.iter().any(counts)
    }
}

impl FormerPublication {
    /// Whether it may still be served.
    pub fn counts(&self, now: Timestamp, allowed_outdate: Duration) -> bool {
        now < self.ended || now.duration_since(self.ended).unsigned_abs() <= allowed_outdate
    }
}
