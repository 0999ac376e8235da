//! The history, read from the database beside its writer.
//!
//! Lists never need it. If it cannot be read, that is a problem in `/readyz`, and the answer says that the history is not
//! known.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use maneki_ground_diagnostics::Problem;
use maneki_mirror_health::{Lag, Propagation, Publication, State, propagation};
use maneki_mirror_model::{Arch, MirrorName, RepositoryName, Version};
use maneki_mirror_registry::Holding;
use maneki_mirror_snapshot::MirrorEntry as Mirror;
use maneki_mirror_store::{Entry, Reader, StoreError};
use tokio::sync::Mutex as AsyncMutex;
use tokio::time::timeout;

use crate::edition::Edition;

/// How long a reader waits for the database and for earlier readers.
const PATIENCE: Duration = Duration::from_secs(5);

/// The time for which publications are kept.
const PUBLICATIONS: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The maximum number of changes of repositories that are read: about ten megabytes.
const MOST_TURNS: usize = 200_000;

/// How long a computed answer is reused for the same request. It is shorter than a round.
const FRESH: SignedDuration = SignedDuration::from_secs(5);

/// The history.
#[derive(Debug)]
pub(crate) struct Past {
    /// `None` if there is no history.
    file: Option<PathBuf>,
    reader: AsyncMutex<Option<Reader>>,
    spreads: AsyncMutex<Option<Spreads>>,
    problem: Mutex<Option<Problem>>,
}

/// Why the history is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum NotKnown {
    #[error("This service keeps no history")]
    NotKept,
    #[error("The history cannot be read now")]
    Unreadable,
}

/// A request for publications.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Publications {
    pub(crate) version: Option<Version>,
    pub(crate) repository: Option<RepositoryName>,
    pub(crate) arch: Option<Arch>,
    /// The maximum number of publications, newest first.
    pub(crate) limit: usize,
}

/// A publication, and its propagation to the mirrors.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spread {
    pub(crate) issue: Publication,
    pub(crate) propagation: Propagation,
}

/// The last request and its answer.
#[derive(Debug)]
struct Spreads {
    asked: Publications,
    at: Timestamp,
    found: Arc<Vec<Spread>>,
}

impl Past {
    /// The history in a database file; `None` if there is no history.
    pub(crate) fn of(file: Option<PathBuf>) -> Self {
        Self {
            file,
            reader: AsyncMutex::default(),
            spreads: AsyncMutex::default(),
            problem: Mutex::default(),
        }
    }

