//! The commands of the mirror room, `maneki mirror …`, in one file each.
//!
//! Every command takes its registry from its argument, from the key `mirror.registry`, or from the working directory, in
//! this order.

mod check;
mod drain;
mod filters;
mod lint;
mod new;
mod registry;
mod rule;
mod schema;
mod select;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use maneki_ground_command::{Failure, Session};

/// Run and inspect the mirror network.
///
/// A registry is a folder with `config.yml` and a YAML file for each mirror. These commands work on it without the
/// service; `maneki serve` answers clients.
#[derive(Debug, Args)]
#[command(arg_required_else_help = true)]
#[command(after_help = "Example: which mirrors would a client in Tokyo get?\n  \
    maneki mirror select examples/registry --ip 133.11.0.1 --version 4 --repo baseos")]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check the files of a registry, and fix what is simple
    Lint(lint::Arguments),
    /// Write a mirror file from flags or from answers to questions
    New(new::Arguments),
    /// Check mirrors over the network, and show what is wrong with them
    Check(check::Arguments),
    /// Take a mirror out of service at once, and put it back
    Drain(drain::Arguments),
    /// Show which mirrors a client gets, and why
    Select(select::Arguments),
    /// Print the documentation of a rule of the linter
    Rule(rule::Arguments),
    /// Print the JSON Schema of a file, for editors
    Schema(schema::Arguments),
}

impl Arguments {
    /// Runs the command.
    ///
    /// # Errors
    ///
    /// See [`Failure`]; findings of a command are not errors but exit code 1.
    pub fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        match self.command {
            Command::Lint(arguments) => arguments.run(session),
            Command::New(arguments) => arguments.run(session),
            Command::Check(arguments) => arguments.run(session),
            Command::Drain(arguments) => arguments.run(session),
            Command::Select(arguments) => arguments.run(session),
            Command::Rule(arguments) => arguments.run(session),
            Command::Schema(arguments) => arguments.run(session),
        }
    }
}
