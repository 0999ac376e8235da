use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use maneki_registry::{Holding, Tree};

use crate::digest::Digest;
use crate::observation::{NamedFile, Seen};

/// What the reference trees publish, as far as it is known.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reference {
    published: BTreeMap<Arc<Holding>, Published>,
}

/// What a reference tree has of one repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Published {
    /// Something.
    Here(Publication),
    /// Nothing (404): nobody is expected to have it.
    Absent,
}

/// A repository as it is published, and what was published before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// What is published.
    pub seen: Seen,
    /// Since when we know it.
    pub since: Timestamp,
    /// The file that mirrors are asked for after a change; `None` where the reference lacks it as well.
    pub witness: Option<NamedFile>,
    /// What was published before, the newest first.
    pub former: Vec<Former>,
}

/// What was published before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Former {
    /// The digest of its repomd.xml.
    pub digest: Digest,
    /// When something newer took its place.
    pub ended: Timestamp,
}

impl Reference {
    /// What is known of a repository; `None` where nothing is.
    pub fn get(&self, holding: &Holding) -> Option<&Published> {
        self.published.get(holding)
    }

    /// Everything that is known, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<Holding>, &Published)> {
        self.published.iter()
    }

    /// Whether anything is known of a tree.
    pub fn knows(&self, tree: &Tree) -> bool {
        self.published.keys().any(|holding| holding.tree == *tree)
    }

    /// The reference tree has this now. What it had before is remembered for as long as it counts.
    pub fn publish(
        &mut self,
        holding: &Arc<Holding>,
        seen: Seen,
        witness: Option<NamedFile>,
        now: Timestamp,
        allowed_outdate: Duration,
    ) {
        let mut publication = Publication { seen, since: now, witness, former: Vec::new() };
        if let Some(Published::Here(before)) = self.published.remove(holding) {
            publication.former = before.former;
            if before.seen.digest == publication.seen.digest {
                publication.since = before.since;
            } else {
                publication.former.insert(0, Former { digest: before.seen.digest, ended: now });
            }
        }
        let current = publication.seen.digest;
        publication.former.retain(|former| former.digest != current && former.counts(now, allowed_outdate));
        self.published.insert(Arc::clone(holding), Published::Here(publication));
    }

    /// The reference tree has nothing here.
    pub fn withdraw(&mut self, holding: &Arc<Holding>) {
        self.published.insert(Arc::clone(holding), Published::Absent);
    }
}

impl Former {
    /// Whether it may still be handed out.
    pub fn counts(&self, now: Timestamp, allowed_outdate: Duration) -> bool {
        now.duration_since(self.ended).unsigned_abs() <= allowed_outdate || now < self.ended
    }
}
