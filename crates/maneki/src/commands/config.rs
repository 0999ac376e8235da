use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::print;
use crate::failure::Failure;
use crate::settings::ConfigArguments;

/// The service's own configuration.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  MANEKI_CHECK__INTERVAL=1m maneki config print")]
pub(crate) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Print the effective configuration, each value with its origin
    #[command(after_help = "Example:\n  maneki config print --config /etc/maneki.toml")]
    Print(ConfigArguments),
}

impl Arguments {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let Action::Print(arguments) = self.action;
        print(&arguments.load(&[])?.print())?;
        Ok(ExitCode::SUCCESS)
    }
}
