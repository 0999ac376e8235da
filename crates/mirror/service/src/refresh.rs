//! The loop that publishes new editions.

#![expect(clippy::disallowed_methods, reason = "reads the clock")]

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use maneki_mirror_checker::{HealthState, Setup};
use maneki_mirror_config::{Config, needs_restart};
use maneki_mirror_geo::Atlas;
use maneki_mirror_registry::{Registry, SourceTree};
use maneki_mirror_snapshot::Drains;
use tokio::signal::unix::Signal;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::edition::Edition;
use crate::load::{self, Learned, Loaded, Loader, report};
use crate::networks::{Wanted, problems, restore};
use crate::outside::{News, Questions};
use crate::published::Published;
use crate::reload::{CONFIRMED_AFTER, Judgement, judge};
use crate::remarks;
use crate::watch::Watch;
use maneki_ground_diagnostics::Problem;
use maneki_ground_web::now;

/// Reads the configuration again; the error is a sentence.
pub type Reconfigure = Box<dyn Fn() -> Result<Config, String> + Send>;

/// The interval at which the folder is read without an event, because some file systems report none.
const UNTOLD: Duration = Duration::from_mins(1);

/// The parts of an edition, and the problems of each part.
pub(crate) struct Refresh {
    pub(crate) loader: Loader,
    pub(crate) published: Arc<Published>,
    pub(crate) config: Config,
    pub(crate) served: Loaded,
    pub(crate) waiting: Option<Waiting>,
    pub(crate) learned: Learned,
    pub(crate) serial: u64,
    pub(crate) problems: Problems,
    pub(crate) questions: watch::Sender<Questions>,
    pub(crate) setups: watch::Sender<Setup>,
    /// The number of requests by the operator to read everything again.
    pub(crate) rereadings: u64,
}

/// A registry that would lose so many mirrors that it waits for confirmation.
pub(crate) struct Waiting {
    source: SourceTree,
    /// The time of its first reading.
    since: Instant,
}

/// The problems for `/readyz`, by part.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problems {
    pub(crate) config: Option<Problem>,
    pub(crate) registry: Option<Problem>,
    pub(crate) databases: Vec<Problem>,
    pub(crate) networks: Vec<Problem>,
    pub(crate) checks: Vec<Problem>,
    pub(crate) keeping: Option<Problem>,
}

/// The events that the loop waits for.
pub(crate) struct Signals {
    pub(crate) watch: Option<Watch>,
    pub(crate) hangup: Signal,
    pub(crate) news: mpsc::Receiver<News>,
    /// `None` without checks.
    pub(crate) checks: Option<watch::Receiver<Arc<HealthState>>>,
    pub(crate) stop: CancellationToken,
}

impl Refresh {
    /// Reloads and publishes until the service stops.
    pub(crate) async fn run(mut self, reconfigure: Reconfigure, mut signals: Signals) {
        let mut next_reading = Instant::now() + UNTOLD;
        loop {
            let by_operator = tokio::select! {
                () = signals.stop.cancelled() => return,
                Some(news) = signals.news.recv() => {
                    self.learn(news);
                    continue;
                }
                believed = told(signals.checks.as_mut()) => {
                    self.believe(&believed);
                    continue;
                }
                () = changed(signals.watch.as_mut()) => false,
                () = sleep_until(next_reading) => false,
                Some(()) = signals.hangup.recv() => true,
            };
            // Before reading, so that no later change is missed.
            if let Some(watch) = &mut signals.watch {
                watch.renew();
            }
            tokio::task::block_in_place(|| {
                if by_operator {
                    self.reconfigure(&reconfigure);
                }
                // A new configuration takes effect even if the registry does not.
                if !self.reload(by_operator) && by_operator {
                    self.publish();
                }
            });
            let confirmed = self.waiting.as_ref().map(|waiting| waiting.since + CONFIRMED_AFTER);
            next_reading = confirmed.filter(|&at| at > Instant::now()).unwrap_or(Instant::now() + UNTOLD);
        }
    }

