//! The one loop that renews what is served.

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

/// How long after a reading the folder is read again without being told: some file systems tell nothing.
const UNTOLD: Duration = Duration::from_mins(1);

/// What is served is made of, and what is wrong with each part.
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
    /// How often the operator asked for everything to be read again.
    pub(crate) rereadings: u64,
}

/// A registry that would lose so much that it waits.
pub(crate) struct Waiting {
    source: SourceTree,
    /// Since when it was read like this.
    since: Instant,
}

/// What `/readyz` has to say, by the part that it concerns.
#[derive(Debug, Clone, Default)]
pub(crate) struct Problems {
    pub(crate) config: Option<Problem>,
    pub(crate) registry: Option<Problem>,
    pub(crate) databases: Vec<Problem>,
    pub(crate) networks: Vec<Problem>,
    pub(crate) checks: Vec<Problem>,
    pub(crate) keeping: Option<Problem>,
}

/// Where the loop hears of things.
pub(crate) struct Signals {
    pub(crate) watch: Option<Watch>,
    pub(crate) hangup: Signal,
    pub(crate) news: mpsc::Receiver<News>,
    /// `None` where nobody checks.
    pub(crate) checks: Option<watch::Receiver<Arc<HealthState>>>,
    pub(crate) stop: CancellationToken,
}

impl Refresh {
    /// Reloads, learns and publishes until the service stops.
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
            // Before the reading, so that nothing that changes after it is missed.
            if let Some(watch) = &mut signals.watch {
                watch.renew();
            }
            tokio::task::block_in_place(|| {
                if by_operator {
                    self.reconfigure(&reconfigure);
                }
                // What was reconfigured counts whatever becomes of the registry.
                if !self.reload(by_operator) && by_operator {
                    self.publish();
                }
            });
            let confirmed = self.waiting.as_ref().map(|waiting| waiting.since + CONFIRMED_AFTER);
            next_reading = confirmed.filter(|&at| at > Instant::now()).unwrap_or(Instant::now() + UNTOLD);
        }
    }

    /// Reads the registry again, and publishes it if it is another one. Says whether it was.
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

    /// Takes over the configuration and the address databases as they are now; what is broken stays as it
    /// was.
    fn reconfigure(&mut self, reconfigure: &Reconfigure) {
        self.problems.config = None;
        match reconfigure() {
            Ok(config) => {
                for key in needs_restart(&self.config, &config) {
                    tracing::warn!(key, "a change of this takes a restart");
                }
                self.config = config;
            }
            Err(error) => {
                tracing::error!("the configuration stays as it was: {error}");
                let summary = "the new configuration cannot be used, the old one stays";
                self.problems.config =
                    Some(Problem { summary: summary.into(), details: format!("{summary}: {error}") });
            }
        }
        let (atlas, errors) = Atlas::open(&self.config.geo.databases);
        self.problems.databases = errors.iter().map(load::told_of_database).collect();
        for error in &errors {
            tracing::error!("the address databases stay as they were: {error}");
        }
        if errors.is_empty() {
            self.learned.atlas = Arc::new(atlas);
        }
        self.rereadings += 1;
        if self.loader.no_check {
            // Nobody fetches then, and files may have changed.
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

    /// Takes over what the checks have found out.
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

    /// Makes an edition of what is known now, and puts it in the place of the old one.
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

    /// Leaves everything as it is and says why, to everybody and with details in the log; nothing was
    /// published.
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

/// Says in the log who is taken out.
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
        tracing::info!("no mirror is drained any more");
    }
}

/// Tells a task what is new to it.
fn tell<T: PartialEq>(task: &watch::Sender<T>, news: T) {
    task.send_if_modified(|old| {
        let changed = *old != news;
        *old = news;
        changed
    });
}

/// What the checks have found out.
async fn told(checks: Option<&mut watch::Receiver<Arc<HealthState>>>) -> Arc<HealthState> {
    if let Some(checks) = checks
        && checks.changed().await.is_ok()
    {
        return Arc::clone(&checks.borrow_and_update());
    }
    std::future::pending().await
}

/// A problem because of which nothing is taken over.
fn still_served(problem: Problem) -> Problem {
    let but = |text| format!("{text}; the last good registry is served");
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
        .map_err(|error| tracing::warn!(%error, "the registry cannot be watched and is read every minute"))
        .ok()
}

impl Questions {
    /// What the outside world is asked for a registry under a configuration.
    pub(crate) fn of(registry: &Registry, config: &Config, rereadings: u64) -> Self {
        let (wanted, hosts) = (Wanted::by(registry, config), crate::addresses::hosts(registry));
        Self { wanted, hosts, rereadings }
    }
}
