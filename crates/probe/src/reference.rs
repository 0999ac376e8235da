//! What the reference publishes.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use maneki_health::{Ask, BodyFault, Fault, NamedFile, Outcome, Published, Reference, Seen};
use maneki_model::BaseUrl;
use maneki_registry::Holding;
use tokio::time::Instant;

use crate::prober::Prober;
use crate::repomd::parse_repomd;
use crate::ways::Lead;

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
pub struct UnreadableReference {
    /// Where it should be.
    pub place: Box<str>,
    /// Why it says nothing.
    pub reason: Box<str>,
}

/// What was found at one place.
type Found = (Arc<Holding>, Result<(Seen, Option<NamedFile>), Fault>);

impl ReferenceTree {
    /// Reads what is published, and remembers what was before. What cannot be read stays as it was known.
    pub async fn read(
        &self,
        prober: &Prober,
        holdings: &[Arc<Holding>],
        reference: &mut Reference,
        allowed_outdate: Duration,
    ) -> Result<(), UnreadableReference> {
        let found = match self {
            Self::Web(base) => prober.read_reference(base, holdings, reference).await,
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
            UnreadableReference { place: place.into(), reason: reason.into() }
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
                Ok((seen, witness)) => reference.publish(&holding, seen, witness, now, allowed_outdate),
                Err(fault) if is_absent(&fault) => reference.withdraw(&holding),
                Err(_) => {}
            }
        }
        Ok(())
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
            loop {
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
    ) -> Result<(Seen, Option<NamedFile>), Fault> {
        let ask = Ask { holding: Arc::clone(holding), known: None, witness: None };
        let mut outcome = self.ask_repository(lead, &ask, deadline).await.outcome;
        if outcome.fault().is_some() {
            tokio::time::sleep(self.limits.pause).await;
            outcome = self.ask_repository(lead, &ask, deadline).await.outcome;
        }
        let seen = match outcome {
            Outcome::Repomd { seen, .. } => seen,
            Outcome::Failed(fault) => return Err(fault),
            Outcome::Time(_) | Outcome::Unchanged | Outcome::Present => return Err(BodyFault::Empty.into()),
        };
        if let Some(Published::Here(known)) = reference.get(holding)
            && known.seen.digest == seen.digest
        {
            let witness = known.witness.clone();
            return Ok((seen, witness));
        }
        // Mirrors are asked only for what the reference itself has.
        let file = seen.file.clone();
        let there = match &file {
            Some(file) => self.ask_file(lead, holding, file, deadline).await,
            None => None,
        };
        let witness = file.filter(|_| there.is_some_and(|one| one.outcome.fault().is_none()));
        Ok((seen, witness))
    }
}

#[expect(clippy::disallowed_methods, reason = "the reference tree may lie in a folder")]
fn read_file(folder: &Path, holding: &Arc<Holding>) -> Found {
    let path = folder.join(holding.repomd());
    let found = match std::fs::read(&path) {
        Ok(bytes) => match parse_repomd(&bytes) {
            Ok(seen) => {
                let has = |file: &NamedFile| {
                    let size = std::fs::metadata(folder.join(&*holding.path).join(&*file.path));
                    size.is_ok_and(|found| file.size.is_none_or(|expected| expected == found.len()))
                };
                let witness = seen.file.clone().filter(has);
                Ok((seen, witness))
            }
            Err(error) => Err(BodyFault::NotRepomd(error.to_string().into()).into()),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Err(Fault::Status(404)),
        Err(error) => Err(Fault::Other(format!("{}: {error}", path.display()).into())),
    };
    (Arc::clone(holding), found)
}