    /// The current problem.
    pub(crate) fn problem(&self) -> Option<Problem> {
        self.problem.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The changes of a mirror, newest first.
    pub(crate) async fn history(
        &self,
        mirror: &MirrorName,
        limit: u32,
        before: Option<i64>,
    ) -> Result<Vec<Entry>, NotKnown> {
        let Some(reader) = self.reader().await? else { return Ok(Vec::new()) };
        self.read(reader.history(mirror, limit, before)).await
    }

    /// The changes of all mirrors, including private ones, newest first.
    pub(crate) async fn news(&self, limit: u32) -> Result<Vec<Entry>, NotKnown> {
        let Some(reader) = self.reader().await? else { return Ok(Vec::new()) };
        self.read(reader.news(limit)).await
    }

    /// The lag of a mirror since a time, in order of time.
    pub(crate) async fn lags(
        &self,
        mirror: &MirrorName,
        since: Timestamp,
        now: Timestamp,
    ) -> Result<Vec<Lag>, NotKnown> {
        let Some(reader) = self.reader().await? else { return Ok(Vec::new()) };
        self.read(reader.lags(mirror, since, now)).await
    }

    /// The latest publications and their propagation to the mirrors of an edition, newest first. Publications without a
    /// known mirror are left out.
    pub(crate) async fn spreads(
        &self,
        asked: Publications,
        edition: &Arc<Edition>,
        now: Timestamp,
    ) -> Result<Arc<Vec<Spread>>, NotKnown> {
        // One at a time, because this takes longer than any other request.
        let mut last = timeout(PATIENCE, self.spreads.lock()).await.map_err(|_| NotKnown::Unreadable)?;
        if let Some(last) = &*last
            && last.asked == asked
            && now.duration_since(last.at).abs() < FRESH
        {
            return Ok(Arc::clone(&last.found));
        }
        let found = Arc::new(self.spread(&asked, edition, now).await?);
        *last = Some(Spreads { asked, at: now, found: Arc::clone(&found) });
        Ok(found)
    }

    async fn spread(
        &self,
        asked: &Publications,
        edition: &Arc<Edition>,
        now: Timestamp,
    ) -> Result<Vec<Spread>, NotKnown> {
        let Some(reader) = self.reader().await? else { return Ok(Vec::new()) };
        let since = now.saturating_sub(PUBLICATIONS).unwrap_or(Timestamp::MIN);
        let mut issues = self.read(reader.publications(since)).await?;
        issues.retain(|issue| asked.want(&issue.holding));
        issues.sort_by(|one, other| (other.since, &one.holding).cmp(&(one.since, &other.holding)));
        issues.truncate(asked.limit);
        let Some(oldest) = issues.last() else { return Ok(Vec::new()) };
        let wanted = |holding: &Holding| issues.iter().any(|issue| *issue.holding == *holding);
        let histories = self.read(reader.state_histories(wanted, oldest.since, MOST_TURNS)).await?;

        let edition = Arc::clone(edition);
        let spread = move || {
            let nobody = BTreeMap::new();
            let known = issues.into_iter().filter(|issue| issue.since >= histories.since);
            let spreads = known.map(|issue| {
                let histories = histories.by_holding.get(&issue.holding).unwrap_or(&nobody);
                let mirrors = edition
                    .snapshot
                    .entries()
                    .filter_map(|(_, mirror)| Some((&mirror.mirror.name, state(mirror, &issue.holding)?)));
                let propagation = propagation(&issue, histories, mirrors, edition.round, now);
                Spread { issue, propagation }
            });
            spreads.filter(|spread| spread.propagation.mirrors() > 0).collect()
        };
        tokio::task::spawn_blocking(spread).await.map_err(|_| NotKnown::Unreadable)
    }

    /// `None` until something has been written.
    async fn reader(&self) -> Result<Option<Reader>, NotKnown> {
        let file = self.file.as_ref().ok_or(NotKnown::NotKept)?;
        let mut known = self.reader.lock().await;
        if known.is_none() {
            *known = self.read(Reader::open(file)).await?;
        }
        Ok(known.clone())
    }

    /// The result of a read within the time limit. A problem stays until the next successful read.
    async fn read<T>(&self, reading: impl Future<Output = Result<T, StoreError>>) -> Result<T, NotKnown> {
        let read = match timeout(PATIENCE, reading).await {
            Ok(Ok(read)) => Ok(read),
            Ok(Err(error)) => Err(error.to_string()),
            Err(_) => Err(format!("the database did not answer within {PATIENCE:?}")),
        };
        let mut problem = self.problem.lock().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(read) => {
                *problem = None;
                Ok(read)
            }
            Err(error) => {
                let summary = "the history cannot be read".to_owned();
                let details = format!("{summary}: {error}");
                if problem.as_ref().is_none_or(|known| known.details != details) {
                    tracing::error!("{details}");
                }
                *problem = Some(Problem { summary, details });
                Err(NotKnown::Unreadable)
            }
        }
    }
}

impl Publications {
    fn want(&self, holding: &Holding) -> bool {
        self.version.as_ref().is_none_or(|version| *version == holding.version)
            && self.repository.as_ref().is_none_or(|repository| *repository == holding.repository)
            && self.arch.as_ref().is_none_or(|arch| *arch == holding.arch)
    }
}

/// The state of a repository on a mirror; `None` if the mirror is private or not expected to have it.
fn state(mirror: &Mirror, holding: &Holding) -> Option<State> {
    let health = mirror.health.as_ref().filter(|_| !mirror.mirror.private)?;
    Some(health.trees.get(&holding.tree)?.repositories.get(holding)?.state)
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "a test writes files")]
mod tests {
    use super::*;
    use crate::published::tests::published;

    fn name() -> MirrorName {
        MirrorName::parse("mirror.example.org").unwrap()
    }

    #[tokio::test]
    async fn where_nothing_is_kept_nothing_is_known_and_nothing_is_wrong() {
        let past = Past::of(None);
        assert_eq!(past.history(&name(), 10, None).await, Err(NotKnown::NotKept));
        assert_eq!(past.problem(), None);
    }

    #[tokio::test]
    async fn before_anything_was_written_the_past_is_empty() {
        let folder = tempfile::tempdir().unwrap();
        let past = Past::of(Some(folder.path().join("mirror.db")));
        assert_eq!(past.history(&name(), 10, None).await, Ok(Vec::new()));
        let (published, now) = (published(), Timestamp::UNIX_EPOCH);
        let edition = published.edition().clone();
        assert_eq!(*past.spreads(Publications::default(), &edition, now).await.unwrap(), []);
        assert_eq!(past.problem(), None);
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_a_problem_until_it_can_and_no_path_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mirror.db");
        std::os::unix::fs::symlink("/dev/null", &file).unwrap();
        let past = Past::of(Some(file.clone()));
        let now = Timestamp::UNIX_EPOCH;
        assert_eq!(past.lags(&name(), now, now).await, Err(NotKnown::Unreadable));
        let problem = past.problem().unwrap();
        assert_eq!(problem.summary, "the history cannot be read");
        assert!(problem.details.contains("mirror.db"), "{problem:?}");
        tempfile::NamedTempFile::new_in(folder.path()).unwrap().persist(&file).unwrap();
        assert_eq!(past.lags(&name(), now, now).await, Ok(Vec::new()));
        assert_eq!(past.problem(), None);
    }
}
