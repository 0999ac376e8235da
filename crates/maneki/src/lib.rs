//! The house: the one list of rooms, the keys of their configuration, and the command line.
//!
//! - [`rooms`]: every room, with its commands and its keys
//! - `commands`: `serve`, which runs every configured room, and the commands about Maneki itself
//! - `cli`: the map of the command line

mod cli;
mod commands;
mod logging;
pub mod rooms;

use std::process::ExitCode;

/// Parses the command line and runs the command.
pub fn run() -> ExitCode {
    match cli::Cli::run() {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}
