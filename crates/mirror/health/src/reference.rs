use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_mirror_registry::{Holding, IsoFolder, Tree};
use serde::{Deserialize, Serialize};

use crate::digest::{Digest, Sha512};
use crate::iso::{IsoFile, IsoSet};
use crate::observation::{NamedFile, RepomdFacts, Validator};

/// What the reference trees publish, as far as it is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reference {
    published: BTreeMap<Arc<Holding>, Published>,
    isos: BTreeMap<Arc<IsoFolder>, IsoSet>,
}

/// What a reference tree has of one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// Something.
    Here(ReferenceRepository),
    /// Nothing (404): nobody is expected to have it.
    Absent,
}

/// A repository as it is published, and what was published before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReferenceRepository {
    /// What is published.
    pub repomd: Arc<RepomdFacts>,
    /// Another digest of it; `None` where it was read before that was kept.
    pub sha512: Option<Sha512>,
    /// Since when we know it.
    pub since: Timestamp,
    /// The file that mirrors are asked for after a change; `None` where the reference lacks it as well.
    pub witness: Option<NamedFile>,
    /// What to ask the reference tree with the next time.
    pub validator: Option<Validator>,
    /// What was published before, the newest first.
    pub former: Vec<FormerPublication>,
}

/// What was published before. Those that were kept before the other fields were have the digest alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormerPublication {
    /// The digest of its repomd.xml.
    pub digest: Digest,
    /// Another digest of it.
    #[serde(default)]
    pub sha512: Option<Sha512>,
    /// Its size in bytes.
    #[serde(default)]
    pub size: Option<u64>,
    /// The newest timestamp in it.
    #[serde(default)]
    pub timestamp: Option<u64>,
    /// When something newer took its place.
    pub ended: Timestamp,
}

/// What a reference tree was found to have of one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The repomd.xml.
    pub repomd: RepomdFacts,
    /// Another digest of it.
    pub sha512: Option<Sha512>,
    /// A file that it names and that is there.
    pub witness: Option<NamedFile>,
    /// What to ask the reference tree with the next time.
    pub validator: Option<Validator>,
}

impl Published {
    /// What is published, if anything is.
    pub fn here(&self) -> Option<&ReferenceRepository> {
        match self {
            Self::Here(publication) => Some(publication),
            Self::Absent => None,
        }
    }
}

impl Reference {
    /// What was known before a restart.
    pub fn restore(
        published: impl IntoIterator<Item = (Arc<Holding>, Published)>,
        isos: impl IntoIterator<Item = (Arc<IsoFolder>, IsoSet)>,
    ) -> Self {
        Self { published: published.into_iter().collect(), isos: isos.into_iter().collect() }
    }

    /// What is known of a repository; `None` where nothing is.
    pub fn get(&self, holding: &Holding) -> Option<&Published> {
        self.published.get(holding)
    }

    /// What was seen on a mirror: the same piece of memory where it is what is published.
    pub(crate) fn share(&self, holding: &Holding, seen: &RepomdFacts) -> Arc<RepomdFacts> {
        match self.get(holding) {
            Some(Published::Here(current)) if *current.repomd == *seen => Arc::clone(&current.repomd),
            _ => Arc::new(*seen),
        }
    }

    /// Everything that is known, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<Holding>, &Published)> {
        self.published.iter()
    }

    /// Forgets the trees that have no reference any more.
    pub fn retain(&mut self, keep: impl Fn(&Tree) -> bool) {
        self.published.retain(|holding, _| keep(&holding.tree));
        self.isos.retain(|folder, _| keep(&folder.tree));
    }

    /// Forgets the folders of images that nobody asks for any more.
    pub fn retain_isos(&mut self, keep: impl Fn(&IsoFolder) -> bool) {
        self.isos.retain(|folder, _| keep(folder));
    }

    /// Whether anything is known of a tree.
    pub fn knows(&self, tree: &Tree) -> bool {
        self.published.keys().any(|holding| holding.tree == *tree)
    }

    /// The reference tree has this now. What it had before is remembered for as long as it counts.
    pub fn publish(
        &mut self,
        holding: &Arc<Holding>,
        reading: Reading,
        now: Timestamp,
        allowed_outdate: Duration,
    ) {
        let Reading { repomd, sha512, witness, validator } = reading;
        let former = Vec::new();
        let mut publication =
            ReferenceRepository { repomd: Arc::new(repomd), sha512, since: now, witness, validator, former };
        if let Some(Published::Here(before)) = self.published.remove(holding) {
            if before.repomd.digest == publication.repomd.digest {
                publication.since = before.since;
                publication.former = before.former;
                publication.repomd = before.repomd;
                publication.sha512 = publication.sha512.or(before.sha512);
            } else {
                publication.former = before.ended(now);
            }
        }
        let current = publication.repomd.digest;
        publication.former.retain(|former| former.digest != current && former.counts(now, allowed_outdate));
        self.published.insert(Arc::clone(holding), Published::Here(publication));
    }

    /// The set of images that a folder has; `None` where none is known.
    pub fn isos(&self, folder: &IsoFolder) -> Option<&IsoSet> {
        self.isos.get(folder)
    }

    /// Every known set of images, in order.
    pub fn iso_sets(&self) -> impl Iterator<Item = (&Arc<IsoFolder>, &IsoSet)> {
        self.isos.iter()
    }

    /// The reference tree names these images here now; none: nobody is expected to have any.
    pub fn publish_isos(&mut self, folder: &Arc<IsoFolder>, files: Vec<IsoFile>) {
        if files.is_empty() {
            self.isos.remove(folder);
        } else if self.isos.get(folder).is_none_or(|known| **known != *files) {
            self.isos.insert(Arc::clone(folder), files.into());
        }
    }

    /// The reference tree has nothing here.
    pub fn withdraw(&mut self, holding: &Arc<Holding>) {
        self.published.insert(Arc::clone(holding), Published::Absent);
    }
}

impl ReferenceRepository {
    /// Takes its place among what was published before.
    fn ended(self, now: Timestamp) -> Vec<FormerPublication> {
        let RepomdFacts { digest, size, timestamp, .. } = *self.repomd;
        let former =
            FormerPublication { digest, sha512: self.sha512, size: Some(size), timestamp, ended: now };
        [former].into_iter().chain(self.former).collect()
    }

    /// Whether a mirror that has this digest has what is published, or what was and still counts.
    pub fn vouches_for(&self, digest: Digest, now: Timestamp, allowed_outdate: Duration) -> bool {
        let counts =
            |former: &FormerPublication| former.digest == digest && former.counts(now, allowed_outdate);
        digest == self.repomd.digest || self.former.iter().any(counts)
    }
}

impl FormerPublication {
    /// Whether it may still be handed out.
    pub fn counts(&self, now: Timestamp, allowed_outdate: Duration) -> bool {
        now.duration_since(self.ended).unsigned_abs() <= allowed_outdate || now < self.ended
    }
}
