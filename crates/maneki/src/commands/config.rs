use std::process::ExitCode;

use clap::{Args, Subcommand};
use maneki_ground_command::{ConfigArguments, Failure, Session};
use maneki_mirror_config::Config;

/// Show the configuration in force.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  MANEKI_MIRROR__CHECK__INTERVAL=1m maneki config print")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print every value with its origin, as TOML
    #[command(after_help = "Example:\n  maneki config print --config /etc/maneki.toml")]
    Print(ConfigArguments),
}

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let Action::Print(arguments) = self.action;
        session.print(&session.config(&arguments, Config::resolve, &[])?.print())?;
        Ok(ExitCode::SUCCESS)
    }
}
