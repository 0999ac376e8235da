use std::sync::Arc;

use maneki_ground_outbound::{Client, Destinations, Limits};
use maneki_ground_web::{Readiness, Room, Task, now};
use maneki_mirror_checker::{Checker, ProbersError, Setup};
use maneki_mirror_config::Config;
use maneki_mirror_geo::Atlas;
use maneki_mirror_snapshot::Drains;
use maneki_mirror_store::{DrainFile, Remembered};
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::drains::{self, in_force};
use crate::edition::Edition;
use crate::handlers::list::list;
use crate::keep::{Keeper, database};
use crate::load::{Learned, Loaded, Loader, NotLoaded, report, told_of_database};
use crate::networks::{Wanted, problems, restore, try_state};
use crate::outside::{self, Questions};
use crate::past::Past;
use crate::places::Addresses;
use crate::published::Published;
use crate::refresh::{Problems, Reconfigure, Refresh, Signals, drained, watch_over};
use crate::remarks;
use crate::router::router;

/// The inputs of the room.
pub struct Service {
    /// Loads the registry and the state.
    pub loader: Loader,
    /// The configuration of the room.
    pub config: Config,
    /// Reads the configuration again on SIGHUP.
    pub reconfigure: Reconfigure,
    /// Cancelled when the service stops.
    pub stop: CancellationToken,
}