    /// Reads the registry again, and publishes it if it changed. Returns whether it changed.
    fn reload(&mut self, by_operator: bool) -> bool {
        let read = match self.loader.read(&self.config) {
            Ok(read) => read,
            Err(error) => {
                return self.keep(still_served(self.loader.told(&error)));
            }
        };
        if read.source.config != self.served.source.config
            && let Some(error) = read.config_errors().next()
        {
            return self.keep(still_served(self.loader.told_finding(error)));
        }
        let waiting = self.waiting.as_ref().map(|waiting| (&waiting.source, waiting.since.elapsed()));
        let served = (&self.served.source, &self.served.registry);
        match judge(served, (&read.source, &read.registry), waiting, by_operator) {
            Judgement::Same => {
                if self.waiting.take().is_some() || self.problems.registry.take().is_some() {
                    self.complain();
                }
                false
            }
            Judgement::Take => {
                report(&read);
                remarks::tell(&self.published, &read, &self.config);
                self.served = read;
                self.waiting = None;
                self.problems.registry = None;
                self.publish();
                true
            }
            Judgement::Wait { lost, of } => {
                let same = self.waiting.take().filter(|waiting| waiting.source == read.source);
                let since = same.map_or(Instant::now(), |waiting| waiting.since);
                let sentence = format!(
                    "the registry lost {lost} of {of} mirrors: the old one is served until SIGHUP, or until it \
                     was the same for a minute"
                );
                self.keep(Problem::public(sentence));
                self.waiting = Some(Waiting { source: read.source, since });
                false
            }
        }
    }

    /// Loads the configuration and the address databases again. If one is broken, its previous value stays in force.
    fn reconfigure(&mut self, reconfigure: &Reconfigure) {
        self.problems.config = None;
        match reconfigure() {
            Ok(config) => {
                for key in needs_restart(&self.config, &config) {
                    tracing::warn!(key, "this key changes only after a restart");
                }
                self.config = config;
            }
            Err(error) => {
                tracing::error!("the previous configuration stays in force: {error}");
                let summary = "the new configuration cannot be used; the previous one stays in force";
                self.problems.config =
                    Some(Problem { summary: summary.into(), details: format!("{summary}: {error}") });
            }
        }
        let (atlas, errors) = Atlas::open(&self.config.geo.databases);
        self.problems.databases = errors.iter().map(load::told_of_database).collect();
        for error in &errors {
            tracing::error!("the previous address databases stay in use: {error}");
        }
        if errors.is_empty() {
            self.learned.atlas = Arc::new(atlas);
        }
        self.rereadings += 1;
        if self.loader.no_check {
            // Nothing is fetched in this case, and local files may have changed.
            let wanted = Wanted::by(&self.served.registry, &self.config);
            let (networks, not_had) = restore(&wanted, &self.loader.state);
            self.learned.networks = Arc::new(networks);
            for problem in &not_had {
                tracing::warn!(target: "maneki::networks", "{problem}");
            }
            self.problems.networks = problems(&not_had);
        }
    }

    fn learn(&mut self, news: News) {
        match news {
            News::Networks { networks, problems } => {
                let unchanged = *self.learned.networks == networks && self.problems.networks == problems;
                self.problems.networks = problems;
                self.learned.networks = Arc::new(networks);
                if unchanged {
                    return;
                }
            }
            News::Addresses(addresses) if addresses == self.learned.addresses => return,
            News::Addresses(addresses) => self.learned.addresses = addresses,
            News::Drains(drains) => {
                drained(&drains, &self.served.registry);
                self.learned.drains = drains;
            }
            News::Keeping(problem) => {
                self.problems.keeping = problem;
                return self.complain();
            }
        }
        tokio::task::block_in_place(|| self.publish());
    }

    /// Takes over new health from the checks.
    fn believe(&mut self, believed: &Arc<HealthState>) {
        self.problems.checks.clone_from(&believed.problems);
        let known = self.learned.believed.replace(Arc::clone(believed));
        let same = known.is_some_and(|known| {
            known.table == believed.table
                && known.reference == believed.reference
                && known.policy.allowed_outdate == believed.policy.allowed_outdate
        });
        if same {
            self.complain();
        } else {
            tokio::task::block_in_place(|| self.publish());
        }
    }

