//! The one list of rooms.

use std::process::ExitCode;

use clap::Subcommand;
use maneki_ground_command::{Failure, Session};
use maneki_ground_config::Keys;

/// The keys of the whole configuration: those of the ground, then those of each room.
pub const KEYS: Keys = Keys::new(&[maneki_ground_config::KEYS, maneki_mirror_config::KEYS]);

/// The rooms: each is a group of commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Room {
    /// Run and inspect the mirror network: check its files and its mirrors, explain its answers
    Mirror(maneki_mirror_commands::Arguments),
    /// Check, count, verify and publish elections
    Election(maneki_election::command::Arguments),
    /// Check minutes of committees, and read decisions out of them
    Committee(maneki_election::command::CommitteeArguments),
    /// Read RPM repositories, and report what is wrong with them
    Repo(maneki_repo::Arguments),
    /// Change upstream's package sources by rule, and see which changes no longer fit
    Source(maneki_source::command::Arguments),
}

impl Room {
    /// Runs a command of the room.
    ///
    /// # Errors
    ///
    /// Those of the command.
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        match self {
            Self::Mirror(arguments) => arguments.run(session),
            Self::Election(arguments) => arguments.run(session),
            Self::Committee(arguments) => arguments.run(session),
            Self::Repo(arguments) => arguments.run(session),
            Self::Source(arguments) => arguments.run(session),
        }
    }
}
