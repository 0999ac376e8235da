//! The one binary: a table of contents of what it can do.

mod commands;
mod failure;
mod logging;
mod settings;

use std::process::ExitCode;

use clap::Parser;

use commands::Command;

/// Runs the mirror network of a Linux distribution.
///
/// Reads a registry of mirrors (YAML files), and beckons each client to the nearest good ones.
#[derive(Debug, Parser)]
#[command(name = "maneki", version, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Example:\n  maneki serve examples/registry\n\n\
    Exit codes:\n  0  done and good\n  1  done, and what was looked at has errors\n  \
    2  wrong usage or configuration\n  3  the outside world failed (file, network, database)")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    match Cli::parse().command.run() {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