/// Why the room cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum NotServed {
    /// There is no registry.
    #[error(transparent)]
    NotLoaded(#[from] NotLoaded),
    /// The system refuses something that the room needs.
    #[error("the system refuses {what}: {error}")]
    System {
        /// What it refuses.
        what: &'static str,
        /// The error of the system.
        error: std::io::Error,
    },
    /// The client that fetches lists cannot be set up.
    #[error("lists cannot be fetched: {0}")]
    Fetch(#[from] maneki_ground_outbound::ClientError),
    /// Mirrors cannot be checked under these settings.
    #[error("mirrors cannot be checked: {0}")]
    Check(#[from] ProbersError),
}

/// The paths that `/robots.txt` asks crawlers to skip: lists, which change all the time and are not for people.
const HIDDEN_FROM_CRAWLERS: &[&str] = &["/mirrorlist/", "/metalink/", "/isolist/", "/debug/"];

/// Opens the room: reads the registry and the state, and publishes the first edition.
///
/// No request is sent before the tasks of the room run, which is after the service listens.
///
/// # Errors
///
/// The registry cannot be read, or the settings of checks and fetches cannot be used. A database that cannot be used is
/// a problem of the running room, not an error.
pub async fn open(service: Service) -> Result<Room, NotServed> {
    let Service { loader, config, reconfigure, stop } = service;
    let system = |what| move |error| NotServed::System { what, error };
    let hangup = signal(SignalKind::hangup()).map_err(system("SIGHUP"))?;

    let served = loader.read(&config)?;
    report(&served);
    let (known, mut wrong) = known(&loader, &config, &served);
    let setup = Setup {
        registry: Arc::new(served.registry.clone()),
        check: config.check.clone(),
        outbound: config.outbound.clone(),
    };
    let checker = if loader.no_check {
        None
    } else {
        let (keeper, Remembered { reference, table }) = Keeper::open(&config.store.url, &loader.state).await;
        wrong.keeping = keeper.problem();
        Some((Checker::new(setup.clone(), table, reference)?, keeper))
    };
    let checks = checker.as_ref().map(|(checker, _)| checker.published());
    let believed = checks.as_ref().map(|checks| Arc::clone(&checks.borrow()));
    let learned = Learned { believed, ..known };
    let edition = Edition::new(served.registry.clone(), &config, &learned, 1, now());
    let kept = checker.as_ref().and_then(|_| database(&config.store.url, &loader.state).ok());
    let published = Arc::new(Published::new(edition, Past::of(kept)));
    remarks::tell(&published, &served, &config);
    published.complain(learned.believed.as_deref(), wrong.all());

    let mut tasks = Vec::new();
    let (news_sender, news) = mpsc::channel(4);
    let (questions, asked) = watch::channel(Questions::of(&served.registry, &config, 0));
    if !loader.no_check {
        let client = Client::new(&maneki_ground_outbound::Settings {
            contact: config.outbound.contact.as_str(),
            limits: Limits::USUAL,
            destinations: Destinations::for_strangers(config.outbound.allow_private_addresses),
            ca_file: config.outbound.ca_file.as_deref(),
        })?;
        let fetch = maneki_mirror_networks::Networks::new(&loader.state, &client);
        let networks = (*learned.networks).clone();
        tasks.push(Task::new(outside::ask(asked, networks, fetch, news_sender.clone(), stop.clone())));
    }
    let (file, drains) = (DrainFile::new(&loader.state), learned.drains.clone());
    tasks.push(Task::new(drains::watch(file, drains, news_sender.clone(), stop.clone())));
    let (setups, setup) = watch::channel(setup);
    if let Some((checker, keeper)) = checker {
        let kept = keeper.start(checker.published(), setup.clone(), news_sender.clone(), stop.clone());
        let kept = kept.map_err(system("a thread for the database"))?;
        tasks.push(Task::new(async move {
            let _ = kept.await;
        }));
        tasks.push(Task::new(checker.run(setup, stop.clone())));
    }
    let watch = watch_over(&loader.registry);
    let refresh = Refresh {
        loader,
        published: Arc::clone(&published),
        config,
        served,
        waiting: None,
        learned,
        serial: 1,
        problems: wrong,
        questions,
        setups,
        rereadings: 0,
    };
    let signals = Signals { watch, hangup, news, checks, stop };
    tasks.push(Task::new(async move {
        // The loop must not mistake a missing sender for the end of results.
        let _news_sender = news_sender;
        refresh.run(reconfigure, signals).await;
    }));
    Ok(room(published, tasks))
}

fn room(published: Arc<Published>, tasks: Vec<Task>) -> Room {
    let (lists, readiness) = (Arc::clone(&published), Arc::clone(&published));
    Room {
        name: "mirror",
        routes: router(published),
        immediate: Some(Arc::new(move |request, arrival| list(request, arrival, &lists.edition()))),
        hidden_from_crawlers: HIDDEN_FROM_CRAWLERS,
        readiness: Arc::new(move || Readiness {
            fields: readiness.readiness().fields(),
            problems: readiness.problems(),
        }),
        tasks,
    }
}

/// Everything that is known besides the registry without sending requests, with its problems.
fn known(loader: &Loader, config: &Config, served: &Loaded) -> (Learned, Problems) {
    maneki_mirror_geo::unpack();
    let (atlas, errors) = Atlas::open(&config.geo.databases);
    let wanted = Wanted::by(&served.registry, config);
    let unknown: Vec<String> = wanted
        .unknown_clouds(&served.registry)
        .iter()
        .map(|provider| format!("`mirror.cloud.{provider}`"))
        .collect();
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        tracing::warn!("cloud mirrors serve no client: set {unknown} to a file or URL of address ranges");
    }
    if !loader.no_check || !wanted.clouds.is_empty() {
        try_state(&loader.state);
    }
    let (networks, unread) = restore(&wanted, &loader.state);
    for error in &errors {
        tracing::error!("{error}");
    }
    for problem in &unread {
        tracing::error!("{problem}");
    }
    let drains = DrainFile::new(&loader.state).read().unwrap_or_else(|error| {
        tracing::error!("{error}; until it is fixed, no mirror is drained");
        Drains::new()
    });
    let drains = in_force(drains, now());
    if !drains.is_empty() {
        drained(&drains, &served.registry);
    }
    let wrong = Problems {
        registry: served.config_errors().next().map(|error| loader.told_finding(error)),
        databases: errors.iter().map(told_of_database).collect(),
        networks: problems(&unread),
        ..Problems::default()
    };
    let (atlas, networks, addresses) = (Arc::new(atlas), Arc::new(networks), Addresses::new());
    (Learned { atlas, networks, addresses, believed: None, drains }, wrong)
}
