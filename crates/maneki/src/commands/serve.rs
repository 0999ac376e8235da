use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use maneki_mirror_service::{Loader, NotServed, Service, serve};

use crate::failure::Failure;
use crate::logging;
use crate::settings::{ConfigArguments, StateArguments};

/// The whole service.
///
/// Loads the registry, publishes it and answers clients; takes changes of the folder over after two quiet
/// seconds, and re-reads everything on SIGHUP. Stops in order on SIGTERM and Ctrl-C.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  maneki serve examples/registry\n  \
    maneki serve /srv/mirrors --listen '[::]:8080' --config /etc/maneki.toml")]
pub(crate) struct Arguments {
    /// The folder with `config.yml` and the mirror files
    registry: PathBuf,
    /// Where to listen [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Send nothing to anyone: no probe, DNS, subnet or cloud fetch; everything declared counts as there
    #[arg(long)]
    no_check: bool,
    #[command(flatten)]
    config: ConfigArguments,
    #[command(flatten)]
    state: StateArguments,
}

impl Arguments {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let flags: Vec<(&'static str, String)> =
            self.listen.map(|address| ("server.listen", address)).into_iter().collect();
        let config = self.config.load(&flags)?.config;
        let state = self.state.folder()?;
        let log = logging::start();
        let arguments = self.config;
        let reconfigure = move || match arguments.load(&flags) {
            Ok(effective) => Ok(effective.config),
            Err(Failure::Usage(text) | Failure::Outside(text)) => Err(text),
        };
        let service = Service {
            loader: Loader { registry: self.registry, state, no_check: self.no_check },
            config,
            reconfigure: Box::new(reconfigure),
            access_lines: log.access_lines(),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(|error| Failure::Outside(format!("the system refuses threads: {error}")))?;
        let served = runtime.block_on(serve(service));
        // A name that is still being looked up must not hold up the end.
        runtime.shutdown_background();
        served.map_err(|error| match error {
            NotServed::Check(error) => error.into(),
            error => Failure::Outside(error.to_string()),
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
