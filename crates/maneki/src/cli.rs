use std::process::ExitCode;

use clap::{Parser, Subcommand};
use maneki_ground_command::{Environment, Failure, GlobalArguments, Session};

use crate::commands::{config, generated, serve};
use crate::rooms::{KEYS, Room};

/// The version, with the commit if Maneki was built from a clone.
const VERSION: &str = env!("VERSION_AND_COMMIT");

/// Run the public infrastructure of a Linux distribution.
#[derive(Debug, Parser)]
#[command(name = "maneki", version = VERSION, arg_required_else_help = true, max_term_width = 100)]
#[command(disable_help_subcommand = true)]
#[command(after_help = "Example:\n  maneki serve examples/registry\n\n\
    Exit codes:\n  0  done, nothing wrong\n  1  done, something is wrong with what was checked\n  \
    2  wrong usage or configuration\n  3  a file, the network or a database failed")]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    global: GlobalArguments,
}

#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one value for the whole run of the program")]
enum Command {
    /// Run the service: every configured room, over HTTP
    Serve(serve::Arguments),
    #[command(flatten)]
    Room(Room),
    /// Show the configuration in force, and where each value comes from
    Config(config::Arguments),
    /// Print completions for a shell
    Completions(generated::Completions),
    /// Print the manual page, or write one page for each command
    Man(generated::Man),
}

impl Cli {
    /// Parses the command line and runs the command.
    pub(crate) fn run() -> Result<ExitCode, Failure> {
        let Self { command, global } = Self::parse();
        let session = Session {
            keys: KEYS,
            environment: Environment::of_process(),
            global,
            version: env!("CARGO_PKG_VERSION"),
        };
        match command {
            Command::Serve(arguments) => arguments.run(&session),
            Command::Room(room) => room.run(&session),
            Command::Config(arguments) => arguments.run(&session),
            Command::Completions(arguments) => arguments.run(&session),
            Command::Man(arguments) => arguments.run(&session),
        }
    }
}
