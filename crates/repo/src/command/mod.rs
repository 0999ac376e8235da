//! The command group `maneki repo`, with a file for each command.

mod failure;
mod streams;
mod vercmp;

use clap::Subcommand;

pub use failure::Failure;
pub use streams::Streams;

/// Read RPM repositories offline, and report what is wrong with them.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare two versions as rpm does
    Vercmp(vercmp::Arguments),
}

impl Command {
    /// Runs the command, and returns its exit code.
    pub fn run(self, streams: &mut Streams<'_>) -> Result<u8, Failure> {
        match self {
            Self::Vercmp(arguments) => arguments.run(streams),
        }
    }
}
