use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use maneki_ground_command::{ConfigArguments, Failure, Session, StateArguments};
use maneki_ground_config::Effective;
use maneki_ground_web::{LiveSettings, ServeError};
use maneki_mirror_config::Config;
use maneki_mirror_service::{Loader, NotServed, Service};
use tokio_util::sync::CancellationToken;

use crate::logging;

/// Run the service: every configured room, over HTTP.
///
/// Reads the registry, publishes it and answers clients. Changes of the folder are served after two quiet seconds;
/// SIGHUP reads everything again. SIGTERM and Ctrl-C stop the service when the answers under way are sent.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki serve examples/registry\n  \
    maneki serve /srv/mirrors --listen '[::]:8080' --config /etc/maneki.toml")]
pub(crate) struct Arguments {
    /// The folder with `config.yml` and the mirror files [default: the key `mirror.registry`]
    registry: Option<PathBuf>,
    /// The address to listen on [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Send no requests: no checks, no DNS, no subnet or cloud lists; every declared mirror counts as healthy
    #[arg(long)]
    no_check: bool,
    #[command(flatten)]
    config: ConfigArguments,
    #[command(flatten)]
    state: StateArguments,
}

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let flags = self.flags();
        let config = session.config(&self.config, Config::resolve, &flags)?.config;
        let state = session.state_folder(&self.state)?;
        let Some(registry) = config.registry.clone() else {
            return Err(Failure::Usage(
                "no room is configured: name the folder of a mirror registry, as in `maneki serve examples/registry`, \
                 or set `mirror.registry`"
                    .to_owned(),
            ));
        };
        let log = logging::start(session);
        let settings =
            LiveSettings::new(config.server.clone(), &config.site, &[maneki_mirror_pages::site_part()]);
        let (arguments, again, live) = (self.config, session.clone(), settings.clone());
        let reconfigure = move || match again.config(&arguments, Config::resolve, &flags) {
            Ok(Effective { config, .. }) => {
                live.replace(config.server.clone(), &config.site);
                Ok(config)
            }
            Err(failure) => Err(failure.text().to_owned()),
        };
        let (address, stop) = (config.server.listen, CancellationToken::new());
        let mirrors = Service {
            loader: Loader { registry, state, no_check: self.no_check },
            config,
            reconfigure: Box::new(reconfigure),
            stop: stop.clone(),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::Outside(format!("the system refuses threads: {error}")))?;
        let served = runtime.block_on(async {
            let rooms = vec![maneki_mirror_service::open(mirrors).await.map_err(not_opened)?];
            maneki_ground_web::serve(rooms, address, settings, log.access_lines(), stop)
                .await
                .map_err(|error: ServeError| Failure::Outside(error.to_string()))
        });
        // A name lookup that is still running must not delay the end.
        runtime.shutdown_background();
        served?;
        Ok(ExitCode::SUCCESS)
    }

    /// The keys that flags and arguments set.
    fn flags(&self) -> Vec<(&'static str, String)> {
        let registry = self.registry.as_ref().map(|path| ("mirror.registry", path.display().to_string()));
        let listen = self.listen.as_ref().map(|address| ("server.listen", address.clone()));
        registry.into_iter().chain(listen).collect()
    }
}

/// Wrong settings are wrong usage; a file or a system that fails is not.
fn not_opened(error: NotServed) -> Failure {
    match error {
        NotServed::Check(error) if !error.is_of_a_file() => {
            Failure::Usage(format!("mirrors cannot be checked: {error}"))
        }
        error => Failure::Outside(error.to_string()),
    }
}