    /// Builds an edition from the current parts, and publishes it.
    fn publish(&mut self) {
        self.serial += 1;
        let edition =
            Edition::new(self.served.registry.clone(), &self.config, &self.learned, self.serial, now());
        let mirrors = edition.snapshot.entries().len();
        self.published.publish(edition, self.learned.believed.as_deref(), self.problems.all());
        tracing::info!(snapshot = self.serial, mirrors, "published");
        tell(&self.questions, Questions::of(&self.served.registry, &self.config, self.rereadings));
        let unchanged = *self.setups.borrow().registry == self.served.registry;
        let registry = if unchanged {
            Arc::clone(&self.setups.borrow().registry)
        } else {
            Arc::new(self.served.registry.clone())
        };
        tell(
            &self.setups,
            Setup { registry, check: self.config.check.clone(), outbound: self.config.outbound.clone() },
        );
    }

    /// Keeps the current edition and reports why: briefly in `/readyz`, and with details in the log.
    fn keep(&mut self, why: Problem) -> bool {
        if self.problems.registry.as_ref().is_none_or(|known| known.summary != why.summary) {
            tracing::error!("{}", why.details);
        }
        self.waiting = None;
        self.problems.registry = Some(why);
        self.complain();
        false
    }

    fn complain(&self) {
        self.published.complain(self.learned.believed.as_deref(), self.problems.all());
    }
}

impl Problems {
    pub(crate) fn all(&self) -> Vec<Problem> {
        self.config
            .iter()
            .chain(&self.registry)
            .chain(&self.databases)
            .chain(&self.networks)
            .chain(&self.checks)
            .chain(&self.keeping)
            .cloned()
            .collect()
    }
}

/// Logs the drained mirrors.
pub(crate) fn drained(drains: &Drains, registry: &Registry) {
    for (name, drain) in drains {
        if registry.mirrors.contains_key(name) {
            let until = drain.until.map(|until| until.to_string());
            tracing::warn!(mirror = %name, until, reason = drain.reason.as_deref(), "drained");
        } else {
            tracing::warn!(mirror = %name, "drained, but the registry has no such mirror");
        }
    }
    if drains.is_empty() {
        tracing::info!("no mirror is drained now");
    }
}

/// Sends a task its new input.
fn tell<T: PartialEq>(task: &watch::Sender<T>, news: T) {
    task.send_if_modified(|old| {
        let changed = *old != news;
        *old = news;
        changed
    });
}

/// The results of the checks.
async fn told(checks: Option<&mut watch::Receiver<Arc<HealthState>>>) -> Arc<HealthState> {
    if let Some(checks) = checks
        && checks.changed().await.is_ok()
    {
        return Arc::clone(&checks.borrow_and_update());
    }
    std::future::pending().await
}

/// A problem that keeps the last good registry in service.
fn still_served(problem: Problem) -> Problem {
    let but = |text| format!("{text}; the last good registry stays in service");
    Problem { summary: but(problem.summary), details: but(problem.details) }
}

async fn changed(watch: Option<&mut Watch>) {
    match watch {
        Some(watch) => watch.changed().await,
        None => std::future::pending().await,
    }
}

/// Watches a folder; without a watch the folder is still read every minute.
pub(crate) fn watch_over(folder: &Path) -> Option<Watch> {
    Watch::over(folder)
        .map_err(
            |error| tracing::warn!(%error, "the registry cannot be watched; it is read every minute instead"),
        )
        .ok()
}

impl Questions {
    /// The sources that a registry and a configuration need from the outside world.
    pub(crate) fn of(registry: &Registry, config: &Config, rereadings: u64) -> Self {
        let (wanted, hosts) = (Wanted::by(registry, config), crate::addresses::hosts(registry));
        Self { wanted, hosts, rereadings }
    }
}
