//! What the reference publishes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use maneki_mirror_health::{
    Ask, BodyFault, Fault, IsoFile, NamedFile, Outcome, Published, Reading, Reference, parse_checksum,
};
use maneki_mirror_model::BaseUrl;
use maneki_mirror_registry::{Holding, IsoFolder};
use tokio::time::Instant;

use crate::limits::Limits;
use crate::prober::Prober;
use crate::repomd::{parse_repomd, sha512};
use crate::routes::Lead;

/// Where the distribution's own copy lies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReferenceTree {
    /// On a web server.
    Web(BaseUrl),
    /// In a folder of this machine.
    Folder(PathBuf),
}

/// A reference tree that says nothing about any repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the reference tree {place} cannot be read: {reason}")]
pub struct ReferenceError {
    /// Where it should be.
    pub place: Box<str>,
    /// Why it says nothing.
    pub reason: Box<str>,
}

/// The images that were found in one folder.
type FoundIsos = (Arc<IsoFolder>, Result<Vec<IsoFile>, Fault>);

/// What was found at one place.
type Found = (Arc<Holding>, Result<Publishes, Fault>);

/// What a reference tree has of a repository.
enum Publishes {
    /// What it had when it was last asked.
    AsBefore,
    /// This.
    Now(Reading),
}

impl ReferenceTree {
    /// Reads what is published, and remembers what was before. What cannot be read stays as it was known, and
    /// what has not changed costs no body.
    pub async fn read(
        &self,
        prober: &Prober,
        holdings: &[Arc<Holding>],
        reference: &mut Reference,
        allowed_outdate: Duration,
    ) -> Result<(), ReferenceError> {
        let found = match self {
            Self::Web(base) => {
                let found = prober.read_reference(base, holdings, reference).await;
                prober.leave(base);
                found
            }
            Self::Folder(folder) => {
                let (folder, holdings) = (folder.clone(), holdings.to_vec());
                let read = move || holdings.iter().map(|holding| read_file(&folder, holding)).collect();
                // Only a panic ends it early.
                tokio::task::spawn_blocking(read).await.unwrap_or_default()
            }
        };
        let unreadable = |reason: String| {
            let place = match self {
                Self::Web(base) => base.to_string(),
                Self::Folder(folder) => folder.display().to_string(),
            };
            ReferenceError { place: place.into(), reason: reason.into() }
        };
        let is_absent = |fault: &Fault| matches!(fault, Fault::Status(404 | 410));
        if !holdings.is_empty() && !found.iter().any(|(_, found)| found.is_ok()) {
            let worst = found.iter().filter_map(|(_, found)| found.as_ref().err());
            let worst = worst.min_by_key(|fault| is_absent(fault));
            return Err(unreadable(match worst {
                Some(fault) if !is_absent(fault) => fault.to_string(),
                _ => "it has none of the repositories that the registry names".to_owned(),
            }));
        }
        let now = Prober::now();
        for (holding, found) in found {
            match found {
                Ok(Publishes::Now(reading)) => reference.publish(&holding, reading, now, allowed_outdate),
                Err(fault) if is_absent(&fault) => reference.withdraw(&holding),
                Ok(Publishes::AsBefore) | Err(_) => {}
            }
        }
        Ok(())
    }
}

impl ReferenceTree {
    /// Reads which images there are. A folder that has none is expected of nobody; one that cannot be read
    /// stays as it was known.
    pub async fn read_isos(&self, prober: &Prober, folders: &[Arc<IsoFolder>], reference: &mut Reference) {
        for (folder, found) in self.isos(prober, folders).await {
            match found {
                Ok(files) => reference.publish_isos(&folder, files),
                Err(Fault::Status(404 | 410)) => reference.publish_isos(&folder, Vec::new()),
                Err(_) => {}
            }
        }
    }

    async fn isos(&self, prober: &Prober, folders: &[Arc<IsoFolder>]) -> Vec<FoundIsos> {
        match self {
            Self::Web(base) => {
                let deadline = Instant::now() + prober.limits.mirror;
                let leads = prober.leads(std::slice::from_ref(base)).await;
                let Some(lead) = leads.first().filter(|lead| lead.fault.is_none()) else { return Vec::new() };
                let mut found = Vec::new();
                for folder in folders {
                    let files = prober.ask_checksum(lead, folder, deadline).await;
                    found.push((Arc::clone(folder), files));
                }
                prober.leave(base);
                found
            }
            Self::Folder(root) => {
                let (root, folders) = (root.clone(), folders.to_vec());
                let read = move || folders.iter().map(|folder| read_checksum(&root, folder)).collect();
                tokio::task::spawn_blocking(read).await.unwrap_or_default()
            }
        }
    }
}

