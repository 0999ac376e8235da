//! The command group `maneki source`, with a file for each command.

mod drift;
mod failure;
mod inputs;
mod lint;
mod mend;
mod plan;
mod render;
mod scan;
mod schema;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use maneki_ground_command::{Failure, Session};

/// Change upstream's package sources by rule
///
/// Reads the configs that say what a distribution changes in the packages of its upstream, and applies them to package
/// sources. A config that no longer fits is reported with the nearest match and the text to write instead.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki source plan rpms/pesign --config autopatch/pesign")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check configs without a package
    Lint(lint::Arguments),
    /// Show what a config changes in a package, and write nothing
    Plan(plan::Plan),
    /// Change a package as its config says, if every entry fits
    Apply(plan::Apply),
    /// Change a config so that it fits again
    Mend(mend::Arguments),
    /// Check all configs against all packages
    Drift(drift::Arguments),
    /// Search source trees for brands of upstream
    Scan(scan::Arguments),
    /// Print the JSON Schema of the config, for editors
    Schema(schema::Arguments),
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        match self.command {
            Command::Lint(arguments) => arguments.run(session),
            Command::Mend(arguments) => arguments.run(session),
            Command::Scan(arguments) => arguments.run(session),
            Command::Schema(arguments) => arguments.run(session),
            Command::Drift(arguments) => arguments.run(session),
            Command::Plan(arguments) => arguments.run(session),
            Command::Apply(arguments) => arguments.run(session),
        }
    }
}
