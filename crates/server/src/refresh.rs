//! The one loop that renews what is served.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use maneki_config::{Config, needs_restart};
use maneki_diagnostics::concise;
use maneki_geo::Atlas;
use maneki_registry::SourceTree;
use maneki_snapshot::Networks;
use tokio::signal::unix::Signal;
use tokio::sync::{mpsc, watch};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use crate::clock;
use crate::edition::Published;
use crate::load::{self, Loaded, Loader, report};
use crate::networks::{Wanted, restore, sentences};
use crate::outside::{News, Questions};
use crate::places::Addresses;
use crate::reload::{CONFIRMED_AFTER, Judgement, judge};
use crate::serve::Reconfigure;
use crate::watch::Watch;

/// How long after a reading the folder is read again without being told: some file systems tell nothing.
const UNTOLD: Duration = Duration::from_mins(1);

/// What is served is made of, and what is wrong with each part.
pub(crate) struct Refresh {
    pub(crate) loader: Loader,
    pub(crate) published: Arc<Published>,
    pub(crate) config: Config,
    pub(crate) served: Loaded,
    pub(crate) waiting: Option<Waiting>,
    pub(crate) atlas: Arc<Atlas>,
    pub(crate) networks: Arc<Networks>,
    pub(crate) addresses: Addresses,
    pub(crate) serial: u64,
    pub(crate) problems: Problems,
    pub(crate) questions: watch::Sender<Questions>,
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
    pub(crate) config: Option<String>,
    pub(crate) registry: Option<String>,
    pub(crate) databases: Vec<String>,
    pub(crate) networks: Vec<String>,
}

/// Where the loop hears of things.
pub(crate) struct Signals {
    pub(crate) watch: Option<Watch>,
    pub(crate) hangup: Signal,
    pub(crate) news: mpsc::Receiver<News>,
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
                let why = format!("{}; the last good registry is served", self.loader.told(&error));
                return self.keep(&why, &format!("{error}; the last good registry is served"));
            }
        };
        if read.source.config != self.served.source.config
            && let Some(error) = read.config_errors().next()
        {
            let why = format!("{}; the last good registry is served", self.loader.told_finding(error));
            return self.keep(&why, &format!("{}; the last good registry is served", concise(error)));
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
                self.keep(&sentence, &sentence);
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
                self.problems.config = Some("the new configuration cannot be used, the old one stays".into());
            }
        }
        let (atlas, errors) = Atlas::open(&self.config.geo.databases);
        self.problems.databases = errors.iter().map(load::told_of_database).collect();
        for error in &errors {
            tracing::error!("the address databases stay as they were: {error}");
        }
        if errors.is_empty() {
            self.atlas = Arc::new(atlas);
        }
        if self.loader.no_check {
            // Nobody fetches then, and files may have changed.
            let wanted = Wanted::by(&self.served.registry, &self.config);
            let (networks, problems) = restore(&wanted, &self.loader.state);
            self.networks = Arc::new(networks);
            for problem in &problems {
                tracing::warn!(target: "maneki::networks", "{problem}");
            }
            self.problems.networks = sentences(&problems);
        }
    }

    fn learn(&mut self, news: News) {
        match news {
            News::Networks { networks, problems } => {
                let unchanged = *self.networks == networks && self.problems.networks == problems;
                self.problems.networks = problems;
                self.networks = Arc::new(networks);
                if unchanged {
                    return;
                }
            }
            News::Addresses(addresses) if addresses == self.addresses => return,
            News::Addresses(addresses) => self.addresses = addresses,
        }
        tokio::task::block_in_place(|| self.publish());
    }

    /// Makes an edition of what is known now, and puts it in the place of the old one.
    fn publish(&mut self) {
        self.serial += 1;
        let edition = self.loader.edition(
            self.served.registry.clone(),
            &self.config,
            Arc::clone(&self.atlas),
            Arc::clone(&self.networks),
            &self.addresses,
            self.serial,
            clock::now(),
        );
        let mirrors = edition.snapshot.entries().len();
        self.published.publish(edition, self.problems.all());
        tracing::info!(snapshot = self.serial, mirrors, "published");
        let questions = Questions::of(&self.served.registry, &self.config);
        self.questions.send_if_modified(|old| {
            let changed = *old != questions;
            *old = questions;
            changed
        });
    }

    /// Leaves everything as it is and says why, to everybody and with details in the log; nothing was
    /// published.
    fn keep(&mut self, why: &str, details: &str) -> bool {
        if self.problems.registry.as_deref() != Some(why) {
            tracing::error!("{details}");
        }
        self.waiting = None;
        self.problems.registry = Some(why.to_owned());
        self.complain();
        false
    }

    fn complain(&self) {
        self.published.complain(self.problems.all());
    }
}

impl Problems {
    pub(crate) fn all(&self) -> Vec<String> {
        self.config
            .iter()
            .chain(&self.registry)
            .chain(&self.databases)
            .chain(&self.networks)
            .cloned()
            .collect()
    }
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
    pub(crate) fn of(registry: &maneki_registry::Registry, config: &Config) -> Self {
        Self { wanted: Wanted::by(registry, config), hosts: crate::addresses::hosts(registry) }
    }
}