impl Prober {
    async fn read_reference(
        &self,
        base: &BaseUrl,
        holdings: &[Arc<Holding>],
        reference: &Reference,
    ) -> Vec<Found> {
        let deadline = Instant::now() + self.limits.mirror;
        let leads = self.leads(std::slice::from_ref(base)).await;
        let Some(lead) = leads.first() else { return Vec::new() };
        if let Some(fault) = &lead.fault {
            return holdings.iter().map(|holding| (Arc::clone(holding), Err(fault.clone()))).collect();
        }
        let waiting = Mutex::new(holdings.iter());
        let found = Mutex::new(Vec::with_capacity(holdings.len()));
        let work = || async {
            while !is_silent(&found.lock().unwrap_or_else(PoisonError::into_inner)) {
                let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
                let Some(holding) = next else { return };
                let one = self.read_one(lead, holding, reference, deadline).await;
                found.lock().unwrap_or_else(PoisonError::into_inner).push((Arc::clone(holding), one));
            }
        };
        tokio::join!(work(), work());
        found.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    async fn read_one(
        &self,
        lead: &Lead,
        holding: &Arc<Holding>,
        reference: &Reference,
        deadline: Instant,
    ) -> Result<Publishes, Fault> {
        let known = match reference.get(holding) {
            Some(Published::Here(known)) => Some(known),
            Some(Published::Absent) | None => None,
        };
        let before = known.map(|known| (known.repomd.digest, known.validator.clone()));
        let ask = Ask { holding: Arc::clone(holding), known: before, published: None, witness: None };
        let mut outcome = self.ask_repository(lead, &ask, deadline).await.outcome;
        if outcome.fault().is_some() {
            tokio::time::sleep(self.limits.pause).await;
            outcome = self.ask_repository(lead, &ask, deadline).await.outcome;
        }
        let (repomd, sha512, file, validator) = match outcome {
            Outcome::Repomd { facts, sha512, file, validator } => (facts, sha512, file, validator),
            Outcome::Unchanged => return Ok(Publishes::AsBefore),
            Outcome::Failed(fault) => return Err(fault),
            Outcome::Time(_) | Outcome::Present => return Err(BodyFault::Empty.into()),
        };
        if let Some(known) = known
            && known.repomd.digest == repomd.digest
        {
            let witness = known.witness.clone();
            return Ok(Publishes::Now(Reading { repomd, sha512, witness, validator }));
        }
        // Mirrors are asked only for what the reference itself has.
        let there = match &file {
            Some(file) => self.ask_file(lead, holding, file, deadline).await,
            None => None,
        };
        let witness = file.filter(|_| there.is_some_and(|one| one.outcome.fault().is_none()));
        Ok(Publishes::Now(Reading { repomd, sha512, witness, validator }))
    }
}

/// Whether nobody is at home: the first round of checks waits for the reference, and need not wait for every
/// repository of one that is silent.
fn is_silent(found: &[Found]) -> bool {
    let silent = |(_, one): &Found| one.as_ref().is_err_and(|fault| !fault.is_answer());
    // Each was asked for twice.
    found.len() >= Limits::FAILURES / 2 && found.iter().all(silent)
}

#[expect(clippy::disallowed_methods, reason = "the reference tree may lie in a folder")]
fn read_file(folder: &Path, holding: &Arc<Holding>) -> Found {
    let path = folder.join(holding.repomd());
    let found = match std::fs::read(&path) {
        Ok(bytes) => match parse_repomd(&bytes) {
            Ok((repomd, file)) => {
                let has = |file: &NamedFile| {
                    let size = std::fs::metadata(folder.join(&*holding.path).join(&*file.path));
                    size.is_ok_and(|found| file.size.is_none_or(|expected| expected == found.len()))
                };
                let witness = file.filter(has);
                let sha512 = Some(sha512(&bytes));
                Ok(Publishes::Now(Reading { repomd, sha512, witness, validator: None }))
            }
            Err(error) => Err(BodyFault::NotRepomd(error.to_string().into()).into()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Fault::Status(404)),
        Err(error) => Err(Fault::Other(format!("{}: {error}", path.display()).into())),
    };
    (Arc::clone(holding), found)
}

#[expect(clippy::disallowed_methods, reason = "the reference tree may lie in a folder")]
fn read_checksum(root: &Path, folder: &Arc<IsoFolder>) -> FoundIsos {
    let path = root.join(folder.checksum());
    let found = match std::fs::read(&path) {
        Ok(bytes) => parse_checksum(&bytes).map_err(|error| Fault::Other(error.to_string().into())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Fault::Status(404)),
        Err(error) => Err(Fault::Other(format!("{}: {error}", path.display()).into())),
    };
    (Arc::clone(folder), found)
}
