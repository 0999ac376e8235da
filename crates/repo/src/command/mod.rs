//! The command group `maneki repo`, with a file for each command.

mod vercmp;
mod verify;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use maneki_ground_command::{Failure, Session};

/// Read RPM repositories offline, and report what is wrong with them.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example:\n  maneki repo verify /srv/mirror/9/BaseOS/x86_64/os")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check that repositories are whole: metadata, packages, and how they fit together
    Verify(verify::Arguments),
    /// Compare two versions as rpm does
    Vercmp(vercmp::Arguments),
}

impl Arguments {
    /// Runs the command.
    pub fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        match self.command {
            Command::Verify(arguments) => arguments.run(session),
            Command::Vercmp(arguments) => arguments.run(session),
        }
    }
}
