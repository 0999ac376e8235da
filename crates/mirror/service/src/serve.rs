use std::net::SocketAddr;
use std::sync::Arc;

use maneki_ground_outbound::{Client, Destinations, Limits};
use maneki_mirror_checker::{Checker, ProbersError, Setup};
use maneki_mirror_config::Config;
use maneki_mirror_geo::Atlas;
use maneki_mirror_snapshot::Drains;
use maneki_mirror_store::{DrainFile, Remembered};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::{mpsc, watch};
use tokio_util::sync::CancellationToken;

use crate::access::{AccessLog, Place as AccessLines};
use crate::answers::Answers;
use crate::branding::pages;
use crate::drains::{self, in_force};
use crate::edition::{Edition, Published};
use crate::keep::{Keeper, database};
use crate::load::{Learned, Loaded, Loader, NotLoaded, report, told_of_database};
use crate::networks::{Wanted, problems, restore, try_state};
use crate::outside::{self, Questions};
use crate::past::Past;
use crate::places::Addresses;
use crate::refresh::{Problems, Refresh, Signals, drained, watch_over};
use crate::router::router;
use crate::{clock, connections, listen, remarks};

/// Reads the configuration again; the error is a sentence.
pub type Reconfigure = Box<dyn Fn() -> Result<Config, String> + Send>;

/// A service that is about to start.
pub struct Service {
    /// Where everything comes from.
    pub loader: Loader,
    /// How it behaves.
    pub config: Config,
    /// How to learn of another configuration.
    pub reconfigure: Reconfigure,
    /// Where access lines go, if anywhere: what takes them must not be slow.
    pub access_lines: Option<AccessLines>,
}

/// Why there is no service.
#[derive(Debug, thiserror::Error)]
pub enum NotServed {
    /// There is no registry.
    #[error(transparent)]
    NotLoaded(#[from] NotLoaded),
    /// The address cannot be listened on.
    #[error("cannot listen on {address}: {error}; stop whoever does, or name another with --listen")]
    Listen {
        /// Where.
        address: SocketAddr,
        /// Why.
        error: std::io::Error,
    },
    /// The system refuses something that every process needs.
    #[error("the system refuses {what}: {error}")]
    System {
        /// What was refused.
        what: &'static str,
        /// Why.
        error: std::io::Error,
    },
    /// The client that fetches lists cannot be set up.
    #[error("lists cannot be fetched: {0}")]
    Fetch(#[from] maneki_ground_outbound::ClientError),
    /// Nobody can ask mirrors under these settings.
    #[error("mirrors cannot be checked: {0}")]
    Check(#[from] ProbersError),
}

/// Serves until SIGTERM or SIGINT; a second one ends at once what still runs.
///
/// Nothing is bound before the registry was read, and nobody is asked for anything before the first list is
/// answered.
pub async fn serve(service: Service) -> Result<(), NotServed> {
    let Service { loader, config, reconfigure, access_lines } = service;
    let system = |what| move |error| NotServed::System { what, error };
    let mut terminate = signal(SignalKind::terminate()).map_err(system("SIGTERM"))?;
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
    let edition = Edition::new(served.registry.clone(), &config, &learned, 1, clock::now());
    let kept = checker.as_ref().and_then(|_| database(&config.store.url, &loader.state).ok());
    let published = Arc::new(Published::new(edition, Past::of(kept)));
    remarks::tell(&published, &served, &config);
    published.complain(learned.believed.as_deref(), wrong.all());

    let address = config.server.listen;
    let listener = TcpListener::bind(address).await.map_err(|error| NotServed::Listen { address, error })?;
    let bound = listener.local_addr().unwrap_or(address);
    let (access, access_writer) =
        AccessLog::start(access_lines).map_err(system("a thread for the access log"))?;

    let stop = CancellationToken::new();
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
        tokio::spawn(outside::ask(
            asked,
            (*learned.networks).clone(),
            fetch,
            news_sender.clone(),
            stop.clone(),
        ));
    }
    let (file, drains) = (DrainFile::new(&loader.state), learned.drains.clone());
    tokio::spawn(drains::watch(file, drains, news_sender.clone(), stop.clone()));
    let (setups, setup) = watch::channel(setup);
    let mut keeping = None;
    if let Some((checker, keeper)) = checker {
        let kept = keeper.start(checker.published(), setup.clone(), news_sender.clone(), stop.clone());
        keeping = Some(kept.map_err(system("a thread for the database"))?);
        tokio::spawn(checker.run(setup, stop.clone()));
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
    let signals = Signals { watch, hangup, news, checks, stop: stop.clone() };
    let refreshing = tokio::spawn(refresh.run(reconfigure, signals));

    tracing::info!(mirrors = published.readiness().mirrors, "listening on http://{bound}");
    let answers = Answers { pages: router(Arc::clone(&published)), published, access };
    let limits = listen::Limits { connections: connections::allowed(), patience: listen::PATIENCE };
    let listening = tokio::spawn(listen::listen(listener, limits, Arc::new(answers), stop.clone()));
    tokio::select! {
        _ = terminate.recv() => {}
        _ = tokio::signal::ctrl_c() => {}
    }
    tracing::info!("stopping");
    stop.cancel();
    // A sender must stay until here, so that the loop never takes silence for the end of news.
    drop(news_sender);
    let kept = async {
        if let Some(keeping) = keeping {
            let _ = keeping.await;
        }
    };
    tokio::select! {
        _ = async { tokio::join!(listening, refreshing, kept) } => {}
        // Whoever asks twice does not want to wait.
        _ = terminate.recv() => tracing::warn!("stopping at once"),
        _ = tokio::signal::ctrl_c() => tracing::warn!("stopping at once"),
    }
    access_writer.finish().await;
    Ok(())
}

/// What can be known besides the registry without asking anybody, and what is wrong with it.
fn known(loader: &Loader, config: &Config, served: &Loaded) -> (Learned, Problems) {
    let (atlas, errors) = Atlas::open(&config.geo.databases);
    let wanted = Wanted::by(&served.registry, config);
    let unknown: Vec<String> = wanted
        .unknown_clouds(&served.registry)
        .iter()
        .map(|provider| format!("`cloud.{provider}`"))
        .collect();
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        tracing::warn!("cloud mirrors serve nobody: no file or URL of address ranges is named by {unknown}");
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
        tracing::error!("{error}; until then nobody is drained");
        Drains::new()
    });
    let drains = in_force(drains, clock::now());
    if !drains.is_empty() {
        drained(&drains, &served.registry);
    }
    let (site, unusable) = pages(&config.site);
    if let Some(problem) = &unusable {
        tracing::error!("{}", problem.details);
    }
    let wrong = Problems {
        branding: unusable,
        registry: served.config_errors().next().map(|error| loader.told_finding(error)),
        databases: errors.iter().map(told_of_database).collect(),
        networks: problems(&unread),
        ..Problems::default()
    };
    let (atlas, networks, addresses) = (Arc::new(atlas), Arc::new(networks), Addresses::new());
    let site = Arc::new(site);
    (Learned { atlas, networks, addresses, believed: None, drains, site }, wrong)
}
